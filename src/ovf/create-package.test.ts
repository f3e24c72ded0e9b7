import { createHash, randomBytes } from "node:crypto";
import { mkdir, mkdtemp, open, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { built } from "../../test/kit/built.ts";
import type { RawDisk } from "../vmdk/index.ts";
import { checkOutput, createPackage, type PackageSpec } from "./create-package.ts";
import { extractPackage } from "./extract-package.ts";
import { openPackage } from "./package.ts";

const signal = AbortSignal.timeout(60_000);
const mebibyte = 1 << 20;
let folder: string;
let disk: RawDisk;

beforeAll(() => {
  for (const entry of ["write-worker", "extract-worker"]) built(`vmdk/${entry}.js`);
});
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "edgelab-package-"));
  disk = { path: join(folder, "disk.raw"), sizeBytes: 40 * mebibyte };
  await using file = await open(disk.path, "w");
  await file.truncate(disk.sizeBytes);
  await file.write(randomBytes(mebibyte), 0, mebibyte, 3 * mebibyte);
  await file.write("the end", disk.sizeBytes - 7);
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const spec = (more: Partial<PackageSpec> = {}): PackageSpec => ({
  name: "Palette Edge (lab)",
  hardware: {
    cpus: 2,
    memoryMiB: 4096,
    firmware: "efi",
    guestId: "ubuntu64Guest",
    version: "vmx-14",
    scsiController: "pvscsi",
  },
  disk,
  ...more,
});
const create = (output: string, more: object = {}) =>
  createPackage(spec(), join(folder, output), { signal, workers: 1, ...more });
const extract = (path: string, more: object = {}) =>
  extractPackage(path, join(folder, "back.raw"), { signal, workers: 1, ...more });
const base = "Palette-Edge-lab";

describe.each(["x.ova", "x"])("to %s", (output) => {
  test("the disk comes back, and every digest is right", async () => {
    const done: number[] = [];
    const created = await create(output, { onProgress: (bytes: number) => done.push(bytes) });
    expect(created.files.map(({ name }) => name)).toEqual([`${base}.ovf`, `${base}-disk1.vmdk`]);
    expect(done.at(-1)).toBe(disk.sizeBytes);

    await using opened = await openPackage(join(folder, output));
    expect(opened.envelope).toMatchObject({
      files: [{ href: `${base}-disk1.vmdk`, sizeBytes: created.disk.sizeBytes }],
      disks: [{ capacityBytes: disk.sizeBytes, populatedBytes: created.disk.populatedBytes }],
      system: { name: "Palette Edge (lab)", hardware: { config: { firmware: "efi" } } },
    });
    expect(opened.manifest?.entries).toHaveLength(2);
    for (const file of [opened.descriptor.file, ...opened.files]) {
      const digest = createHash("sha256")
        .update(await file.source.read(0, file.sizeBytes))
        .digest("hex");
      expect(opened.manifest?.entries.find(({ fileName }) => fileName === file.name)?.digest).toBe(digest);
    }

    const extracted = await extract(created.path);
    expect(extracted).toMatchObject({ capacityBytes: disk.sizeBytes, isVouchedFor: true });
    expect((await readFile(extracted.path)).equals(await readFile(disk.path))).toBe(true);
  });

  test("same disk, same bytes", async () => {
    const first = await create(output);
    const second = await create(`other-${output}`);
    expect(second.files).toEqual(first.files);
    if (output.endsWith(".ova")) expect(await readFile(second.path)).toEqual(await readFile(first.path));
  });

  test("cut off, nothing is left", async () => {
    const before = await readdir(folder);
    const stop = new AbortController();
    const cut = create(output, { signal: stop.signal, onProgress: () => stop.abort() });
    await expect(cut).rejects.toMatchObject({ name: "AbortError" });
    expect(await readdir(folder)).toEqual(before);
  });

  test("what is there is replaced only when told so", async () => {
    await create(output);
    await expect(create(output)).rejects.toMatchObject({ code: "FILE_EXISTS" });
    await create(output, { overwrite: true });
    expect((await extract(join(folder, output))).isVouchedFor).toBe(true);
  });
});

test("a folder that was there stays, with what else is in it", async () => {
  await mkdir(join(folder, "x"));
  await writeFile(join(folder, "x/note.txt"), "mine");
  const stop = new AbortController();
  await expect(create("x", { signal: stop.signal, onProgress: () => stop.abort() })).rejects.toThrow();
  expect(await readdir(join(folder, "x"))).toEqual(["note.txt"]);
});

test("a file in the way, another package, and a place that is none are named before anything is read", async () => {
  await writeFile(join(folder, "file"), "precious");
  await mkdir(join(folder, "other"));
  await writeFile(join(folder, "other/theirs.ovf"), "");
  const cases = [
    ["file", "FILE_EXISTS", "no folder"],
    ["other", "FILE_EXISTS", "theirs.ovf"],
    ["file/below", "FILE_UNUSABLE", "ENOTDIR"],
    ["file/x.ova", "FILE_UNUSABLE", "ENOTDIR"],
  ] as const;
  for (const [output, code, text] of cases) {
    const expected = { code, message: expect.stringContaining(text) };
    await expect(create(output, { overwrite: true })).rejects.toMatchObject(expected);
    await expect(checkOutput("x", join(folder, output), { overwrite: true })).rejects.toMatchObject(expected);
  }
  await checkOutput("x", join(folder, "new/deep"), {});
  expect((await readdir(folder)).toSorted()).toEqual(["disk.raw", "file", "other"]);
  expect(await readdir(join(folder, "other"))).toEqual(["theirs.ovf"]);
});

test("a name that no package can have is refused before the disk is read", async () => {
  const created = createPackage(spec({ name: "a\u0000b" }), join(folder, "x.ova"), { signal });
  await expect(created).rejects.toMatchObject({ code: "OVF_INVALID" });
});

describe("extractPackage", () => {
  const change = async (file: string, edit: (text: string) => string) => {
    const path = join(folder, "x", `${base}${file}`);
    await writeFile(path, edit(await readFile(path, "latin1")), "latin1");
  };
  beforeEach(async () => void (await create("x")));

  test("a disk that the manifest does not vouch for gets no name", async () => {
    await change(".mf", (text) => text.replace(/(vmdk\)= )../, "$100"));
    await expect(extract(join(folder, "x"))).rejects.toMatchObject({ code: "VERIFY_FAILED" });
    expect(await readdir(folder)).not.toContain("back.raw");
  });

  test("a damaged grain is refused", async () => {
    await change("-disk1.vmdk", (text) => `${text.slice(0, 70_000)}\u0000\u00ff${text.slice(70_002)}`);
    await expect(extract(join(folder, "x"))).rejects.toMatchObject({
      code: expect.stringMatching(/VMDK_INVALID|VERIFY_FAILED/),
    });
  });

  test("without a manifest it says so", async () => {
    await rm(join(folder, "x", `${base}.mf`));
    expect((await extract(join(folder, "x"))).isVouchedFor).toBe(false);
  });

  test("the descriptor's capacity counts: more is added as a hole, less is refused", async () => {
    await change(".ovf", (text) => text.replace(/capacity="\d+"/, `capacity="${50 * mebibyte}"`));
    expect((await extract(join(folder, "x"))).capacityBytes).toBe(50 * mebibyte);
    expect((await readFile(join(folder, "back.raw"))).length).toBe(50 * mebibyte);
    await change(".ovf", (text) => text.replace(/capacity="\d+"/, `capacity="${30 * mebibyte}"`));
    await expect(extract(join(folder, "x"), { overwrite: true })).rejects.toThrow("its descriptor says 31457280");
  });

  test("a disk that is compressed once more, continues another, or is not there", async () => {
    const original = await readFile(join(folder, "x", `${base}.ovf`), "utf8");
    for (const edited of [
      original.replace("<File", '<File ovf:compression="gzip"'),
      original.replace(/ ovf:fileRef="file1"/, ""),
    ]) {
      await writeFile(join(folder, "x", `${base}.ovf`), edited);
      await expect(extract(join(folder, "x"))).rejects.toMatchObject({ code: "OVF_INVALID" });
    }
  });
});

import { mkdtemp, open, readdir, readFile, rm, stat, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { OutputFile } from "./output-file.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "edgelab-output-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test("has its name only when complete", async () => {
  const path = join(folder, "x.bin");
  {
    await using file = await OutputFile.create(path, { mode: 0o600 });
    await file.write(Buffer.from("hello "));
    await file.write(Buffer.from("world"));
    expect(await readdir(folder)).not.toContain("x.bin");
    await file.commit();
  }
  expect(await readdir(folder)).toEqual(["x.bin"]);
  expect(await readFile(path, "utf8")).toBe("hello world");
  expect((await stat(path)).mode & 0o777).toBe(0o600);
});

test("leaves nothing when the block is left early", async () => {
  await expect(
    (async () => {
      await using file = await OutputFile.create(join(folder, "x.bin"));
      await file.write(Buffer.from("half"));
      throw new Error("cut off");
    })(),
  ).rejects.toThrow("cut off");
  expect(await readdir(folder)).toEqual([]);
});

test("refuses a name that is taken, at the beginning and at the end", async () => {
  const path = join(folder, "x.bin");
  {
    await using late = await OutputFile.create(path);
    await writeFile(path, "somebody else's");
    await expect(late.commit()).rejects.toMatchObject({ code: "FILE_EXISTS" });
  }
  await expect(OutputFile.create(path)).rejects.toMatchObject({ code: "FILE_EXISTS" });
  expect(await readdir(folder)).toEqual(["x.bin"]);
  expect(await readFile(path, "utf8")).toBe("somebody else's");
});

test("replaces a link instead of writing through it", async () => {
  const [path, target] = [join(folder, "x.bin"), join(folder, "precious")];
  await writeFile(target, "precious");
  await symlink(target, path);
  await using file = await OutputFile.create(path, { overwrite: true });
  await file.write(Buffer.from("new"));
  await file.commit();
  expect(await readFile(target, "utf8")).toBe("precious");
  expect(await readFile(path, "utf8")).toBe("new");
});

test("explains a folder that is not there", async () => {
  await expect(OutputFile.create(join(folder, "no/x.bin"))).rejects.toMatchObject({ code: "FILE_UNUSABLE" });
});

test("never replaces a folder, and says so", async () => {
  for (const overwrite of [false, true]) {
    const error = await OutputFile.create(folder, { overwrite }).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: "FILE_EXISTS", details: { next: expect.not.stringContaining("--force") } });
  }
  await writeFile(join(folder, "file"), "");
  await expect(OutputFile.create(join(folder, "file/x"))).rejects.toMatchObject({ code: "FILE_UNUSABLE" });
  expect(await readdir(folder)).toEqual(["file"]);
});

test.runIf(process.platform === "linux")("a disk that is full is one, not a bug", async () => {
  await using file = await OutputFile.create(join(folder, "x.bin"));
  await using full = await open("/dev/full", "w");
  file.handle.write = full.write.bind(full) as typeof file.handle.write;
  await expect(file.write(Buffer.alloc(4096))).rejects.toMatchObject({
    code: "FILE_UNUSABLE",
    details: { what: `${join(folder, "x.bin")} cannot be written.`, next: expect.stringContaining("Free some space") },
  });
});

test("the draft of a killed process goes with the next, that of a living one stays", async () => {
  const path = join(folder, "x.ova");
  await using living = await OutputFile.create(path);
  const name = basename(living.draftPath);
  const [, place, pid, started] = /^\.x\.ova\.(\w+)-(\d+)-(\w+)-\w+\.part$/.exec(name) ?? [];
  expect(pid).toBe(String(process.pid));
  const kept = [
    `.x.ova.00000000-${pid}-deadbeef-00000001.part`,
    ".x.ova.part",
    `.other.${place}-1-deadbeef-00000002.part`,
  ];
  const dead = [`.x.ova.${place}-${pid}-deadbeef-00000003.part`, `.x.ova.${place}-4194305-${started}-00000004.part`];
  for (const file of [...kept, ...dead]) await writeFile(join(folder, file), "half");
  {
    await using _next = await OutputFile.create(path);
    expect((await readdir(folder)).filter((file) => dead.includes(file))).toEqual([]);
  }
  expect((await readdir(folder)).toSorted()).toEqual([...kept, name].toSorted());
});

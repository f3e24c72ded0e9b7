import { mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
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

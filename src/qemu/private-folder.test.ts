import { mkdir, mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { PrivateFolder } from "./private-folder.ts";

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "edgelab-folders-"));
});
afterEach(() => rm(root, { recursive: true }));

test("only this user can look into it, and it goes when the block is left", async () => {
  {
    await using folder = await PrivateFolder.create({ root });
    expect((await stat(folder.path)).mode & 0o777).toBe(0o700);
    expect((await stat(await folder.write("seed.iso", "secret"))).mode & 0o777).toBe(0o600);
  }
  expect(await readdir(root)).toEqual([]);
});

/** What a run leaves that was killed: its process is gone. */
async function abandoned(change: (owner: Record<string, unknown>) => void = () => undefined): Promise<string> {
  const folder = await PrivateFolder.create({ root });
  await folder.adopt(join(root, ".disk.raw.0123abcd.part"));
  await writeFile(join(root, ".disk.raw.0123abcd.part"), "half");
  const owner = JSON.parse(await readFile(folder.file("owner.json"), "utf8")) as Record<string, unknown>;
  owner["started"] = "another boot/1";
  change(owner);
  await writeFile(folder.file("owner.json"), JSON.stringify(owner));
  return folder.path;
}

test("the next run removes what a killed one has left, its draft included", async () => {
  await abandoned();
  await using folder = await PrivateFolder.create({ root });
  expect((await readdir(root)).map((name) => join(root, name))).toEqual([folder.path]);
});

test("what belongs to a living run stays", async () => {
  await using first = await PrivateFolder.create({ root });
  await using _second = await PrivateFolder.create({ root });
  expect((await stat(first.path)).isDirectory()).toBe(true);
});

test("what belongs to another namespace of processes stays: nobody can tell whether it lives", async () => {
  const path = await abandoned((owner) => (owner["namespace"] = "pid:[1]"));
  await using _folder = await PrivateFolder.create({ root });
  expect((await stat(path)).isDirectory()).toBe(true);
});

test("a list of drafts cannot make it remove anything else", async () => {
  const precious = join(root, "precious.raw");
  await writeFile(precious, "x");
  await abandoned((owner) => (owner["drafts"] = [precious, root]));
  await using _folder = await PrivateFolder.create({ root });
  expect(await readFile(precious, "utf8")).toBe("x");
});

test("a folder that says nothing of its owner is removed once it is old", async () => {
  for (const name of ["edgelab-qemu-new", "edgelab-qemu-old"]) await mkdir(join(root, name));
  const hourAgo = new Date(Date.now() - 3_600_000);
  await utimes(join(root, "edgelab-qemu-old"), hourAgo, hourAgo);
  await using _folder = await PrivateFolder.create({ root });
  expect(await readdir(root)).toContain("edgelab-qemu-new");
  expect(await readdir(root)).not.toContain("edgelab-qemu-old");
});

test("a place that cannot be written to is named", async () => {
  await expect(PrivateFolder.create({ root: join(root, "no") })).rejects.toMatchObject({ code: "FILE_UNUSABLE" });
});

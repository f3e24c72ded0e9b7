import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { receivePackage } from "./received-package.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "edgelab-received-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function receive(output: string, content: string, { overwrite = false, fails = false } = {}): Promise<string> {
  const spec = { name: "edge", fileNames: ["disk.vmdk"], overwrite };
  await using received = await receivePackage(join(folder, output), spec);
  await using file = await received.file("disk.vmdk");
  await file.write(Buffer.from(content));
  if (fails) throw new Error("cut off");
  await file.commit();
  return (await received.finish("<Envelope/>")).path;
}

describe.each(["x.ova", "x", "new/x"])("%s", (output) => {
  test("that is cut off leaves nothing, no folder either", async () => {
    await expect(receive(output, "half", { fails: true })).rejects.toThrow("cut off");
    expect(await readdir(folder)).toEqual([]);
  });

  test("that is replaced stays as it was until the new one is complete", async () => {
    const path = await receive(output, "first");
    const before = await readFile(path);
    await expect(receive(output, "half", { fails: true, overwrite: true })).rejects.toThrow("cut off");
    expect(await readFile(path)).toEqual(before);
    await expect(receive(output, "second")).rejects.toMatchObject({ code: "FILE_EXISTS" });
    await receive(output, "second", { overwrite: true });
    const names = output === "x.ova" ? [] : ["disk.vmdk", "edge.mf", "edge.ovf"];
    if (names.length > 0) expect((await readdir(join(folder, output))).toSorted()).toEqual(names);
  });
});

import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { sha256 } from "../core/sha256.ts";
import { openPackage } from "./package.ts";
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

  test("takes several files that are committed together at the end, attempts that failed left out", async () => {
    const fileNames = ["a.vmdk", "b.vmdk"];
    await using received = await receivePackage(join(folder, output), { name: "edge", fileNames, overwrite: false });
    const attempt = async (name: string, content: string) => {
      const file = await received.file(name);
      await file.write(Buffer.from(content));
      return file;
    };
    await (await attempt("a.vmdk", "a longer attempt that was cut"))[Symbol.asyncDispose]();
    const files = [await attempt("a.vmdk", "first"), await attempt("b.vmdk", "second")];
    for (const file of files) await file.commit();
    const { path } = await received.finish(descriptorOf(fileNames));
    for (const file of files) await file[Symbol.asyncDispose]();
    await using opened = await openPackage(path);
    const contents = opened.files.map(async ({ source }) => Buffer.from(await source.read(0, 100)).toString());
    expect(await Promise.all(contents)).toEqual(["first", "second"]);
    expect(opened.manifest?.entries.slice(1)).toMatchObject([
      { fileName: "a.vmdk", digest: sha256("first") },
      { fileName: "b.vmdk", digest: sha256("second") },
    ]);
  });
});

function descriptorOf(fileNames: readonly string[]): string {
  const files = fileNames.map((name) => `<File ovf:id="${name}" ovf:href="${name}"/>`).join("");
  return `<Envelope xmlns="http://schemas.dmtf.org/ovf/envelope/1" xmlns:ovf="http://schemas.dmtf.org/ovf/envelope/1">
<References>${files}</References><VirtualSystem ovf:id="edge"><Info/><VirtualHardwareSection><Info/></VirtualHardwareSection></VirtualSystem></Envelope>`;
}

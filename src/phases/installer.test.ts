import { mkdtemp, readFile, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { afterEach, beforeEach, expect, test } from "vitest";
import { sha256 } from "../core/sha256.ts";
import { createIso, createStandIn } from "../iso/index.ts";
import { openInstaller } from "./installer.ts";

const options = { signal: AbortSignal.timeout(30_000) };
let folder: string;
let file: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "edgelab-installer-"));
  file = join(folder, "installer.iso");
});
afterEach(() => rm(folder, { recursive: true }));

function open(target: "sandbox" | "vsphere", iso: string | undefined) {
  const installer = { iso, userData: "", userDataFile: undefined };
  const folders = { workDir: join(folder, "work"), cacheDir: join(folder, "cache") };
  return openInstaller({ installer, target, ...folders, template: { builder: "vsphere" } }, options);
}

test("the stand-in is the same on every run, and for the sandbox only", async () => {
  const [first, second] = await Promise.all([open("sandbox", undefined), open("sandbox", undefined)]);
  expect(first.digest).toBe(second.digest);
  expect(sha256(await buffer(first.open()))).toBe(first.digest);
  await expect(open("vsphere", undefined)).rejects.toMatchObject({ code: "LAB_INVALID" });
});

test("a file is known by its content, which is read again only when the file has changed", async () => {
  await writeFile(file, createStandIn());
  const first = await open("sandbox", file);
  expect(first).toMatchObject({ digest: sha256(await readFile(file)), name: file, warnings: [] });
  expect(sha256(await buffer(first.open()))).toBe(first.digest);
  const cache = join(folder, "work", "digests.json");
  const known = await readFile(cache, "utf8");
  await writeFile(cache, known.replace(first.digest, "f".repeat(64)));
  expect((await open("sandbox", file)).digest).toBe("f".repeat(64));
  await utimes(file, new Date(), new Date(Date.now() + 10_000));
  expect((await open("sandbox", file)).digest).toBe(first.digest);
  await writeFile(cache, "half a");
  expect((await open("sandbox", file)).digest).toBe(first.digest);
});

test("says what is odd about an ISO", async () => {
  await writeFile(file, createStandIn({ userData: "#cloud-config\nstylus:\n  site:\n    edgeHostToken: abc\n" }));
  expect((await open("sandbox", file)).warnings).toEqual([expect.stringContaining("holds a registration token")]);
  await expect(open("vsphere", file)).rejects.toMatchObject({ code: "ISO_INVALID" });
  await writeFile(file, createStandIn({ kind: "kairos" }));
  expect((await open("sandbox", file)).warnings).toEqual([expect.stringContaining("without the Palette agent")]);
  await writeFile(file, createIso({ volumeId: "MUSIC", files: [{ path: "/la.txt", content: "la" }] }));
  expect((await open("sandbox", file)).warnings).toEqual([expect.stringContaining('label "MUSIC"')]);
});

test("a file that is not there, is a folder, or is no ISO is one clear error", async () => {
  await expect(open("sandbox", file)).rejects.toMatchObject({
    code: "LAB_INVALID",
    message: expect.stringContaining(file),
  });
  await expect(open("sandbox", folder)).rejects.toMatchObject({ code: "LAB_INVALID" });
  await writeFile(file, "no ISO");
  await expect(open("sandbox", file)).rejects.toMatchObject({ code: "ISO_INVALID" });
});

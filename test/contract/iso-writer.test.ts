import { mkdtemp, open, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openRandomAccess } from "../../src/core/random-access-file.ts";
import type { RandomAccess } from "../../src/core/random-access.ts";
import { type IsoSpec, readIso, type StreamContent, writeIso } from "../../src/iso/index.ts";
import { describePeer } from "../kit/peers.ts";
import { ourTree, xorrisoTree } from "../kit/xorriso-tree.ts";

const longName = `${"long-name-".repeat(25)}end`;
const deep = "/1/2/3/4/5/6/7/8/9/10/11/12/13/14/15/16/17/18/19/20/file";
const bigBytes = 2 ** 32 + 5_000_000;
const zeros = Buffer.alloc(1 << 20);
const big: RandomAccess = {
  size: bigBytes,
  read: async (offset, length) => zeros.subarray(0, Math.min(length, bigBytes - offset)),
};
const spec: IsoSpec<StreamContent> = {
  volumeId: "WRITER_TEST",
  files: [
    { path: "/boot/eltorito.img", content: Buffer.alloc(30_000, 1) },
    { path: "/boot/uefi.img", content: Buffer.alloc(1 << 20, 2) },
    { path: `/${longName}`, content: "long" },
    { path: `/${longName.slice(0, 120)}.yaml`, content: "another with the same beginning" },
    { path: deep, content: "deep" },
    { path: "/link", target: "../etc/passwd" },
    { path: "/far link", target: `/./${"far/../".repeat(40)}${"t".repeat(253)}` },
    { path: "/empty", content: "" },
    { path: "/big.zst", content: big },
    ...Array.from({ length: 3000 }, (_, n) => ({ path: `/many/file number ${n}`, content: `${n}` })),
  ],
  boot: {
    bios: { image: "/boot/eltorito.img" },
    uefi: { image: "/boot/uefi.img" },
    hybrid: {},
    catalog: "/boot/boot.catalog",
  },
};
let folder: string;
let iso: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "edgelab-iso-writer-"));
  iso = join(folder, "ours.iso");
  await using file = await open(iso, "wx");
  let at = 0;
  const write = async (chunk: Uint8Array) => {
    if (!zeros.subarray(0, chunk.length).equals(chunk)) await file.write(chunk, 0, chunk.length, at);
    at += chunk.length;
  };
  const { sizeBytes } = await writeIso(spec, { write }, { signal: AbortSignal.timeout(120_000) });
  await file.truncate(sizeBytes);
}, 130_000);
afterAll(() => rm(folder, { recursive: true }));

describePeer("xorriso", "as xorriso reads our volumes", (xorriso) => {
  test("the same tree, without a warning", { timeout: 60_000 }, async () => {
    await execa(xorriso, ["-abort_on", "WARNING", "-indev", iso, "-find", "/", "-exec", "lsdl"]);
    await using source = await openRandomAccess(iso);
    const image = await readIso(source);
    const tree = ourTree(image);
    expect(tree).toEqual(await xorrisoTree(xorriso, iso));
    const paths = [...spec.files.map(({ path }) => path), "/boot/boot.catalog"];
    expect(paths.filter((path) => !image.entries.has(path))).toEqual([]);
    expect(image.entries.get("/big.zst")?.extents.map(({ size }) => size)).toEqual([4_294_965_248, 5_002_048]);
  });

  test("long names and far links byte for byte", async () => {
    const out = join(folder, "out");
    const wanted = [`/${longName}`, deep, "/many/file number 2999"];
    for (const path of wanted)
      await execa(xorriso, ["-osirrox", "on", "-indev", iso, "-extract", path, `${out}${path}`]);
    const contents = await Promise.all(wanted.map((path) => readFile(`${out}${path}`, "utf8")));
    expect(contents).toEqual(["long", "deep", "2999"]);
    await execa("chmod", ["-R", "u+w", out]);
  });
});

describePeer("isoinfo", "as isoinfo reads our volumes", (isoinfo) => {
  test("with Joliet, two long names of one beginning are two", async () => {
    const { stdout } = await execa(isoinfo, ["-J", "-f", "-i", iso]);
    const names = stdout.split("\n");
    expect(names).toContain(`/${longName.slice(0, 103)}`);
    expect(names).toContain(`/${longName.slice(0, 98)}.yaml`);
    expect(names.filter((name) => name.startsWith("/many/"))).toHaveLength(3000);
    expect(names).toContain(deep);
  });
});

import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rm, stat, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openRandomAccess } from "../../src/core/random-access-file.ts";
import { readIso } from "../../src/iso/index.ts";
import { describePeer, peer } from "../kit/peers.ts";
import { ourTree, withoutModes, xorrisoTree } from "../kit/xorriso-tree.ts";

let folder: string;
let tree: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "edgelab-iso-reader-"));
  tree = join(folder, "tree");
  await mkdir(join(tree, "deep/1/2/3/4/5/6/7/8/9/10/11"), { recursive: true });
  await mkdir(join(tree, "many"));
  await mkdir(join(tree, "boot"));
  const files: Record<string, string | Buffer> = {
    "deep/1/2/3/4/5/6/7/8/9/10/11/file.txt": "deep",
    "readme.txt": "a",
    "user-data": "#cloud-config\n",
    "Name with Blanks and CAPITALS.tar.gz": "b",
    [`${"long-".repeat(48)}x`]: "c",
    empty: "",
    "hidden.txt": "h",
    "boot/kernel": Buffer.alloc(5000, 5),
    "boot/eltorito.img": Buffer.alloc(4096, 1),
    "boot/uefi.img": Buffer.alloc(1 << 20, 2),
  };
  for (const [name, content] of Object.entries(files)) await writeFile(join(tree, name), content, { mode: 0o640 });
  for (let number = 0; number < 300; number += 1) {
    await writeFile(join(tree, "many", `file-number-${number}.yaml`), `${number}`);
  }
  await symlink("../etc/passwd", join(tree, "link"));
  await symlink(`/absolute/./x/../${"far/".repeat(90)}${"y".repeat(200)}`, join(tree, "far-link"));
  await execa("mkfifo", [join(tree, "pipe")]);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const demanded = process.env["EDGELAB_DEMAND_PEERS"] === "1";

async function read(iso: string) {
  await using source = await openRandomAccess(iso);
  return await readIso(source);
}

const options = [
  "-iso-level 1",
  "-iso-level 2",
  "-iso-level 3",
  "-iso-level 4",
  "-U",
  "-J",
  "-J -joliet-long",
  "-R",
  "-r -J",
  "-R -D",
  "-R -J -joliet-long -U",
  "-J -R -hide hidden.txt",
  "-J -R -hide-joliet hidden.txt",
];
const boot = "-c boot/boot.catalog -b boot/eltorito.img -no-emul-boot -boot-load-size 4 -boot-info-table";
const efi = "-eltorito-alt-boot -e boot/uefi.img -no-emul-boot";

describePeer("xorriso", "our tree of other programs' volumes is xorriso's", (xorriso) => {
  const agrees = async (iso: string) => {
    const image = await read(iso);
    const theirs = await xorrisoTree(xorriso, iso, { lowerCase: image.names === "plain" });
    if (image.names === "rock-ridge") expect(ourTree(image)).toEqual(theirs);
    else expect(withoutModes(ourTree(image))).toEqual(withoutModes(theirs));
    return image;
  };
  const make = async (program: readonly string[], flags: string) => {
    const iso = join(folder, "theirs.iso");
    await rm(iso, { force: true });
    const [command = "", ...first] = program;
    await execa(command, [...first, ...flags.split(" "), "-V", "A_LABEL", "-o", iso, tree]);
    return iso;
  };

  test.each([...options, "-R -graft-points -cache-inodes", `-J -R ${boot} ${efi}`])("xorriso %s", async (flags) => {
    await agrees(await make([xorriso, "-as", "mkisofs"], flags));
  });

  test.each(["-isohybrid-gpt-basdat", "-appended_part_as_gpt"])("a hybrid image with %s", async (flag) => {
    const mbr = join(folder, "mbr.bin");
    await writeFile(mbr, Buffer.alloc(432, 0x90));
    const efiImage = join(tree, "boot/uefi.img");
    const hybrid = flag === "-isohybrid-gpt-basdat" ? `-isohybrid-mbr ${mbr}` : `-append_partition 2 0xef ${efiImage}`;
    const iso = await make([xorriso, "-as", "mkisofs"], `-R -J ${hybrid} ${boot} ${efi} ${flag}`);
    const { boot: found } = await agrees(iso);
    expect(found).toMatchObject({ bios: true, uefi: true });
    expect(found.images.map(({ platform }) => platform)).toEqual(["bios", "efi"]);
    expect(found.partitions.map(({ table }) => table)).toEqual(expect.arrayContaining(["mbr", "gpt"]));
    const { size } = await stat(iso);
    for (const { offset, sizeBytes } of found.partitions) expect(offset + sizeBytes).toBeLessThanOrEqual(size);
  });

  test("files that are stored compressed, though their content is not read", async () => {
    const iso = join(folder, "compressed.iso");
    const text = join(folder, "text");
    await writeFile(text, "compressible ".repeat(10_000));
    await execa(xorriso, ["-outdev", iso, "-map", text, "/text", "-set_filter", "--zisofs", "/text", "--"]);
    const image = await agrees(iso);
    expect(image.entries.get("/text")).toMatchObject({ size: 130_000, isCompressed: true });
    expect(() => image.open("/text")).toThrow("zisofs");
  });

  test("a file over 4 GiB, in parts that are read across", { timeout: 180_000 }, async () => {
    const big = join(folder, "big");
    await mkdir(big);
    await execa("truncate", ["-s", "4299161600", join(big, "content.zst")]);
    const end = Buffer.from("the end of it");
    await execa("dd", [`of=${join(big, "content.zst")}`, "bs=1", "seek=4299161587", "conv=notrunc", "status=none"], {
      input: end,
    });
    const iso = join(folder, "big.iso");
    // its zeros need not be on the disk
    const make = execa(xorriso, ["-as", "mkisofs", "-iso-level", "3", "-R", "-J", "-o", "-", big], { buffer: false });
    await make.pipe("dd", [`of=${iso}`, "bs=1M", "iflag=fullblock", "conv=sparse", "status=none"]);
    await rm(big, { recursive: true });
    const image = await agrees(iso);
    expect(image.entries.get("/content.zst")).toMatchObject({ size: 4_299_161_600 });
    expect(image.entries.get("/content.zst")?.extents.map(({ size }) => size)).toEqual([4_294_965_248, 4_196_352]);
    await using source = await openRandomAccess(iso);
    const content = (await readIso(source)).open("/content.zst");
    expect(Buffer.from(await content.read(content.size - end.length, 100))).toEqual(end);
    const across = await content.read(4_294_965_248 - 10, 20);
    expect(Buffer.from(across)).toEqual(Buffer.alloc(20));
    await rm(iso);
  });

  const bsdtar = peer("bsdtar");
  test.skipIf(bsdtar === undefined && !demanded).each(["", "!rockridge"])("made by bsdtar %s", async (flag) => {
    const iso = join(folder, "bsdtar.iso");
    const settings = flag ? ["--options", `iso9660:${flag}`] : [];
    const without = ["deep/1/2/3/4/5/6/7", "pipe"].flatMap((path) => ["--exclude", path]);
    await execa(bsdtar!, ["--format=iso9660", ...settings, ...without, "-cf", iso, "-C", tree, "."], { reject: false });
    await agrees(iso);
  });

  const genisoimage = peer("genisoimage");
  describe.skipIf(genisoimage === undefined)("made by genisoimage", () => {
    test.each([...options, "-R -udf", "-R -hide-rr-moved", "-J -hidden hidden.txt", `-J -R ${boot} ${efi}`])(
      "with %s",
      async (flags) => {
        await agrees(await make([genisoimage!, "-quiet"], flags.replace("-e boot/uefi.img", "-b boot/uefi.img")));
      },
    );
  });

  describe.each([
    ["/usr/lib/grub-rescue/grub-rescue-cdrom.iso", "grub-rescue-pc"],
    ["/usr/lib/ipxe/ipxe.iso", "ipxe"],
  ])("shipped as %s", (iso, debianPackage) => {
    test.skipIf(!existsSync(iso) && !demanded)(`by Debian's ${debianPackage}`, async () => {
      const image = await agrees(iso);
      expect(image.boot.bios).toBe(true);
      expect(image.entries.size).toBeGreaterThan(1);
    });
  });
});

import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { afterAll, beforeAll, expect, test } from "vitest";
import { fromBytes } from "../../src/core/random-access.ts";
import { createSeedIso, createStandIn, inspectInstaller, readIso } from "../../src/iso/index.ts";
import { describePeer } from "../kit/peers.ts";

const userData = "#cloud-config\nstylus:\n  site:\n    paletteEndpoint: 127.0.0.1\n";
const paths = [
  "/boot/grub2/grub.cfg",
  "/files-iso/config.yaml",
  "/opt/spectrocloud/content/Readme.txt",
  "/rootfs.squashfs",
];
let folder: string;
let seed: string;
let standIn: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "edgelab-iso-"));
  [seed, standIn] = [join(folder, "seed.iso"), join(folder, "stand-in.iso")];
  await writeFile(seed, createSeedIso({ userData, metaData: "instance-id: demo-1\n" }));
  await writeFile(standIn, createStandIn({ userData }));
});
afterAll(() => rm(folder, { recursive: true }));

describePeer("blkid", "as libblkid sees our volumes", (blkid) => {
  test("the seed is what cloud-init and Kairos look for", async () => {
    const { stdout } = await execa(blkid, ["-p", "-o", "export", seed]);
    expect(stdout.split("\n")).toEqual(expect.arrayContaining(["TYPE=iso9660", "LABEL=cidata", "USAGE=filesystem"]));
    expect((await readFile(seed)).length).toBeLessThanOrEqual(57_344);
  });

  test("the stand-in has an installer's label", async () => {
    const { stdout } = await execa(blkid, ["-p", "-o", "value", "-s", "LABEL", standIn]);
    expect(stdout).toBe("COS_LIVE");
  });
});

describePeer("isoinfo", "as isoinfo reads our volumes", (isoinfo) => {
  test.each(["-R", "-J"])("the names of %s are the real ones", async (names) => {
    const list = async (file: string) => (await execa(isoinfo, ["-f", names, "-i", file])).stdout.split("\n").sort();
    expect(await list(seed)).toEqual(["/meta-data", "/user-data"]);
    expect(await list(standIn)).toEqual(expect.arrayContaining(paths));
    const { stdout } = await execa(isoinfo, [names, "-i", seed, "-x", "/user-data"], { stripFinalNewline: false });
    expect(stdout).toBe(userData);
  });

  test("the descriptors are in order", async () => {
    const { stdout } = await execa(isoinfo, ["-d", "-i", seed]);
    expect(stdout).toMatch(
      /CD-ROM is in ISO 9660 format[^]*Volume id: cidata\n[^]*Joliet with UCS level 3 found[^]*Rock Ridge signatures version 1 found/,
    );
  });
});

describePeer("xorriso", "between xorriso and us", (xorriso) => {
  test.each(["seed", "stand-in"])("it finds no fault in our %s", async (name) => {
    const file = name === "seed" ? seed : standIn;
    const args = ["-abort_on", "WARNING", "-indev", file, "-check_media", "--", "-find", "/", "-exec", "report_lba"];
    const { stdout } = await execa(xorriso, args);
    const expected = name === "seed" ? ["/user-data", "/meta-data"] : paths;
    for (const path of expected) expect(stdout).toContain(`'${path}'`);
  });

  test("it extracts our files byte for byte, with their modes", async () => {
    const out = join(folder, "extracted");
    await execa(xorriso, ["-osirrox", "on", "-indev", standIn, "-extract", "/", out]);
    expect(await readFile(join(out, "files-iso/config.yaml"), "utf8")).toBe(userData);
    await execa("chmod", ["-R", "u+w", out]);
  });

  test("we read what it writes: both kinds of names, large directories, symlinks, long names, boot catalog", async () => {
    const tree = join(folder, "tree");
    const long = "a-name-that-is-rather-long-".repeat(8);
    await execa("mkdir", ["-p", join(tree, "boot/grub2"), join(tree, "deep/1/2/3/4/5/6/7/8/9/10"), join(tree, "many")]);
    const menu = 'menuentry "Palette eXtended Kubernetes Edge Installer" {\n $linux /boot/kernel nodepair.enable\n}\n';
    await writeFile(join(tree, "boot/grub2/grub.cfg"), menu);
    await writeFile(join(tree, "boot/eltorito.img"), Buffer.alloc(2048, 1));
    await writeFile(join(tree, "boot/uefi.img"), Buffer.alloc(4096, 2));
    await writeFile(join(tree, "deep/1/2/3/4/5/6/7/8/9/10/file"), "deep");
    await writeFile(join(tree, long), "long");
    await execa("ln", ["-s", "../etc/passwd", join(tree, "link")]);
    for (let number = 0; number < 200; number += 1) await writeFile(join(tree, `many/file ${number}`), `${number}`);
    const iso = join(folder, "theirs.iso");
    const boot = ["-c", "boot/boot.catalog", "-b", "boot/eltorito.img", "-no-emul-boot", "-boot-load-size", "4"];
    const efi = ["-eltorito-alt-boot", "-e", "boot/uefi.img", "-no-emul-boot"];
    await execa(xorriso, [
      "-as",
      "mkisofs",
      "-V",
      "COS_LIVE",
      "-J",
      "-joliet-long",
      "-r",
      ...boot,
      ...efi,
      "-o",
      iso,
      tree,
    ]);
    const image = await readIso(fromBytes(await readFile(iso)));
    expect(image).toMatchObject({ label: "COS_LIVE", names: "rock-ridge", boot: { bios: true, uefi: true } });
    expect(Buffer.from(await image.readFile(`/${long}`)).toString()).toBe("long");
    expect(Buffer.from(await image.readFile("/deep/1/2/3/4/5/6/7/8/9/10/file")).toString()).toBe("deep");
    expect(Buffer.from(await image.readFile("/many/file 199")).toString()).toBe("199");
    expect(image.entries.get("/link")).toMatchObject({ kind: "symlink", target: "../etc/passwd" });
    expect(await inspectInstaller(fromBytes(await readFile(iso)))).toMatchObject({ kind: "palette", standIn: false });
  });
});

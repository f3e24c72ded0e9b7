import { mkdir, readFile, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { inspectInstaller, createSeedIso, createStandIn, readIso } from "../../../src/iso/index.ts";
import { checkName } from "../misuse.ts";
import { runIfThere } from "../program.ts";
import type { Seed, Target } from "../target.ts";

const userData = "#cloud-config\nstylus:\n  site:\n    edgeHostToken: x\ninstall:\n  poweroff: true\n";

export const isoTarget: Target = {
  name: "iso",
  form: "binary",
  blockBytes: 2048,
  codes: ["ISO_INVALID"],
  words: [
    "CD001",
    "EL TORITO SPECIFICATION",
    "%/E",
    "..",
    "a/b",
    "SP\x07\x01\xbe\xef\0",
    "NM\x05\x01\0",
    "NM\x08\x01\0../",
    "SL\x07\x01\0\x04\0",
    "CE\x1c\x01",
    "CL\x0c\x01",
    "RE\x04\x01",
    "PX\x2c\x01",
    "ST\x04\x01",
    "/boot/grub2/grub.cfg",
  ],
  seeds: async (folder) => [
    { name: "seed", bytes: Buffer.from(createSeedIso({ userData })) },
    { name: "stand-in", bytes: Buffer.from(createStandIn({ userData })) },
    ...(await byXorriso(folder)),
  ],
  async run(source) {
    const image = await readIso(source);
    for (const { path } of image.entries.values()) for (const name of path.slice(1).split("/")) checkName(name);
    for (const { path, kind } of [...image.entries.values()].slice(0, 50)) {
      if (kind !== "file") continue;
      await readOrRefuse(() => image.readFile(path, { maxBytes: 1 << 20 }));
      await readOrRefuse(async () => image.open(path).read(1000, 3000));
    }
    await inspectInstaller(source);
  },
};

/** One file that cannot be read says nothing about the next. */
async function readOrRefuse(read: () => Promise<unknown>): Promise<void> {
  await read().catch((error: unknown) => {
    if (!(error instanceof Error && "code" in error && error.code === "ISO_INVALID")) throw error;
  });
}

async function byXorriso(folder: string): Promise<Seed[]> {
  const [tree, iso] = [join(folder, "tree"), join(folder, "theirs.iso")];
  await mkdir(join(tree, "boot/grub2"), { recursive: true });
  await mkdir(join(tree, "1/2/3/4/5/6/7/8/9/10"), { recursive: true });
  await writeFile(join(tree, "boot/grub2/grub.cfg"), 'menuentry "Palette Edge" { linux x }\n');
  await writeFile(join(tree, "boot/eltorito.img"), Buffer.alloc(2048, 1));
  await writeFile(join(tree, "1/2/3/4/5/6/7/8/9/10/deep"), "deep");
  await writeFile(join(tree, "long-".repeat(40)), "long");
  await symlink("../etc/passwd", join(tree, "link"));
  const boot = ["-c", "boot/boot.catalog", "-b", "boot/eltorito.img", "-no-emul-boot", "-boot-load-size", "4"];
  const args = ["-as", "mkisofs", "-quiet", "-V", "COS_LIVE", "-J", "-joliet-long", "-r", ...boot, "-o", iso, tree];
  if (!(await runIfThere("xorriso", args))) return [];
  return [{ name: "xorriso", bytes: await readFile(iso) }];
}

import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { EdgelabError } from "../../core/errors.ts";
import type { SystemTree } from "./system-tree.ts";

/** Loaded at every boot: file systems, character sets, and what they ask the kernel for by name. */
const always =
  "crc32c_generic loop isofs nls_cp437 nls_ascii nls_iso8859_1 nls_utf8 vfat squashfs ext4 overlay sd_mod sr_mod".split(
    " ",
  );

/** Loaded where the hardware is there. */
const byHardware = [
  "vmw_pvscsi mptspi mptsas sym53c8xx ahci ata_piix ata_generic nvme virtio_blk virtio_scsi", // disks and CDs
  "vmxnet3 e1000 e1000e virtio_net",
  "virtio_pci efivarfs",
].flatMap((line) => line.split(" "));

/**
 * Adds the drivers of an installer's machine, and what they depend on, to the initramfs; and `/modules`, the list of what
 * every boot loads.
 *
 * @param folder `/lib/modules/VERSION`
 * @throws {EdgelabError} PROGRAM_MISSING when this kernel has no such driver, as Debian's cloud kernel
 */
export async function addKernelModules(tree: SystemTree, version: string, folder: string): Promise<void> {
  const dependencies = parseDependencies(await readFile(join(folder, "modules.dep"), "utf8"));
  const builtIn = new Set(
    (await readFile(join(folder, "modules.builtin"), "utf8")).split("\n").filter(Boolean).map(nameOf),
  );
  const paths = new Map([...dependencies.keys()].map((path) => [nameOf(path), path]));
  const wanted = new Set<string>();
  for (const name of [...always, ...byHardware]) {
    const path = paths.get(name);
    if (path) for (const each of [path, ...allDependencies(path, dependencies)]) wanted.add(each);
    else if (!builtIn.has(name)) {
      throw new EdgelabError("PROGRAM_MISSING", {
        what: `The kernel ${version} has no driver ${name}.`,
        next: "Take Debian's linux-image-amd64, not the cloud kernel.",
      });
    }
  }
  const target = `/lib/modules/${version}`;
  for (const path of wanted) tree.file(`${target}/${path}`, await readFile(join(folder, path)));
  const lines = [...wanted].sort().map((path) => `${path}: ${allDependencies(path, dependencies).join(" ")}`.trimEnd());
  tree.file(`${target}/modules.dep`, `${lines.join("\n")}\n`);
  const names = new Set([...wanted].map(nameOf));
  const aliases = (await readFile(join(folder, "modules.alias"), "utf8"))
    .split("\n")
    .filter((line) => names.has(line.slice(line.lastIndexOf(" ") + 1)));
  tree.file(`${target}/modules.alias`, `${aliases.join("\n")}\n`);
  tree.file("/modules", `${always.filter((name) => paths.has(name)).join("\n")}\n`);
}

/** `kernel/fs/ext4/ext4.ko: kernel/lib/crc16.ko ...` */
function parseDependencies(text: string): ReadonlyMap<string, readonly string[]> {
  return new Map(
    text
      .split("\n")
      .filter(Boolean)
      .map((line) => {
        const [path = "", rest = ""] = line.split(":");
        return [path, rest.split(" ").filter(Boolean)];
      }),
  );
}

/** Everything that must be loaded before a module, what is loaded first last. */
function allDependencies(path: string, direct: ReadonlyMap<string, readonly string[]>): readonly string[] {
  const loaded = new Set<string>();
  const load = (each: string): void => {
    for (const dependency of direct.get(each) ?? []) load(dependency);
    loaded.add(each);
  };
  load(path);
  loaded.delete(path);
  return [...loaded].reverse();
}

/** The kernel's name of a module: without folder and ending, dashes as underscores. */
function nameOf(path: string): string {
  return path
    .slice(path.lastIndexOf("/") + 1)
    .replace(/\.ko(\.\w+)?$/, "")
    .replaceAll("-", "_");
}

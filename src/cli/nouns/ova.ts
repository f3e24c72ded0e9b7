import type { Command } from "commander";
import type { CommandContext } from "../io.ts";
import { noun, option, verb } from "../options.ts";

/** `edgelab ova`: disks into packages and back, for any disk. */
export function ovaCommands(program: Command, context: CommandContext): void {
  const ova = noun(
    program,
    "ova",
    "pack raw disks into OVF packages, and unpack them",
    "A package is an OVA, or a folder with an OVF descriptor, its manifest and a VMDK. vSphere imports both.",
    "edgelab ova extract machine.ova -o disk.raw\nedgelab ova create --disk disk.raw -o machine.ova",
  );

  verb(
    ova,
    "create",
    "make a package of a raw disk",
    "edgelab ova create --disk disk.raw --hardware ovf/palette-edge.yaml -o machine.ova\n" +
      "edgelab ova create --disk disk.raw --compression fast -o machine/",
  )
    .addOption(option("--disk <file>", "the raw disk").makeOptionMandatory())
    .addOption(option("-o, --output <path>", "x.ova, or a folder").makeOptionMandatory())
    .addOption(option("--hardware <file>", "hardware settings (default: 4 CPUs, 8192 MiB, BIOS)"))
    .addOption(option("--name <name>", "of the machine (default: that of the output)"))
    .addOption(option("--network <name>", 'network that the importer maps to its own (default: "VM Network")'))
    .addOption(
      option("--compression <level>", "how hard the disk is compressed (default: default)").choices([
        "fast",
        "default",
        "best",
        "none",
      ]),
    )
    .addOption(option("--force", "replace a package of that name"))
    .action(async (options) => (await import("../commands/ova.ts")).create(options, context));

  verb(ova, "extract", "write the disk of a package as a raw disk", "edgelab ova extract machine.ova -o disk.raw")
    .argument("<package>", "an .ova, an .ovf, or a folder with one")
    .addOption(option("-o, --output <file>", "the raw disk").makeOptionMandatory())
    .addOption(option("--force", "replace a file of that name"))
    .action(async (path: string, options) => (await import("../commands/ova.ts")).extract(path, options, context));
}

import { type Command, InvalidArgumentError, type Option } from "commander";
import type { CommandContext } from "../io.ts";
import { labOptions, noun, option, templateOptions, verb } from "../options.ts";
import { verifyCommand } from "./template-verify.ts";

/** `edgelab template`: what Edge hosts are clones of. */
export function templateCommands(program: Command, context: CommandContext): void {
  const template = noun(
    program,
    "template",
    "make, move and look after templates of Edge hosts",
    "A template is an installed disk that has never booted from itself; Edge hosts are its clones. It is made on the vCenter, or on this machine with QEMU and then imported.",
    "edgelab template build --iso palette-edge-installer.iso --user-data user-data.yaml -o palette-edge.ova\nedgelab template import palette-edge.ova",
  );

  placeOptions(
    templateOptions(
      verb(
        template,
        "build",
        "make a template from an installer ISO",
        "edgelab template build --builder qemu --iso installer.iso --user-data user-data.yaml -o palette-edge.ova\n" +
          "edgelab template build --builder vsphere --iso installer.iso --target vsphere --folder Labs/edge\n" +
          "edgelab template build --lab-file labs/mylab --force",
      ),
    ),
  )
    .addOption(
      option(
        "--builder <builder>",
        "where the installer runs: in QEMU on this machine, or on the vCenter (default: qemu, or what the lab file says)",
      ).choices(["qemu", "vsphere"]),
    )
    .argument("[iso]", "Edge installer ISO; the same as --iso")
    .addOption(option("--iso <file>", "Edge installer ISO"))
    .addOption(option("--user-data <file>", "cloud-config that it is installed with; holds no token"))
    .addOption(option("--hardware <file>", "hardware settings (default: 4 CPUs, 8192 MiB, 150 GiB, BIOS)"))
    .addOption(output("qemu: the package, x.ova or a folder (default: its content address in this folder)"))
    .addOption(
      option("--compression <level>", "qemu: how hard the disk is compressed (default: default)").choices([
        "fast",
        "default",
        "best",
        "none",
      ]),
    )
    .addOption(
      option(
        "--accelerator <name>",
        "qemu: how the guest runs; auto is KVM where it works, else QEMU's own emulation (default: auto)",
      ).choices(["auto", "kvm", "tcg"]),
    )
    .addOption(
      option(
        "--timeout <minutes>",
        "deadline of the installation (default: 30; in QEMU 45, or 360 where it emulates)",
      ).argParser(minutes),
    )
    .addOption(option("--force", "replace a package of that name"))
    .action(async (iso: string | undefined, options) =>
      (await import("../commands/template.ts")).build({ iso, ...options }, context),
    );

  placeOptions(
    labOptions(
      verb(
        template,
        "import",
        "make a template of a package; the same package again sends nothing",
        "edgelab template import palette-edge.ova --target vsphere --folder Labs/edge",
      ),
    ),
  )
    .argument("<package>", "an .ova, an .ovf, or a folder with one")
    .action(async (path: string, options) =>
      (await import("../commands/template.ts")).importPackage(path, options, context),
    );

  placeOptions(
    labOptions(
      verb(
        template,
        "export",
        "bring a template to this machine as a package",
        "edgelab template export palette-edge-3f2a9c0d11ee -o palette-edge.ova",
      ),
    ),
  )
    .argument("<name>", "a template's name, or the inventory path of any machine that is powered off")
    .addOption(output("the package, x.ova or a folder (default: NAME.ova)"))
    .addOption(option("--force", "replace a package of that name"))
    .action(async (name: string, options) =>
      (await import("../commands/template.ts")).exportPackage(name, options, context),
    );

  placeOptions(
    labOptions(verb(template, "list", "list templates and uploaded ISOs, and who uses them", "edgelab template list")),
  ).action(async (options) => (await import("../commands/template.ts")).list(options, context));

  placeOptions(
    labOptions(
      verb(
        template,
        "prune",
        "remove the templates that no machine stands on, and the ISOs that are in no drive",
        "edgelab template prune --dry-run\nedgelab template prune --yes",
      ),
    ),
  )
    .addOption(option("--dry-run", "show what would go, and remove nothing"))
    .addOption(option("--yes", "do not ask"))
    .action(async (options) => (await import("../commands/template.ts")).prune(options, context));

  verifyCommand(template, context);
}

function placeOptions(command: Command): Command {
  return command
    .addOption(option("--folder <path>", "the VM folder that labs are in (default: GOVC_FOLDER, or the sandbox's)"))
    .addOption(option("--lab-file <path>", "take vCenter, folder and whatever else is not given from a lab file"));
}

function output(description: string): Option {
  return option("-o, --output <path>", description);
}

function minutes(text: string): number {
  const value = Number(text);
  if (!(value > 0 && value <= 24 * 60)) throw new InvalidArgumentError("Expected minutes, from 1 to 1440.");
  return value * 60_000;
}

import type { Command } from "commander";
import type { CommandContext } from "../io.ts";
import { option, verb } from "../options.ts";

/** `edgelab template verify`: whether a package is fit to be cloned. */
export function verifyCommand(template: Command, context: CommandContext): void {
  verb(
    template,
    "verify",
    "check a package: digests, descriptor against disk, whether it boots, whether it was ever started, secrets",
    "edgelab template verify palette-edge.ova\nedgelab template verify palette-edge.ova --boot",
  )
    .argument("<package>", "an .ova, an .ovf, or a folder with one")
    .addOption(option("--boot", "also start it from its own disk in QEMU; what it writes then is thrown away"))
    .addOption(
      option("--accelerator <name>", "--boot: how the guest runs (default: auto)").choices(["auto", "kvm", "tcg"]),
    )
    .addOption(option("--token-in-template", "a registration token on the disk is no error"))
    .addOption(option("--secrets-in-template", "credentials and passwords on the disk are no error"))
    .action(async (path: string, options) =>
      (await import("../commands/template-verify.ts")).verify(path, options, context),
    );
}

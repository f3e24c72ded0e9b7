import { type Command, InvalidArgumentError } from "commander";
import type { CommandContext } from "../io.ts";
import { noun, option, verb } from "../options.ts";

/** `edgelab iso`: installers, and the CDs that Edge hosts take their user-data from. */
export function isoCommands(program: Command, context: CommandContext): void {
  const iso = noun(
    program,
    "iso",
    "look into installer ISOs, and make seed CDs",
    "Says what an Edge installer does before it runs, and makes the CD that a host takes its user-data from.",
    "edgelab iso inspect palette-edge-installer.iso",
  );

  verb(
    iso,
    "inspect",
    "say what an ISO is: an Edge installer or not, how it boots, what it does unattended, what is missing",
    "edgelab iso inspect palette-edge-installer.iso\nedgelab iso inspect palette-edge-installer.iso --no-verify --json",
  )
    .argument("<file>", "the ISO; a .sha256 file beside it is compared")
    .addOption(option("--no-verify", "do not read the whole file to compare it with its .sha256"))
    .action(async (file: string, options) => (await import("../commands/iso.ts")).inspect(file, options, context));

  verb(
    iso,
    "seed",
    "make the CD that an Edge host takes its user-data from",
    "edgelab iso seed --user-data user-data.yaml -o seed.iso\nedgelab iso seed --user-data user-data.yaml --meta-data meta-data.yaml --output seed.iso --force",
  )
    .addOption(option("--user-data <file>", "the cloud-config; - is standard input").makeOptionMandatory())
    .addOption(option("--meta-data <file>", "what cloud-init calls meta-data (default: empty, as Edge hosts want it)"))
    .addOption(
      option(
        "-o, --output <path>",
        "the ISO to make, readable for you alone: user-data hold secrets",
      ).makeOptionMandatory(),
    )
    .addOption(option("--force", "replace a file of that name"))
    .addOption(option("--unchecked", "make it even if the user-data break rules that edgelab knows"))
    .action(async (options) => (await import("../commands/iso.ts")).seed(options, context));

  verb(
    iso,
    "stand-in",
    "make a bootable stand-in for a Palette Edge installer; it is not the product",
    "edgelab iso stand-in -o stand-in.iso\n" +
      "bash scripts/stand-in-packages.sh packages && edgelab iso stand-in --packages packages -o stand-in.iso",
  )
    .addOption(option("-o, --output <file>", "the ISO").makeOptionMandatory())
    .addOption(
      option(
        "--packages <folder>",
        "where Debian's packages were unpacked by scripts/stand-in-packages.sh (default: those of this machine)",
      ),
    )
    .addOption(option("--user-data <file>", "cloud-config to embed; whoever has the ISO can read it"))
    .addOption(option("--interactive", "make the entry that asks the default of the boot menu"))
    .addOption(option("--menu-timeout <seconds>", "how long the boot menu waits (default: 5)").argParser(seconds))
    .addOption(
      option("--misbehave <how>", "what the installer does wrong, to try what watches it").choices([
        "fail",
        "hang",
        "no-write",
        "stay",
        "reboot",
        "reboot-loop",
      ]),
    )
    .addOption(option("--force", "replace a file of that name"))
    .action(async (options) => (await import("../commands/stand-in.ts")).standIn(options, context));
}

function seconds(text: string): number {
  if (!/^\d{1,3}$/.test(text)) throw new InvalidArgumentError("Expected whole seconds, at most 999.");
  return Number(text);
}

import type { Command } from "commander";
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
}

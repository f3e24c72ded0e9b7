import { type Command, InvalidArgumentError } from "commander";
import type { CommandContext } from "../io.ts";
import { noun, option, verb } from "../options.ts";

/** `edgelab user-data`: the cloud-configs of Edge hosts. */
export function userDataCommands(program: Command, context: CommandContext): void {
  const userData = noun(
    program,
    "user-data",
    "check the cloud-config of Edge hosts",
    "User-data tell an Edge host how to install itself, and at its site where to register.",
    "edgelab user-data check user-data.yaml",
  );

  verb(
    userData,
    "check",
    "find every mistake in user-data, with its line, its reason and how to correct it",
    "edgelab user-data check user-data.yaml\nedgelab user-data check user-data.yaml --purpose template\nedgelab user-data check site.yaml --purpose site --hosts 3 --json",
  )
    .argument("<file>", "the cloud-config; - is standard input")
    .addOption(
      option("--purpose <purpose>", "what it is for: a template's installation, one host's site, or a part of either")
        .choices(["template", "site", "any"])
        .default("any"),
    )
    .addOption(
      option("--hosts <number>", "how many hosts will read it; several cannot share a name or an address").argParser(
        count,
      ),
    )
    .addOption(option("--token-in-template", "accept a registration token in a template"))
    .addOption(option("--secrets-in-template", "accept registry credentials and passwords in a template"))
    .action(async (file: string, options) => (await import("../commands/user-data.ts")).check(file, options, context));
}

function count(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new InvalidArgumentError("Expected a number from 1.");
  return value;
}

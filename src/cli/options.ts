import { type Command, Option } from "commander";

/** An option with its environment variable: `--take-lock` is EDGELAB_TAKE_LOCK. */
export function option(flags: string, description: string): Option {
  const made = new Option(flags, description);
  return made.env(`EDGELAB_${made.name().toUpperCase().replaceAll("-", "_")}`);
}

/** A command with what every command has: a summary that is its description too, `--json`, and an example. */
export function verb(parent: Command, spec: string, summary: string, example: string): Command {
  return parent
    .command(spec)
    .summary(summary)
    .description(summary)
    .option("--json", "JSON lines on standard output: events, then one line of type result")
    .addHelpText("after", `\nExample:\n${example.replace(/^/gm, "  ")}`);
}

/** A word that stands before others, as `sandbox` before `start`. */
export function noun(parent: Command, name: string, summary: string, description: string, example: string): Command {
  return parent
    .command(name)
    .summary(summary)
    .description(description)
    .addHelpText("after", `\nExample:\n${example.replace(/^/gm, "  ")}`);
}

/** What a template may hold only when told so. */
export function templateOptions(command: Command): Command {
  return labOptions(command)
    .addOption(option("--token-in-template", "accept a registration token in the template's user-data"))
    .addOption(
      option("--secrets-in-template", "accept registry credentials and passwords in the template's user-data"),
    );
}

export function labOptions(command: Command): Command {
  return command
    .addOption(
      option("--target <target>", "where the lab lives, instead of what its file says").choices(["sandbox", "vsphere"]),
    )
    .addOption(option("--instance <name>", "whose instance of the lab (default: your user name)"))
    .addOption(option("--transport <name>", "how vSphere is spoken to").choices(["native", "node-vsphere-soap"]));
}

export function refOptions(command: Command): Command {
  return labOptions(command)
    .addOption(option("--lab <name>", "a lab by its name, without its file"))
    .addOption(option("--folder <path>", "with --lab: the VM folder that holds its folder"));
}

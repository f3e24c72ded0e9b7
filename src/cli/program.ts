import { Command } from "commander";
import type { CommandContext } from "./io.ts";
import { ovaCommands } from "./nouns/ova.ts";
import { isoCommands } from "./nouns/iso.ts";
import { templateCommands } from "./nouns/template.ts";
import { userDataCommands } from "./nouns/user-data.ts";
import { noun, option, refOptions, templateOptions, verb as addVerb } from "./options.ts";
import { version } from "./version.ts";

const exitCodes = `
Exit codes:
  0 done   1 bug   2 usage   3 lab file invalid   4 refused (credentials, privilege, certificate, lock)
  5 a remote operation failed   6 timed out   7 plan --check found changes   130, 143 interrupted`;

/**
 * The command line: what there is, with its help. What a command does is in `commands/<verb>.ts`, loaded when it is
 * called. Every option has an environment variable, EDGELAB_ and its name.
 */
export function createProgram(
  context: CommandContext,
  { stdout, stderr }: { stdout: NodeJS.WritableStream; stderr: NodeJS.WritableStream },
): Command {
  const program = new Command("edgelab")
    .description(
      "Palette Edge labs on VMware vSphere, from installer ISO to running cluster.\n" +
        "Without a vCenter and a Palette account, labs run in the built-in sandbox.",
    )
    .version(version(), "-V, --version", "print the version")
    .helpOption("-h, --help", "explain a command")
    .configureOutput({
      writeOut: (text) => void stdout.write(text),
      writeErr: (text) => void stderr.write(text),
    })
    .configureHelp({ showGlobalOptions: false })
    .showSuggestionAfterError()
    .showHelpAfterError("(edgelab COMMAND --help explains)")
    .exitOverride()
    .addHelpText("after", `\nExample:\n  edgelab up labs/tutorial\n${exitCodes}`);

  const verb = (spec: string, summary: string, example: string) => addVerb(program, spec, summary, example);

  templateOptions(
    verb(
      "up",
      "bring a lab up, from wherever it stands",
      "edgelab up labs/tutorial\nedgelab up mylab.yaml --target vsphere --until register",
    ),
  )
    .argument("[lab]", "lab file, or a folder with a lab.yaml", ".")
    .addOption(
      option("--until <phase>", "stop after this phase").choices([
        "model",
        "install",
        "register",
        "provision",
        "validate",
      ]),
    )
    .addOption(option("--replace", "also replace hosts and clusters whose inputs changed; their data is lost"))
    .addOption(option("--take-lock", "take over the lock of another run of this lab"))
    .action(async (lab: string, options) => (await import("./commands/up.ts")).up(lab, options, context));

  templateOptions(verb("plan", "show what up would do, changing nothing", "edgelab plan labs/tutorial --check"))
    .argument("[lab]", "lab file, or a folder with a lab.yaml", ".")
    .addOption(option("--check", "exit with 7 when anything would change"))
    .action(async (lab: string, options) => (await import("./commands/plan.ts")).plan(lab, options, context));

  refOptions(
    verb(
      "status",
      "show where a lab stands, and why",
      "edgelab status labs/tutorial\nedgelab status --lab docs-tutorial --target vsphere --folder Labs/edge",
    ),
  )
    .argument("[lab]", "lab file, or a folder with a lab.yaml", ".")
    .action(async (lab: string, options) => (await import("./commands/status.ts")).status(lab, options, context));

  refOptions(
    verb(
      "hosts",
      "list the Edge hosts of a lab: VM path, Edge host ID, address, state",
      "edgelab hosts labs/tutorial --json",
    ),
  )
    .argument("[lab]", "lab file, or a folder with a lab.yaml", ".")
    .action(async (lab: string, options) => (await import("./commands/hosts.ts")).hosts(lab, options, context));

  refOptions(
    verb(
      "list",
      "list the labs in the same place, everybody's",
      "edgelab list labs/tutorial\nedgelab list --target vsphere --folder Labs/edge",
    ),
  )
    .argument("[lab]", "lab file, or a folder with a lab.yaml")
    .action(async (lab: string | undefined, options) =>
      (await import("./commands/list.ts")).list(lab, options, context),
    );

  refOptions(
    verb(
      "down",
      "remove all that a lab made; what stays is listed with its reason",
      "edgelab down labs/tutorial\nedgelab down --lab docs-tutorial --instance mia --target vsphere --folder Labs/edge",
    ),
  )
    .argument("[lab]", "lab file, or a folder with a lab.yaml", ".")
    .addOption(option("--force", "force the deletion of the cluster at once, without the hosts' own clean-up"))
    .addOption(option("--take-lock", "take over the lock of another run of this lab"))
    .action(async (lab: string, options) => (await import("./commands/down.ts")).down(lab, options, context));

  templateCommands(program, context);
  ovaCommands(program, context);
  isoCommands(program, context);
  userDataCommands(program, context);

  const sandbox = noun(
    program,
    "sandbox",
    "run the built-in vCenter and Palette",
    "A vCenter and a Palette on this machine, for labs and for any other client. They run in the background until stopped, and keep what was made in them.",
    'edgelab sandbox start && eval "$(edgelab sandbox env)" && govc about',
  );
  const sandboxVerb = (name: string, summary: string, example: string) => addVerb(sandbox, name, summary, example);
  sandboxVerb("start", "start it in the background, unless it runs", "edgelab sandbox start").action(async () =>
    (await import("./commands/sandbox.ts")).start(context),
  );
  sandboxVerb(
    "env",
    "print the environment that govc, pyvmomi and curl need; it holds passwords",
    'eval "$(edgelab sandbox env)"',
  ).action(async () => (await import("./commands/sandbox.ts")).env(context));
  sandboxVerb("status", "say whether it runs, and where", "edgelab sandbox status").action(async () =>
    (await import("./commands/sandbox.ts")).status(context),
  );
  sandboxVerb("stop", "stop it; what was made in it is kept for the next start", "edgelab sandbox stop")
    .addOption(option("--purge", "also delete all that was made in it"))
    .action(async (options) => (await import("./commands/sandbox.ts")).stop(options, context));

  return program;
}

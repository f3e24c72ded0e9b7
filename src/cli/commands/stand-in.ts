import { resolve } from "node:path";
import { createStandInInstaller, type Misbehaviour } from "../../index.ts";
import type { CommandContext } from "../io.ts";
import { bytes } from "../render/format.ts";
import { readNamedText } from "./text-argument.ts";

export interface StandInCommandOptions {
  readonly output: string;
  readonly packages?: string;
  readonly userData?: string;
  readonly interactive?: boolean;
  readonly menuTimeout?: number;
  readonly misbehave?: Misbehaviour;
  readonly force?: boolean;
}

export async function standIn(options: StandInCommandOptions, context: CommandContext): Promise<void> {
  const { cwd, signal, style } = context;
  const embedded = options.userData === undefined ? undefined : await readNamedText(options.userData, context);
  context.say("Putting the stand-in together from Debian's packages");
  const made = await createStandInInstaller(
    {
      packages: options.packages === undefined ? undefined : resolve(cwd, options.packages),
      userData: embedded?.text,
      interactive: options.interactive,
      menuTimeoutSeconds: options.menuTimeout,
      misbehave: options.misbehave,
    },
    resolve(cwd, options.output),
    { overwrite: options.force, signal },
  );
  context.result(
    { ...made, standIn: true },
    `${style("green", "✓")} ${options.output} (${bytes(made.sizeBytes)}) is edgelab's stand-in, not a Palette Edge installer.`,
  );
}

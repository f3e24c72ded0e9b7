import type { Abortable } from "../core/abort.ts";
import { EdgelabError } from "../core/errors.ts";
import { formatProblem, type Problem } from "../core/problem.ts";
import { YamlSource } from "../core/yaml-source.ts";
import type { Environment } from "./interpolate.ts";
import type { HardwareSettings, InstallerSettings } from "./lab.ts";
import { readTemplateUserData } from "./read-user-data.ts";
import { type Read, Reading } from "./reading.ts";
import { hardwareSchema } from "./schema.ts";

/** What a template is made from, named one by one instead of by a lab file. Names are relative to `cwd`. */
export interface TemplateSettingsOptions extends Abortable {
  /** A cloud-config. @default an empty one */
  readonly userData?: string | undefined;
  /** A file such as ovf/palette-edge.yaml. @default 4 CPUs, 8192 MiB, 150 GiB, BIOS */
  readonly hardware?: string | undefined;
  readonly allowToken?: boolean | undefined;
  readonly allowSecrets?: boolean | undefined;
  readonly env: Environment;
  readonly cwd: string;
}

export interface TemplateSettingsRead {
  readonly hardware: HardwareSettings;
  readonly userData: Omit<InstallerSettings, "iso">;
  readonly warnings: readonly Problem[];
}

/** @throws {EdgelabError} LAB_INVALID with all mistakes of both files */
export async function readTemplateSettings(options: TemplateSettingsOptions): Promise<TemplateSettingsRead> {
  const { userData, hardware, allowToken, allowSecrets, env, cwd, signal } = options;
  const overrides = { allowTokenInTemplate: allowToken, allowSecretsInTemplate: allowSecrets };
  const reading = new Reading("", { env, cwd, signal, user: "", overrides });
  const nowhere: Read<unknown> = {
    value: undefined,
    problems: [],
    broken: [],
    source: new YamlSource("{}"),
    at: [],
    folder: cwd,
  };
  const raw = hardware === undefined ? {} : { hardware };
  const [hardwareRead, text] = await Promise.all([
    reading.nested(hardwareSchema, ["hardware"], nowhere, { raw, written: new Map() }),
    readTemplateUserData(reading, nowhere, { name: userData, hosts: Number.POSITIVE_INFINITY }),
  ]);
  if (reading.isFaulty) {
    const errors = reading.problems.filter(({ severity }) => severity === "error");
    throw new EdgelabError("LAB_INVALID", {
      what: `The template has ${errors.length === 1 ? "1 mistake" : `${errors.length} mistakes`}.`,
      why: errors.map((problem) => formatProblem(problem, { relativeTo: cwd })).join("\n"),
      next: "Correct each line named, then run the command again; docs/reference/lab-file.md has every setting.",
    });
  }
  return {
    hardware: hardwareRead?.value ?? hardwareSchema.parse({}),
    userData: { userData: text.text, userDataFile: text.file, allowToken, allowSecrets },
    warnings: reading.problems,
  };
}

import type { Abortable } from "../core/abort.ts";
import type { Problem } from "../core/problem.ts";
import type { Lab, Target, TransportName } from "./lab.ts";
import type { TemplateSettingsOptions, TemplateSettingsRead } from "./template-settings.ts";

export * from "./identity.ts";
export type * from "./lab.ts";
export * from "./names.ts";
export type { TemplateSettingsOptions, TemplateSettingsRead } from "./template-settings.ts";
export { LabInvalidError } from "./lab-invalid-error.ts";

export interface LoadOptions extends Abortable {
  /** The environment: values for `${VAR}`, GOVC_*, PALETTE_*, EDGELAB_TARGET, EDGELAB_INSTANCE. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Absolute; what a relative `path` is relative to. */
  readonly cwd: string;
  /** Whose instance it is when nothing else says so: the operating system's user name. */
  readonly user: string;
  /** From the command line; these win over the environment, which wins over the file. */
  readonly overrides?: LabOverrides;
}

export interface LabOverrides {
  readonly target?: Target | undefined;
  readonly instance?: string | undefined;
  readonly transport?: TransportName | undefined;
  /** Template builds only: accept `stylus.site.edgeHostToken` in the template's user-data. */
  readonly allowTokenInTemplate?: boolean | undefined;
  /** Template builds only: accept registry credentials and users' passwords in the template's user-data. */
  readonly allowSecretsInTemplate?: boolean | undefined;
}

/** A lab by name, without its file: enough to look at it and to take it down from any machine. */
export type LabReference = Pick<
  Lab,
  "name" | "instance" | "target" | "workDir" | "sandboxDir" | "cacheDir" | "vcenter" | "palette" | "limits"
>;

/** Where templates are: a vCenter without a Palette. Every {@link Lab} is one. */
export type TemplatePlaceRead = Pick<Lab, "instance" | "target" | "sandboxDir" | "cacheDir" | "vcenter" | "limits">;

export interface TemplatePlaceOptions extends LoadOptions {
  /** VM folder that holds the folder of templates. */
  readonly folder?: string | undefined;
}

export interface LoadedLab {
  readonly lab: Lab;
  /** Of severity `warning` only, in file order. */
  readonly warnings: readonly Problem[];
}

/**
 * Reads a lab file with everything it names, and expands it.
 *
 * @param path a lab file, or a folder that holds a `lab.yaml`
 * @throws {EdgelabError} LAB_NOT_FOUND; LAB_INVALID (a {@link LabInvalidError} with every mistake at once)
 */
export async function loadLab(path: string, options: LoadOptions): Promise<LoadedLab> {
  // The schema library costs tens of milliseconds to load; only commands that read a lab file pay for it.
  const { load } = await import("./load.ts");
  return load(path, options);
}

export interface LabReferenceOptions extends LoadOptions {
  readonly name: string;
  /** VM folder that holds the lab's own. */
  readonly folder?: string | undefined;
}

/**
 * A lab by its name, its vCenter and Palette from the environment alone.
 *
 * @throws {EdgelabError} LAB_INVALID when the environment does not say where the lab is
 */
export async function labRef(options: LabReferenceOptions): Promise<LabReference> {
  const { labReference } = await import("./lab-reference.ts");
  return labReference(options);
}

/**
 * Where templates are, from the environment alone.
 *
 * @throws {EdgelabError} LAB_INVALID when the environment does not say which vCenter
 */
export async function templatePlace(options: TemplatePlaceOptions): Promise<TemplatePlaceRead> {
  const { templatePlace: read } = await import("./lab-reference.ts");
  return read(options);
}

/**
 * User-data and hardware of a template, without a lab file.
 *
 * @throws {EdgelabError} LAB_INVALID with all mistakes of both files
 */
export async function readTemplateSettings(options: TemplateSettingsOptions): Promise<TemplateSettingsRead> {
  const { readTemplateSettings: read } = await import("./template-settings.ts");
  return read(options);
}

/**
 * edgelab's public API. Each function loads what it needs when it is called, so importing this module is cheap.
 * Failures are {@link EdgelabError}; an aborted signal rejects with the signal's reason.
 *
 * @packageDocumentation
 */
import type { Abortable } from "./core/abort.ts";
import type { Problem } from "./core/problem.ts";
import type { Plan } from "./engine/plan.ts";
import type { CheckUserDataOptions } from "./iso/user-data.ts";
import type { Lab } from "./lab/lab.ts";
import type { ExportedTemplate } from "./phases/export-template.ts";
import type { PruneOptions, PruneResult, ShelfContent } from "./phases/template-shelf.ts";
import type {
  LocalTemplateOptions,
  TemplateIngredients,
  TemplatePlace,
  TemplateResult,
  TemplateRunOptions,
} from "./phases/templates.ts";
import type { CloneHostsOptions, CloneHostsResult } from "./phases/clone-hosts.ts";
import type {
  DownOptions,
  DownResult,
  HostReport,
  LabPlace,
  LabRef,
  LabStatus,
  LabSummary,
  UpOptions,
  UpResult,
} from "./phases/results.ts";

export type { Problem } from "./core/problem.ts";
export type {
  BootableStandInOptions,
  InspectIsoOptions,
  IsoFinding,
  IsoReport,
  Misbehaviour,
  StandInOutput,
  WrittenSeed,
} from "./iso/index.ts";
export type { CheckUserDataOptions, UserDataPurpose } from "./iso/user-data.ts";
export type { ExportedTemplate } from "./phases/export-template.ts";
export type { IsoSummary, PruneOptions, PruneResult, ShelfContent, TemplateSummary } from "./phases/template-shelf.ts";
export type {
  LocalTemplateOptions,
  TemplateIngredients,
  TemplatePlace,
  TemplateResult,
  TemplateRunOptions,
} from "./phases/templates.ts";
export type { TemplateSettingsOptions, TemplateSettingsRead } from "./lab/template-settings.ts";
export type { CreatedPackage } from "./ovf/create-package.ts";
export type { ExtractedPackage, ExtractPackageOptions } from "./ovf/extract-package.ts";
export type { Finding } from "./ovf/finding.ts";
export type { PackageReport, VerifyPackageOptions } from "./ovf/verify-package.ts";
export type { PackDiskOptions } from "./phases/pack-disk.ts";
export { EdgelabError, type ErrorCode, errorCodes } from "./core/errors.ts";
export type { Emit, LabEvent, PhaseId } from "./core/events.ts";
export { Secret } from "./core/secret.ts";
export { cacheFolder } from "./lab/environment.ts";
export type { Plan, PlanAction, PlanItem, PlanReason } from "./engine/plan.ts";
export type * from "./lab/lab.ts";
export type { CloneHostsOptions, CloneHostsResult, ClonedHost } from "./phases/clone-hosts.ts";
export type * from "./phases/results.ts";
export { LeftBehindError } from "./phases/results.ts";

/** Reads, expands and validates a lab file or the folder that holds one. All mistakes come in one error. */
export const loadLab: typeof import("./lab/index.ts").loadLab = async (...args) =>
  (await import("./lab/index.ts")).loadLab(...args);

/** A lab by its name, without its file; where it is comes from the environment. */
export const labRef: typeof import("./lab/index.ts").labRef = async (...args) =>
  (await import("./lab/index.ts")).labRef(...args);

/** What `up` would do, changing nothing. */
export async function plan(lab: Lab, options: Abortable): Promise<Plan> {
  return (await import("./open.ts")).plan(lab, options);
}

/**
 * Brings the lab up from wherever it stands. Never rolls back: what is there stays, and the next `up` goes on from it.
 *
 * @throws {EdgelabError} of the first step that failed; `cause` holds an AggregateError when others failed too
 */
export async function up(lab: Lab, options: UpOptions): Promise<UpResult> {
  return (await import("./open.ts")).up(lab, options);
}

/**
 * Removes all that carries this lab's mark, in the only order that works. Needs no lab file.
 *
 * @throws {LeftBehindError} LEFT_BEHIND, with the whole result, when anything that should be gone is still there
 */
export async function down(lab: LabRef, options: DownOptions): Promise<DownResult> {
  return (await import("./open.ts")).down(lab, options);
}

/** Where the lab stands, and what each part waits for. At most 6 SOAP calls, whatever else the vCenter holds. */
export async function status(lab: LabRef, options: Abortable): Promise<LabStatus> {
  return (await import("./open.ts")).status(lab, options);
}

/** The lab's Edge hosts: VM path, Edge host ID, address, state. */
export async function hosts(lab: LabRef, options: Abortable): Promise<readonly HostReport[]> {
  return (await import("./open.ts")).hosts(lab, options);
}

/** All labs below the folder, whoever's they are. */
export async function list(place: LabPlace, options: Abortable): Promise<readonly LabSummary[]> {
  return (await import("./open.ts")).list(place, options);
}

/**
 * The clone step of the `register` phase by itself: clones `hosts` from one template all at once, powers them on and
 * answers with the Edge host ID of each, read back from the machines.
 */
export async function cloneHosts(options: CloneHostsOptions): Promise<CloneHostsResult> {
  return (await import("./open.ts")).cloneHosts(options);
}

/** Where templates are, from the environment; needs no Palette. */
export const templatePlace: typeof import("./lab/index.ts").templatePlace = async (...args) =>
  (await import("./lab/index.ts")).templatePlace(...args);

/** User-data and hardware of a template, without a lab file. */
export const readTemplateSettings: typeof import("./lab/index.ts").readTemplateSettings = async (...args) =>
  (await import("./lab/index.ts")).readTemplateSettings(...args);

/**
 * Makes a template's package on this machine: QEMU runs the installer, and its disk goes into an OVA. Needs no vCenter.
 * The same ingredients again leave the package as it is.
 */
export async function buildTemplateLocally(options: LocalTemplateOptions): Promise<TemplateResult> {
  return (await import("./phases/templates.ts")).buildLocally(options);
}

/** Makes a template on the vCenter, where a machine boots the ISO and installs itself. */
export async function buildTemplate(
  place: TemplatePlace,
  options: TemplateRunOptions & TemplateIngredients,
): Promise<TemplateResult> {
  return (await import("./open.ts")).buildTemplate(place, options);
}

/** Makes a template of a package that is on this machine. */
export async function importTemplate(
  place: TemplatePlace,
  options: TemplateRunOptions & { readonly path: string },
): Promise<TemplateResult> {
  return (await import("./open.ts")).importTemplate(place, options);
}

/** Brings a template, or another machine that is powered off, to this machine as a package. */
export async function exportTemplate(
  place: TemplatePlace,
  options: TemplateRunOptions & { readonly name: string; readonly output: string; readonly overwrite: boolean },
): Promise<ExportedTemplate> {
  return (await import("./open.ts")).exportTemplate(place, options);
}

/** The shared templates and ISOs, and who uses them. */
export async function listTemplates(place: TemplatePlace, options: Abortable): Promise<ShelfContent> {
  return (await import("./open.ts")).listTemplates(place, options);
}

/** Removes the templates that no machine stands on, and the ISOs that are in no drive. */
export async function pruneTemplates(
  place: TemplatePlace,
  options: TemplateRunOptions & PruneOptions,
): Promise<PruneResult> {
  return (await import("./open.ts")).pruneTemplates(place, options);
}

/** Makes an OVA, or a folder with OVF descriptor, manifest and VMDK, of any raw disk. */
export const packDisk: typeof import("./phases/pack-disk.ts").packDisk = async (options) =>
  (await import("./phases/pack-disk.ts")).packDisk(options);

/** Writes the disk of a package as a raw disk. */
export const extractPackage: typeof import("./ovf/index.ts").extractPackage = async (...args) =>
  (await import("./ovf/index.ts")).extractPackage(...args);

/** Checks a package as a template of Edge hosts. What is wrong with it is in the report. */
export const verifyPackage: typeof import("./ovf/index.ts").verifyPackage = async (...args) =>
  (await import("./ovf/index.ts")).verifyPackage(...args);

/** Starts the disk of a package from itself in QEMU, changing nothing. */
export const bootPackage: typeof import("./phases/boot-package.ts").bootPackage = async (...args) =>
  (await import("./phases/boot-package.ts")).bootPackage(...args);

/** Says what an ISO is and does. Failures: FILE_UNUSABLE; ISO_INVALID for what is no ISO, or one that is cut short. */
export const inspectIso: typeof import("./iso/index.ts").inspectIso = async (...args) =>
  (await import("./iso/index.ts")).inspectIso(...args);

/** Makes the CD that an Edge host takes its user-data from, with mode 0600. */
export const writeSeed: typeof import("./iso/index.ts").writeSeedFile = async (...args) =>
  (await import("./iso/index.ts")).writeSeedFile(...args);

/** Every mistake in user-data, errors and warnings, each with its line. */
export async function checkUserData(text: string, options: CheckUserDataOptions): Promise<readonly Problem[]> {
  return (await import("./iso/user-data.ts")).checkUserData(text, options);
}

/**
 * A bootable stand-in for an Edge installer, made of Debian's packages: what `edgelab iso stand-in` writes. It is not the
 * product.
 */
export const createStandInInstaller: typeof import("./iso/index.ts").createBootableStandIn = async (...args) =>
  (await import("./iso/index.ts")).createBootableStandIn(...args);

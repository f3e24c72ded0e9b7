import { join } from "node:path";
import type { Abortable } from "../core/abort.ts";
import type { Emit } from "../core/events.ts";
import { Graph, type StepContext } from "../engine/graph.ts";
import type { HardwareSettings, InstallerSettings, Lab } from "../lab/lab.ts";
import { labUuid } from "../lab/identity.ts";
import { openPackage } from "../ovf/index.ts";
import type { Vsphere } from "../vsphere/index.ts";
import { exportMachine, type ExportedTemplate } from "./export-template.ts";
import { addressOf, importTemplate } from "./import-template.ts";
import { openInstallerFile } from "./installer.ts";
import { buildPackage, type LocalBuildOptions } from "./local-builder.ts";
import type { LabPlace } from "./results.ts";
import type { Session } from "./session.ts";
import type { TemplateSource } from "./template.ts";
import { listShelf, type PruneOptions, type PruneResult, pruneShelf, type ShelfContent } from "./template-shelf.ts";
import type { TemplateOwner } from "./template-store.ts";
import { VsphereBuilder } from "./vsphere-builder.ts";
import { type BuiltTemplate, builtTemplate } from "./wanted.ts";

/** A vCenter without a Palette: where templates are. Every lab is one. */
export type TemplatePlace = Omit<LabPlace, "palette"> & Pick<Lab, "instance" | "cacheDir" | "limits">;

export interface TemplateRunOptions extends Abortable {
  readonly emit: Emit;
}

/** What a template is made from. */
export interface TemplateIngredients {
  /** Path of the installer's ISO. */
  readonly iso: string;
  readonly userData: Omit<InstallerSettings, "iso">;
  readonly hardware: HardwareSettings;
}

export interface LocalTemplateOptions
  extends TemplateRunOptions,
    TemplateIngredients,
    Omit<LocalBuildOptions, "workFolder" | "evidenceFolder"> {
  /** `x.ova`, or a folder. @default `<name>.ova` in `cwd` */
  readonly output: string | undefined;
  readonly cwd: string;
  readonly cacheDir: string;
}

export interface TemplateResult {
  readonly name: string;
  /** SHA-256 of what went into it. */
  readonly key: string;
  readonly outcome: "built" | "imported" | "unchanged";
  /** Of the package on this machine, or in the inventory. */
  readonly path: string;
}

/** The template as a package on this machine, installed by QEMU. The same ingredients again move no byte. */
export async function buildLocally(options: LocalTemplateOptions): Promise<TemplateResult> {
  const { cwd, cacheDir } = options;
  const wanted = await wantedOf("qemu", options, { cacheDir, acceptStandIn: true });
  const output = options.output ?? join(cwd, `${wanted.name}.ova`);
  const built = await alone(`build template ${wanted.name} with QEMU`, options, (step) =>
    buildPackage(
      wanted,
      output,
      { ...options, workFolder: join(cacheDir, "work"), evidenceFolder: join(cacheDir, "evidence") },
      step,
    ),
  );
  return { name: wanted.name, key: wanted.key, outcome: built.outcome, path: built.path };
}

/** The template on the vCenter, installed there. */
export async function buildOnVcenter(
  place: TemplatePlace,
  vsphere: Vsphere,
  options: TemplateRunOptions & TemplateIngredients,
): Promise<TemplateResult> {
  const { cacheDir, target } = place;
  const wanted = await wantedOf("vsphere", options, { cacheDir, acceptStandIn: target === "sandbox" });
  const { owner, session } = ownerOf(place, vsphere);
  const builder = new VsphereBuilder({ ...owner, workDir: place.cacheDir }, session, wanted);
  let isNew = false;
  const graph = new Graph();
  const upload = graph.add({
    phase: "install",
    id: "install/iso",
    title: `upload ${wanted.installer.name}`,
    after: [],
    run: (step) => builder.uploadIso(step),
  });
  let source: TemplateSource | undefined;
  graph.add({
    phase: "install",
    id: "install/template",
    title: `install template ${wanted.name}`,
    after: [upload],
    run: async (step, isoPath) => {
      source = await builder.build({ ...step, changed: marking(step, () => (isNew = true)) }, isoPath);
    },
  });
  await graph.apply(options);
  return resultOf(wanted, isNew ? "built" : "unchanged", source);
}

/** A package as a template. One that is there already is left as it is, and no byte is sent. */
export async function importPackageFile(
  place: TemplatePlace,
  vsphere: Vsphere,
  { path, ...options }: TemplateRunOptions & { readonly path: string },
): Promise<TemplateResult> {
  await using source = await openPackage(path);
  const address = addressOf(source);
  const { owner, session } = ownerOf(place, vsphere);
  let isNew = false;
  const template = await alone(`import template ${address.name}`, options, (step) =>
    importTemplate(source, address, owner, session, { ...step, changed: marking(step, () => (isNew = true)) }),
  );
  return resultOf(address, isNew ? "imported" : "unchanged", template);
}

export async function exportTemplate(
  place: TemplatePlace,
  vsphere: Vsphere,
  options: TemplateRunOptions & { readonly name: string; readonly output: string; readonly overwrite: boolean },
): Promise<ExportedTemplate> {
  return alone(`export ${options.name}`, options, (step) => exportMachine(place, vsphere, options, step));
}

export async function listTemplates(place: TemplatePlace, vsphere: Vsphere, options: Abortable): Promise<ShelfContent> {
  return listShelf(place, ownerOf(place, vsphere).session, options);
}

export async function pruneTemplates(
  place: TemplatePlace,
  vsphere: Vsphere,
  options: TemplateRunOptions & PruneOptions,
): Promise<PruneResult> {
  const { session } = ownerOf(place, vsphere);
  return alone("remove unused templates", options, (step) => pruneShelf(place, session, options, step));
}

/** Templates made without a lab belong to nobody's lab: a name that no lab can have says so. */
function ownerOf(
  { target, vcenter, limits, instance }: TemplatePlace,
  vsphere: Vsphere,
): { readonly owner: TemplateOwner; readonly session: Pick<Session, "vsphere" | "labUuid"> } {
  const owner = { name: "(templates)", instance, target, vcenter, limits };
  return { owner, session: { vsphere, labUuid: labUuid(owner, vsphere.instanceUuid) } };
}

function resultOf(
  { name, key }: Pick<BuiltTemplate, "name" | "key">,
  outcome: TemplateResult["outcome"],
  source: TemplateSource | undefined,
): TemplateResult {
  return { name, key, outcome, path: source?.path ?? name };
}

/** One step with its events. */
async function alone<T>(
  title: string,
  options: TemplateRunOptions,
  work: (step: StepContext) => Promise<T>,
): Promise<T> {
  const results: T[] = [];
  const graph = new Graph();
  graph.add({
    phase: "install",
    id: "install/template",
    title,
    after: [],
    run: async (step) => void results.push(await work(step)),
  });
  await graph.apply(options);
  const [result] = results;
  if (results.length === 0) throw new TypeError(`"${title}" ended without a result`);
  return result as T;
}

function marking(step: StepContext, onChange: () => void): StepContext["changed"] {
  return (message) => {
    onChange();
    step.changed(message);
  };
}

/** The template that the ingredients make; what is odd about the installer is said. */
async function wantedOf(
  builder: BuiltTemplate["builder"],
  { iso, hardware, userData, signal, emit }: TemplateRunOptions & TemplateIngredients,
  { cacheDir, acceptStandIn }: { readonly cacheDir: string; readonly acceptStandIn: boolean },
): Promise<BuiltTemplate> {
  const digests = join(cacheDir, "digests.json");
  const installer = await openInstallerFile(iso, { acceptStandIn, digests }, { signal });
  for (const message of installer.warnings) emit({ type: "warning", code: "INSTALLER", message });
  if (installer.isStandIn) {
    const message = `${installer.name} is edgelab's stand-in installer: what it installs is no product.`;
    emit({ type: "warning", code: "STAND_IN", message });
  }
  return builtTemplate({ builder, hardware, settings: userData }, installer);
}

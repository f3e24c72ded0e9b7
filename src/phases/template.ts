import type { Abortable } from "../core/abort.ts";
import { EdgelabError } from "../core/errors.ts";
import type { CloneSource, Datacenter, Vsphere } from "../vsphere/index.ts";
import type { MoRef } from "../vim25/index.ts";
import { type FoundMachine, machinesIn } from "./machines.ts";

/** What linked clones are made from. */
export interface TemplateSource {
  readonly source: CloneSource;
  readonly snapshot: MoRef;
  readonly path: string;
}

/** A template of ours, in whatever state its builder left it. */
export interface FoundTemplate {
  /** `ready` can be cloned; `unmarked` lacks only the last call; `building` is half-made. */
  readonly state: "ready" | "unmarked" | "building";
  readonly machine: FoundMachine;
}

/**
 * The machine with this content address in the folder of templates. Two calls.
 *
 * @throws {EdgelabError} NAME_TAKEN when something without its mark has its name; TEMPLATE_UNUSABLE when it was tampered with
 */
export async function findTemplate(
  path: string,
  { key, name }: { readonly key: string; readonly name: string },
  datacenter: string | undefined,
  vsphere: Pick<Vsphere, "inventory">,
  options: Abortable,
): Promise<FoundTemplate | undefined> {
  const folder = await vsphere.inventory.tryFolder(path, datacenter, options);
  if (folder === undefined) return undefined;
  const { machines } = await machinesIn(folder, vsphere, options);
  const broken = machines.find(({ mark, hasSnapshot, power }) => {
    return mark?.role === "template" && mark.inputs === key && (!hasSnapshot || power !== "poweredOff");
  });
  if (broken) {
    throw new EdgelabError("TEMPLATE_UNUSABLE", {
      what: `Something was done to the template "${broken.path}".`,
      why: broken.hasSnapshot
        ? `It is ${broken.power}; once booted from its disk, its clones would share one identity.`
        : "The snapshot that clones are made from is gone.",
      next: "Delete it when no linked clone needs it any more, then run `up` again: edgelab builds it anew.",
    });
  }
  const taken = machines.find((machine) => machine.isComplete && machine.name === name && machine.mark?.inputs !== key);
  if (taken) {
    throw new EdgelabError("NAME_TAKEN", {
      what: `The template's place is taken by "${taken.path}".`,
      why: `It is not edgelab's template of that name: ${taken.unmarked ?? "it was made from something else"}.`,
      next: "Rename it or move it elsewhere.",
    });
  }
  return templateAmong(machines, key);
}

export function templateAmong(machines: readonly FoundMachine[], key: string): FoundTemplate | undefined {
  const candidates = machines.filter(({ mark }) => mark?.inputs === key && mark.role !== "host");
  const states = candidates.map((machine): FoundTemplate => ({ machine, state: stateOf(machine) }));
  return states.find(({ state }) => state === "ready") ?? states.find(({ state }) => state === "unmarked") ?? states[0];
}

function stateOf({ mark, isTemplate, hasSnapshot, power }: FoundMachine): FoundTemplate["state"] {
  // the role is changed when everything else is done: with it, only the call that makes it a template can be missing
  if (mark?.role !== "template" || !hasSnapshot || power !== "poweredOff") return "building";
  return isTemplate ? "ready" : "unmarked";
}

/**
 * A template or VM of somebody else, by name or inventory path.
 *
 * @throws {EdgelabError} NOT_FOUND, AMBIGUOUS; TEMPLATE_UNUSABLE when linked clones cannot be made from it
 */
export async function existingTemplate(
  { name, snapshot }: { readonly name: string; readonly snapshot: string | undefined },
  datacenter: Datacenter,
  { inventory, machines }: Pick<Vsphere, "inventory" | "machines">,
  options: Abortable,
): Promise<TemplateSource> {
  const found = await inventory.machine(name, datacenter, options);
  const source = await machines.source(found.ref, options);
  return usable(source, found.path, snapshot);
}

/** @throws {EdgelabError} TEMPLATE_UNUSABLE */
export function usable(source: CloneSource, path: string, snapshotName?: string): TemplateSource {
  const refuse = (why: string, next: string) =>
    new EdgelabError("TEMPLATE_UNUSABLE", { what: `Linked clones cannot be made from "${path}".`, why, next });
  if (source.power !== "poweredOff") {
    throw refuse(
      `It is ${source.power}. An Edge template must never have booted from its own disk: its clones would share one identity.`,
      "Install it anew and let the installer power it off, or have edgelab build it (template.builder: vsphere).",
    );
  }
  const { snapshots } = source;
  if (snapshots.length === 0) {
    throw refuse(
      "It has no snapshot, and without one every clone would be a full copy of its disk.",
      "Turn it into a VM, take a snapshot, and turn it back: govc vm.markasvm, snapshot.create, vm.markastemplate.",
    );
  }
  const named = snapshots.filter(({ name }) => name === snapshotName);
  if (snapshotName !== undefined && named.length !== 1) {
    throw refuse(
      `It has ${named.length} snapshots called "${snapshotName}", of ${snapshots.map(({ name }) => `"${name}"`).join(", ")}.`,
      "Correct template.snapshot in the lab file.",
    );
  }
  const newest = snapshots.reduce((a, b) => (b.createTime >= a.createTime ? b : a));
  return { source, path, snapshot: (named[0] ?? newest).ref };
}

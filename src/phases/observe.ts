import type { Abortable } from "../core/abort.ts";
import { EdgelabError } from "../core/errors.ts";
import { labFolderName } from "../lab/names.ts";
import type { ClusterView, EdgeHost, Palette } from "../palette/index.ts";
import type { Named, Vsphere } from "../vsphere/index.ts";
import { type FoundMachine, machinesIn } from "./machines.ts";
import { isOurs, ownerOf } from "./marks.ts";
import type { LabRef } from "./results.ts";

/** Below the folder of the labs: templates are shared by all of them. */
export const templatesFolder = "edgelab-templates";

/** Path of the lab's own folder, below the datacenter's vm folder. */
export function labFolderPath(lab: LabRef, labUuid: string): string {
  return below(lab, labFolderName(lab, labUuid));
}

export function templatesPath(lab: Pick<LabRef, "vcenter">): string {
  return below(lab, templatesFolder);
}

/** A path in the folder in which labs are made. */
export function below({ vcenter: { folder } }: Pick<LabRef, "vcenter">, name: string): string {
  return folder === undefined ? name : `${folder.replace(/\/+$/, "")}/${name}`;
}

/** The lab's folder as it is now. */
export interface FoundFolder {
  readonly folder: Named | undefined;
  /** Role `host`, marked as this lab's. */
  readonly hosts: readonly FoundMachine[];
  /** Anything else in it: not this lab's to touch. */
  readonly foreign: readonly FoundMachine[];
  /** Being created while it was read. */
  readonly unfinished: readonly FoundMachine[];
  readonly folders: readonly Named[];
}

/** Two calls, whatever else the vCenter holds. */
export async function findLabFolder(
  lab: LabRef,
  labUuid: string,
  vsphere: Pick<Vsphere, "inventory">,
  options: Abortable,
): Promise<FoundFolder> {
  const folder = await vsphere.inventory.tryFolder(labFolderPath(lab, labUuid), lab.vcenter.datacenter, options);
  if (folder === undefined) return { folder, hosts: [], foreign: [], unfinished: [], folders: [] };
  const { machines, folders } = await machinesIn(folder, vsphere, options);
  const isHost = ({ mark }: FoundMachine) => mark?.role === "host" && mark.lab === labUuid && mark.host !== undefined;
  return {
    folder,
    folders,
    hosts: machines.filter(isHost),
    unfinished: machines.filter(({ isComplete }) => !isComplete),
    foreign: machines.filter((machine) => machine.isComplete && !isHost(machine)),
  };
}

export interface FoundCluster extends ClusterView {
  readonly vip: string | undefined;
  readonly pools: readonly {
    readonly name: string;
    readonly isControlPlane: boolean;
    readonly hostUids: readonly string[];
  }[];
}

/**
 * The lab's own cluster, by label.
 *
 * @throws {EdgelabError} NAME_TAKEN when `name` is given and belongs to somebody else
 */
export async function findCluster(
  { clusters }: Pick<Palette, "clusters">,
  labUuid: string,
  name: string | undefined,
  options: Abortable,
): Promise<FoundCluster | undefined> {
  const [ours, named] = await Promise.all([
    clusters.search({ labels: { "edgelab-id": labUuid } }, options),
    name === undefined ? [] : clusters.search({ name }, options),
  ]);
  const foreign = named.find(({ labels }) => !isOurs(labels, labUuid));
  if (foreign) {
    throw new EdgelabError("NAME_TAKEN", {
      what: `Palette already has a cluster "${foreign.name}".`,
      why: `It is not this lab's: ${ownerOf(foreign.labels)}.`,
      next: "Choose another cluster.name in the lab file.",
    });
  }
  const found = ours.filter(({ labels }) => isOurs(labels, labUuid));
  const chosen = found.find((cluster) => cluster.name === name) ?? found[0];
  const view = chosen && (await clusters.tryView(chosen.uid, options));
  if (view === undefined) return undefined;
  const shape = view.cloudConfigUid === undefined ? undefined : await clusters.pools(view.cloudConfigUid, options);
  return { ...view, vip: shape?.vip ?? view.apiEndpoints[0]?.host, pools: shape?.pools ?? [] };
}

/** Edge hosts of this lab as Palette knows them: those with its label, and those whose IDs are given. By ID. */
export async function findRecords(
  { edgeHosts }: Pick<Palette, "edgeHosts">,
  labUuid: string,
  ids: readonly string[],
  options: Abortable,
): Promise<ReadonlyMap<string, EdgeHost>> {
  const [byId, byLabel] = await Promise.all([
    ids.length === 0 ? [] : edgeHosts.search({ ids }, options),
    edgeHosts.search({ labels: { "edgelab-id": labUuid } }, options),
  ]);
  const ours = byLabel.filter(({ labels }) => isOurs(labels, labUuid));
  return new Map([...ours, ...byId].map((host) => [host.name, host]));
}

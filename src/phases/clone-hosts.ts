import type { Abortable } from "../core/abort.ts";
import { edgeHostId } from "../lab/identity.ts";
import type { VcenterSettings } from "../lab/lab.ts";
import type { CloneSpec, Vsphere } from "../vsphere/index.ts";
import { usable } from "./template.ts";

export interface CloneHostsOptions extends Abortable {
  /** Where and as whom; `folder` is an inventory path below the datacenter's vm folder, and must exist. */
  readonly vcenter: VcenterSettings;
  /** Inventory path or name of the template. It needs a snapshot, unless `full`. */
  readonly template: string;
  /** Copy the disks; without it, a linked clone of the template's snapshot. */
  readonly full?: boolean | undefined;
  readonly hosts: readonly {
    /** Name of the VM. */
    readonly name: string;
    readonly memoryMiB?: number | undefined;
    /** SMBIOS UUID; undefined: the vCenter's choice. */
    readonly uuid?: string | undefined;
  }[];
  /** Cost units per ESXi host: a full clone costs 2, a linked one 1. Default 8. */
  readonly hostCloneUnits?: number | undefined;
}

export interface ClonedHost {
  readonly name: string;
  readonly moid: string;
  /** As the guest computes it: `edge-` and 32 hex digits. */
  readonly edgeHostId: string;
  readonly power: "poweredOn" | "poweredOff" | "suspended";
  /** From what was read back, not from what was asked for. */
  readonly clone: "linked" | "full";
}

export interface CloneHostsResult {
  readonly hosts: readonly ClonedHost[];
  readonly soapCalls: number;
}

/**
 * Clones all hosts at once, powers them on, and reads back what they became. The register phase does the same, with
 * marks, addresses and seeds of its own.
 *
 * @throws {EdgelabError} of the first clone that failed; TEMPLATE_UNUSABLE, NOT_FOUND
 */
export async function cloneHosts(
  { vcenter, template, full = false, hosts, signal }: Omit<CloneHostsOptions, "hostCloneUnits">,
  vsphere: Vsphere,
): Promise<CloneHostsResult> {
  const { inventory, machines } = vsphere;
  const [place, { ref, path }, folder] = await Promise.all([
    inventory.place(vcenter, { signal }),
    inventory.machine(template, vcenter.datacenter, { signal }),
    inventory.folder(vcenter.folder ?? "", vcenter.datacenter, { signal }),
  ]);
  const source = await machines.source(ref, { signal });
  const snapshot = full ? undefined : usable(source, path).snapshot;
  const specs = hosts.map(
    ({ name, memoryMiB, uuid }): CloneSpec => ({
      name,
      folder,
      place,
      snapshot,
      config: { memoryMiB, uuid },
      powerOn: true,
    }),
  );
  const settled = await machines.cloneMany(source, specs, { signal });
  const cloned = settled.map((result): ClonedHost => {
    if (result.status === "rejected") throw result.reason;
    const { name, ref: clone, uuid, hardwareVersion, power, clone: kind } = result.value;
    return { name, moid: clone.value, edgeHostId: edgeHostId(uuid ?? "", { hardwareVersion }), power, clone: kind };
  });
  return { hosts: cloned, soapCalls: vsphere.stats.total };
}

import type { Abortable } from "../core/abort.ts";
import type { VcenterSettings } from "../lab/lab.ts";

export interface CloneHostsOptions extends Abortable {
  /** Where and as whom; `folder` is an inventory path below the datacenter's vm folder and must exist. */
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

export async function cloneHosts(options: CloneHostsOptions): Promise<CloneHostsResult> {
  throw new Error(`not yet: ${options.template}`);
}

import type { Lab } from "../lab/lab.ts";
import type { Abortable } from "../core/abort.ts";
import { EdgelabError } from "../core/errors.ts";
import type { Emit, PhaseId } from "../core/events.ts";

/**
 * A lab by name, without its file: enough to look at it and to take it down from any machine.
 * Every {@link Lab} is one.
 */
export type LabRef = Pick<
  Lab,
  "name" | "instance" | "target" | "workDir" | "sandboxDir" | "vcenter" | "palette" | "limits"
>;

/** Where labs are, for `list`. */
export type LabPlace = Pick<Lab, "target" | "sandboxDir" | "vcenter" | "palette">;

export interface RunOptions extends Abortable {
  readonly emit: Emit;
  /** Take over a lock that another run holds. */
  readonly adoptLock?: boolean | undefined;
}

export interface UpOptions extends RunOptions {
  /** Stop after this phase. */
  readonly until?: Exclude<PhaseId, "down"> | undefined;
  /** Also do what destroys: replace hosts and clusters whose inputs changed. */
  readonly replace?: boolean | undefined;
}

export interface DownOptions extends RunOptions {
  /** Force the deletion of the cluster at once instead of after the documented wait. */
  readonly force?: boolean | undefined;
  /** Milliseconds; default the lab's `limits.deleteTimeoutMs`. */
  readonly deleteTimeoutMs?: number | undefined;
}

/** One Edge host as both systems see it. */
export interface HostReport {
  /** `demo-1` */
  readonly name: string;
  /** Inventory path of the VM, `/DC0/vm/Labs/edge/...`; undefined when there is none. */
  readonly vmPath: string | undefined;
  readonly edgeHostId: string;
  readonly address: string | undefined;
  readonly power: "poweredOn" | "poweredOff" | "suspended" | undefined;
  /** `unpaired`, `ready`, `in-use`; undefined while Palette does not know it. */
  readonly state: string | undefined;
  readonly health: string | undefined;
  /** Name of the cluster that uses it. */
  readonly cluster: string | undefined;
  /** `linked` to its template, or a `full` copy. */
  readonly clone: "linked" | "full" | undefined;
  /** What it waits for, undefined when it is as it should be. */
  readonly waitingFor: string | undefined;
}

export interface ConditionReport {
  readonly type: string;
  readonly status: string;
  readonly reason: string | undefined;
  readonly message: string | undefined;
}

export interface ClusterReport {
  readonly name: string;
  readonly uid: string;
  readonly state: string;
  readonly health: string | undefined;
  /** Control plane endpoint, `10.0.20.100`. */
  readonly vip: string | undefined;
  /** Those that are not `True`. */
  readonly openConditions: readonly ConditionReport[];
}

export interface CheckReport {
  readonly service: string;
  readonly url: string;
  /** `load balancer`, `node port` or `API server's service proxy`. */
  readonly way: string;
  readonly status: number;
  /** First line of the answer, shortened. */
  readonly answer: string;
  /** Of the whole answer, to tell whether it changed. */
  readonly sha256: string;
}

export interface StepTiming {
  readonly phase: PhaseId;
  readonly step: string;
  readonly durationMs: number;
}

export interface UpResult {
  readonly lab: string;
  readonly instance: string;
  readonly target: "sandbox" | "vsphere";
  /** The last phase that was done. */
  readonly until: Exclude<PhaseId, "down">;
  readonly hosts: readonly HostReport[];
  readonly cluster: ClusterReport | undefined;
  /** File of mode 0600. */
  readonly kubeconfig: string | undefined;
  readonly checks: readonly CheckReport[];
  /** Changes that wait for `--replace`. */
  readonly notDone: readonly { readonly what: string; readonly why: string }[];
  /** Calls it took. */
  readonly soapCalls: number;
  readonly paletteCalls: number;
  readonly timings: readonly StepTiming[];
  readonly durationMs: number;
}

export interface Kept {
  readonly what: string;
  readonly why: string;
}

export interface DownResult {
  readonly lab: string;
  readonly instance: string;
  readonly target: "sandbox" | "vsphere";
  readonly removed: readonly string[];
  /** Not this lab's to remove: shared templates and ISOs. */
  readonly kept: readonly Kept[];
  /** Should have gone and is still there. Not empty: the command fails with LEFT_BEHIND. */
  readonly leftBehind: readonly Kept[];
  readonly timings: readonly StepTiming[];
  readonly durationMs: number;
}

/** LEFT_BEHIND with everything `down` has to say; what is in `result.leftBehind` is still there. */
export class LeftBehindError extends EdgelabError {
  readonly result: DownResult;
  constructor(result: DownResult, cause?: unknown) {
    const left = result.leftBehind;
    super("LEFT_BEHIND", {
      what: `${left.length === 1 ? "Something" : `${left.length} things`} of lab "${result.lab}" could not be removed: ${left.map(({ what }) => what).join(", ")}.`,
      why: left.map(({ what, why }) => `${what}: ${why}`).join("; "),
      next: "Clear the reason and run `edgelab down` again; it goes on from here.",
      cause,
    });
    this.result = result;
  }
}

export interface PhaseStatus {
  readonly phase: Exclude<PhaseId, "down">;
  readonly state: "done" | "partly" | "none" | "unknown";
  /** Why it is not done: `1 of 3 hosts is not healthy`. */
  readonly detail: string;
}

export interface LabStatus {
  readonly lab: string;
  readonly instance: string;
  readonly target: "sandbox" | "vsphere";
  readonly where: string;
  readonly phases: readonly PhaseStatus[];
  readonly hosts: readonly HostReport[];
  readonly cluster: ClusterReport | undefined;
  readonly profile: { readonly name: string; readonly version: string; readonly published: boolean } | undefined;
  readonly lock: { readonly holder: string; readonly since: string; readonly expired: boolean } | undefined;
  /** SOAP calls it took. */
  readonly soapCalls: number;
  /** In both directions, with HTTP's headers as far as they are counted. */
  readonly soapBytes: number;
}

export interface LabSummary {
  readonly name: string;
  readonly instance: string;
  readonly id: string;
  readonly vmPath: string;
  readonly hosts: number;
  readonly poweredOn: number;
}

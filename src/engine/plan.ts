import type { PhaseId } from "../core/events.ts";

/**
 * What happens to one object.
 * `change` happens live, `restart` needs the machine to be off for a moment, `replace` destroys and creates anew and
 * is only done on request, `keep` is already as wanted, `delete` removes what is no longer wanted.
 */
export type PlanAction = "create" | "change" | "restart" | "replace" | "keep" | "delete";

/** Why: one field, what was found beside what is wanted. Never a secret. */
export interface PlanReason {
  readonly field: string;
  readonly found?: string | undefined;
  readonly wanted?: string | undefined;
}

export interface PlanItem {
  readonly phase: PhaseId;
  /** What it is, in the user's words: `VM`, `template`, `Edge host`, `cluster profile`. */
  readonly kind: string;
  /** Unique among items of the same kind. */
  readonly name: string;
  readonly action: PlanAction;
  /** Empty for `keep` and, mostly, `create`. */
  readonly reasons: readonly PlanReason[];
  /** Facts worth printing beside it: the VM's path, the Edge host ID. */
  readonly details: Readonly<Record<string, string>>;
  /** True for a `replace` that `up` leaves alone until told `--replace`. */
  readonly needsConsent?: boolean;
}

/** The difference between the lab file and what is there. Pure data. */
export interface Plan {
  readonly lab: string;
  readonly instance: string;
  readonly target: "sandbox" | "vsphere";
  /** `edgelab.acme.local/DC0/vm/Labs/edge/...`: where it would happen. */
  readonly where: string;
  readonly items: readonly PlanItem[];
  /** True when `up` would do anything, or `--replace` would. */
  readonly pending: boolean;
  /** How long `up` would take, when earlier runs are known. */
  readonly estimateMs?: number | undefined;
}

/** Anything but `keep`. */
export function isPending(items: readonly Pick<PlanItem, "action">[]): boolean {
  return items.some(({ action }) => action !== "keep");
}

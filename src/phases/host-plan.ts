import type { PlanAction, PlanItem, PlanReason } from "../engine/plan.ts";
import type { EdgeHost } from "../palette/index.ts";
import { differing, parseInputs } from "./inputs.ts";
import type { FoundMachine } from "./machines.ts";
import { sameLabels } from "./profile.ts";
import type { WantedHost } from "./wanted.ts";

/** What is to be done about one host, and what is known of it. */
export interface HostDecision {
  readonly host: WantedHost;
  readonly machine: FoundMachine | undefined;
  readonly record: EdgeHost | undefined;
  readonly action: Exclude<PlanAction, "delete">;
  readonly reasons: readonly PlanReason[];
  /** True for a replacement that would lose something. */
  readonly needsConsent: boolean;
}

/** Compares one host with what is there. Pure. */
export function decideHost(
  host: WantedHost,
  machine: FoundMachine | undefined,
  record: EdgeHost | undefined,
  { hasSeed = false }: { /** Its seed is still on the datastore. */ readonly hasSeed?: boolean } = {},
): HostDecision {
  const isInUse = (record?.inUseBy.length ?? 0) > 0;
  const base = { host, machine, record };
  if (machine === undefined) {
    const reasons = record ? [{ field: "VM", found: "gone, but Palette still knows the host", wanted: "there" }] : [];
    // a cluster that has lost a host for good cannot take its successor in: the cluster must be made anew
    return {
      ...base,
      action: isInUse ? "replace" : "create",
      reasons,
      needsConsent: isInUse,
    };
  }
  const replacing = replaceReasons(host, machine);
  if (replacing.length > 0) {
    const hasRegistered = record !== undefined && record.state !== "unpaired";
    return { ...base, action: "replace", reasons: replacing, needsConsent: hasRegistered };
  }
  const restarting = restartReasons(host, machine);
  if (restarting.length > 0) return { ...base, action: "restart", reasons: restarting, needsConsent: false };
  const changing = changeReasons(host, machine, record, hasSeed);
  const action = changing.length > 0 ? "change" : "keep";
  return { ...base, action, reasons: changing, needsConsent: false };
}

function replaceReasons(host: WantedHost, machine: FoundMachine): PlanReason[] {
  const reasons: PlanReason[] = differing(parseInputs(machine.mark?.inputs), host.inputs);
  const nics = host.settings.nics.length;
  if (machine.macs.length !== nics) {
    reasons.push({ field: "nics", found: String(machine.macs.length), wanted: String(nics) });
  }
  if (machine.uuid !== host.uuid && machine.power !== "poweredOff") {
    reasons.push({ field: "config.uuid", found: machine.uuid, wanted: host.uuid });
  }
  return reasons;
}

function restartReasons({ settings }: WantedHost, { cpus, memoryMiB }: FoundMachine): PlanReason[] {
  const reasons: PlanReason[] = [];
  if (settings.cpus !== undefined && settings.cpus !== cpus) {
    reasons.push({ field: "cpus", found: String(cpus), wanted: String(settings.cpus) });
  }
  if (settings.memoryMiB !== undefined && settings.memoryMiB !== memoryMiB) {
    reasons.push({ field: "memoryMiB", found: String(memoryMiB), wanted: String(settings.memoryMiB) });
  }
  return reasons;
}

function changeReasons(
  host: WantedHost,
  machine: FoundMachine,
  record: EdgeHost | undefined,
  hasSeed: boolean,
): PlanReason[] {
  const reasons: PlanReason[] = [];
  if (machine.uuid !== host.uuid) reasons.push({ field: "config.uuid", found: machine.uuid, wanted: host.uuid });
  if (machine.power !== "poweredOn") reasons.push({ field: "power", found: machine.power, wanted: "poweredOn" });
  if (record === undefined) reasons.push({ field: "registration", found: "not registered", wanted: "ready" });
  else if (!isReadyState(record.state))
    reasons.push({ field: "registration", found: record.state ?? "unknown", wanted: "ready" });
  else if (record.health !== "healthy")
    reasons.push({ field: "health", found: record.health ?? "unknown", wanted: "healthy" });
  if (record && isReadyState(record.state) && !hasLabels(record.labels, host.labels)) reasons.push({ field: "tags" });
  if (isRegistered(record) && (hasSeed || machine.isos.length > 0)) {
    reasons.push({ field: "seed CD", found: machine.isos[0] ?? "on the datastore", wanted: "ejected and deleted" });
  }
  return reasons;
}

export function isReadyState(state: string | undefined): boolean {
  return state === "ready" || state === "in-use";
}

export function isRegistered(record: EdgeHost | undefined): boolean {
  return record !== undefined && isReadyState(record.state);
}

/** Palette may add labels of its own: only the wanted ones are compared. */
export function hasLabels(found: Readonly<Record<string, string>>, wanted: Readonly<Record<string, string>>): boolean {
  const same = Object.fromEntries(
    Object.keys(wanted).flatMap((key) => (key in found ? [[key, found[key] ?? ""]] : [])),
  );
  return sameLabels(same, wanted);
}

export function hostItem({ host, machine, action, reasons, needsConsent }: HostDecision): PlanItem {
  return {
    phase: "register",
    kind: "Edge host",
    name: host.name,
    action,
    reasons,
    details: {
      vm: machine?.path ?? host.vmName,
      edgeHostId: host.edgeHostId,
      ...(machine?.addresses[0] === undefined ? {} : { address: machine.addresses[0] }),
    },
    ...(needsConsent ? { needsConsent } : {}),
  };
}

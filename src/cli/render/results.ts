import type { DownResult, HostReport, LabStatus, LabSummary, UpResult } from "../../index.ts";
import type { Style } from "../io.ts";
import { duration, table } from "./format.ts";

export function upText(result: UpResult, style: Style): string {
  const { lab, instance, target, until, hosts, cluster, checks, kubeconfig, notDone } = result;
  const lines = [
    `${style("green", "✓")} Lab ${style("bold", lab)} (instance ${instance}, ${target}) is up${until === "validate" ? "" : ` until ${until}`} after ${duration(result.durationMs)}.`,
  ];
  if (hosts.length) lines.push("", hostsSummary(hosts));
  if (cluster)
    lines.push(
      "",
      `Cluster ${cluster.name}: ${cluster.state}${cluster.health ? `, ${cluster.health}` : ""}${cluster.vip ? `, endpoint ${cluster.vip}` : ""}`,
    );
  if (kubeconfig) lines.push(`Kubeconfig ${kubeconfig}`);
  for (const check of checks) {
    lines.push(`Application ${check.service} answers ${check.status} through the ${check.way}.`);
  }
  for (const { what, why } of notDone) lines.push(`${style("yellow", "!")} Not done: ${what}: ${why}`);
  return lines.join("\n");
}

/** The hosts with the whole path of each VM. It is the widest column, so it comes last. */
export function hostsText(hosts: readonly HostReport[]): string {
  if (!hosts.length) return "No hosts.";
  return table([
    ["NAME", "EDGE HOST ID", "ADDRESS", "POWER", "STATE", "VM"],
    ...hosts.map((host) => [...hostCells(host), host.vmPath ?? "-"]),
  ]);
}

/** The hosts without their VMs, which all are in one folder. */
function hostsSummary(hosts: readonly HostReport[]): string {
  return table([["NAME", "EDGE HOST ID", "ADDRESS", "POWER", "STATE"], ...hosts.map(hostCells)]);
}

function hostCells({ name, edgeHostId, address, power, state, health, cluster, waitingFor }: HostReport): string[] {
  const standing = [
    state ? `${state}${cluster ? ` by ${cluster}` : ""}` : "not registered",
    health,
    waitingFor && `waits for ${waitingFor}`,
  ];
  return [name, edgeHostId, address ?? "-", power ?? "no VM", standing.filter(Boolean).join(", ")];
}

export function statusText(status: LabStatus, style: Style): string {
  const { lab, instance, target, where, phases, hosts, cluster, lock } = status;
  const marks = { done: style("green", "✓"), partly: style("yellow", "…"), none: " ", unknown: "?" };
  const lines = [`${style("bold", lab)} instance ${instance}, ${target}: ${where}`, ""];
  for (const { phase, state, detail } of phases) lines.push(`${marks[state]} ${phase.padEnd(10)}${detail}`);
  if (hosts.length) lines.push("", hostsSummary(hosts));
  if (cluster) {
    lines.push("", `Cluster ${cluster.name}: ${cluster.state}${cluster.health ? `, ${cluster.health}` : ""}`);
    for (const { type, reason, message } of cluster.openConditions) {
      lines.push(`  not yet ${type}${reason ? ` (${reason})` : ""}${message ? `: ${message}` : ""}`);
    }
  }
  if (lock && !lock.expired) lines.push("", `A run is under way: ${lock.holder}, since ${lock.since}`);
  return lines.join("\n");
}

export function listText(labs: readonly LabSummary[]): string {
  if (!labs.length) return "No labs.";
  const rows = labs.map(({ name, instance, hosts, poweredOn, vmPath }) => [
    name,
    instance,
    String(hosts),
    String(poweredOn),
    vmPath,
  ]);
  return table([["LAB", "INSTANCE", "HOSTS", "ON", "FOLDER"], ...rows]);
}

export function downText(result: DownResult, style: Style): string {
  const { lab, instance, target, removed, kept, leftBehind } = result;
  const lines = removed.map((what) => `${style("red", "-")} ${what}`);
  for (const { what, why } of kept) lines.push(`  kept ${what}: ${why}`);
  for (const { what, why } of leftBehind) lines.push(`${style("red", "✗")} left behind ${what}: ${why}`);
  const mark = leftBehind.length ? style("red", "✗") : style("green", "✓");
  const head = leftBehind.length ? "could not be removed altogether" : removed.length ? "is gone" : "was not there";
  lines.push(
    `${mark} Lab ${style("bold", lab)} (instance ${instance}, ${target}) ${head} after ${duration(result.durationMs)}.`,
  );
  return lines.join("\n");
}

import type { V1ContainerStatus, V1Pod } from "@kubernetes/client-node";
import type { Abortable } from "../core/abort.ts";
import { type ClusterAccess, openCluster } from "./cluster-access.ts";

/** A pod that is not ready, and why. */
export interface PodProblem {
  readonly namespace: string;
  readonly pod: string;
  readonly node: string | undefined;
  /** `container hello waits: ImagePullBackOff: Back-off pulling image ...` */
  readonly why: string;
}

/** Pods that are neither ready nor done, of one namespace or of all. */
export async function podProblems(
  kubeconfig: string,
  where: { readonly namespace?: string | undefined },
  options: Abortable,
): Promise<PodProblem[]> {
  return await podProblemsOf(await openCluster(kubeconfig), where, options);
}

export async function podProblemsOf(
  { core, during }: ClusterAccess,
  { namespace }: { readonly namespace?: string | undefined },
  options: Abortable,
): Promise<PodProblem[]> {
  const { items } =
    namespace === undefined
      ? await core.listPodForAllNamespaces({}, during(options))
      : await core.listNamespacedPod({ namespace }, during(options));
  return items.filter(isPending).map((pod) => ({
    namespace: pod.metadata?.namespace ?? "",
    pod: pod.metadata?.name ?? "",
    node: pod.spec?.nodeName,
    why: whyNotReady(pod),
  }));
}

function isPending({ status }: V1Pod): boolean {
  const isReady = status?.conditions?.some(({ type, status: value }) => type === "Ready" && value === "True") ?? false;
  return status?.phase !== "Succeeded" && !isReady;
}

function whyNotReady({ status }: V1Pod): string {
  const containers = [...(status?.initContainerStatuses ?? []), ...(status?.containerStatuses ?? [])];
  const reasons = containers.map(containerProblem).filter((reason) => reason !== undefined);
  if (reasons.length > 0) return reasons.join("; ");
  const failed = status?.conditions?.find(({ status: value, message }) => value === "False" && message);
  return failed?.message ?? status?.message ?? `its phase is ${status?.phase ?? "unknown"}`;
}

function containerProblem({ name, ready, state, restartCount }: V1ContainerStatus): string | undefined {
  const restarts = restartCount > 0 ? `, after ${restartCount} restarts` : "";
  if (state?.waiting) return `container ${name} waits: ${join(state.waiting)}${restarts}`;
  const { terminated } = state ?? {};
  // An init container that is done is terminated, too.
  if (terminated && terminated.exitCode !== 0)
    return `container ${name} ended with ${terminated.exitCode}: ${join(terminated)}${restarts}`;
  return ready || terminated ? undefined : `container ${name} runs and is not ready${restarts}`;
}

function join({ reason, message }: { readonly reason?: string; readonly message?: string }): string {
  return [reason, message].filter(Boolean).join(": ") || "no reason given";
}

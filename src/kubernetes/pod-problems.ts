import type { Abortable } from "../core/abort.ts";

/** A pod that is not ready, and why. */
export interface PodProblem {
  readonly namespace: string;
  readonly pod: string;
  readonly node: string | undefined;
  /** `container hello: ImagePullBackOff: ...` */
  readonly why: string;
}

/** Pods that are neither ready nor done, of one namespace or of all. */
export async function podProblems(
  kubeconfig: string,
  where: { readonly namespace?: string | undefined },
  { signal }: Abortable,
): Promise<readonly PodProblem[]> {
  throw new Error(`not yet: ${kubeconfig.length} ${where.namespace} ${signal.aborted}`);
}

import type { Abortable } from "../core/abort.ts";
import type { Clock } from "../core/clock.ts";

export type ServiceWay = "load-balancer" | "node-port" | "service-proxy";

export interface CheckOptions {
  readonly namespace: string;
  readonly service: string;
  readonly port: number;
  /** Begins with a slash. */
  readonly path: string;
  readonly expectStatus: number;
  /** Addresses of the nodes known from elsewhere, tried after those that the Node objects give. */
  readonly nodeAddresses?: readonly string[] | undefined;
  /** How long to go on until the answer is as expected, in milliseconds. */
  readonly timeoutMs: number;
  /** Told after each try what was wrong, in a sentence. */
  readonly waiting?: ((lastSeen: string) => void) | undefined;
  readonly clock?: Clock | undefined;
}

export interface CheckResult {
  readonly way: ServiceWay;
  readonly url: string;
  readonly status: number;
  /** First 2,000 characters. */
  readonly body: string;
  /** Of the whole body. */
  readonly sha256: string;
  /** Ways that come before the one taken, and why each was not. */
  readonly notTaken: readonly { readonly way: ServiceWay; readonly why: string }[];
}

/**
 * Calls the Service through its load balancer, else through a node's port, else through the API server's service proxy,
 * until it answers with the expected status.
 *
 * @throws {EdgelabError} CHECK_FAILED when it has not by then: with the last answer of each way and the pods that are not ready
 */
export async function checkService(
  kubeconfig: string,
  options: CheckOptions,
  { signal }: Abortable,
): Promise<CheckResult> {
  throw new Error(`not yet: ${kubeconfig.length} ${options.service} ${signal.aborted}`);
}

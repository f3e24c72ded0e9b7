import type { V1Service, V1ServicePort } from "@kubernetes/client-node";
import { type Abortable, withDeadline } from "../core/abort.ts";
import { type Clock, systemClock } from "../core/clock.ts";
import { EdgelabError, hasCode } from "../core/errors.ts";
import { sha256 } from "../core/sha256.ts";
import { type ClusterAccess, describeError, openCluster, statusMessage } from "./cluster-access.ts";
import { type HttpGetAnswer, httpGet } from "./http-get.ts";
import { type PodProblem, podProblemsOf } from "./pod-problems.ts";
import { type DirectWay, directWays, isHttps, type ServiceWay } from "./service-ways.ts";

export interface CheckOptions {
  readonly namespace: string;
  readonly service: string;
  /** Of the Service, not of its pods. */
  readonly port: number;
  /** Begins with a slash; may hold a query. */
  readonly path: string;
  readonly expectStatus: number;
  /** Addresses of nodes known from elsewhere, in addition to those of the Node objects. */
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
  /** The ways before the one taken, and why each was not. */
  readonly notTaken: readonly NotTaken[];
}

export interface NotTaken {
  readonly way: ServiceWay;
  readonly why: string;
}

/** A direct call either works at once or, behind a firewall, not at all. */
const directTimeoutMs = 3_000;

/**
 * Calls the Service through its load balancer, else through a node's port, else through the API server's service proxy,
 * until it answers with the expected status.
 *
 * @throws {EdgelabError} CHECK_FAILED when it does not in time, with what each way gave last and the pods that are not ready
 */
export async function checkService(
  kubeconfig: string,
  options: CheckOptions,
  { signal }: Abortable,
): Promise<CheckResult> {
  const { clock = systemClock(), timeoutMs, service, waiting } = options;
  const cluster = await openCluster(kubeconfig);
  let lastSeen = "No try has ended.";
  try {
    return await withDeadline(timeoutMs, `calling service ${service}`, { signal }, async (within) => {
      for (let waitMs = 500; ; waitMs = Math.min(waitMs * 2, 5_000)) {
        const outcome = await tryOnce(cluster, options, within);
        if (typeof outcome !== "string") return outcome;
        lastSeen = outcome;
        waiting?.(lastSeen);
        await clock.sleep(waitMs, within);
      }
    });
  } catch (error) {
    if (signal.aborted || !hasCode(error, "TIMED_OUT")) throw error;
    throw new EdgelabError("CHECK_FAILED", {
      what: `Service ${options.namespace}/${service} did not answer with ${options.expectStatus} within ${timeoutMs / 1000} s.`,
      why: `${lastSeen} ${await podReport(cluster, options.namespace, { signal })}`,
      next: "Look at the pods with the lab's kubeconfig: kubectl get pods -A.",
      cause: error,
    });
  }
}

/** The result, or what was wrong. */
async function tryOnce(
  cluster: ClusterAccess,
  options: CheckOptions,
  { signal }: Abortable,
): Promise<CheckResult | string> {
  try {
    const service = await readService(cluster, options, { signal });
    if (service === undefined) return await missing(cluster, options, { signal });
    const port = service.spec?.ports?.find((candidate) => candidate.port === options.port);
    if (port === undefined) {
      const ports = service.spec?.ports?.map((candidate) => candidate.port).join(", ") ?? "";
      return `The service has no port ${options.port}${ports === "" ? "" : `; it has ${ports}`}.`;
    }
    const nodes =
      port.nodePort === undefined ? [] : (await cluster.core.listNode({}, cluster.during({ signal }))).items;
    const { path, nodeAddresses = [] } = options;
    const ways = directWays(cluster.server, { service, port, nodes, nodeAddresses, path });
    return await callService(cluster, options, port, ways, { signal });
  } catch (error) {
    signal.throwIfAborted();
    return sentence(describeError(error));
  }
}

async function readService(
  { core, during }: ClusterAccess,
  { namespace, service: name }: CheckOptions,
  options: Abortable,
): Promise<V1Service | undefined> {
  try {
    return await core.readNamespacedService({ name, namespace }, during(options));
  } catch (error) {
    if ((error as { readonly code?: unknown }).code === 404) return undefined;
    throw error;
  }
}

async function callService(
  cluster: ClusterAccess,
  { namespace, service, path, expectStatus }: CheckOptions,
  servicePort: V1ServicePort,
  ways: readonly DirectWay[],
  { signal }: Abortable,
): Promise<CheckResult | string> {
  const notTaken: NotTaken[] = [];
  for (const { way, urls, whyNot } of ways) {
    const why = whyNot ?? (await firstGood(urls, expectStatus, { signal }));
    if (typeof why !== "string") return result(way, why.url.href, why.answer, notTaken);
    notTaken.push({ way, why });
  }
  const target = `${isHttps(servicePort) ? "https:" : ""}${service}:${servicePort.port}`;
  const proxy = `/api/v1/namespaces/${encodeURIComponent(namespace)}/services/${encodeURIComponent(target)}/proxy${path}`;
  const answer = await cluster.get(proxy, { signal });
  // The API server's own refusal has a status, too: a Status object tells it from the application's.
  const refusal = answer.status >= 400 ? statusMessage(answer.body.toString("utf8")) : undefined;
  if (answer.status === expectStatus && refusal === undefined) {
    return result("service-proxy", new URL(proxy, cluster.server).href, answer, notTaken);
  }
  const seen = refusal === undefined ? `answers ${answer.status} instead of ${expectStatus}` : `says: ${refusal}`;
  return [
    ...notTaken.map(({ way, why }) => `${wayNames[way]}: ${why}.`),
    sentence(`${wayNames["service-proxy"]} ${seen}`),
  ].join(" ");
}

const wayNames: Readonly<Record<ServiceWay, string>> = {
  "load-balancer": "Load balancer",
  "node-port": "Node port",
  "service-proxy": "The API server's service proxy",
};

/** Calls all at once; the first that answers as expected wins. */
async function firstGood(
  urls: readonly URL[],
  expectStatus: number,
  { signal }: Abortable,
): Promise<{ readonly url: URL; readonly answer: HttpGetAnswer } | string> {
  const rest = new AbortController();
  const attempts = urls.map(async (url) => {
    const answer = await httpGet(
      url,
      {},
      { signal: AbortSignal.any([signal, rest.signal]), timeoutMs: directTimeoutMs },
    );
    if (answer.status !== expectStatus) throw new Error(`answers ${answer.status} instead of ${expectStatus}`);
    return { url, answer };
  });
  try {
    return await Promise.any(attempts);
  } catch (error) {
    signal.throwIfAborted();
    const failures = (error as AggregateError).errors.map(
      (cause, index) => `${urls[index]?.host}: ${describeError(cause)}`,
    );
    return failures.length > 3
      ? `${failures.slice(0, 3).join(", ")} and ${failures.length - 3} more`
      : failures.join(", ");
  } finally {
    rest.abort();
  }
}

function result(
  way: ServiceWay,
  url: string,
  { status, body }: HttpGetAnswer,
  notTaken: readonly NotTaken[],
): CheckResult {
  return { way, url, status, body: body.toString("utf8").slice(0, 2_000), sha256: sha256(body), notTaken };
}

async function missing(
  cluster: ClusterAccess,
  { namespace, service }: CheckOptions,
  options: Abortable,
): Promise<string> {
  const { items } = await cluster.core.listNamespacedService({ namespace }, cluster.during(options));
  const names = items.map(({ metadata }) => metadata?.name ?? "").join(", ");
  return `There is no service "${service}" in namespace "${namespace}"${names === "" ? "" : `; there are ${names}`}.`;
}

async function podReport(cluster: ClusterAccess, namespace: string, { signal }: Abortable): Promise<string> {
  let problems: readonly PodProblem[];
  try {
    problems = await podProblemsOf(cluster, { namespace }, { signal });
  } catch (error) {
    signal.throwIfAborted();
    return `The pods cannot be listed: ${describeError(error)}.`;
  }
  if (problems.length === 0) return `All pods in namespace "${namespace}" are ready.`;
  const lines = problems.slice(0, 5).map(({ pod, why }) => `${pod} (${why})`);
  return `Pods that are not ready: ${lines.join(", ")}${problems.length > 5 ? ` and ${problems.length - 5} more` : ""}.`;
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1).replace(/[.\s]+$/, "")}.`;
}

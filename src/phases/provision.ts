import { join } from "node:path";
import { type Abortable, withDeadline } from "../core/abort.ts";
import { EdgelabError, hasCode } from "../core/errors.ts";
import type { Graph, Node, StepContext } from "../engine/graph.ts";
import { writeKubeconfig } from "../kubernetes/write-kubeconfig.ts";
import type { Lab } from "../lab/lab.ts";
import type { ClusterSpec, ClusterView, Palette } from "../palette/index.ts";
import type { ClusterDecision, WantedCluster } from "./cluster-plan.ts";
import { hasLabels } from "./host-plan.ts";
import { Lock } from "./lock.ts";
import { removeCluster } from "./remove-cluster.ts";
import { labDatastore, lockStore, places, type Session, thisProcess } from "./session.ts";
import { chooseVip } from "./vip.ts";

const phase = "provision";
/** Choosing takes seconds; a queue of learners takes longer. */
const vipPatienceMs = 300_000;

interface ProvisionContext {
  readonly lab: Lab;
  readonly session: Session;
  readonly wanted: WantedCluster;
  readonly decision: ClusterDecision;
  readonly profile: Node<string>;
  readonly hosts: readonly Node<unknown>[];
  readonly clusterGone: Node<unknown> | undefined;
}

export interface Provisioned {
  readonly uid: string;
  /** Absolute path of the kubeconfig, mode 0600. */
  readonly kubeconfig: string;
}

/** The cluster that is to be replaced goes first, while its hosts still run: they do the clean-up. */
export function addClusterRemoval(
  graph: Graph,
  { lab, session, decision }: Pick<ProvisionContext, "lab" | "session" | "decision">,
): Node<unknown> | undefined {
  const { cluster, action } = decision;
  if (cluster === undefined || action !== "replace") return undefined;
  return graph.add({
    phase,
    id: "provision/remove",
    title: `remove the old cluster ${cluster.name}`,
    after: [],
    run: (step) => removeCluster(cluster, session, { timeoutMs: lab.limits.deleteTimeoutMs, force: false }, step),
  });
}

export function addProvision(graph: Graph, context: ProvisionContext): Node<Provisioned> {
  const { lab, session, wanted, decision, profile, hosts, clusterGone } = context;
  const { cluster, action } = decision;
  const { palette } = session;
  const isKept = cluster !== undefined && action !== "replace";
  const created = graph.add({
    phase,
    id: "provision/cluster",
    title: isKept ? `cluster ${cluster.name}` : `create cluster ${wanted.name}`,
    after: [profile],
    dependsOn: [...hosts, ...(clusterGone ? [clusterGone] : [])],
    run: async (step, profileUid) => {
      if (!isKept) return create(context, profileUid, step);
      if (!cluster.profileUids.includes(profileUid)) {
        await palette.clusters.setProfiles(cluster.uid, [profileUid], step);
        step.changed("profile");
      }
      if (!hasLabels(cluster.labels, wanted.labels)) {
        await palette.clusters.setLabels(cluster, { ...cluster.labels, ...wanted.labels }, step);
        step.changed("tags");
      }
      return cluster.uid;
    },
  });
  const running = graph.add({
    phase,
    id: "provision/running",
    title: `${wanted.name} is running and healthy`,
    after: [created],
    run: async (step, uid) => {
      await untilRunning(uid, lab, palette, step);
      return uid;
    },
  });
  return graph.add({
    phase,
    id: "provision/kubeconfig",
    title: "kubeconfig",
    after: [running],
    run: async (step, uid) => {
      const kubeconfig = kubeconfigFile(lab);
      const text = await withDeadline(120_000, "waiting for the kubeconfig", step, async (options) => {
        for await (const _ of palette.watchCluster(uid, options)) {
          const secret = await palette.clusters.kubeconfig(uid, options);
          if (secret) return secret;
          step.waiting(wanted.name, "its kubeconfig", "Palette has none yet");
        }
        throw new TypeError("a watch ends by its signal or by leaving it");
      });
      await writeKubeconfig(kubeconfig, text.reveal());
      step.changed();
      return { uid, kubeconfig };
    },
  });
}

/** Chooses the address and creates the cluster, as the only one on this datastore: two labs must not choose the same. */
async function create(
  { lab, session, wanted }: ProvisionContext,
  profileUid: string,
  step: StepContext,
): Promise<string> {
  const { palette, vsphere, labUuid } = session;
  const { vips, ...rest } = wanted;
  const { files } = await labDatastore(lab, session, step);
  await using lock = await Lock.acquirePatiently(lockStore(files, vsphere), {
    signal: step.signal,
    path: places.vipLock,
    subject: "the choice of a cluster's address",
    lab: labUuid,
    self: thisProcess(),
    warn: (message) => step.warn("LOCK_TAKEN_OVER", message),
    patienceMs: vipPatienceMs,
    onWait: (why) => step.waiting(wanted.name, "its turn to choose an address", why),
  });
  const signal = AbortSignal.any([step.signal, lock.lost]);
  const taken = await addressesTaken(lab, session, wanted, { signal });
  const vip = chooseVip({ candidates: vips, taken, cidr: lab.network.cidr, gateway: lab.network.gateway });
  const spec: ClusterSpec = { ...rest, profileUids: [profileUid], vip };
  await validate(spec, palette, { signal });
  const uid = await palette.clusters.create(spec, { signal });
  step.changed(`at ${vip}`);
  return uid;
}

export function kubeconfigFile({ workDir }: Pick<Lab, "workDir">): string {
  return join(workDir, "kubeconfig");
}

/** Who has which address, as far as both systems tell. */
async function addressesTaken(
  lab: Lab,
  { palette, labUuid }: Session,
  wanted: WantedCluster,
  step: Abortable,
): Promise<ReadonlyMap<string, string>> {
  const taken = new Map<string, string>();
  for (const { name, nics } of lab.hosts) {
    for (const { address } of nics) if (address !== "dhcp") taken.set(address.ip, `host ${name} has it`);
  }
  const [hosts, clusters] = await Promise.all([palette.edgeHosts.search({}, step), palette.clusters.search({}, step)]);
  for (const { name, address } of hosts) if (address) taken.set(address, `Edge host ${name} has it`);
  const others = clusters.filter(({ name, labels }) => name !== wanted.name || labels["edgelab-id"] !== labUuid);
  const views = await Promise.all(others.map(({ uid }) => palette.clusters.tryGet(uid, step)));
  const endpoints = await Promise.all(
    views.map(async (view) => {
      if (view === undefined) return [];
      const shape = view.cloudConfigUid && (await palette.clusters.pools(view.cloudConfigUid, step));
      const vip = shape ? shape.vip : undefined;
      return [...view.apiEndpoints.map(({ host }) => host), ...(vip ? [vip] : [])].map((host) => ({
        host,
        cluster: view.name,
      }));
    }),
  );
  for (const { host, cluster } of endpoints.flat()) taken.set(host, `cluster "${cluster}" has it`);
  return taken;
}

async function validate(spec: ClusterSpec, { clusters }: Palette, step: Abortable): Promise<void> {
  const [first, ...others] = await clusters.validate(spec, step);
  if (first === undefined) return;
  throw new EdgelabError("PROVISION_FAILED", {
    what: `Palette would not create the cluster "${spec.name}".`,
    why: [first, ...others].map(({ subject, message }) => `${subject}: ${message}`).join("; "),
    next: "Correct the lab file, then run `up` again.",
  });
}

async function untilRunning(uid: string, lab: Lab, palette: Palette, step: StepContext): Promise<void> {
  const { provisionTimeoutMs } = lab.limits;
  let last: ClusterView | undefined;
  try {
    await withDeadline(provisionTimeoutMs, "waiting for the cluster", step, async (options) => {
      for await (const view of palette.watchCluster(uid, options)) {
        if (view === undefined) {
          throw new EdgelabError("PROVISION_FAILED", {
            what: "The cluster was deleted while it was being made.",
            next: "Run `up` again if that was not on purpose.",
          });
        }
        if (view.state === "Running" && view.isHealthy) {
          if (last !== undefined) step.changed();
          return;
        }
        if (view.state === "Error") throw await failure(view, palette, step);
        last = view;
        const done = view.conditions.filter(({ status }) => status === "True").length;
        step.progress({ done, total: view.conditions.length, unit: "items" });
        step.waiting(view.name, waitingFor(view), describeCluster(view));
      }
    });
  } catch (error) {
    if (!hasCode(error, "TIMED_OUT") || step.signal.aborted) throw error;
    throw new EdgelabError("TIMED_OUT", {
      what: `The cluster was not running and healthy after ${provisionTimeoutMs / 1000} s: it waits for ${last ? waitingFor(last) : "Palette"}.`,
      why: last && `Last seen: ${describeCluster(last)}.`,
      next: "Look at the cluster's events in Palette. `up` goes on waiting; `up --replace` makes hosts and cluster anew.",
      cause: error,
    });
  }
}

async function failure(view: ClusterView, palette: Palette, step: StepContext): Promise<EdgelabError> {
  const events = await palette.events.list("spectrocluster", view.uid, { signal: step.signal, limit: 3 });
  return new EdgelabError("PROVISION_FAILED", {
    what: `Palette reports the cluster "${view.name}" as failed.`,
    why: [describeCluster(view), ...events.map(({ message }) => message)].join("; "),
    next: "Clear the reason, then run `edgelab down` and `edgelab up`.",
  });
}

function waitingFor({ state, conditions }: ClusterView): string {
  const open = conditions.find(({ status }) => status !== "True");
  if (open) return `condition ${open.type}`;
  return state === "Running" ? "health" : "the state Running";
}

/** `Provisioning; BootstrappingDone: waiting for demo-1` */
export function describeCluster({ state, health, conditions }: ClusterView): string {
  const open = conditions
    .filter(({ status }) => status !== "True")
    .map(({ type, reason, message }) => `${type}: ${message ?? reason ?? "not yet"}`);
  return [[state, health].filter(Boolean).join(", "), ...open].join("; ");
}

import { randomBytes } from "node:crypto";
import { type Cidr, KubernetesCluster, overlap, parseCidr } from "../kubernetes/index.ts";
import { endpointOf } from "./cluster-checks.ts";
import { manifestsOf } from "./cluster-manifests.ts";
import { nodeSpec } from "./cluster-nodes.ts";
import { type ConditionStep, conditionSteps, describe, unmet } from "./cluster-conditions.ts";
import type { Contacts } from "./contacts.ts";
import { hostAddress } from "./edge-host-views.ts";
import { planOf, versionMismatch } from "./pack-values.ts";
import { type ClusterRecord, type HostStep, hostSteps, type PoolHostRecord } from "./state.ts";
import type { World } from "./world.ts";

/** Takes clusters through their lives: what is true of the hosts decides, the clock only paces it. */
export class Clusters {
  readonly #world: World;
  readonly #live = new Map<string, KubernetesCluster>();
  readonly #contacts: () => Contacts;
  /** Told when a host may have an assignment, or be released from one. */
  readonly #hostChanged: (hostUid: string) => void;

  constructor(world: World, contacts: () => Contacts, hostChanged: (hostUid: string) => void) {
    this.#world = world;
    this.#contacts = contacts;
    this.#hostChanged = hostChanged;
  }

  /** Takes up what was going on when the state was saved. */
  resume(): void {
    for (const cluster of Object.values(this.#world.state.clusters)) {
      if (cluster.state === "Deleted") continue;
      if (cluster.kubernetes !== undefined) this.#openKubernetes(cluster);
      this.advance(cluster);
    }
  }

  /** Writes the Kubernetes objects into the state, where saving finds them. */
  collect(): void {
    for (const [uid, kubernetes] of this.#live) {
      const cluster = this.#world.state.clusters[uid];
      if (cluster) cluster.kubernetes = kubernetes.save();
    }
  }

  close(): void {
    for (const kubernetes of this.#live.values()) kubernetes.close();
    this.#live.clear();
  }

  kubernetes(uid: string): KubernetesCluster | undefined {
    return this.#live.get(uid);
  }

  add(cluster: ClusterRecord): void {
    this.#world.state.clusters[cluster.metadata.uid] = cluster;
    const { name } = cluster.metadata;
    for (const { hostUid } of hostsOf(cluster)) this.#claim(cluster, hostUid);
    this.#event(cluster, "ClusterCreated", `Cluster '${name}' is being provisioned`);
    this.#event(cluster, "LocatingBaseImage", `Locating base image ${planOf(cluster.profiles).providerImage}`);
    this.#world.touch();
    this.advance(cluster);
  }

  /** Its profiles changed: what they deploy changes with them. */
  redeploy(cluster: ClusterRecord): void {
    this.#live.get(cluster.metadata.uid)?.deploy(manifestsOf(this.#world, cluster));
    this.setCondition(cluster, {
      type: "AddOnDeploymentDone",
      status: "False",
      reason: "AddOnDeploymentInProgress",
      message: "Cluster profiles were updated",
    });
    this.#event(cluster, "ClusterUpgradeTriggered", "Cluster profiles were updated");
    this.#world.touch(cluster.metadata);
    this.advance(cluster);
  }

  /** Its pools changed: hosts that are new are claimed. */
  rescale(cluster: ClusterRecord): void {
    for (const { hostUid } of hostsOf(cluster)) this.#claim(cluster, hostUid);
    for (const { type, reason, message } of cluster.conditions.filter(({ type }) =>
      type.endsWith("NodeAdditionDone"),
    )) {
      this.setCondition(cluster, { type, status: "False", reason, message });
    }
    this.#world.touch(cluster.metadata);
    this.advance(cluster);
  }

  /** A machine leaves its pool: gone once its host has cleaned up. */
  release(cluster: ClusterRecord, host: PoolHostRecord): void {
    host.isLeaving = true;
    this.#event(cluster, "MachineDeleting", `Node '${host.nodeName}' is leaving the cluster`);
    this.#world.touch(cluster.metadata);
    this.#hostChanged(host.hostUid);
  }

  /** A host of the cluster got on. Reports from a cluster that is gone, or out of order, change nothing. */
  report(hostUid: string, clusterUid: string, step: HostStep): void {
    const cluster = this.#world.state.clusters[clusterUid];
    const host = cluster && hostsOf(cluster).find((each) => each.hostUid === hostUid);
    if (!cluster || !host || hostSteps.indexOf(step) <= hostSteps.indexOf(host.step)) return;
    host.step = step;
    const record = this.#world.state.edgeHosts[hostUid];
    if (record) {
      record.device = {
        ...record.device,
        hostState:
          step === "joined"
            ? "cluster"
            : step === "cleaned-up"
              ? "registration"
              : (record.device["hostState"] ?? "registration"),
      };
      this.#world.event(
        "edgehost",
        record,
        stepReason[step],
        `Edge host '${record.metadata.name}' in cluster '${cluster.metadata.name}': ${step}`,
      );
    }
    if (step === "joined") this.#putNode(cluster, host);
    if (step === "cleaned-up") this.#live.get(clusterUid)?.removeNode(host.nodeName);
    if (step === "cleaned-up" && host.isLeaving) this.#dismiss(cluster, host);
    this.#world.touch(cluster.metadata);
    this.advance(cluster);
  }

  /** Contact or health of a host changed. */
  hostChanged(hostUid: string): void {
    const cluster = this.#world.state.clusters[this.#world.state.edgeHosts[hostUid]?.clusterUid ?? ""];
    if (!cluster || cluster.state === "Deleted") return;
    const host = hostsOf(cluster).find((each) => each.hostUid === hostUid);
    if (host?.step === "joined") this.#putNode(cluster, host);
    this.advance(cluster);
  }

  /** Starts deleting. With `force` the hosts are not waited for. */
  remove(cluster: ClusterRecord, { force = false } = {}): void {
    if (cluster.state === "Deleted") return;
    if (cluster.state !== "Deleting") {
      cluster.state = "Deleting";
      cluster.health = undefined;
      this.#world.timers.cancel(pace(cluster));
      this.#event(cluster, "ClusterDeleting", `Cluster '${cluster.metadata.name}' is being deleted`);
      for (const { hostUid } of hostsOf(cluster)) this.#hostChanged(hostUid);
      this.#world.touch(cluster.metadata);
    }
    if (force) this.finish(cluster);
    else this.advance(cluster);
  }

  /** The record stays, the hosts are free. */
  finish(cluster: ClusterRecord): void {
    const { uid, name } = cluster.metadata;
    this.#world.timers.cancel(pace(cluster));
    cluster.state = "Deleted";
    cluster.deletedAt = this.#world.now();
    cluster.kubernetes = undefined;
    cluster.token = undefined;
    this.#live.get(uid)?.close();
    this.#live.delete(uid);
    this.setCondition(cluster, { type: cleanedUp, status: "True", reason: cleanedUp, message: "cleaned up" });
    this.#event(cluster, "ClusterDeleted", `Cluster '${name}' is deleted`);
    for (const { hostUid } of hostsOf(cluster)) this.#free(cluster, hostUid);
    this.#world.touch(cluster.metadata);
  }

  /** Sees what is next, says what it waits for, and takes the next step when its time has come. */
  advance(cluster: ClusterRecord): void {
    if (cluster.state === "Deleted" || this.#world.timers.has(pace(cluster))) return;
    if (cluster.state === "Deleting") return this.#advanceDeletion(cluster);
    const next = conditionSteps.find(({ type }) => !isTrue(cluster, type));
    if (!next) return this.#judgeHealth(cluster);
    const why = unmet(next, this.#situation(cluster));
    if (why === undefined) {
      this.#world.timers.set(pace(cluster), this.#world.durations.condition, () => this.#take(cluster, next));
    } else {
      this.setCondition(cluster, { type: next.type, status: "False", reason: next.waiting, message: why });
    }
    if (cluster.state === "Running") this.#judgeHealth(cluster);
  }

  setCondition(
    cluster: ClusterRecord,
    {
      type,
      status,
      reason,
      message,
    }: { readonly type: string; readonly status: "True" | "False"; readonly reason: string; readonly message: string },
  ): void {
    const found = cluster.conditions.find((condition) => condition.type === type);
    if (found?.status === status && found.message === message) return;
    const lastTransitionTime = found?.status === status ? found.lastTransitionTime : this.#world.now();
    if (found) Object.assign(found, { status, reason, message, lastTransitionTime });
    else cluster.conditions.push({ type, status, reason, message, lastTransitionTime });
    this.#world.touch(cluster.metadata);
  }

  #take(cluster: ClusterRecord, step: ConditionStep): void {
    const why = unmet(step, this.#situation(cluster));
    if (why !== undefined) return this.advance(cluster);
    this.setCondition(cluster, { type: step.type, status: "True", reason: step.reason, message: step.done });
    this.#event(cluster, step.reason, step.done);
    if (step.type === "BootstrappingDone") this.#bootstrap(cluster);
    if (step.type === "KubeConfigReady") cluster.token = randomBytes(32).toString("base64url");
    if (step.type === "WorkerNodeAdditionDone" && cluster.state === "Provisioning") {
      cluster.state = "Running";
      this.#event(cluster, "ClusterRunning", `Cluster '${cluster.metadata.name}' is running`);
      this.#world.timers.set(healthDue(cluster), this.#world.durations.clusterHealth, () => this.advance(cluster));
      this.#live.get(cluster.metadata.uid)?.deploy(manifestsOf(this.#world, cluster));
    }
    this.#world.touch(cluster.metadata);
    this.advance(cluster);
  }

  /** The first control plane node is up, and with it the API server and the cluster's own packs. */
  #bootstrap(cluster: ClusterRecord): void {
    const kubernetes = this.#openKubernetes(cluster);
    kubernetes.deploy(manifestsOf(this.#world, cluster));
    for (const host of hostsOf(cluster)) if (host.step === "joined") this.#putNode(cluster, host);
  }

  #openKubernetes(cluster: ClusterRecord): KubernetesCluster {
    const { uid } = cluster.metadata;
    const { version, podCidr, serviceCidr } = planOf(cluster.profiles);
    const kubernetes = new KubernetesCluster({
      clock: this.#world.clock,
      version,
      podCidr,
      serviceCidr,
      podStartMs: this.#world.durations.podStart,
      saved: cluster.kubernetes,
      changed: () => {
        this.#world.touch();
        this.advance(cluster);
      },
    });
    cluster.kubernetes ??= kubernetes.save();
    this.#live.set(uid, kubernetes);
    return kubernetes;
  }

  #putNode(cluster: ClusterRecord, host: PoolHostRecord): void {
    const kubernetes = this.#live.get(cluster.metadata.uid);
    const record = this.#world.state.edgeHosts[host.hostUid];
    const pool = cluster.pools.find(({ hosts }) => hosts.includes(host));
    if (!kubernetes || !record || !pool) return;
    kubernetes.putNode(nodeSpec(pool, host, record));
  }

  #judgeHealth(cluster: ClusterRecord): void {
    if (cluster.state !== "Running" || this.#world.timers.has(healthDue(cluster))) return;
    const kubernetes = this.#live.get(cluster.metadata.uid);
    const hosts = hostsOf(cluster);
    const joined = hosts.filter(({ step }) => step === "joined");
    const deployed = manifestsOf(this.#world, cluster).every(
      ({ name }) => kubernetes?.manifestState(name).ready ?? false,
    );
    const healthy =
      joined.length === hosts.length &&
      kubernetes?.readyNodes() === hosts.length &&
      deployed &&
      isTrue(cluster, "AddOnDeploymentDone");
    const health = healthy ? "Healthy" : "Unhealthy";
    if (cluster.health === health) return;
    cluster.health = health;
    this.#event(
      cluster,
      `Cluster${health}`,
      `Cluster '${cluster.metadata.name}' is ${health.toLowerCase()}`,
      healthy ? "info" : "warning",
    );
    this.#world.touch(cluster.metadata);
  }

  #advanceDeletion(cluster: ClusterRecord): void {
    const waiting = hostsOf(cluster).filter(({ step }) => step !== "cleaned-up");
    if (waiting.length > 0 && !isTrue(cluster, cleanedUp)) {
      const names = waiting.map(
        ({ hostUid }) => `${hostUid}${this.#contacts().inContact(hostUid) ? "" : " (not reachable)"}`,
      );
      const message = `waiting for ${waiting.length} edge hosts to clean up: ${names.join(", ")}`;
      this.setCondition(cluster, { type: cleanedUp, status: "False", reason: "CleaningUp", message });
      return;
    }
    this.#world.timers.set(pace(cluster), this.#world.durations.clusterDelete, () => this.finish(cluster));
  }

  #claim(cluster: ClusterRecord, hostUid: string): void {
    const host = this.#world.state.edgeHosts[hostUid];
    if (!host || host.clusterUid === cluster.metadata.uid) return;
    host.clusterUid = cluster.metadata.uid;
    this.#world.event(
      "edgehost",
      host,
      "EdgeHostAssigned",
      `Edge host '${host.metadata.name}' is in use by cluster '${cluster.metadata.name}'`,
    );
    this.#hostChanged(hostUid);
  }

  #dismiss(cluster: ClusterRecord, host: PoolHostRecord): void {
    for (const pool of cluster.pools) pool.hosts = pool.hosts.filter((each) => each !== host);
    this.#free(cluster, host.hostUid);
  }

  #free({ metadata: { uid } }: ClusterRecord, hostUid: string): void {
    const host = this.#world.state.edgeHosts[hostUid];
    if (host?.clusterUid === uid) host.clusterUid = undefined;
    this.#hostChanged(hostUid);
  }

  #situation(cluster: ClusterRecord) {
    const plan = planOf(cluster.profiles);
    const label = (host: PoolHostRecord) => describe(host, this.#contacts().inContact(host.hostUid));
    const kubernetes = this.#live.get(cluster.metadata.uid);
    return {
      providerImage: plan.providerImage,
      controlPlane: cluster.pools.filter(({ isControlPlane }) => isControlPlane).flatMap(({ hosts }) => hosts),
      workers: cluster.pools.filter(({ isControlPlane }) => !isControlPlane).flatMap(({ hosts }) => hosts),
      inContact: (host: PoolHostRecord) => this.#contacts().inContact(host.hostUid),
      label,
      bootstrapProblem: versionMismatch(plan) ?? this.#networkProblem(cluster, plan),
      addOnProblem: manifestsOf(this.#world, cluster)
        .map(({ name }) => kubernetes?.manifestState(name))
        .find((state) => state && !state.ready)?.message,
    };
  }

  /** Pod or service network over the hosts' own or the VIP: on a real cluster it never gets past here. */
  #networkProblem(
    cluster: ClusterRecord,
    { podCidr, serviceCidr }: { readonly podCidr: Cidr; readonly serviceCidr: Cidr },
  ): string | undefined {
    const vip = endpointOf(cluster.cloudConfig);
    const addresses = [
      vip,
      ...hostsOf(cluster).map(({ hostUid }) => hostAddress(this.#world.state.edgeHosts[hostUid] ?? { host: {} })),
    ];
    for (const address of addresses) {
      const single = parseCidr(`${address}/32`);
      if (single && (overlap(single, podCidr) || overlap(single, serviceCidr))) {
        return `${address} is inside the cluster's own pod or service network`;
      }
    }
    return undefined;
  }

  #event(cluster: ClusterRecord, reason: string, message: string, severity: "info" | "warning" = "info"): void {
    this.#world.event("spectrocluster", cluster, reason, message, { severity });
  }
}

const cleanedUp = "CloudInfrastructureCleanedUp";
const pace = ({ metadata }: ClusterRecord) => `cluster ${metadata.uid}`;
const healthDue = ({ metadata }: ClusterRecord) => `health ${metadata.uid}`;

const stepReason: Readonly<Record<HostStep, string>> = {
  assigned: "EdgeHostAssigned",
  "image-downloaded": "ReconcileImage",
  rebooting: "EdgeHostRebooting",
  joined: "NodeJoined",
  "cleaned-up": "EdgeHostCleanedUp",
};

export const hostsOf = ({ pools }: ClusterRecord): readonly PoolHostRecord[] => pools.flatMap(({ hosts }) => hosts);

export function isTrue({ conditions }: ClusterRecord, type: string): boolean {
  return conditions.some((condition) => condition.type === type && condition.status === "True");
}

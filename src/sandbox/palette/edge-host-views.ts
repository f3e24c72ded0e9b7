import type { JsonObject } from "./decoder.ts";
import type { EdgeHostRecord } from "./state.ts";
import type { World } from "./world.ts";

export function hostState({ paired, clusterUid }: EdgeHostRecord): "unpaired" | "ready" | "in-use" {
  return clusterUid !== undefined ? "in-use" : paired ? "ready" : "unpaired";
}

function status(world: World, host: EdgeHostRecord) {
  const cluster = world.state.clusters[host.clusterUid ?? ""]?.metadata;
  const { health: state, healthMessage: message, agentVersion } = host;
  return {
    state: hostState(host),
    ...(state ? { health: { state, message, agentVersion } } : {}),
    inUseClusters: cluster ? [{ name: cluster.name, uid: cluster.uid }] : [],
  };
}

const device = ({ device: reported, archType }: EdgeHostRecord): JsonObject => ({ ...reported, archType });

/** The address that the host gave. */
export function hostAddress({ host }: Pick<EdgeHostRecord, "host">): string {
  return typeof host["hostAddress"] === "string" ? host["hostAddress"] : "";
}

/** `v1EdgeHostDevice` */
export function edgeHostView(world: World, host: EdgeHostRecord) {
  const { metadata, projectUid } = host;
  return {
    aclmeta: { ownerUid: world.state.userUid, projectUid, tenantUid: world.state.tenantUid },
    metadata,
    spec: {
      type: "edge-native",
      device: device(host),
      host: { hostUid: metadata.uid, hostAddress: hostAddress(host), ...host.host },
    },
    status: status(world, host),
  };
}

/** `v1EdgeHostsMetadata` */
export function edgeHostSummary(world: World, host: EdgeHostRecord): object {
  const { metadata, projectUid } = host;
  const { macAddress } = host.host;
  return {
    metadata,
    spec: {
      type: "edge-native",
      device: device(host),
      host: { hostAddress: hostAddress(host), ...(typeof macAddress === "string" ? { macAddress } : {}) },
      projectMeta: { name: world.state.projects[projectUid]?.metadata.name ?? "", uid: projectUid },
    },
    status: status(world, host),
  };
}

/** `v1EdgeHostMeta` */
export function edgeHostMeta(host: EdgeHostRecord): object {
  const {
    metadata: { uid, name },
    health,
    archType,
  } = host;
  return { uid, name, state: hostState(host), healthState: health ?? "", archType, edgeHostType: "edge-native" };
}

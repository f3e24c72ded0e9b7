import { notFound, refused } from "./api-error.ts";
import { buildPool } from "./build-cluster.ts";
import { checkPoolShape, hostProblems } from "./cluster-checks.ts";
import { type PoolEntity, poolEntity } from "./cluster-entity.ts";
import type { ClusterViews } from "./cluster-views.ts";
import type { Clusters } from "./clusters.ts";
import { type Call, created, inProject, noContent, ok, type Route, route } from "./router.ts";
import type { ClusterRecord, PoolRecord } from "./state.ts";
import type { World } from "./world.ts";

const root = "/v1/cloudconfigs/edge-native/:configUid";

/** The machine side of a cluster: its pools and their machines. */
export function cloudConfigRoutes(world: World, clusters: Clusters, views: ClusterViews): readonly Route[] {
  const find = (call: Call) => {
    const { configUid } = call.params;
    const cluster = Object.values(world.state.clusters).find(({ cloudConfigUid }) => cloudConfigUid === configUid);
    if (!cluster || cluster.projectUid !== inProject(call).metadata.uid) throw notFound(`CloudConfig '${configUid}'`);
    return cluster;
  };
  const findPool = (call: Call) => {
    const cluster = find(call);
    const pool = cluster.pools.find(({ name }) => name === call.params["pool"]);
    if (!pool) throw notFound(`MachinePool '${call.params["pool"]}'`);
    return { cluster, pool };
  };
  const findMachine = (call: Call) => {
    const { cluster, pool } = findPool(call);
    const host = pool.hosts.find(({ machineUid }) => machineUid === call.params["machine"]);
    if (!host) throw notFound(`Machine '${call.params["machine"]}'`);
    return { cluster, pool, host };
  };
  const read = (cluster: ClusterRecord, body: unknown, before?: PoolRecord): PoolEntity => {
    const entity = poolEntity(body, "");
    checkPoolShape(entity);
    const { size = 0, name = "" } = entity.poolConfig ?? {};
    const hosts = entity.cloudConfig?.edgeHosts ?? [];
    if (size !== hosts.length)
      throw refused(
        "InvalidMachinePoolSize",
        `Machine pool '${name}' has the size ${size} and ${hosts.length} edge hosts`,
      );
    const own = new Set(before?.hosts.map(({ hostUid }) => hostUid));
    const fresh = { ...entity, cloudConfig: { edgeHosts: hosts.filter(({ hostUid = "" }) => !own.has(hostUid)) } };
    const [problem] = hostProblems(world, fresh, cluster.projectUid);
    if (problem) throw refused(problem.code, problem.message);
    return entity;
  };

  return [
    route("GET", root, "project", "cloudConfig.get", (call) => ok(views.cloudConfig(find(call)))),
    route("POST", `${root}/machinePools`, "project", "cloudConfig.update", (call) => {
      const cluster = find(call);
      const pool = buildPool(world, read(cluster, call.body));
      if (cluster.pools.some(({ name }) => name === pool.name))
        throw refused("DuplicateMachinePoolName", `Machine pool '${pool.name}' already exists`);
      cluster.pools.push(pool);
      clusters.rescale(cluster);
      return created(cluster.cloudConfigUid);
    }),
    // With the full list of hosts. Machines leave by their own call first.
    route("PUT", `${root}/machinePools/:pool`, "project", "cloudConfig.update", (call) => {
      const { cluster, pool } = findPool(call);
      const changed = buildPool(world, read(cluster, call.body, pool), pool);
      const gone = pool.hosts.find((host) => !changed.hosts.includes(host));
      if (gone)
        throw refused(
          "MachineNotDeleted",
          `Edge host '${gone.hostUid}' is still a machine of the pool; delete it first`,
        );
      cluster.pools[cluster.pools.indexOf(pool)] = changed;
      clusters.rescale(cluster);
      return noContent;
    }),
    route("GET", `${root}/machinePools/:pool/machines`, "project", "cloudConfig.get", (call) => {
      const { cluster, pool } = findPool(call);
      return ok({ items: pool.hosts.map((host) => views.machine(cluster, pool, host)) });
    }),
    route("GET", `${root}/machinePools/:pool/machines/:machine`, "project", "cloudConfig.get", (call) => {
      const { cluster, pool, host } = findMachine(call);
      return ok(views.machine(cluster, pool, host));
    }),
    // Asynchronous: the host cleans up first.
    route("DELETE", `${root}/machinePools/:pool/machines/:machine`, "project", "cloudConfig.update", (call) => {
      const { cluster, pool, host } = findMachine(call);
      const left = pool.hosts.filter(({ isLeaving }) => !isLeaving);
      if (pool.isControlPlane && left.length <= 1)
        throw refused("LastControlPlaneMachine", "A cluster keeps at least one control plane machine");
      clusters.release(cluster, host);
      return noContent;
    }),
    route("GET", "/v1/cloudconfigs/:configUid/machinePools/machineUids", "project", "cloudConfig.get", (call) => {
      const pools = find(call).pools.map(({ name, hosts }) => [
        name,
        { machineUids: hosts.map(({ machineUid }) => machineUid) },
      ]);
      return ok({ machinePools: Object.fromEntries(pools) as Record<string, unknown> });
    }),
  ];
}

import { describe, expect, test } from "vitest";
import { sha256 } from "../../core/sha256.ts";
import {
  clusterOf,
  makeCluster,
  makeProfile,
  makeToken,
  manifest,
  type OpenPalette,
  openPalette,
  playAgents,
  registerHosts,
  send,
  uidOf,
} from "../../../test/kit/sandbox-palette.ts";

interface Condition {
  readonly type: string;
  readonly status: string;
  readonly reason: string;
  readonly message: string;
}
interface ClusterBody {
  readonly status: {
    readonly state: string;
    readonly conditions: readonly Condition[];
    readonly apiEndpoints: unknown;
    readonly packs: readonly { readonly name: string; readonly condition: Condition }[];
  };
  readonly spec: { readonly cloudConfigRef: { readonly uid: string } };
}

const read = async ({ call, project }: OpenPalette, uid: string) =>
  (await call("GET", `/v1/spectroclusters/${uid}`, { project })).body as ClusterBody;
const stateOf = async ({ call, project }: OpenPalette, uid: string) =>
  (
    (await call("GET", `/v1/spectroclusters/${uid}/status`, { project })).body as {
      readonly status: { readonly state: string };
    }
  ).status.state;
const healthOf = async ({ call, project }: OpenPalette, uid: string) =>
  (
    (await call("GET", `/v1/dashboard/spectroclusters/${uid}/overview`, { project })).body as {
      readonly status: { readonly health?: { readonly state: string } };
    }
  ).status.health?.state;
const hostOf = async ({ call, project }: OpenPalette, uid: string) =>
  (await call("GET", `/v1/edgehosts/${uid}`, { project })).body as {
    readonly status: { readonly state: string; readonly inUseClusters: readonly unknown[] };
  };

const order = [
  "ImageResolutionDone",
  "CloudInfrastructureReady",
  "BootstrappingDone",
  "KubeConfigReady",
  "ImagePullSecretPropagationDone",
  "ControlPlaneNodeAdditionDone",
  "WorkerNodeAdditionDone",
  "AddOnDeploymentDone",
];

describe("provisioning", () => {
  test("conditions turn True in order, the state goes from Provisioning to Running, and health comes later", async () => {
    await using open = await openPalette();
    const { uid } = await makeCluster(open);
    expect(await stateOf(open, uid)).toBe("Provisioning");
    const turned: string[] = [];
    const seen: string[] = [];
    for (let waited = 0; waited <= 4000; waited += 100) {
      const { status } = await read(open, uid);
      for (const { type, status: value } of status.conditions)
        if (value === "True" && !turned.includes(type)) turned.push(type);
      const moment = `${status.state} ${(await healthOf(open, uid)) ?? "-"}`;
      if (seen.at(-1) !== moment) seen.push(moment);
      await open.clock.advance(100);
    }
    expect(turned).toEqual(order);
    expect(seen).toEqual(["Provisioning -", "Running -", "Running Healthy"]);
    const { status } = await read(open, uid);
    expect(status.conditions).toContainEqual(
      expect.objectContaining({ type: "ImageResolutionDone", reason: "ImageResolved" }),
    );
    expect(status.conditions).toContainEqual(
      expect.objectContaining({ type: "CloudInfrastructureReady", reason: "InfrastructureReady" }),
    );
    expect(status.conditions).toContainEqual(
      expect.objectContaining({ type: "BootstrappingDone", reason: "Bootstrapped" }),
    );
    expect(status.apiEndpoints).toEqual([{ host: "10.0.20.100", port: 6443 }]);
    expect(status.packs.map(({ name, condition }) => [name, condition.type, condition.status])).toEqual(
      ["edge-native-byoi", "edge-k3s", "cni-calico", "hello-universe"].map((name) => [name, "Ready", "True"]),
    );
  });

  test("health is on the overview and the search, never on the cluster itself", async () => {
    await using open = await openPalette();
    const { uid } = await makeCluster(open);
    await open.clock.advance(4000);
    expect((await read(open, uid)).status).not.toHaveProperty("health");
    const { body } = await open.call("POST", "/v1/dashboard/spectroclusters/search", {
      body: {},
      project: open.project,
    });
    expect(body).toMatchObject({
      items: [{ metadata: { uid }, status: { state: "Running", health: { state: "Healthy" } } }],
    });
  });

  test("without agents it stays Provisioning and says for whom it waits", async () => {
    await using open = await openPalette();
    const { token } = await makeToken(open);
    const hosts = await registerHosts(open, 3, token);
    const profile = await makeProfile(open);
    const uid = uidOf(
      await open.call("POST", "/v1/spectroclusters/edge-native", {
        body: clusterOf(profile, hosts),
        project: open.project,
      }),
    );
    await open.clock.advance(3_600_000);
    const { status } = await read(open, uid);
    expect(status.state).toBe("Provisioning");
    expect(status.conditions).toEqual([
      expect.objectContaining({
        type: "ImageResolutionDone",
        status: "False",
        message: `no control plane host is reachable: ${hosts[0]} (assigned, not in contact)`,
      }),
    ]);
  });

  test("a worker that is away holds up Running, and is named", async () => {
    await using open = await openPalette();
    const { token } = await makeToken(open);
    const hosts = await registerHosts(open, 3, token);
    playAgents(open.palette, hosts.slice(0, 2));
    const profile = await makeProfile(open);
    const uid = uidOf(
      await open.call("POST", "/v1/spectroclusters/edge-native", {
        body: clusterOf(profile, hosts),
        project: open.project,
      }),
    );
    await open.clock.advance(60_000);
    const { status } = await read(open, uid);
    expect(status.state).toBe("Provisioning");
    expect(status.conditions.at(-1)).toMatchObject({
      type: "WorkerNodeAdditionDone",
      status: "False",
      message: `1 of 2 edge hosts have joined as workers; waiting for ${hosts[2]} (assigned, not in contact)`,
    });
    playAgents(open.palette, hosts.slice(2));
    await open.clock.advance(4000);
    expect(await stateOf(open, uid)).toBe("Running");
  });

  test("a provider image of another Kubernetes version is stuck for ever", async () => {
    await using open = await openPalette();
    const { token } = await makeToken(open);
    const hosts = await registerHosts(open, 1, token);
    playAgents(open.palette, hosts);
    const profile = await makeProfile(open);
    const cluster = clusterOf(profile, hosts);
    cluster.spec.profiles[0]!.packValues = [
      {
        name: "edge-native-byoi",
        values: 'options:\n  system.uri: "registry.example.com/ubuntu:k3s-1.32.1-v4.7.16-demo"\n',
      },
    ];
    const uid = uidOf(
      await open.call("POST", "/v1/spectroclusters/edge-native", { body: cluster, project: open.project }),
    );
    await open.clock.advance(3_600_000);
    const { status } = await read(open, uid);
    expect(status.state).toBe("Provisioning");
    expect(status.conditions.at(-1)).toMatchObject({
      type: "BootstrappingDone",
      status: "False",
      message: expect.stringContaining("holds Kubernetes 1.32.1, the profile wants 1.33.5"),
    });
  });

  test("agents are told their role, node name and resolved provider image", async () => {
    await using open = await openPalette();
    const { token } = await makeToken(open);
    const hosts = await registerHosts(open, 2, token);
    const [first = "", second = ""] = hosts;
    const waiting = open.palette.agents.assignment(second, { signal: new AbortController().signal });
    const cluster = clusterOf(await makeProfile(open), hosts);
    cluster.spec.machinepoolconfig[1]!.cloudConfig.edgeHosts[0]!["hostName"] = "worker-a";
    const clusterUid = uidOf(
      await open.call("POST", "/v1/spectroclusters/edge-native", { body: cluster, project: open.project }),
    );
    const providerImage = "registry.example.com/ubuntu:k3s-1.33.5-v4.7.16-demo";
    expect(await waiting).toEqual({
      clusterUid,
      clusterName: "docs-cluster",
      role: "worker",
      nodeName: "worker-a",
      providerImage,
    });
    const already = await open.palette.agents.assignment(first, { signal: new AbortController().signal });
    expect(already).toMatchObject({ role: "control-plane", nodeName: first });
  });

  test("a host that is waited for can be given up", async () => {
    await using open = await openPalette();
    const controller = new AbortController();
    const waiting = open.palette.agents.assignment("edge-1", { signal: controller.signal });
    controller.abort(new Error("power lost"));
    await expect(waiting).rejects.toThrow("power lost");
  });
});

describe("a running cluster", () => {
  test("its machines, hosts and cloud config", async () => {
    await using open = await openPalette();
    const { uid, hosts } = await makeCluster(open);
    await open.clock.advance(4000);
    const { spec } = await read(open, uid);
    const config = `/v1/cloudconfigs/edge-native/${spec.cloudConfigRef.uid}`;
    const { body } = await open.call("GET", config, { project: open.project });
    expect(body).toMatchObject({
      spec: {
        clusterConfig: { controlPlaneEndpoint: { host: "10.0.20.100", type: "VIP" } },
        machinePoolConfig: [
          {
            name: "control-plane-pool",
            isControlPlane: true,
            size: 1,
            hosts: [{ hostUid: hosts[0], hostAddress: "10.0.20.31" }],
          },
          { name: "worker-pool", size: 2, hosts: [{ hostUid: hosts[1] }, { hostUid: hosts[2] }] },
        ],
      },
    });
    const machines = await open.call("GET", `${config}/machinePools/worker-pool/machines`, { project: open.project });
    expect(machines.body).toMatchObject({
      items: [
        {
          spec: { edgeHostUid: hosts[1] },
          status: {
            instanceState: "Running",
            ready: true,
            addresses: [{ address: "10.0.20.32" }, {}],
            health: { state: "Healthy" },
          },
        },
        { spec: { edgeHostUid: hosts[2] } },
      ],
    });
    const inUse = await open.call("GET", `/v1/spectroclusters/${uid}/edge-native/edgeHosts`, { project: open.project });
    expect(inUse.body).toMatchObject({
      items: hosts.map((host) => ({
        metadata: { uid: host },
        status: { state: "in-use", inUseClusters: [{ name: "docs-cluster", uid }] },
      })),
    });
  });

  test("a fixed address of the pool is the node's, and its hosts run the cluster's system", async () => {
    await using open = await openPalette();
    const { token } = await makeToken(open);
    const hosts = await registerHosts(open, 1, token);
    playAgents(open.palette, hosts);
    const cluster = clusterOf(await makeProfile(open), hosts);
    Object.assign(cluster.spec.machinepoolconfig[0]?.cloudConfig.edgeHosts[0] ?? {}, {
      nic: { nicName: "ens160", ip: "10.0.20.77" },
    });
    const uid = uidOf(
      await open.call("POST", "/v1/spectroclusters/edge-native", { body: cluster, project: open.project }),
    );
    await open.clock.advance(4000);
    const { spec } = await read(open, uid);
    const machines = await open.call(
      "GET",
      `/v1/cloudconfigs/edge-native/${spec.cloudConfigRef.uid}/machinePools/control-plane-pool/machines`,
      { project: open.project },
    );
    expect(machines.body).toMatchObject({ items: [{ status: { addresses: [{ address: "10.0.20.77" }, {}] } }] });
    expect(await hostOf(open, hosts[0] ?? "")).toMatchObject({ spec: { device: { hostState: "cluster" } } });
  });

  test("its events tell the story, newest first", async () => {
    await using open = await openPalette();
    const { uid } = await makeCluster(open);
    await open.clock.advance(4000);
    const list = async (query = "") =>
      (
        (await open.call("GET", `/v1/events/components/spectrocluster/${uid}${query}`, { project: open.project }))
          .body as { readonly items: readonly { readonly reason: string }[] }
      ).items.map(({ reason }) => reason);
    const reasons = await list("?limit=50&orderBy=metadata.creationTimestamp=-1");
    expect(reasons[0]).toBe("ClusterHealthy");
    expect(reasons.at(-1)).toBe("ClusterCreated");
    for (const reason of ["LocatingBaseImage", "ImageResolved", "Bootstrapped", "ClusterRunning"])
      expect(reasons).toContain(reason);
    expect(await list("?orderBy=metadata.creationTimestamp=1")).toEqual([...reasons].reverse());
    const body = {
      message: "hello",
      reason: "Log",
      relatedObject: { kind: "spectrocluster", uid },
      source: { component: "test" },
    };
    await open.call("POST", "/v1/events/components", { body, project: open.project });
    expect((await list())[0]).toBe("Log");
  });

  test("turns unhealthy when a host falls silent, and healthy when it is back", async () => {
    await using open = await openPalette();
    const { uid, hosts, agents } = await makeCluster(open);
    const [, worker = ""] = hosts;
    await open.clock.advance(4000);
    agents.stop(worker);
    await open.clock.advance(5000);
    expect(await healthOf(open, uid)).toBe("Healthy");
    await open.clock.advance(6000);
    expect(await healthOf(open, uid)).toBe("Unhealthy");
    expect(await stateOf(open, uid)).toBe("Running");
    expect(await hostOf(open, worker)).toMatchObject({ status: { state: "in-use", health: { state: "unhealthy" } } });
    playAgents(open.palette, [worker]);
    await open.clock.advance(1000);
    expect(await healthOf(open, uid)).toBe("Healthy");
  });

  test("an add-on that cannot be deployed keeps it from being healthy, and says why", async () => {
    await using open = await openPalette();
    const { uid } = await makeCluster(open, 3, { content: manifest.replace("containers:", "kontainers:") });
    await open.clock.advance(10_000);
    expect(await stateOf(open, uid)).toBe("Running");
    expect(await healthOf(open, uid)).toBe("Unhealthy");
    const { status } = await read(open, uid);
    expect(status.conditions.at(-1)).toMatchObject({
      type: "AddOnDeploymentDone",
      status: "False",
      message: expect.stringContaining("template.spec.containers"),
    });
  });

  test("a control plane that takes no workloads leaves pods of a one-host cluster unscheduled", async () => {
    await using open = await openPalette();
    const { token } = await makeToken(open);
    const hosts = await registerHosts(open, 1, token);
    playAgents(open.palette, hosts);
    const cluster = clusterOf(await makeProfile(open), hosts);
    cluster.spec.machinepoolconfig[0]!.poolConfig.useControlPlaneAsWorker = false;
    const uid = uidOf(
      await open.call("POST", "/v1/spectroclusters/edge-native", { body: cluster, project: open.project }),
    );
    await open.clock.advance(10_000);
    expect((await read(open, uid)).status.conditions.at(-1)).toMatchObject({
      type: "AddOnDeploymentDone",
      status: "False",
      message: expect.stringContaining("0/1 nodes are available"),
    });
  });

  test("its workloads by kind; there is none for services", async () => {
    await using open = await openPalette();
    const { uid } = await makeCluster(open);
    await open.clock.advance(4000);
    const list = (kind: string, unchecked = false) =>
      open.call("POST", `/v1/dashboard/spectroclusters/${uid}/workloads/${kind}`, {
        body: { filter: { namespaces: ["default"] } },
        project: open.project,
        unchecked,
      });
    expect((await list("deployment")).body).toMatchObject({
      deployments: [
        {
          metadata: { entity: { name: "hello-universe-deployment" } },
          status: { replicas: { total: 2, ready: 2, available: 2, updated: 2 } },
        },
      ],
    });
    expect((await list("pod")).body).toMatchObject({
      pods: [{ status: { phase: "Running" } }, { status: { phase: "Running" } }],
    });
    expect((await list("daemonset")).body).toEqual({ daemonSets: [] });
    expect((await list("namespace")).body).toMatchObject({
      namespaces: [{ metadata: { entity: { name: "default" } } }],
    });
    expect((await list("service", true)).status).toBe(404);
  });

  test("takes a new manifest when its profile is attached again", async () => {
    await using open = await openPalette();
    const { uid } = await makeCluster(open);
    await open.clock.advance(4000);
    const next = await makeProfile(open, { version: "1.1.0", content: manifest.replace("replicas: 2", "replicas: 3") });
    const changed = await open.call("PUT", `/v1/spectroclusters/${uid}/profiles`, {
      body: { profiles: [{ uid: next }] },
      project: open.project,
    });
    expect(changed.status).toBe(204);
    await open.clock.advance(2000);
    const { body } = await open.call("POST", `/v1/dashboard/spectroclusters/${uid}/workloads/deployment`, {
      body: { filter: { namespaces: ["default"] } },
      project: open.project,
    });
    expect(body).toMatchObject({ deployments: [{ status: { replicas: { total: 3, ready: 3 } } }] });
  });
});

describe("kubeconfig", () => {
  const assets = ["kubeconfig", "kubeconfigclient", "adminKubeconfig"];

  test("is ResourceNotFound until the control plane is up; the overview tells", async () => {
    await using open = await openPalette();
    const { uid } = await makeCluster(open);
    const overview = async () =>
      (await open.call("GET", `/v1/dashboard/spectroclusters/${uid}/overview`, { project: open.project })).body;
    for (const asset of assets) {
      const { status, body } = await open.call("GET", `/v1/spectroclusters/${uid}/assets/${asset}`, {
        project: open.project,
      });
      expect([status, body]).toEqual([404, expect.objectContaining({ code: "ResourceNotFound" })]);
    }
    expect(await overview()).toMatchObject({
      status: { kubeMeta: { hasKubeConfig: false, hasKubeConfigClient: false } },
    });
    await open.clock.advance(4000);
    for (const asset of assets) {
      const answer = await open.call("GET", `/v1/spectroclusters/${uid}/assets/${asset}`, { project: open.project });
      expect(answer.headers["content-type"]).toBe("application/octet-stream");
      expect(answer.body).toContain(`server: ${open.url}/k8s/${uid}\n`);
    }
    expect(await overview()).toMatchObject({
      status: { kubeMeta: { hasKubeConfigClient: true, kubernetesVersion: "1.33.5" } },
    });
  });

  test("may come as base64", async () => {
    await using open = await openPalette({ kubeconfigEncoding: "base64" });
    const { uid } = await makeCluster(open);
    await open.clock.advance(4000);
    const { body } = await open.call("GET", `/v1/spectroclusters/${uid}/assets/kubeconfigclient`, {
      project: open.project,
    });
    expect(Buffer.from(String(body), "base64").toString()).toContain("apiVersion: v1");
  });

  test("its token opens the cluster's API, where the application answers with the hash of its manifest", async () => {
    await using open = await openPalette();
    const { uid } = await makeCluster(open);
    await open.clock.advance(4000);
    const { body } = await open.call("GET", `/v1/spectroclusters/${uid}/assets/kubeconfigclient`, {
      project: open.project,
    });
    const [, token = ""] = /token: (\S+)/.exec(String(body)) ?? [];
    const ask = (authorization: string) =>
      send(
        new URL(`${open.url}/k8s/${uid}/api/v1/namespaces/default/services/hello-universe-service:8080/proxy/`),
        "GET",
        undefined,
        { authorization },
      );
    expect(await ask(`Bearer ${token}`)).toMatchObject({
      status: 200,
      body: expect.stringContaining(sha256(manifest)),
    });
    expect(await ask("Bearer wrong")).toMatchObject({ status: 401, body: { kind: "Status", reason: "Unauthorized" } });
  });
});

describe("deleting", () => {
  const remove = ({ call, project }: OpenPalette, uid: string, query = "") =>
    call("DELETE", `/v1/spectroclusters/${uid}${query}`, { project });

  test("takes the hosts' clean-up and time; the record stays, the hosts are ready again", async () => {
    await using open = await openPalette();
    const { uid, hosts } = await makeCluster(open);
    await open.clock.advance(4000);
    expect((await remove(open, uid)).status).toBe(204);
    expect(await stateOf(open, uid)).toBe("Deleting");
    await open.clock.advance(1000);
    const { status } = await read(open, uid);
    expect(status.state).toBe("Deleted");
    expect(status.conditions.at(-1)).toMatchObject({ type: "CloudInfrastructureCleanedUp", status: "True" });
    for (const host of hosts)
      expect(await hostOf(open, host)).toMatchObject({ status: { state: "ready", inUseClusters: [] } });
    await open.clock.advance(73 * 3_600_000);
    expect((await open.call("GET", `/v1/spectroclusters/${uid}`, { project: open.project })).status).toBe(404);
  });

  test("stays Deleting while hosts are unreachable, names them, and ends when they are back", async () => {
    await using open = await openPalette();
    const { uid, hosts, agents } = await makeCluster(open);
    const [, , worker = ""] = hosts;
    await open.clock.advance(4000);
    agents.stop(worker);
    await remove(open, uid);
    await open.clock.advance(3_600_000);
    const { status } = await read(open, uid);
    expect(status.state).toBe("Deleting");
    expect(status.conditions.at(-1)).toMatchObject({
      type: "CloudInfrastructureCleanedUp",
      status: "False",
      message: `waiting for 1 edge hosts to clean up: ${worker} (not reachable)`,
    });
    playAgents(open.palette, [worker]);
    await open.clock.advance(1000);
    expect(await stateOf(open, uid)).toBe("Deleted");
  });

  test("can be forced", async () => {
    await using open = await openPalette();
    const { uid, agents, hosts } = await makeCluster(open);
    await open.clock.advance(4000);
    agents.stop();
    await remove(open, uid);
    expect(await stateOf(open, uid)).toBe("Deleting");
    await remove(open, uid, "?forceDelete=true");
    expect(await stateOf(open, uid)).toBe("Deleted");
    expect(await hostOf(open, hosts[0] ?? "")).toMatchObject({ status: { state: "ready" } });
  });

  test("is completed by the condition CloudInfrastructureCleanedUp", async () => {
    await using open = await openPalette();
    const { uid, agents } = await makeCluster(open);
    agents.stop();
    await remove(open, uid);
    const body = [
      {
        type: "CloudInfrastructureCleanedUp",
        status: "True",
        reason: "CloudInfrastructureCleanedUp",
        message: "cleaned up",
      },
    ];
    expect(
      (await open.call("PATCH", `/v1/spectroclusters/${uid}/status/conditions`, { body, project: open.project }))
        .status,
    ).toBe(204);
    await open.clock.advance(1000);
    expect(await stateOf(open, uid)).toBe("Deleted");
  });

  test("holds its profile and its hosts until it is Deleted", async () => {
    await using open = await openPalette();
    const { uid, profile, hosts, agents } = await makeCluster(open);
    await open.clock.advance(4000);
    agents.stop();
    await remove(open, uid);
    for (const path of [`/v1/clusterprofiles/${profile}`, `/v1/edgehosts/${hosts[0]}`]) {
      const { status, body } = await open.call("DELETE", path, { project: open.project });
      expect([status, body]).toEqual([500, expect.objectContaining({ code: "DeletionResourceInUseError" })]);
    }
    await remove(open, uid, "?forceDelete=true");
    for (const path of [`/v1/clusterprofiles/${profile}`, `/v1/edgehosts/${hosts[0]}`]) {
      expect((await open.call("DELETE", path, { project: open.project })).status).toBe(204);
    }
  });

  test("frees its name and VIP; the plain list keeps the record, the search can leave it out", async () => {
    await using open = await openPalette();
    const { uid, profile, hosts } = await makeCluster(open);
    await remove(open, uid);
    await open.clock.advance(2000);
    const search = async (value: boolean) => {
      const filter = {
        conjunction: "and",
        filterGroups: [
          { conjunction: "and", filters: [{ property: "isDeleted", type: "bool", condition: { bool: { value } } }] },
        ],
      };
      const { body } = await open.call("POST", "/v1/dashboard/spectroclusters/search", {
        body: { filter, sort: [] },
        project: open.project,
      });
      return (body as { readonly items: readonly unknown[] }).items.length;
    };
    expect([await search(true), await search(false)]).toEqual([1, 0]);
    const { body } = await open.call("GET", "/v1/spectroclusters", { project: open.project, unchecked: true });
    expect(body).toMatchObject({ items: [{ status: { state: "Deleted" } }] });
    const again = uidOf(
      await open.call("POST", "/v1/spectroclusters/edge-native", {
        body: clusterOf(profile, hosts),
        project: open.project,
      }),
    );
    await open.clock.advance(4000);
    expect(await stateOf(open, again)).toBe("Running");
  });
});

describe("a restart", () => {
  test("in the middle of provisioning loses nothing", async () => {
    await using open = await openPalette();
    const { uid, hosts, agents } = await makeCluster(open);
    await open.clock.advance(900);
    expect(await stateOf(open, uid)).toBe("Provisioning");
    agents.stop();
    const saved: unknown = JSON.parse(JSON.stringify(open.palette.save()));
    await using next = await openPalette({ saved });
    expect(next.project).toBe(open.project);
    playAgents(next.palette, hosts);
    await next.clock.advance(4000);
    expect(await healthOf(next, uid)).toBe("Healthy");
  });

  test("keeps kubeconfigs, node ports and pods", async () => {
    await using open = await openPalette();
    const { uid, hosts } = await makeCluster(open);
    await open.clock.advance(4000);
    const tokenOf = async (from: OpenPalette) =>
      /token: (\S+)/.exec(
        String(
          (await from.call("GET", `/v1/spectroclusters/${uid}/assets/kubeconfigclient`, { project: from.project }))
            .body,
        ),
      )?.[1] ?? "";
    const objects = async (from: OpenPalette) => {
      const headers = { authorization: `Bearer ${await tokenOf(from)}` };
      const get = (what: string) => send(new URL(`${from.url}/k8s/${uid}/api/v1/${what}`), "GET", undefined, headers);
      return [(await get("services")).body, (await get("pods")).body];
    };
    const before = await objects(open);
    await using next = await openPalette({ saved: JSON.parse(JSON.stringify(open.palette.save())) as unknown });
    playAgents(next.palette, hosts);
    await next.clock.advance(1000);
    expect(await tokenOf(next)).toBe(await tokenOf(open));
    expect(await objects(next)).toEqual(before);
  });

  test("refuses a state of another version", async () => {
    await expect(openPalette({ saved: { version: 99 } })).rejects.toThrow("unknown version");
  });
});

test("a hundred hosts: registered, provisioned and healthy", async () => {
  await using open = await openPalette();
  const { uid } = await makeCluster(open, 100);
  await open.clock.advance(6000);
  expect(await healthOf(open, uid)).toBe("Healthy");
});

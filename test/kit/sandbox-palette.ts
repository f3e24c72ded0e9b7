import { once } from "node:events";
import { createServer, request } from "node:http";
import type { AddressInfo } from "node:net";
import { createPalette, type Palette, type PaletteOptions } from "../../src/sandbox/palette/index.ts";
import { manualClock } from "./manual-clock.ts";
import { createOpenApi } from "./openapi.ts";

export const adminKey = "admin-key";

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  /** Parsed JSON, else the text; undefined when empty. */
  readonly body: unknown;
}

export interface CallOptions {
  readonly body?: unknown;
  /** @default {@link adminKey}; null sends none */
  readonly key?: string | null;
  /** `ProjectUid`. @default none */
  readonly project?: string | undefined;
  readonly headers?: Readonly<Record<string, string>>;
  /** The call is not in the vendor's description, or breaks it on purpose. */
  readonly unchecked?: boolean;
}

export type Call = (method: string, path: string, options?: CallOptions) => Promise<Answer>;

const openApi = createOpenApi();

/** A sandbox Palette behind a real HTTP server, on a clock that stands still. Calls are held against the vendor's description. */
export async function openPalette(options: Partial<PaletteOptions> = {}) {
  const clock = manualClock();
  const server = createServer((incoming, response) => palette.handle(incoming, response));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const palette: Palette = createPalette({
    clock,
    changed: () => {},
    apiKeys: [{ key: adminKey, tenantAdmin: true, login: { emailId: "admin@example.com", password: "secret" } }],
    baseUrl: () => url,
    rateLimitFactor: Number.POSITIVE_INFINITY,
    ...options,
  });

  const call: Call = async (method, path, { body, key = adminKey, project, headers = {}, unchecked = false } = {}) => {
    const target = new URL(path, url);
    if (!unchecked) openApi.validateRequest(method, target.pathname, target.searchParams, body);
    const answer = await send(target, method, body, {
      ...(key === null ? {} : { ApiKey: key }),
      ...(project === undefined ? {} : { ProjectUid: project }),
      ...headers,
    });
    if (!unchecked) openApi.validateResponse(method, target.pathname, answer.status, answer.body);
    return answer;
  };

  return {
    palette,
    clock,
    url,
    call,
    project: palette.projectUid("Default"),
    [Symbol.asyncDispose]: async () => {
      palette.close();
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

export type OpenPalette = Awaited<ReturnType<typeof openPalette>>;

/** One HTTP exchange. Rejects when the connection is cut. */
export function send(
  url: URL,
  method: string,
  body: unknown,
  headers: Readonly<Record<string, string>>,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const text = body === undefined ? undefined : typeof body === "string" ? body : JSON.stringify(body);
    const length =
      text === undefined ? {} : { "content-type": "application/json", "content-length": Buffer.byteLength(text) };
    const outgoing = request(url, { method, headers: { ...length, ...headers }, agent: false }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("error", reject);
      response.on("end", () => {
        const written = Buffer.concat(chunks).toString("utf8");
        const isJson = response.headers["content-type"]?.startsWith("application/json");
        const parsed: unknown = isJson ? JSON.parse(written) : written === "" ? undefined : written;
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: parsed });
      });
    });
    outgoing.on("error", reject);
    outgoing.end(text);
  });
}

/** The uid of a 201. Fails with the answer otherwise. */
export function uidOf({ status, body }: Answer): string {
  const { uid } = body as { readonly uid?: string };
  if (status !== 201 || uid === undefined)
    throw new Error(`expected 201 with a uid, got ${status}: ${JSON.stringify(body)}`);
  return uid;
}

/** A registration token with the Default project, and its text. */
export async function makeToken({ call, project, clock }: OpenPalette, name = "lab-token") {
  const expiry = new Date(clock.now() + 86_400_000).toISOString();
  const uid = uidOf(
    await call("POST", "/v1/edgehosts/tokens", {
      body: { metadata: { name }, spec: { defaultProjectUid: project, expiry } },
    }),
  );
  const { body } = await call("GET", `/v1/edgehosts/tokens/${uid}`);
  return { uid, token: (body as { readonly spec: { readonly token: string } }).spec.token };
}

/** What the agent of a host sends. */
export function registrationOf(
  uid: string,
  token: string,
  {
    address = "10.0.20.31",
    host = {},
    labels = {},
  }: { readonly address?: string; readonly host?: object; readonly labels?: object } = {},
) {
  const macAddress = `00:50:56:00:00:${address.split(".").at(-1)?.padStart(2, "0").slice(-2)}`;
  return {
    metadata: { name: uid, uid, labels },
    spec: {
      host: { hostUid: uid, hostAddress: address, macAddress, hostAuthToken: token, ...host },
      device: {
        archType: "amd64",
        hostType: "appliance",
        hostState: "registration",
        cpu: { cores: 4 },
        memory: { sizeInMB: 7930 },
        nics: [{ nicName: "ens160", macAddr: macAddress, ip: address, isDefault: true }],
        os: { family: "ubuntu", version: "22.04" },
      },
    },
  };
}

/** Registers hosts 1 to `count`; returns their uids. */
export async function registerHosts(open: OpenPalette, count: number, token: string): Promise<readonly string[]> {
  const uids = Array.from({ length: count }, (_, index) => `edge-${String(index + 1).padStart(32, "0")}`);
  for (const [index, uid] of uids.entries()) {
    const body = registrationOf(uid, token, { address: `10.0.${20 + Math.floor(index / 100)}.${31 + (index % 100)}` });
    const { status, body: answer } = await open.call("POST", "/v1/edgehosts/register", { body, key: null });
    if (status !== 200) throw new Error(`registering ${uid}: ${status} ${JSON.stringify(answer)}`);
  }
  return uids;
}

/** Plays the agent of a host until the signal: in contact, through whatever cluster claims it, and out again. */
export async function playAgent({ agents }: Palette, uid: string, signal: AbortSignal): Promise<void> {
  agents.connect(uid, { signal });
  try {
    for (;;) {
      const { clusterUid } = await agents.assignment(uid, { signal });
      for (const step of ["image-downloaded", "rebooting", "joined"] as const) agents.report(uid, clusterUid, step);
      await agents.released(uid, clusterUid, { signal });
      agents.report(uid, clusterUid, "cleaned-up");
    }
  } catch (error) {
    if (!signal.aborted && !String(error).includes("closed")) throw error;
  }
}

/** Plays the agents of several hosts. `stop(uid)` cuts one off, `stop()` all. */
export function playAgents(palette: Palette, uids: readonly string[]) {
  const power = new Map(uids.map((uid) => [uid, new AbortController()]));
  const done = [...power].map(([uid, { signal }]) => playAgent(palette, uid, signal));
  return {
    stop: (uid?: string) => {
      for (const [each, controller] of power) if (uid === undefined || uid === each) controller.abort();
    },
    done: () => Promise.all(done),
  };
}

export const publicRepo = "5eecc89d0b150045ae661cef";
export const manifest = `apiVersion: v1
kind: Service
metadata:
  name: hello-universe-service
spec:
  type: NodePort
  selector:
    app: hello-universe
  ports:
  - protocol: TCP
    port: 8080
    targetPort: 8080
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: hello-universe-deployment
spec:
  replicas: 2
  selector:
    matchLabels:
      app: hello-universe
  template:
    metadata:
      labels:
        app: hello-universe
    spec:
      containers:
      - name: hello-universe
        image: registry.example.com/hello-universe:1.3.1
        ports:
        - containerPort: 8080
`;

interface PackTags {
  readonly tags: readonly {
    readonly version: string;
    readonly tag: string;
    readonly packUid: string;
    readonly parentTags: readonly string[];
  }[];
  readonly packValues: readonly { readonly packUid: string; readonly values: string }[];
}

/** A pack of the public registry with its default values, as clients look it up. */
export async function findPack({ call }: OpenPalette, name: string, tag: string) {
  const { body } = await call("GET", `/v1/packs/${name}/registries/${publicRepo}?cloudType=edge-native`);
  const { tags, packValues } = body as PackTags;
  const found = tags.find(({ version, parentTags }) => version === tag || parentTags.includes(tag));
  if (!found) throw new Error(`no ${name} ${tag} in ${JSON.stringify(tags)}`);
  const values = packValues.find(({ packUid }) => packUid === found.packUid)?.values ?? "";
  return { name, tag, uid: found.packUid, values };
}

/** The tutorial's profile. `layer` decides whether packs say theirs. */
export async function tutorialProfile(
  open: OpenPalette,
  {
    name = "docs-ubuntu-k3s",
    version = "1.0.0",
    content = manifest as string | undefined,
    packs = [] as readonly object[],
  } = {},
) {
  const core = await Promise.all(
    (
      [
        ["edge-native-byoi", "os", "2.1.0"],
        ["edge-k3s", "k8s", "1.33.5"],
        ["cni-calico", "cni", "3.30.x"],
      ] as const
    ).map(async ([pack, layer, tag]) => ({
      ...(await findPack(open, pack, tag)),
      type: "spectro",
      layer,
      registryUid: publicRepo,
    })),
  );
  const addOn = {
    name: "hello-universe",
    type: "manifest",
    layer: "addon",
    uid: "spectro-manifest-pack",
    values: "",
    manifests: [{ name: "hello-universe", content }],
  };
  return {
    metadata: {
      name,
      annotations: { description: "tutorial" },
      labels: { app: "hello-universe", "spectro-cloud-education": "spectro__tag" },
    },
    spec: {
      version,
      template: {
        type: "cluster",
        cloudType: "edge-native",
        packs: [...core, ...(content === undefined ? [] : [addOn]), ...packs],
      },
      variables: [],
    },
  };
}

export async function makeProfile(open: OpenPalette, options?: Parameters<typeof tutorialProfile>[1]): Promise<string> {
  const body = await tutorialProfile(open, options);
  return uidOf(await open.call("POST", "/v1/clusterprofiles?publish=true", { body, project: open.project }));
}

/** The tutorial's cluster: the first host is the control plane, the others are workers. */
export function clusterOf(
  profile: string,
  [first = "", ...workers]: readonly string[],
  { name = "docs-cluster", vip = "10.0.20.100" } = {},
) {
  const pool = (poolName: string, isControlPlane: boolean, hosts: readonly string[]) => ({
    poolConfig: {
      name: poolName,
      size: hosts.length,
      labels: [isControlPlane ? "control-plane" : "worker"],
      isControlPlane,
      useControlPlaneAsWorker: workers.length === 0,
    },
    cloudConfig: { edgeHosts: hosts.map((hostUid): Record<string, unknown> => ({ hostUid, hostName: "", nic: {} })) },
  });
  return {
    metadata: { name, labels: { app: "hello-universe" }, annotations: { description: "tutorial" } },
    spec: {
      profiles: [{ uid: profile, packValues: [] as readonly object[], variables: [] as readonly object[] }],
      cloudConfig: {
        controlPlaneEndpoint: { host: vip, type: "VIP" },
        overlayNetworkConfiguration: { enable: false, cidr: "" },
        isTwoNodeCluster: false,
        staticIp: false,
        ntpServers: [],
        sshKeys: [],
      },
      machinepoolconfig: [
        pool("control-plane-pool", true, [first]),
        ...(workers.length > 0 ? [pool("worker-pool", false, workers)] : []),
      ],
      policies: {},
      clusterConfig: { updateWorkerPoolsInParallel: false, resources: { namespaces: [], rbacs: [] } },
    },
  };
}

/** Everything up to `POST /v1/spectroclusters/edge-native`, with agents at work. */
export async function makeCluster(open: OpenPalette, hostCount = 3, options?: Parameters<typeof tutorialProfile>[1]) {
  const { token } = await makeToken(open);
  const hosts = await registerHosts(open, hostCount, token);
  const agents = playAgents(open.palette, hosts);
  const profile = await makeProfile(open, options);
  const uid = uidOf(
    await open.call("POST", "/v1/spectroclusters/edge-native", {
      body: clusterOf(profile, hosts),
      project: open.project,
    }),
  );
  return { token, hosts, agents, profile, uid };
}

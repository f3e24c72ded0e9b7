import { setMaxListeners } from "node:events";
import type { Clock } from "../../core/clock.ts";
import { Timers } from "../timers.ts";
import { addressAt, type Cidr } from "./cidr.ts";
import { type Manifest, parseManifest, workloadKinds } from "./manifest.ts";
import { isReady, type NodeSpec, nodeObject, podNetwork } from "./nodes.ts";
import { type Draft, type KubeObject, ObjectStore, type StoreSave } from "./object-store.ts";
import { isPodStarted, nodeOf, podsOf, reconcilePods, startPod, workloadState } from "./pods.ts";
import { allocate } from "./services.ts";
import { systemManifests } from "./system-manifests.ts";

export interface KubernetesOptions {
  readonly clock: Clock;
  /** `v1.33.5+k3s1` */
  readonly version: string;
  readonly podCidr: Cidr;
  readonly serviceCidr: Cidr;
  /** From a pod being scheduled to Running, in milliseconds. */
  readonly podStartMs: number;
  /** What an earlier {@link KubernetesCluster.save} returned. */
  readonly saved?: unknown;
  /** Called after every change of an object. */
  readonly changed: () => void;
}

/** Where an object came from. */
export interface Origin {
  readonly manifest: string;
  /** Of the manifest's text. */
  readonly sha256: string;
}

interface Saved {
  readonly store: StoreSave;
  readonly origins: readonly (readonly [key: string, origin: Origin])[];
  readonly errors: readonly (readonly [manifest: string, errors: readonly string[]])[];
}

const objectKey = ({ apiVersion, kind, metadata }: Pick<Draft, "apiVersion" | "kind" | "metadata">) =>
  [apiVersion, kind, metadata.namespace ?? "", metadata.name].join(" ");

/** The state of one cluster: what its manifests ask for, on the nodes that joined. Nothing runs; everything is accounted for. */
export class KubernetesCluster {
  readonly version: string;
  readonly store: ObjectStore;
  readonly #options: KubernetesOptions;
  readonly #origins: Map<string, Origin>;
  readonly #errors: Map<string, readonly string[]>;
  readonly #stop = new AbortController();
  readonly #timers: Timers;
  readonly #starting = new Set<string>();

  constructor(options: KubernetesOptions) {
    const saved = options.saved as Saved | undefined;
    this.#options = options;
    this.version = options.version;
    this.store = new ObjectStore(() => this.#now(), saved?.store);
    this.#origins = new Map(saved?.origins);
    this.#errors = new Map(saved?.errors);
    this.#timers = new Timers(options.clock);
    setMaxListeners(0, this.#stop.signal); // one per watch
    this.#startPods();
  }

  /** Aborted when the cluster is gone: watches end. */
  get gone(): AbortSignal {
    return this.#stop.signal;
  }

  save(): unknown {
    const saved: Saved = { store: this.store.save(), origins: [...this.#origins], errors: [...this.#errors] };
    return saved;
  }

  close(): void {
    this.#stop.abort();
    this.#timers.cancelAll();
  }

  /** A host joined, or something about it changed. */
  putNode(node: NodeSpec): void {
    const before = this.store.get("v1", "Node", node.name);
    const podCidr = before ? undefined : this.#freePodNetwork();
    const known = (before?.spec as { readonly podCIDR?: string } | undefined)?.podCIDR;
    const draft = nodeObject(node, this.version, podCidr ?? this.#options.podCidr, this.#now(), before);
    this.store.put(known === undefined ? draft : { ...draft, spec: { ...(draft["spec"] as object), podCIDR: known } });
    this.#reconcile();
  }

  removeNode(name: string): void {
    const node = this.store.get("v1", "Node", name);
    if (!node) return;
    this.store.remove(node);
    this.#reconcile();
  }

  /** An API server needs a control plane node that is up. */
  isServing(): boolean {
    const role = "node-role.kubernetes.io/control-plane";
    return this.store.list("v1", "Node").some((node) => isReady(node) && node.metadata.labels?.[role] !== undefined);
  }

  readyNodes(): number {
    return this.store.list("v1", "Node").filter(isReady).length;
  }

  /** Makes these manifests, beside the cluster's own, the whole of what is deployed: what left them is removed. */
  deploy(manifests: readonly Manifest[]): void {
    const all = [
      ...systemManifests(addressAt(this.#options.serviceCidr, 1), addressAt(this.#options.serviceCidr, 10)),
      ...manifests,
    ];
    const parsed = all.map((manifest) => ({ name: manifest.name, ...parseManifest(manifest) }));
    const namespaces = new Set(
      parsed.flatMap(({ objects }) =>
        objects.filter(({ kind }) => kind === "Namespace").map(({ metadata }) => metadata.name),
      ),
    );
    const wanted = new Set<string>();
    this.#errors.clear();
    for (const { name, sha256, objects, errors } of parsed) {
      const homeless = objects.filter(
        ({ metadata: { namespace } }) => namespace !== undefined && !namespaces.has(namespace),
      );
      this.#errors.set(name, [
        ...errors,
        ...homeless.map(({ metadata }) => `${name}: namespaces "${metadata.namespace}" not found`),
      ]);
      for (const draft of objects) {
        if (homeless.includes(draft)) continue;
        this.#apply(draft);
        wanted.add(objectKey(draft));
        this.#origins.set(objectKey(draft), { manifest: name, sha256 });
      }
    }
    this.#prune(wanted);
    this.#reconcile();
  }

  /** The manifest that brought an object. */
  origin(object: KubeObject): Origin | undefined {
    return this.#origins.get(objectKey(object));
  }

  /** Whether everything that a manifest deployed is up, and if not, the first reason. */
  manifestState(manifest: string): { readonly ready: boolean; readonly message: string } {
    const [error] = this.#errors.get(manifest) ?? [];
    if (error !== undefined) return { ready: false, message: error };
    const states = workloadKinds
      .flatMap((kind) => this.store.list("apps/v1", kind))
      .filter((workload) => this.origin(workload)?.manifest === manifest)
      .map((workload) => workloadState(this.store, workload));
    return states.find(({ ready }) => !ready) ?? { ready: true, message: "deployed" };
  }

  /** The workload behind a pod, for its origin. */
  workloadOf(pod: KubeObject): KubeObject | undefined {
    return workloadKinds
      .flatMap((kind) => this.store.list("apps/v1", kind, pod.metadata.namespace))
      .find((workload) => podsOf(this.store, workload).some(({ metadata }) => metadata.uid === pod.metadata.uid));
  }

  #apply(draft: Draft): void {
    const { name, namespace } = draft.metadata;
    if (draft.kind === "Service") return void this.store.put(allocate(this.store, draft, this.#options.serviceCidr));
    const before = this.store.get(draft.apiVersion, draft.kind, name, namespace);
    const status = draft.kind === "Namespace" ? { phase: "Active" } : before?.status;
    this.store.put(status === undefined ? draft : { ...draft, status });
  }

  #prune(wanted: ReadonlySet<string>): void {
    for (const object of this.store.save().objects) {
      const key = objectKey(object);
      if (!this.#origins.has(key) || wanted.has(key)) continue;
      this.#origins.delete(key);
      this.store.remove(object);
    }
  }

  #reconcile(): void {
    reconcilePods(this.store, this.#now());
    this.#startPods();
    this.#options.changed();
  }

  /** Pods that were put on a node run after a while: one timer for all that were put there together. */
  #startPods(): void {
    const due = this.store
      .list("v1", "Pod")
      .filter((pod) => nodeOf(pod) !== undefined && !isPodStarted(pod) && !this.#starting.has(pod.metadata.uid));
    if (due.length === 0) return;
    for (const { metadata } of due) this.#starting.add(metadata.uid);
    this.#timers.set(`start ${due[0]?.metadata.uid}`, this.#options.podStartMs, () => {
      for (const { metadata } of due) {
        this.#starting.delete(metadata.uid);
        startPod(this.store, metadata.name, metadata.namespace ?? "", this.#now());
      }
      this.#reconcile();
    });
  }

  #freePodNetwork(): Cidr {
    const used = new Set(
      this.store.list("v1", "Node").map(({ spec }) => (spec as { readonly podCIDR: string }).podCIDR),
    );
    let index = 0;
    while (used.has(`${addressAt(podNetwork(this.#options.podCidr, index), 0)}/24`)) index += 1;
    return podNetwork(this.#options.podCidr, index);
  }

  #now(): string {
    return new Date(this.#options.clock.now()).toISOString().replace(/\.\d+Z$/, "Z");
  }
}

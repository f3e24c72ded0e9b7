import { randomBytes } from "node:crypto";
import type { JsonObject } from "./decoder.ts";

/** Everything a tenant remembers, as plain JSON. Catalog, API keys and pending timers are not part of it. */
export interface PaletteState {
  readonly version: 1;
  readonly tenantUid: string;
  readonly userUid: string;
  readonly projects: Record<string, ProjectRecord>;
  readonly tokens: Record<string, TokenRecord>;
  readonly profiles: Record<string, ProfileRecord>;
  readonly edgeHosts: Record<string, EdgeHostRecord>;
  readonly clusters: Record<string, ClusterRecord>;
  readonly sshKeys: Record<string, SshKeyRecord>;
  /** Oldest first. */
  events: EventRecord[];
}

export interface Meta {
  uid: string;
  name: string;
  labels: Readonly<Record<string, string>>;
  annotations: Readonly<Record<string, string>>;
  creationTimestamp: string;
  lastModifiedTimestamp: string;
}

export interface ProjectRecord {
  readonly metadata: Meta;
}

export interface TokenRecord {
  readonly metadata: Meta;
  readonly token: string;
  expiry: string;
  defaultProjectUid: string | undefined;
  isActive: boolean;
}

export interface SshKeyRecord {
  readonly metadata: Meta;
  publicKey: string;
}

export interface ManifestRecord {
  readonly uid: string;
  readonly name: string;
  readonly content: string;
}

/** A pack as a profile or a cluster holds it: resolved, with literal values. */
export interface PackRecord {
  readonly name: string;
  readonly type: "spectro" | "helm" | "manifest" | "oci";
  readonly layer: "kernel" | "os" | "k8s" | "cni" | "csi" | "addon";
  readonly packUid: string;
  readonly registryUid: string;
  /** What was asked for: `3.30.x`. */
  readonly tag: string;
  /** What it led to: `3.30.1`. */
  readonly version: string;
  readonly values: string;
  readonly manifests: readonly ManifestRecord[];
}

export interface TemplateRecord {
  readonly type: "cluster" | "infra" | "add-on" | "system";
  readonly cloudType: string;
  readonly packs: readonly PackRecord[];
}

/** One version of a profile. */
export interface ProfileRecord {
  readonly metadata: Meta;
  readonly projectUid: string;
  version: string;
  draft: TemplateRecord | undefined;
  published: TemplateRecord | undefined;
  variables: readonly JsonObject[];
}

export interface EdgeHostRecord {
  readonly metadata: Meta;
  readonly projectUid: string;
  archType: "amd64" | "arm64";
  hostPairingKey: string;
  /** False until its agent has called in: `unpaired`. */
  paired: boolean;
  health: "healthy" | "unhealthy" | undefined;
  healthMessage: string;
  agentVersion: string;
  clusterUid: string | undefined;
  /** `spec.device` and `spec.host` as the agent sent them, without its token. */
  device: JsonObject;
  host: JsonObject;
  serviceAuthToken: string;
}

export const hostSteps = ["assigned", "image-downloaded", "rebooting", "joined", "cleaned-up"] as const;
export type HostStep = (typeof hostSteps)[number];

export interface PoolHostRecord {
  readonly hostUid: string;
  readonly machineUid: string;
  readonly nodeName: string;
  readonly spec: JsonObject;
  readonly createdAt: string;
  step: HostStep;
  /** The machine is being deleted from its pool. */
  isLeaving?: boolean;
}

export interface PoolRecord {
  readonly name: string;
  readonly isControlPlane: boolean;
  readonly useControlPlaneAsWorker: boolean;
  /** `poolConfig` as it was sent. */
  readonly config: JsonObject;
  hosts: PoolHostRecord[];
}

export interface ConditionRecord {
  readonly type: string;
  status: "True" | "False";
  reason: string;
  message: string;
  lastTransitionTime: string;
}

export interface AttachedProfile {
  readonly uid: string;
  readonly name: string;
  readonly profileVersion: string;
  readonly type: string;
  readonly cloudType: string;
  readonly packs: readonly PackRecord[];
  readonly variables: Readonly<Record<string, string>>;
}

export interface ClusterRecord {
  readonly metadata: Meta;
  readonly projectUid: string;
  readonly cloudConfigUid: string;
  cloudConfig: JsonObject;
  clusterConfig: JsonObject;
  location: JsonObject | undefined;
  state: "Provisioning" | "Running" | "Deleting" | "Deleted";
  conditions: ConditionRecord[];
  health: "Healthy" | "Unhealthy" | undefined;
  profiles: readonly AttachedProfile[];
  pools: PoolRecord[];
  /** Set from the moment the kubeconfig exists. */
  token: string | undefined;
  kubernetes: unknown;
  deletedAt: string | undefined;
}

export interface EventRecord {
  readonly uid: string;
  readonly kind: "spectrocluster" | "edgehost";
  readonly objectUid: string;
  readonly objectName: string;
  readonly projectUid: string;
  readonly at: string;
  readonly reason: string;
  readonly message: string;
  readonly severity: "info" | "warning" | "error";
  readonly component: string;
}

/** Palette's own identifiers: 24 hex digits. */
export const newUid = () => randomBytes(12).toString("hex");

export function newState(): PaletteState {
  return {
    version: 1,
    tenantUid: newUid(),
    userUid: newUid(),
    projects: {},
    tokens: {},
    profiles: {},
    edgeHosts: {},
    clusters: {},
    sshKeys: {},
    events: [],
  };
}

/** @throws {TypeError} for something that no `save()` of this version wrote */
export function loadState(saved: unknown): PaletteState {
  if (saved === undefined || saved === null) return newState();
  if (typeof saved !== "object" || !("version" in saved) || saved.version !== 1) {
    throw new TypeError("the saved state of the sandbox Palette is of an unknown version");
  }
  return structuredClone(saved) as PaletteState;
}

export { ApiStatus, unauthorized, unavailable } from "./api-status.ts";
export { addressAt, type Cidr, contains, overlap, parseCidr } from "./cidr.ts";
export { kubeconfig } from "./kubeconfig.ts";
export { KubernetesCluster, type KubernetesOptions } from "./kubernetes-cluster.ts";
export type { Manifest } from "./manifest.ts";
export type { NodeSpec } from "./nodes.ts";
export { sendStatus, serveKubernetes } from "./serve.ts";
export type { KubeObject } from "./object-store.ts";
export { isPodReady, isPodStarted, nodeOf } from "./pods.ts";

/** A resource type, as discovery describes it. */
export interface Kind {
  /** Empty for the core group. */
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  readonly plural: string;
  readonly shortNames: readonly string[];
  readonly namespaced: boolean;
}

const kind = (apiVersion: string, name: string, plural: string, shortNames = "", namespaced = true): Kind => {
  const { group, version } = groupVersion(apiVersion);
  return { group, version, kind: name, plural, shortNames: shortNames.split(" ").filter(Boolean), namespaced };
};

/** What every cluster knows. Manifests may bring more: {@link kindOf}. */
export const builtinKinds: readonly Kind[] = [
  kind("v1", "Namespace", "namespaces", "ns", false),
  kind("v1", "Node", "nodes", "no", false),
  kind("v1", "Pod", "pods", "po"),
  kind("v1", "Service", "services", "svc"),
  kind("v1", "ConfigMap", "configmaps", "cm"),
  kind("v1", "Secret", "secrets"),
  kind("v1", "ServiceAccount", "serviceaccounts", "sa"),
  kind("v1", "Event", "events", "ev"),
  kind("v1", "PersistentVolume", "persistentvolumes", "pv", false),
  kind("v1", "PersistentVolumeClaim", "persistentvolumeclaims", "pvc"),
  kind("apps/v1", "Deployment", "deployments", "deploy"),
  kind("apps/v1", "ReplicaSet", "replicasets", "rs"),
  kind("apps/v1", "StatefulSet", "statefulsets", "sts"),
  kind("apps/v1", "DaemonSet", "daemonsets", "ds"),
  kind("batch/v1", "Job", "jobs"),
  kind("batch/v1", "CronJob", "cronjobs", "cj"),
  kind("networking.k8s.io/v1", "Ingress", "ingresses", "ing"),
  kind("networking.k8s.io/v1", "IngressClass", "ingressclasses", "", false),
  kind("networking.k8s.io/v1", "NetworkPolicy", "networkpolicies", "netpol"),
  kind("rbac.authorization.k8s.io/v1", "Role", "roles"),
  kind("rbac.authorization.k8s.io/v1", "RoleBinding", "rolebindings"),
  kind("rbac.authorization.k8s.io/v1", "ClusterRole", "clusterroles", "", false),
  kind("rbac.authorization.k8s.io/v1", "ClusterRoleBinding", "clusterrolebindings", "", false),
  kind("storage.k8s.io/v1", "StorageClass", "storageclasses", "sc", false),
  kind("policy/v1", "PodDisruptionBudget", "poddisruptionbudgets", "pdb"),
  kind("autoscaling/v2", "HorizontalPodAutoscaler", "horizontalpodautoscalers", "hpa"),
  kind("apiextensions.k8s.io/v1", "CustomResourceDefinition", "customresourcedefinitions", "crd crds", false),
];

export function groupVersion(apiVersion: string): { readonly group: string; readonly version: string } {
  const [first = "", second] = apiVersion.split("/");
  return second === undefined ? { group: "", version: first } : { group: first, version: second };
}

export const apiVersionOf = ({ group, version }: Pick<Kind, "group" | "version">) =>
  group === "" ? version : `${group}/${version}`;

/** The type of an object; for types that nobody declared, the usual plural is assumed. */
export function kindOf(apiVersion: string, name: string): Kind {
  const known = builtinKinds.find((each) => each.kind === name && apiVersionOf(each) === apiVersion);
  return known ?? kind(apiVersion, name, plural(name.toLowerCase()));
}

function plural(word: string): string {
  if (/(s|x|z|ch|sh)$/.test(word)) return `${word}es`;
  return /[^aeiou]y$/.test(word) ? `${word.slice(0, -1)}ies` : `${word}s`;
}

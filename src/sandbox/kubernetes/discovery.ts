import { apiVersionOf, builtinKinds, type Kind } from "./kinds.ts";
import type { ObjectStore } from "./object-store.ts";

/** Builtin types, and those that manifests brought. */
export function knownKinds(store: ObjectStore): readonly Kind[] {
  const key = (kind: Kind) => `${apiVersionOf(kind)} ${kind.kind}`;
  return [...new Map([...builtinKinds, ...store.kinds()].map((kind) => [key(kind), kind])).values()];
}

/** `GET /api` */
export const coreVersions = () => ({ kind: "APIVersions", versions: ["v1"], serverAddressByClientCIDRs: [] });

/** `GET /apis` */
export function groupList(kinds: readonly Kind[]): object {
  const names = [...new Set(kinds.map(({ group }) => group))].filter((group) => group !== "");
  return { kind: "APIGroupList", apiVersion: "v1", groups: names.map((name) => group(kinds, name)) };
}

/** `GET /apis/<group>` without its envelope. */
export function group(kinds: readonly Kind[], name: string): object {
  const versions = [...new Set(kinds.filter((kind) => kind.group === name).map(({ version }) => version))].map(
    (version) => ({
      groupVersion: `${name}/${version}`,
      version,
    }),
  );
  return { name, versions, preferredVersion: versions[0] };
}

/** `GET /api/v1`, `GET /apis/<group>/<version>` */
export function resourceList(kinds: readonly Kind[], groupVersion: string): object {
  const resources = kinds
    .filter((kind) => apiVersionOf(kind) === groupVersion)
    .map(({ kind, plural, shortNames, namespaced }) => ({
      name: plural,
      singularName: kind.toLowerCase(),
      namespaced,
      kind,
      verbs: ["get", "list", "watch"],
      ...(shortNames.length > 0 ? { shortNames } : {}),
      ...(["pods", "services", "deployments", "replicasets", "statefulsets", "daemonsets"].includes(plural)
        ? { categories: ["all"] }
        : {}),
    }));
  return {
    kind: "APIResourceList",
    ...(groupVersion.includes("/") ? { apiVersion: "v1" } : {}),
    groupVersion,
    resources,
  };
}

export function versionInfo(version: string): object {
  const [, major = "1", minor = "0"] = /^v(\d+)\.(\d+)/.exec(version) ?? [];
  return {
    major,
    minor,
    gitVersion: version,
    gitCommit: "",
    gitTreeState: "clean",
    buildDate: "2025-09-10T00:00:00Z",
    goVersion: "go1.24.6",
    compiler: "gc",
    platform: "linux/amd64",
  };
}

import { parse } from "yaml";
import { type Cidr, parseCidr } from "../kubernetes/index.ts";
import { isObject, type JsonObject } from "./decoder.ts";
import type { AttachedProfile, PackRecord } from "./state.ts";

/** What a set of profiles means to the cluster: macros resolved, the interesting values read. */
export interface ClusterPlan {
  /** `options.system.uri` of the OS pack. Empty when there is none, with macros when they lead nowhere. */
  readonly providerImage: string;
  /** Of the Kubernetes pack: `1.33.5` */
  readonly kubernetesVersion: string;
  /** As the API server says it: `v1.33.5+k3s1` */
  readonly version: string;
  readonly podCidr: Cidr;
  readonly serviceCidr: Cidr;
}

const defaultPods: Cidr = { base: 0xc0aa0000, prefix: 16 }; // 192.170.0.0/16
const defaultServices: Cidr = { base: 0xc0a90000, prefix: 16 }; // 192.169.0.0/16

const builds: Readonly<Record<string, string>> = { "edge-k3s": "+k3s1", "edge-rke2": "+rke2r1" };

export function planOf(profiles: readonly AttachedProfile[]): ClusterPlan {
  const packs = profiles.flatMap((profile) => profile.packs);
  const k8s = packs.find(({ layer }) => layer === "k8s");
  const values = k8s ? valuesOf(k8s) : {};
  const networks = kubernetesNetworks(values);
  return {
    providerImage: resolveMacros("{{ .spectro.pack.os.options.system.uri }}", macrosOf(profiles)),
    kubernetesVersion: k8s?.version ?? "",
    version: `v${k8s?.version ?? "0.0.0"}${builds[k8s?.name ?? ""] ?? ""}`,
    podCidr: parseCidr(networks.pods) ?? defaultPods,
    serviceCidr: parseCidr(networks.services) ?? defaultServices,
  };
}

/** Replaces the macros in a manifest or in values. Unknown ones stay, as they do on a real cluster. */
export function withMacros(text: string, profiles: readonly AttachedProfile[]): string {
  return resolveMacros(text, macrosOf(profiles));
}

/** A tag `k3s-1.33.5-...` of the provider image that names another version than the Kubernetes pack: the node never comes up. */
export function versionMismatch({ providerImage, kubernetesVersion }: ClusterPlan): string | undefined {
  const [, found] = /:[^/]*?(?:k3s|rke2|kubeadm|canonical|nodeadm)-v?(\d+\.\d+\.\d+)/.exec(providerImage) ?? [];
  if (found === undefined || kubernetesVersion === "" || found === kubernetesVersion) return undefined;
  return `provider image ${providerImage} holds Kubernetes ${found}, the profile wants ${kubernetesVersion}`;
}

type Macros = ReadonlyMap<string, string>;

function macrosOf(profiles: readonly AttachedProfile[]): Macros {
  const macros = new Map<string, string>();
  for (const { packs, variables } of profiles) {
    for (const [name, value] of Object.entries(variables)) macros.set(`spectro.var.${name}`, value);
    for (const pack of packs) {
      const options = valuesOf(pack)["options"];
      for (const [key, value] of Object.entries(isObject(options) ? options : {})) {
        macros.set(`spectro.pack.${pack.name}.options.${key}`, String(value));
        if (pack.layer === "os") macros.set(`spectro.pack.os.options.${key}`, String(value));
      }
      if (pack.layer === "k8s") macros.set("spectro.system.kubernetes.version", pack.version);
    }
  }
  if (!macros.has("spectro.pack.os.options.system.uri")) macros.set("spectro.pack.os.options.system.uri", "");
  return macros;
}

/** Macros may lead to macros; a circle ends where it was noticed. */
function resolveMacros(text: string, macros: Macros, depth = 8): string {
  const next = text.replaceAll(/\{\{\s*\.([\w.-]+)\s*\}\}/g, (written, name: string) => macros.get(name) ?? written);
  return next === text || depth === 0 ? next : resolveMacros(next, macros, depth - 1);
}

export function valuesOf({ values }: Pick<PackRecord, "values">): JsonObject {
  const parsed: unknown = parse(values);
  return isObject(parsed) ? parsed : {};
}

/** K3s and RKE2 keep them in a text of their own, Canonical and kubeadm in the values. */
function kubernetesNetworks(values: JsonObject): { readonly pods: string; readonly services: string } {
  const cluster = values["cluster"];
  const config = isObject(cluster) ? cluster["config"] : undefined;
  const inner: unknown = typeof config === "string" ? parse(config) : config;
  if (!isObject(inner)) return { pods: "", services: "" };
  const kubeadm = isObject(inner["clusterConfiguration"]) ? inner["clusterConfiguration"]["networking"] : undefined;
  if (isObject(kubeadm)) return { pods: String(kubeadm["podSubnet"]), services: String(kubeadm["serviceSubnet"]) };
  return { pods: String(inner["cluster-cidr"]), services: String(inner["service-cidr"]) };
}

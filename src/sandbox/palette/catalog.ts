import { sha256 } from "../../core/sha256.ts";
import { calico, cilium, flannel, helloUniverse, longhorn, metallb, nginx } from "./catalog-objects.ts";
import { byosValues, canonicalValues, cniValues, helmValues, k3sValues, rke2Values } from "./catalog-values.ts";

export type PackLayer = "os" | "k8s" | "cni" | "csi" | "addon";

/** One version of a pack, as a registry offers it. */
export interface CatalogPack {
  readonly name: string;
  readonly displayName: string;
  readonly layer: PackLayer;
  readonly type: "spectro" | "helm" | "oci";
  readonly version: string;
  /** Moving tags that also lead to this version, such as `3.30.x`. The newest version with a tag has it. */
  readonly parentTags: readonly string[];
  readonly cloudTypes: readonly string[];
  readonly addonType?: string | undefined;
  /** Default values, YAML. */
  readonly values: string;
  /** What the pack deploys, as Kubernetes manifests. */
  readonly objects?: string | undefined;
}

export interface CatalogRegistry {
  readonly uid: string;
  readonly name: string;
  readonly kind: "pack" | "helm" | "oci";
  readonly scope: "system" | "tenant";
  readonly endpoint: string;
  readonly isDefault: boolean;
  readonly isPrivate: boolean;
  readonly packs: readonly CatalogPack[];
}

export interface Catalog {
  readonly registries: readonly CatalogRegistry[];
}

/** Stable between runs, so that a saved profile still finds its packs. */
export function packUid(registry: CatalogRegistry, pack: CatalogPack): string {
  return sha256(registry.uid, "/", pack.name, "/", pack.version, "/", pack.cloudTypes.join()).slice(0, 24);
}

const edge = ["edge-native"];
const publicClouds = ["aws", "azure", "gcp", "vsphere", "maas"];
const anywhere = ["all"];

/** `3.30.1` has the moving tag `3.30.x`. */
const minor = (version: string) => [version.replace(/\.\d+$/, ".x")];

const k3s = (version: string): CatalogPack => ({
  name: "edge-k3s",
  displayName: "Palette Optimized K3s",
  layer: "k8s",
  type: "spectro",
  version,
  parentTags: minor(version),
  cloudTypes: edge,
  values: k3sValues,
});

const calicoPack = (version: string, cloudTypes: readonly string[]): CatalogPack => ({
  name: "cni-calico",
  displayName: "Calico",
  layer: "cni",
  type: "spectro",
  version,
  parentTags: minor(version),
  cloudTypes,
  values: cniValues("calico", version),
  objects: calico(version),
});

/** What the public registry offers to edge clusters, as far as the labs go, and two more registries beside it. */
export function defaultCatalog(): Catalog {
  return {
    registries: [
      {
        // This uid is the same in every SaaS tenant.
        uid: "5eecc89d0b150045ae661cef",
        name: "Public Repo",
        kind: "pack",
        scope: "system",
        endpoint: "https://registry.example.com",
        isDefault: true,
        isPrivate: false,
        packs: [
          ...["1.0.0", "2.1.0"].map(
            (version): CatalogPack => ({
              name: "edge-native-byoi",
              displayName: "BYOS Edge OS",
              layer: "os",
              type: "spectro",
              version,
              parentTags: [],
              cloudTypes: edge,
              values: byosValues,
            }),
          ),
          ...["1.31.13", "1.32.9", "1.33.4", "1.33.5"].map(k3s),
          {
            name: "edge-rke2",
            displayName: "RKE2",
            layer: "k8s",
            type: "spectro",
            version: "1.33.5",
            parentTags: ["1.33.x"],
            cloudTypes: edge,
            values: rke2Values,
          },
          {
            name: "edge-k8s",
            displayName: "Palette eXtended Kubernetes - Edge",
            layer: "k8s",
            type: "spectro",
            version: "1.33.5",
            parentTags: ["1.33.x"],
            cloudTypes: edge,
            values: canonicalValues,
          },
          ...["3.29.3", "3.30.0", "3.30.1"].map((version) => calicoPack(version, edge)),
          calicoPack("3.30.1", publicClouds),
          {
            name: "cni-cilium-oss",
            displayName: "Cilium",
            layer: "cni",
            type: "spectro",
            version: "1.17.6",
            parentTags: ["1.17.x"],
            cloudTypes: [...edge, ...publicClouds],
            values: cniValues("cilium", "1.17.6"),
            objects: cilium("1.17.6"),
          },
          {
            name: "cni-cilium",
            displayName: "Cilium",
            layer: "cni",
            type: "spectro",
            version: "1.17.6",
            parentTags: ["1.17.x"],
            cloudTypes: edge,
            values: cniValues("cilium", "1.17.6"),
            objects: cilium("1.17.6"),
          },
          {
            name: "cni-flannel",
            displayName: "Flannel",
            layer: "cni",
            type: "spectro",
            version: "0.26.7",
            parentTags: ["0.26.x"],
            cloudTypes: edge,
            values: cniValues("flannel", "0.26.7"),
            objects: flannel("0.26.7"),
          },
          {
            name: "csi-longhorn",
            displayName: "Longhorn",
            layer: "csi",
            type: "spectro",
            version: "1.9.1",
            parentTags: ["1.9.x"],
            cloudTypes: anywhere,
            values: helmValues("longhorn", "1.9.1"),
            objects: longhorn("1.9.1"),
          },
          {
            name: "lb-metallb-helm",
            displayName: "MetalLB",
            layer: "addon",
            type: "spectro",
            version: "0.15.2",
            parentTags: ["0.15.x"],
            cloudTypes: anywhere,
            addonType: "load balancer",
            values: helmValues("metallb", "0.15.2"),
            objects: metallb("0.15.2"),
          },
        ],
      },
      {
        uid: "64eaff5630402973c4e1856a",
        name: "Palette Community Registry",
        kind: "oci",
        scope: "system",
        endpoint: "https://community.registry.example.com",
        isDefault: false,
        isPrivate: false,
        packs: [
          {
            name: "hello-universe",
            displayName: "Hello Universe",
            layer: "addon",
            type: "oci",
            version: "1.3.1",
            parentTags: ["1.3.x"],
            cloudTypes: anywhere,
            addonType: "app services",
            values: helmValues("hello-universe", "1.3.1"),
            objects: helloUniverse("1.3.1"),
          },
          {
            name: "nginx",
            displayName: "Nginx",
            layer: "addon",
            type: "oci",
            version: "1.15.1",
            parentTags: ["1.15.x"],
            cloudTypes: anywhere,
            addonType: "ingress",
            values: helmValues("nginx", "1.15.1"),
            objects: nginx("1.15.1"),
          },
        ],
      },
      {
        uid: "66f2b7c4d9e8a1053c7f4e21",
        name: "Lab Registry",
        kind: "oci",
        scope: "tenant",
        endpoint: "https://lab.registry.example.com",
        isDefault: false,
        isPrivate: true,
        packs: [
          calicoPack("3.30.1", edge),
          k3s("1.33.5"),
          {
            name: "edge-native-byoi",
            displayName: "BYOS Edge OS",
            layer: "os",
            type: "spectro",
            version: "2.1.0",
            parentTags: [],
            cloudTypes: edge,
            values: byosValues,
          },
          {
            name: "hello-universe",
            displayName: "Hello Universe",
            layer: "addon",
            type: "oci",
            version: "1.3.1",
            parentTags: ["1.3.x"],
            cloudTypes: anywhere,
            addonType: "app services",
            values: helmValues("hello-universe", "1.3.1"),
            objects: helloUniverse("1.3.1"),
          },
        ],
      },
    ],
  };
}

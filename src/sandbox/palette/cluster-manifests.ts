import type { KubernetesCluster, Manifest } from "../kubernetes/index.ts";
import { withMacros } from "./pack-values.ts";
import type { ClusterRecord } from "./state.ts";
import type { World } from "./world.ts";

/**
 * What a cluster's profiles deploy by now: the objects of its catalog packs, and the manifests that profiles bring along.
 * Add-ons wait until all nodes have joined.
 */
export function manifestsOf(world: World, { profiles, state }: ClusterRecord): readonly Manifest[] {
  const packs = profiles
    .flatMap((profile) => profile.packs)
    .filter(({ layer }) => layer !== "addon" || state !== "Provisioning");
  return packs.flatMap(({ name: pack, packUid, manifests }) => {
    const objects = world.packs.byUid(packUid)?.pack.objects;
    return [
      ...(objects === undefined ? [] : [{ name: pack, content: objects }]),
      ...manifests.map(({ name, content }) => ({
        name: `${pack}/${name}`,
        content: withMacros(content, profiles),
        source: content,
      })),
    ];
  });
}

/** Everything of a pack that the cluster deploys is up. */
export function packState(kubernetes: KubernetesCluster, pack: string, manifests: readonly Manifest[]) {
  const own = manifests.filter(({ name }) => name === pack || name.startsWith(`${pack}/`));
  const states = own.map(({ name }) => kubernetes.manifestState(name));
  return states.find(({ ready }) => !ready) ?? { ready: true, message: "deployed" };
}

import type { Abortable } from "../core/abort.ts";
import { EdgelabError } from "../core/errors.ts";
import { profileName } from "../lab/names.ts";
import type { Lab, PackSettings } from "../lab/lab.ts";
import {
  type Palette,
  type Profile,
  type ProfilePack,
  type ProfileSpec,
  tagsToLabels,
  templateDigest,
} from "../palette/index.ts";
import type { PlanReason } from "../engine/plan.ts";
import { isOurs, markLabels, ownerOf } from "./marks.ts";
import { mergedValues } from "./pack-values.ts";

/**
 * What the profile should be: every registry and pack looked up, every value spelled out.
 *
 * @throws {EdgelabError} PACK_NOT_FOUND, NOT_FOUND or AMBIGUOUS (registry)
 */
export async function wantedProfile(
  lab: Lab,
  labUuid: string,
  palette: Pick<Palette, "packs" | "registries">,
  options: Abortable,
): Promise<ProfileSpec> {
  const { profile } = lab;
  return {
    name: profileName(lab),
    version: profile.version,
    description: profile.description,
    labels: { ...tagsToLabels(profile.tags), ...markLabels(lab, labUuid) },
    packs: await Promise.all(profile.packs.map((pack) => wantedPack(pack, palette, options))),
  };
}

async function wantedPack(
  pack: PackSettings,
  { packs, registries }: Pick<Palette, "packs" | "registries">,
  options: Abortable,
): Promise<ProfilePack> {
  const { name, type, layer, manifests } = pack;
  if (type === "manifest") {
    const values = pack.values ?? "";
    return { name, type, layer, tag: undefined, registryUid: undefined, uid: undefined, values, manifests };
  }
  const registry = await registries.find(pack.registry, options);
  const found = await packs.resolve({ name, tag: pack.tag, registryUid: registry.uid }, options);
  return {
    name,
    type,
    layer,
    tag: found.tag,
    registryUid: registry.uid,
    uid: found.uid,
    values: mergedValues(pack.values ?? found.values, pack.mergeValues),
    manifests,
  };
}

/**
 * On a profile that was changed and whose cluster has not been told yet: a run that is killed in between is finished by
 * the next.
 */
export const pendingLabel = "edgelab-apply";

export interface FoundProfile {
  /** The one of the wanted name and version, when it is ours. */
  readonly current: Profile | undefined;
  /** Ours by label, of another name or version. */
  readonly others: readonly Pick<Profile, "uid" | "name" | "version">[];
}

/** @throws {EdgelabError} NAME_TAKEN when name and version belong to somebody else */
export async function findProfile(
  { name, version }: Pick<ProfileSpec, "name" | "version">,
  labUuid: string,
  { profiles }: Pick<Palette, "profiles">,
  options: Abortable,
): Promise<FoundProfile> {
  const [named, ours] = await Promise.all([
    profiles.tryFind(name, version, options),
    profiles.listByLabels({ "edgelab-id": labUuid }, options),
  ]);
  if (named && !isOurs(named.labels, labUuid)) {
    throw new EdgelabError("NAME_TAKEN", {
      what: `Palette already has a cluster profile "${name}" of version ${version}.`,
      why: `It is not this lab's: ${ownerOf(named.labels)}.`,
      next: "Choose another profile.name or profile.version in the lab file.",
    });
  }
  return {
    current: named && (await profiles.get(named.uid, options)),
    others: ours.filter(({ uid }) => uid !== named?.uid),
  };
}

/** In which fields a profile differs from what is wanted. */
export function profileReasons(found: Profile, wanted: ProfileSpec): PlanReason[] {
  const reasons: PlanReason[] = [];
  if (!found.isPublished || found.hasDraft) reasons.push({ field: "published", found: "no", wanted: "yes" });
  if (found.description !== wanted.description) reasons.push({ field: "description" });
  if (pendingLabel in found.labels) reasons.push({ field: "applied to its cluster", found: "no", wanted: "yes" });
  else if (!sameLabels(found.labels, wanted.labels)) reasons.push({ field: "tags" });
  if (templateDigest(found.packs) !== templateDigest(wanted.packs)) reasons.push(...packReasons(found, wanted));
  return reasons;
}

function packReasons(found: Profile, wanted: ProfileSpec): PlanReason[] {
  const before = new Map(found.packs.map((pack) => [pack.name, pack]));
  const after = new Map(wanted.packs.map((pack) => [pack.name, pack]));
  const reasons = [...after].flatMap(([name, pack]): PlanReason[] => {
    const old = before.get(name);
    if (!old) return [{ field: `packs.${name}`, wanted: pack.tag ?? "manifest" }];
    if (old.tag !== pack.tag) return [{ field: `packs.${name}.tag`, found: old.tag, wanted: pack.tag }];
    return templateDigest([old]) === templateDigest([pack]) ? [] : [{ field: `packs.${name}.values or manifests` }];
  });
  for (const [name, pack] of before) {
    if (!after.has(name)) reasons.push({ field: `packs.${name}`, found: pack.tag ?? "manifest" });
  }
  return reasons.length > 0 ? reasons : [{ field: "packs", found: "another order" }];
}

export function sameLabels(a: Readonly<Record<string, string>>, b: Readonly<Record<string, string>>): boolean {
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => a[key] === b[key]);
}

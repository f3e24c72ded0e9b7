import type { Abortable } from "../core/abort.ts";
import { sha256 } from "../core/sha256.ts";
import { adopted } from "./adopt.ts";
import { type Api, path } from "./api.ts";
import { isGone } from "./palette-error.ts";
import { labelsToTags } from "./tags.ts";
import { includesLabels, list, type ObjectMeta, type Reference, references, strings, text, type Wire } from "./wire.ts";

export interface ProfilePack {
  readonly name: string;
  readonly type: "spectro" | "manifest" | "helm" | "oci";
  readonly layer: string | undefined;
  /** Undefined for manifest packs. */
  readonly tag: string | undefined;
  /** Undefined for manifest packs. */
  readonly registryUid: string | undefined;
  /** Of the pack's version; undefined for manifest packs. */
  readonly uid: string | undefined;
  /** YAML, literal: defaults are not merged in by the server. */
  readonly values: string;
  readonly manifests: readonly { readonly name: string; readonly content: string }[];
}

export interface ProfileSpec {
  readonly name: string;
  /** SemVer. Each version is an object of its own, grouped by name. */
  readonly version: string;
  readonly description: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly packs: readonly ProfilePack[];
}

export interface ProfileSummary {
  readonly uid: string;
  readonly name: string;
  readonly version: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly isPublished: boolean;
}

export interface Profile extends ProfileSummary {
  readonly description: string;
  /** Of the published template, or of the draft when nothing is published. With the manifests' contents. */
  readonly packs: readonly ProfilePack[];
  /** Published, and edited since. */
  readonly hasDraft: boolean;
  /** Clusters that use it. One that is being deleted counts. */
  readonly inUseBy: readonly Reference[];
}

/** Cluster profiles of the project. */
export class Profiles {
  readonly #api: Api;

  constructor(api: Api) {
    this.#api = api;
  }

  /** The one with exactly this name and version. */
  async tryFind(name: string, version: string, options: Abortable): Promise<ProfileSummary | undefined> {
    const found = await this.#filter({ profileName: { eq: name }, version: { eq: version } }, options);
    return found.find((profile) => profile.name === name && profile.version === version);
  }

  /** All whose labels include these. */
  async listByLabels(labels: Readonly<Record<string, string>>, options: Abortable): Promise<ProfileSummary[]> {
    const found = await this.#filter({ tags: { eq: labelsToTags(labels) } }, options);
    return found.filter((profile) => includesLabels(profile.labels, labels));
  }

  async get(uid: string, options: Abortable): Promise<Profile> {
    const operation = "read the cluster profile";
    const profile = await this.#api.send<WireProfile>({ operation, method: "GET", path: at(uid) }, options);
    const { metadata, spec, status } = profile ?? {};
    const template = spec?.published ?? spec?.draft;
    const packs = await Promise.all(list(template?.packs).map((pack) => this.#readPack(uid, pack, options)));
    return {
      uid: metadata?.uid ?? uid,
      name: metadata?.name ?? "",
      version: text(spec?.version) ?? text(template?.profileVersion) ?? "",
      labels: strings(metadata?.labels),
      description: strings(metadata?.annotations)["description"] ?? "",
      isPublished: status?.isPublished ?? Boolean(spec?.published),
      hasDraft: Boolean(spec?.published && spec.draft),
      packs,
      inUseBy: references(status?.inUseClusters),
    };
  }

  /**
   * Creates and publishes. A profile that a lost answer left is adopted when it carries the same labels.
   *
   * @returns its uid
   */
  async create(spec: ProfileSpec, options: Abortable): Promise<string> {
    const what = `cluster profile "${spec.name}" ${spec.version}`;
    const template = { type: "cluster", cloudType: "edge-native", packs: spec.packs.map((pack) => toInput(pack)) };
    const uid = await this.#api.create(
      {
        operation: `create ${what}`,
        method: "POST",
        path: "/v1/clusterprofiles",
        query: { publish: true },
        body: { metadata: metadataOf(spec), spec: { version: spec.version, template, variables: [] } },
      },
      async (again) => adopted(what, await this.tryFind(spec.name, spec.version, again), spec.labels),
      options,
    );
    return uid;
  }

  /** Replaces template and labels, then publishes again. Running clusters are told, and decide themselves. */
  async update(uid: string, spec: ProfileSpec, options: Abortable): Promise<void> {
    const operation = `change cluster profile "${spec.name}" ${spec.version}`;
    const current = await this.#api.send<WireProfile>({ operation, method: "GET", path: at(uid) }, options);
    const existing = list((current?.spec?.draft ?? current?.spec?.published)?.packs);
    const packs = spec.packs.map((pack) => {
      const manifests = list(existing.find(({ name }) => name === pack.name)?.manifests);
      return toInput(pack, (name) => text(manifests.find((manifest) => manifest.name === name)?.uid));
    });
    const metadata = { ...metadataOf(spec), uid };
    const body = { metadata, spec: { version: spec.version, template: { type: "cluster", packs } } };
    await this.#api.send({ operation, method: "PUT", path: at(uid), body }, options);
    await this.#api.send(
      {
        operation,
        method: "PATCH",
        path: `${at(uid)}/metadata`,
        body: { metadata: metadataOf(spec), spec: { version: spec.version } },
      },
      options,
    );
    await this.publish(uid, options);
  }

  async publish(uid: string, options: Abortable): Promise<void> {
    await this.#api.send(
      { operation: "publish the cluster profile", method: "PATCH", path: `${at(uid)}/publish` },
      options,
    );
  }

  /**
   * One that is already gone is no error.
   *
   * @throws {PaletteError} `isInUse` while a cluster uses it, be it a deleting one
   */
  async delete(uid: string, options: Abortable): Promise<void> {
    try {
      await this.#api.send({ operation: "delete the cluster profile", method: "DELETE", path: at(uid) }, options);
    } catch (error) {
      if (!isGone(error)) throw error;
    }
  }

  async #filter(filter: object, options: Abortable): Promise<ProfileSummary[]> {
    const call = {
      operation: "find cluster profiles",
      method: "POST",
      path: "/v1/dashboard/clusterprofiles",
      body: { filter, sort: [] },
    } as const;
    const found = await this.#api.pages<WireSummary>(call, options);
    // Those of the tenant and of the system show up in every project.
    const ofProject = found.filter(
      ({ metadata }) => (strings(metadata?.annotations)["scope"] ?? "project") === "project",
    );
    return ofProject.map(({ metadata, specSummary, status }) => ({
      uid: metadata?.uid ?? "",
      name: metadata?.name ?? "",
      version: specSummary?.version ?? "",
      labels: strings(metadata?.labels),
      isPublished: status?.isPublished ?? false,
    }));
  }

  /** A profile only names its manifests: their contents are with each pack. */
  async #readPack(uid: string, pack: NonNullable<Wire<WirePack>>, options: Abortable): Promise<ProfilePack> {
    if (list(pack.manifests).length === 0) return toPack(pack, []);
    const answer = await this.#api.send<{ items: readonly WireManifest[] }>(
      {
        operation: `read the manifests of pack "${pack.name}"`,
        method: "GET",
        path: path`/v1/clusterprofiles/${uid}/packs/${pack.name ?? ""}/manifests`,
      },
      options,
    );
    return toPack(pack, list(answer?.items));
  }
}

/**
 * Digest of what a profile deploys: equal for a spec and for what the server answers about it. White space around
 * documents does not count, nor what the server adds by itself.
 */
export function templateDigest(packs: readonly ProfilePack[]): string {
  const normal = packs.map((pack) => {
    const isManifest = pack.type === "manifest";
    return [
      pack.name,
      pack.type,
      isManifest ? "" : (pack.tag ?? ""),
      isManifest ? "" : (pack.registryUid ?? ""),
      pack.values.trim(),
      pack.manifests.map(({ name, content }) => [name, content.trim()]),
    ];
  });
  return sha256(JSON.stringify(normal));
}

const at = (uid: string) => path`/v1/clusterprofiles/${uid}`;

function metadataOf({ name, description, labels }: ProfileSpec) {
  return { name, annotations: { description }, labels };
}

/** `v1PackManifestEntity`, or `v1PackManifestUpdateEntity` when existing manifests have uids. */
function toInput(pack: ProfilePack, manifestUid: (name: string) => string | undefined = () => undefined): object {
  const manifests = pack.manifests.map(({ name, content }) => {
    const uid = manifestUid(name);
    return { name, content: content.trim(), ...(uid !== undefined && { uid }) };
  });
  return {
    name: pack.name,
    type: pack.type,
    ...(pack.layer !== undefined && { layer: pack.layer }),
    ...(pack.type === "manifest"
      ? { uid: "spectro-manifest-pack" }
      : { uid: pack.uid, tag: pack.tag, registryUid: pack.registryUid }),
    values: pack.values.trim(),
    manifests,
  };
}

function toPack(pack: NonNullable<Wire<WirePack>>, found: readonly NonNullable<Wire<WireManifest>>[]): ProfilePack {
  const name = pack.name ?? "";
  const type = packTypes.find((known) => known === pack.type) ?? "spectro";
  return {
    name,
    type,
    layer: text(pack.layer),
    tag: type === "manifest" ? undefined : (text(pack.tag) ?? text(pack.version)),
    registryUid: type === "manifest" ? undefined : text(pack.registryUid),
    uid: type === "manifest" ? undefined : text(pack.packUid),
    values: pack.values ?? "",
    manifests: list(pack.manifests).map((reference) => {
      const spec = found.find(({ metadata }) => metadata?.name === reference.name)?.spec;
      return { name: reference.name ?? "", content: spec?.published?.content ?? spec?.draft?.content ?? "" };
    }),
  };
}

const packTypes = ["spectro", "manifest", "helm", "oci"] as const;

/** `v1PackRef` */
interface WirePack {
  readonly name: string;
  readonly type: string;
  readonly layer: string;
  readonly tag: string;
  readonly version: string;
  readonly packUid: string;
  readonly registryUid: string;
  readonly values: string;
  readonly manifests: readonly Reference[];
}

interface WireTemplate {
  readonly profileVersion: string;
  readonly packs: readonly WirePack[];
}

/** `v1ClusterProfile` */
interface WireProfile {
  readonly metadata: ObjectMeta;
  readonly spec: { readonly version: string; readonly draft: WireTemplate; readonly published: WireTemplate };
  readonly status: { readonly isPublished: boolean; readonly inUseClusters: readonly Reference[] };
}

/** `v1ClusterProfileSummary` */
interface WireSummary {
  readonly metadata: ObjectMeta;
  readonly specSummary: { readonly version: string };
  readonly status: { readonly isPublished: boolean };
}

/** `v1ManifestEntity` */
interface WireManifest {
  readonly metadata: ObjectMeta;
  readonly spec: { readonly draft: { readonly content: string }; readonly published: { readonly content: string } };
}

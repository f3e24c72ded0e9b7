import type { Abortable } from "../core/abort.ts";
import { EdgelabError } from "../core/errors.ts";
import { nearest } from "../core/nearest.ts";
import { type Api, path } from "./api.ts";
import { isGone, PaletteError } from "./palette-error.ts";
import { list, type Reference, text, type Wire } from "./wire.ts";

export interface PackSelector {
  readonly name: string;
  /** A version (`1.33.5`) or a moving tag (`3.30.x`). Undefined: the newest version. */
  readonly tag: string | undefined;
  readonly registryUid: string;
  /** @default "edge-native" */
  readonly cloudType?: string | undefined;
}

export interface ResolvedPack {
  readonly uid: string;
  readonly name: string;
  readonly registryUid: string;
  /** The tag that was asked for, or the version found. */
  readonly tag: string;
  /** The version that the tag leads to now. */
  readonly version: string;
  readonly layer: string | undefined;
  /** Default values, YAML. The server does not merge them: send them with the profile. */
  readonly values: string;
}

export class Packs {
  readonly #api: Api;

  constructor(api: Api) {
    this.#api = api;
  }

  /** @throws {EdgelabError} PACK_NOT_FOUND, with the nearest names or tags */
  async resolve(selector: PackSelector, options: Abortable): Promise<ResolvedPack> {
    const { name, registryUid, cloudType = "edge-native" } = selector;
    const entity = await this.#entity({ name, registryUid, cloudType }, options);
    const versions = list(entity?.tags);
    if (versions.length === 0) throw await this.#unknownName({ name, registryUid, cloudType }, options);
    const version = chooseVersion(versions, selector);
    const uid = version.packUid ?? "";
    const values = valuesOf(entity, uid) ?? valuesOf(await this.#byUid(uid, name, options), uid);
    return {
      uid,
      name,
      registryUid,
      tag: selector.tag ?? version.version ?? "",
      version: version.version ?? "",
      layer: text(entity?.layer),
      values: values ?? "",
    };
  }

  async #entity({ name, registryUid, cloudType }: PackPlace, options: Abortable): Promise<Wire<PackTags>> {
    try {
      return await this.#api.send<PackTags>(
        {
          operation: `find pack "${name}"`,
          method: "GET",
          path: path`/v1/packs/${name}/registries/${registryUid}`,
          query: { cloudType },
        },
        options,
      );
    } catch (error) {
      if (isGone(error)) return undefined;
      throw error;
    }
  }

  async #byUid(uid: string, name: string, options: Abortable): Promise<Wire<PackTags>> {
    return await this.#api.send<PackTags>(
      { operation: `read the values of pack "${name}"`, method: "GET", path: path`/v1/packs/${uid}` },
      options,
    );
  }

  async #unknownName({ name, registryUid, cloudType }: PackPlace, options: Abortable): Promise<EdgelabError> {
    const names = await this.#names({ registryUid, cloudType }, options);
    const meant = nearest(name, names);
    const related = names.filter(
      (candidate) =>
        candidate.includes(name) || name.split("-").some((part) => part.length > 2 && candidate.includes(part)),
    );
    return new EdgelabError("PACK_NOT_FOUND", {
      what: `The registry (${registryUid}) has no pack "${name}" for ${cloudType} clusters.`,
      why: related.length === 0 ? undefined : `It has ${related.slice(0, 8).join(", ")}.`,
      next: meant === undefined ? "Check the pack's name and registry." : `Did you mean "${meant}"?`,
    });
  }

  /** For suggestions only: none when the server does not like the question. */
  async #names({ registryUid, cloudType }: Omit<PackPlace, "name">, options: Abortable): Promise<string[]> {
    const body = { filter: { environment: [cloudType], registryUid: [registryUid] }, sort: [] };
    try {
      const packs = await this.#api.pages<{ metadata: Reference; spec: Reference }>(
        { operation: "list packs", method: "POST", path: "/v1/packs/search", body },
        options,
      );
      return packs.map(({ spec }) => spec?.name ?? "").filter((name) => name !== "");
    } catch (error) {
      if (error instanceof PaletteError) return [];
      throw error;
    }
  }
}

type PackPlace = Pick<PackSelector, "name" | "registryUid"> & { readonly cloudType: string };

/** `v1PackTagEntity` */
interface PackTags {
  readonly layer: string;
  readonly tags: readonly PackVersion[];
  readonly packValues: readonly { readonly packUid: string; readonly values: string }[];
}

interface PackVersion {
  readonly version: string;
  readonly tag: string;
  readonly packUid: string;
  readonly parentTags: readonly string[];
}

type WireVersion = NonNullable<Wire<PackVersion>>;

const newestFirst = (a: WireVersion, b: WireVersion) =>
  (b.version ?? "").localeCompare(a.version ?? "", "en", { numeric: true });

/** A version decides before a tag, and a tag before the moving tags above it; of several versions the newest. */
function chooseVersion(versions: readonly WireVersion[], { name, tag }: PackSelector): WireVersion {
  const sorted = versions.toSorted(newestFirst);
  const found =
    tag === undefined
      ? sorted[0]
      : (sorted.find(({ version }) => version === tag) ??
        sorted.find((version) => version.tag === tag) ??
        sorted.find(({ parentTags }) => list(parentTags).includes(tag)));
  if (found) return found;
  const offered = [...new Set(sorted.flatMap(({ version, parentTags }) => [version ?? "", ...list(parentTags)]))];
  const meant = nearest(tag ?? "", offered);
  throw new EdgelabError("PACK_NOT_FOUND", {
    what: `Pack "${name}" has no version or tag "${tag}".`,
    why: `It has ${offered.slice(0, 12).join(", ")}${offered.length > 12 ? " and older ones" : ""}.`,
    next: meant === undefined ? undefined : `Did you mean "${meant}"?`,
  });
}

function valuesOf(entity: Wire<PackTags>, packUid: string): string | undefined {
  return list(entity?.packValues).find((entry) => entry.packUid === packUid)?.values ?? undefined;
}

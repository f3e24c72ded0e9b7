import { type Catalog, type CatalogPack, type CatalogRegistry, packUid } from "./catalog.ts";

export interface IndexedPack {
  readonly uid: string;
  readonly registry: CatalogRegistry;
  readonly pack: CatalogPack;
}

/** The catalog by uid and by name. */
export class PackIndex {
  readonly registries: readonly CatalogRegistry[];
  readonly all: readonly IndexedPack[];
  readonly #byUid: ReadonlyMap<string, IndexedPack>;

  constructor({ registries }: Catalog) {
    this.registries = registries;
    this.all = registries.flatMap((registry) =>
      registry.packs.map((pack) => ({ uid: packUid(registry, pack), registry, pack })),
    );
    this.#byUid = new Map(this.all.map((entry) => [entry.uid, entry]));
  }

  byUid(uid: string): IndexedPack | undefined {
    return this.#byUid.get(uid);
  }

  registry(uid: string): CatalogRegistry | undefined {
    return this.registries.find((registry) => registry.uid === uid);
  }

  /** All versions of a pack in one registry, newest first. */
  versions(name: string, registryUid: string, cloudType?: string): readonly IndexedPack[] {
    return this.all
      .filter((entry) => entry.registry.uid === registryUid && entry.pack.name === name)
      .filter((entry) => cloudType === undefined || servesCloud(entry.pack, cloudType))
      .sort((a, b) => compareVersions(b.pack.version, a.pack.version));
  }

  /** The moving tags that lead to this version: only the newest version of its line has them. */
  movingTags({ registry, pack }: IndexedPack): readonly string[] {
    const newer = this.versions(pack.name, registry.uid).filter(
      (other) =>
        compareVersions(other.pack.version, pack.version) > 0 &&
        other.pack.cloudTypes.some((cloud) => servesCloud(pack, cloud)),
    );
    return pack.parentTags.filter((tag) => !newer.some((other) => other.pack.parentTags.includes(tag)));
  }

  /** The version that a tag means: exactly, or as the newest of a line. */
  resolve(name: string, registryUid: string, tag: string, cloudType: string): IndexedPack | undefined {
    const versions = this.versions(name, registryUid, cloudType);
    return (
      versions.find(({ pack }) => pack.version === tag) ?? versions.find(({ pack }) => pack.parentTags.includes(tag))
    );
  }
}

export function servesCloud(pack: CatalogPack, cloudType: string): boolean {
  return pack.cloudTypes.includes("all") || pack.cloudTypes.includes(cloudType);
}

/** Numbers by value, the rest by text: `1.9.1` before `1.10.0`. */
export function compareVersions(a: string, b: string): number {
  return a.localeCompare(b, "en", { numeric: true });
}

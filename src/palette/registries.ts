import type { Abortable } from "../core/abort.ts";
import { EdgelabError } from "../core/errors.ts";
import { nearest } from "../core/nearest.ts";
import type { Api } from "./api.ts";
import { list } from "./wire.ts";

export interface Registry {
  readonly uid: string;
  readonly name: string;
  /** `pack`, `helm`, `oci`. */
  readonly kind: string;
  readonly scope: string;
  readonly isDefault: boolean;
  readonly isPrivate: boolean;
}

/** All that is given must match. Nothing given: the public registry. */
export interface RegistrySelector {
  readonly name?: string | undefined;
  readonly kind?: "pack" | "helm" | "oci" | undefined;
  readonly uid?: string | undefined;
}

export class Registries {
  readonly #api: Api;

  constructor(api: Api) {
    this.#api = api;
  }

  async list(options: Abortable): Promise<Registry[]> {
    const call = {
      operation: "list registries",
      method: "GET",
      path: "/v1/registries/metadata",
      query: { scope: "all" },
    } as const;
    return list((await this.#api.send<{ items: readonly Registry[] }>(call, options))?.items).map((item) => ({
      uid: item.uid ?? "",
      name: item.name ?? "",
      kind: item.kind ?? "",
      scope: item.scope ?? "",
      isDefault: item.isDefault ?? false,
      isPrivate: item.isPrivate ?? false,
    }));
  }

  /** @throws {EdgelabError} NOT_FOUND with the nearest name, or AMBIGUOUS with the candidates */
  async find(selector: RegistrySelector | undefined, options: Abortable): Promise<Registry> {
    return chooseRegistry(await this.list(options), selector ?? {});
  }
}

/** The same in every tenant of the vendor's cloud; self-hosted installations have another. */
const publicRegistryUid = "5eecc89d0b150045ae661cef";

/** {@link Registries.find} on a list at hand. */
export function chooseRegistry(registries: readonly Registry[], { name, kind, uid }: RegistrySelector): Registry {
  const isGiven = name !== undefined || kind !== undefined || uid !== undefined;
  const matching = isGiven
    ? registries.filter(
        (registry) =>
          (name ?? registry.name) === registry.name &&
          (kind ?? registry.kind) === registry.kind &&
          (uid ?? registry.uid) === registry.uid,
      )
    : publicOf(registries);
  if (matching.length === 1) return matching[0]!;
  const wanted = [name === undefined ? undefined : `"${name}"`, kind && `of kind ${kind}`, uid && `with uid ${uid}`]
    .filter(Boolean)
    .join(" ");
  const what = isGiven ? `registry ${wanted}` : "public pack registry";
  if (matching.length > 1) {
    throw new EdgelabError("AMBIGUOUS", {
      what: `Palette has ${matching.length} registries that could be the ${what}.`,
      why: `They are ${matching.map(describe).join(", ")}.`,
      next: "Name the registry by its uid.",
    });
  }
  const meant =
    name === undefined
      ? undefined
      : nearest(
          name,
          registries.map((registry) => registry.name),
        );
  throw new EdgelabError("NOT_FOUND", {
    what: `Palette has no ${what}.`,
    why: registries.length === 0 ? "It has none at all." : `It has ${registries.map(describe).join(", ")}.`,
    next: meant === undefined ? undefined : `Did you mean "${meant}"?`,
  });
}

function publicOf(registries: readonly Registry[]): readonly Registry[] {
  const packs = registries.filter(({ kind }) => kind === "pack");
  const candidates = [
    packs.filter(({ uid }) => uid === publicRegistryUid),
    packs.filter(({ name }) => name === "Public Repo"),
    packs.filter(({ isDefault }) => isDefault),
    packs,
  ];
  return candidates.find(({ length }) => length > 0) ?? [];
}

const describe = ({ name, kind, uid }: Registry) => `"${name}" (${kind}, ${uid})`;

import type { Abortable } from "../core/abort.ts";

export type RegistryKind = "pack" | "helm" | "oci";

export interface Registry {
  readonly uid: string;
  readonly name: string;
  readonly kind: string;
  readonly scope: string;
  readonly isDefault: boolean;
  readonly isPrivate: boolean;
}

/** All that is given must match. Nothing given: the public registry. */
export interface RegistrySelector {
  readonly name?: string | undefined;
  readonly kind?: RegistryKind | undefined;
  readonly uid?: string | undefined;
}

export interface Registries {
  list(options: Abortable): Promise<readonly Registry[]>;
  /** @throws {EdgelabError} NOT_FOUND with the nearest name, or AMBIGUOUS listing the candidates */
  find(selector: RegistrySelector | undefined, options: Abortable): Promise<Registry>;
}

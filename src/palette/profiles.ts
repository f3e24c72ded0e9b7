import { sha256 } from "../core/sha256.ts";
import type { Abortable } from "../core/abort.ts";

export interface ProfilePack {
  readonly name: string;
  readonly type: "spectro" | "manifest" | "helm" | "oci";
  readonly layer: string | undefined;
  /** Undefined for manifest packs. */
  readonly tag: string | undefined;
  readonly registryUid: string | undefined;
  /** Uid of the pack's version; undefined for manifest packs. */
  readonly uid: string | undefined;
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

export interface Profile {
  readonly uid: string;
  readonly name: string;
  readonly version: string;
  readonly description: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly isPublished: boolean;
  /** Of the published template, or of the draft when nothing is published. With the manifests' contents. */
  readonly packs: readonly ProfilePack[];
  /** Clusters that use it, of any project that the key sees. */
  readonly inUseBy: readonly { readonly uid: string; readonly name: string }[];
}

export interface Profiles {
  /** The one of this project with exactly this name and version. Reads no manifests; see `get`. */
  tryFind(
    name: string,
    version: string,
    options: Abortable,
  ): Promise<{ readonly uid: string; readonly labels: Readonly<Record<string, string>> } | undefined>;
  /** Uids of all whose labels include these. */
  listByLabels(
    labels: Readonly<Record<string, string>>,
    options: Abortable,
  ): Promise<readonly Pick<Profile, "uid" | "name" | "version" | "labels" | "isPublished">[]>;
  get(uid: string, options: Abortable): Promise<Profile>;
  /** Creates and publishes. A profile left by a lost answer is adopted when it carries the same labels. @throws NAME_TAKEN */
  create(spec: ProfileSpec, options: Abortable): Promise<string>;
  /** Replaces template and labels, then publishes again. */
  update(uid: string, spec: ProfileSpec, options: Abortable): Promise<void>;
  publish(uid: string, options: Abortable): Promise<void>;
  /** One that is already gone is no error. @throws {PaletteError} `isInUse` while a cluster, even a deleting one, uses it */
  delete(uid: string, options: Abortable): Promise<void>;
}

/** Digest of what a profile deploys: equal for a spec and for what the server answers about it. */
export function templateDigest(packs: readonly ProfilePack[]): string {
  return sha256(JSON.stringify(packs));
}

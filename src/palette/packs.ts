import type { Abortable } from "../core/abort.ts";

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
  /** Default values, YAML. They are not merged by the server: send them with the profile. */
  readonly values: string;
}

export interface Packs {
  /** @throws {EdgelabError} PACK_NOT_FOUND with the nearest names or tags */
  resolve(selector: PackSelector, options: Abortable): Promise<ResolvedPack>;
}

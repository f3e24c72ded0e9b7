/**
 * Client of the Palette REST API, as far as the edge-native flow needs it. One file per resource.
 *
 * @packageDocumentation
 */
export type {
  Cluster,
  ClusterCondition,
  ClusterPack,
  ClusterSpec,
  ClusterView,
  PoolSpec,
  ValidationError,
} from "./clusters.ts";
export { connectPalette, type Palette, type PaletteSettings } from "./connect.ts";
export type { EdgeHost, EdgeHostSearch } from "./edge-hosts.ts";
export { isGone, isInUse, PaletteError } from "./palette-error.ts";
export type { PaletteEvent } from "./events.ts";
export type { PackSelector, ResolvedPack } from "./packs.ts";
export { type Profile, type ProfilePack, type ProfileSpec, templateDigest } from "./profiles.ts";
export type { Project } from "./projects.ts";
export type { Registry, RegistrySelector } from "./registries.ts";
export { labelsToTags, tagsToLabels } from "./tags.ts";
export { type Token, type TokenSpec, tokenProblem } from "./tokens.ts";
export type { PaletteExchange } from "./trace.ts";

/**
 * Client of the Palette REST API, as far as the edge-native flow needs it. One file per resource.
 *
 * @packageDocumentation
 */
export type { Cluster, ClusterCondition, ClusterPack, ClusterSummary, ClusterView } from "./cluster.ts";
export type { ClusterSpec, NicSpec, PoolHostSpec, PoolSpec } from "./cluster-spec.ts";
export type { ClusterPool, Clusters, Machine, ValidationError } from "./clusters.ts";
export { connectPalette, type Palette, type PaletteSettings } from "./connect.ts";
export type { EdgeHost, EdgeHostSearch, EdgeHosts } from "./edge-hosts.ts";
export type { Events, PaletteEvent } from "./events.ts";
export type { Packs, PackSelector, ResolvedPack } from "./packs.ts";
export { isGone, isInUse, PaletteError } from "./palette-error.ts";
export {
  type Profile,
  type ProfilePack,
  type Profiles,
  type ProfileSpec,
  type ProfileSummary,
  templateDigest,
} from "./profiles.ts";
export type { Project, Projects } from "./projects.ts";
export type { Registries, Registry, RegistrySelector } from "./registries.ts";
export { labelsToTags, tagsToLabels } from "./tags.ts";
export { type Token, tokenProblem, type Tokens, type TokenSpec } from "./tokens.ts";
export type { PaletteExchange } from "./trace.ts";

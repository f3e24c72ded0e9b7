import type { Palette, PaletteOptions } from "./options.ts";
import { Tenant } from "./tenant.ts";

export type { Catalog, CatalogPack, CatalogRegistry } from "./catalog.ts";
export { defaultCatalog } from "./catalog.ts";
export type { Fault } from "./faults.ts";
export type { ApiKey, Durations, Palette, PaletteOptions } from "./options.ts";

/** A Palette tenant of its own, with one user per API key, and the Kubernetes API of its clusters. */
export const createPalette = (options: PaletteOptions): Palette => new Tenant(options);

import type { Palette, PaletteOptions } from "./options.ts";

export type { Catalog, CatalogPack, CatalogRegistry } from "./catalog.ts";
export type { Fault } from "./faults.ts";
export type { ApiKey, Durations, Palette, PaletteOptions } from "./options.ts";
export { defaultCatalog } from "./catalog.ts";

/** A Palette tenant of its own, with one user per API key. */
export function createPalette(options: PaletteOptions): Palette {
  throw new Error(`not yet: ${options.apiKeys.length}`);
}

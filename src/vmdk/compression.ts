/** How hard a grain is compressed: see docs/reference/compression.md for what each costs and saves. */
export type Compression = "fast" | "default" | "best" | "none";
export const compressions = ["fast", "default", "best", "none"] as const satisfies readonly Compression[];

import type { Abortable } from "../core/abort.ts";

export interface PaletteEvent {
  readonly at: Date | undefined;
  readonly severity: string | undefined;
  readonly reason: string | undefined;
  readonly message: string;
  readonly source: string | undefined;
}

export interface Events {
  /** Newest first, at most `limit` (default 50, at most 50). */
  list(
    kind: "spectrocluster" | "edgehost",
    uid: string,
    options: Abortable & { readonly limit?: number | undefined },
  ): Promise<readonly PaletteEvent[]>;
}

/** One HTTP exchange, credentials masked at the source. */
export interface PaletteExchange {
  readonly operation: string;
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly attempt: number;
  readonly requestBody: unknown;
  /** Undefined when no answer came. */
  readonly status: number | undefined;
  readonly responseBody: unknown;
  readonly durationMs: number;
  /** Why no usable answer came. */
  readonly failure: string | undefined;
}

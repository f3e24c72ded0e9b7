/** One HTTP exchange, credentials and the contents of documents masked at the source. */
export interface PaletteExchange {
  readonly operation: string;
  readonly method: string;
  /** With its query. */
  readonly path: string;
  /** From 1. */
  readonly attempt: number;
  readonly requestBody: unknown;
  /** Undefined when no answer came. */
  readonly status: number | undefined;
  readonly responseBody: unknown;
  readonly durationMs: number;
  /** Why no usable answer came. */
  readonly failure: string | undefined;
}

const credential = /token$|pairingkey|password|secret|apikey|authorization|credential/i;
/** Pack values and manifests: a user may have written anything into them. */
const document = /^(values|content)$/;

/** A copy in which no credential is left; a body that is no JSON may be a kubeconfig and is left out as a whole. */
export function masked(body: unknown, key = ""): unknown {
  if (body === undefined || body === null || body === "") return body;
  if (Array.isArray(body)) return body.map((item) => masked(item, key));
  if (typeof body === "object")
    return Object.fromEntries(Object.entries(body).map(([name, value]) => [name, masked(value, name)]));
  if (credential.test(key)) return "****";
  if (typeof body !== "string") return body;
  return key === "" || document.test(key) ? `(${body.length} characters)` : body;
}

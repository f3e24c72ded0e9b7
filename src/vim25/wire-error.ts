import { EdgelabError } from "../core/errors.ts";

/**
 * - `malformed`: not XML, not SOAP, or over a limit
 * - `unknown-method`: `tag` is a method this version of the API does not have, or that is not declared here
 * - `unexpected`: an element that is unknown, out of order, repeated, or newer than the version spoken
 * - `missing`: a required element or `xsi:type` is absent
 * - `value`: an element's text or a JavaScript value does not fit its type
 * - `unsupported`: valid in vSphere, but of a type edgelab does not declare
 */
export type WireErrorKind = "malformed" | "unknown-method" | "unexpected" | "missing" | "value" | "unsupported";

export interface WireErrorDetails {
  readonly kind: WireErrorKind;
  /** What is wrong, without the place. */
  readonly problem: string;
  /** The element, or the field being encoded. */
  readonly tag?: string | undefined;
  /** The type that was being read or written. */
  readonly type?: string | undefined;
  /** Both count from 1, as vCenter's own messages do. Only when decoding. */
  readonly line?: number | undefined;
  readonly column?: number | undefined;
}

/** What does not fit the declarations, in either direction. A server answers it with an `InvalidRequest` fault. */
export class WireError extends EdgelabError {
  override readonly name = "WireError";
  readonly kind: WireErrorKind;
  readonly tag: string | undefined;
  readonly type: string | undefined;
  readonly line: number | undefined;
  readonly column: number | undefined;

  constructor({ kind, problem, tag, type, line, column }: WireErrorDetails) {
    const where = [
      tag === undefined ? "" : `at tag "${tag}"`,
      type === undefined ? "" : `while parsing type ${type}`,
      line === undefined ? "" : `at line ${line}, column ${column ?? 1}`,
    ].filter((part) => part !== "");
    super("PROTOCOL", { what: [problem, ...where].join(", ") + "." });
    this.kind = kind;
    this.tag = tag;
    this.type = type;
    this.line = line;
    this.column = column;
  }
}

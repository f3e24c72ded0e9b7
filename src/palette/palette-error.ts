import { EdgelabError, type ErrorCode, type ErrorDetails } from "../core/errors.ts";

/** What Palette refused. Never holds the API key or a token. */
export class PaletteError extends EdgelabError {
  override readonly name = "PaletteError";
  /** HTTP status. */
  readonly status: number;
  /** Business errors have a string (`ResourceNotFound`), errors of the framework a number; undefined when the body had none. */
  readonly apiCode: string | number | undefined;
  /** Palette's own reference for its support. */
  readonly ref: string | undefined;
  /** What was being done: `create cluster "demo"`. */
  readonly operation: string;

  constructor(
    code: ErrorCode,
    details: ErrorDetails,
    answer: {
      readonly status: number;
      readonly apiCode: string | number | undefined;
      readonly ref: string | undefined;
      readonly operation: string;
    },
  ) {
    super(code, details);
    this.status = answer.status;
    this.apiCode = answer.apiCode;
    this.ref = answer.ref;
    this.operation = answer.operation;
  }
}

/** The object does not exist (any more), or the project hides it. */
export function isGone(error: unknown): boolean {
  return error instanceof PaletteError && error.apiCode === "ResourceNotFound";
}

/** Something still uses what should be deleted; status 500, a business error. */
export function isInUse(error: unknown): boolean {
  return error instanceof PaletteError && error.apiCode === "DeletionResourceInUseError";
}

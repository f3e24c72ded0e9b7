import { EdgelabError, type ErrorCode, type ErrorDetails } from "../core/errors.ts";
import type { HttpAnswer } from "./transport.ts";

/** What Palette refused. Never holds the API key. */
export class PaletteError extends EdgelabError {
  override readonly name = "PaletteError";
  /** HTTP status. */
  readonly status: number;
  /** Business errors have a string (`ResourceNotFound`), errors of the framework a number; undefined when the body had none. */
  readonly apiCode: string | number | undefined;
  /** Palette's own reference, for its support. */
  readonly ref: string | undefined;
  /** What was being done: `create cluster "demo"`. */
  readonly operation: string;

  constructor(code: ErrorCode, details: ErrorDetails, refusal: Refusal) {
    super(code, details);
    this.status = refusal.status;
    this.apiCode = refusal.apiCode;
    this.ref = refusal.ref;
    this.operation = refusal.operation;
  }
}

interface Refusal {
  readonly operation: string;
  readonly status: number;
  readonly apiCode: string | number | undefined;
  readonly ref: string | undefined;
}

/** The object does not exist (any more), or the project hides it. */
export function isGone(error: unknown): boolean {
  return error instanceof PaletteError && error.apiCode === "ResourceNotFound";
}

/** Something still uses what should be deleted. A business error: its status is 500. */
export function isInUse(error: unknown): boolean {
  return error instanceof PaletteError && error.apiCode === "DeletionResourceInUseError";
}

/** `v1Error` as it really comes: any field may be missing, and the body need not be JSON. */
export function refusalError(
  operation: string,
  answer: Pick<HttpAnswer, "status" | "body">,
  { project, redact }: { readonly project: string | undefined; readonly redact: (text: string) => string },
): PaletteError {
  const body = parse(answer.body);
  const apiCode = typeof body["code"] === "string" || typeof body["code"] === "number" ? body["code"] : undefined;
  const ref = typeof body["ref"] === "string" ? body["ref"] : undefined;
  const message = typeof body["message"] === "string" ? body["message"] : excerpt(answer.body);
  const said = message === "" ? "It gave no reason" : redact(message);
  const detail = [apiCode, `status ${answer.status}`, ref && `reference ${ref}`].filter(Boolean).join(", ");
  const code = errorCode(answer.status, apiCode);
  return new PaletteError(
    code,
    {
      what: `Palette refused to ${operation}.`,
      why: `${said.replace(/[.\s]+$/, "")} (${redact(detail)}).`,
      next: hint(code, answer.status, project),
    },
    { operation, status: answer.status, apiCode, ref },
  );
}

function errorCode(status: number, apiCode: string | number | undefined): ErrorCode {
  if (status === 401 || apiCode === "UnAuthorizedAccess") return "API_KEY_REFUSED";
  if (status === 403 || apiCode === "OperationForbidden") return "PRIVILEGE_MISSING";
  // A path that does not exist is also a 404, with a numeric code: that is no missing object.
  if (apiCode === "ResourceNotFound") return "NOT_FOUND";
  return "PALETTE";
}

function hint(code: ErrorCode, status: number, project: string | undefined): string | undefined {
  if (code === "API_KEY_REFUSED") return "Check PALETTE_API_KEY: a key may be expired, revoked, or of another tenant.";
  if (code === "PRIVILEGE_MISSING") {
    return project === undefined
      ? "The key has its owner's permissions, and this needs one in the whole tenant: use the key of a tenant administrator."
      : `The key has its owner's permissions. The usual cause is the wrong project: check that its owner has a role in "${project}".`;
  }
  if (status === 429)
    return "Palette limits requests per source address: run fewer labs at once from here, or wait a little.";
  if (status >= 502) return "Palette or a proxy before it is not well. Try again in a few minutes.";
  return undefined;
}

function parse(body: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
  } catch (error) {
    if (error instanceof SyntaxError) return {}; // a proxy's page, or nothing
    throw error;
  }
}

/** What a person can read of a body that is no JSON: a proxy's HTML page, mostly. */
function excerpt(body: string): string {
  const plain = body
    .replaceAll(/<(style|script)[^]*?<\/\1>/gi, " ")
    .replaceAll(/<[^>]*>/g, " ")
    .replaceAll(/\s+/g, " ")
    .trim();
  return plain.length > 200 ? `${plain.slice(0, 200)}...` : plain;
}

import { randomBytes } from "node:crypto";

/**
 * A refusal as Palette words it: `v1Error` with a status. Business errors have a string code and often status 500,
 * errors of the framework a numeric code. Where no source gives the status of a code, the most plausible one is used;
 * those places say `unverified`.
 */
export class ApiError extends Error {
  override readonly name = "ApiError";
  readonly status: number;
  readonly code: string | number;

  constructor(status: number, code: string | number, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }

  body(): object {
    return { code: this.code, message: this.message, ref: randomBytes(12).toString("hex"), details: {} };
  }
}

export const notFound = (what: string) => new ApiError(404, "ResourceNotFound", `${what} not found`);

export const forbidden = (permission: string) =>
  new ApiError(
    403,
    "OperationForbidden",
    `Operation not allowed. The user does not have the permission '${permission}'`,
  );

export const unauthorized = (message: string) => new ApiError(401, "UnAuthorizedAccess", message);

export const inUse = (message: string) => new ApiError(500, "DeletionResourceInUseError", message);

/** A payload that does not fit. */
export const badRequest = (message: string) => new ApiError(400, "InvalidRequestPayload", message);

/** A rule of the business: status 500 with a code, as documented. The codes themselves are unverified. */
export const refused = (code: string, message: string) => new ApiError(500, code, message);

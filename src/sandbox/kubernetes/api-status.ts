/** `metav1.Status` of a failed call. */
export class ApiStatus extends Error {
  override readonly name = "ApiStatus";
  readonly code: number;
  readonly reason: string;
  readonly details: object;

  constructor(code: number, reason: string, message: string, details: object = {}) {
    super(message);
    this.code = code;
    this.reason = reason;
    this.details = details;
  }

  body(): object {
    const { code, reason, message, details } = this;
    return { kind: "Status", apiVersion: "v1", metadata: {}, status: "Failure", message, reason, details, code };
  }
}

export const unauthorized = () => new ApiStatus(401, "Unauthorized", "Unauthorized");

export const noSuchPath = () => new ApiStatus(404, "NotFound", "the server could not find the requested resource");

export const noSuchObject = (plural: string, group: string, name: string) =>
  new ApiStatus(404, "NotFound", `${group === "" ? plural : `${plural}.${group}`} "${name}" not found`, {
    name,
    ...(group === "" ? {} : { group }),
    kind: plural,
  });

export const readOnly = () =>
  new ApiStatus(405, "MethodNotAllowed", "the server does not allow this method on the requested resource");

export const unavailable = (message: string) => new ApiStatus(503, "ServiceUnavailable", message);

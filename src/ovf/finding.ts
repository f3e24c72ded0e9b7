/** What was looked at. */
export type Check = "archive" | "descriptor" | "manifest" | "files" | "disk" | "boot" | "edge" | "secrets";

/** Something that a person should know about a package. An `error` keeps it from being used. */
export interface Finding {
  readonly severity: "error" | "warning" | "info";
  readonly check: Check;
  /** A sentence. Never holds a secret. */
  readonly message: string;
}

/**
 * Every failure code that edgelab can report, with the exit code of a command that ends in it.
 * Codes are public: they are documented in docs/errors.md, never renamed, and matched on by tests and scripts.
 */
export const errorCodes = {
  // 2: the command line
  USAGE: 2,
  TRANSPORT_NOT_INSTALLED: 2,
  PROGRAM_MISSING: 2,
  FILE_EXISTS: 2,
  FILE_UNUSABLE: 2,
  // 3: the lab file and what it names
  LAB_INVALID: 3,
  LAB_NOT_FOUND: 3,
  USER_DATA_INVALID: 3,
  ISO_INVALID: 3,
  VMDK_INVALID: 3,
  OVF_INVALID: 3,
  DISK_INVALID: 3,
  // 4: refused
  LOGIN_REFUSED: 4,
  PRIVILEGE_MISSING: 4,
  CERTIFICATE_UNTRUSTED: 4,
  API_KEY_REFUSED: 4,
  NOT_OURS: 4,
  LAB_LOCKED: 4,
  // 5: a remote operation failed
  UNREACHABLE: 5,
  PROTOCOL: 5,
  FAULT: 5,
  NOT_FOUND: 5,
  AMBIGUOUS: 5,
  NAME_TAKEN: 5,
  DATASTORE_FULL: 5,
  TEMPLATE_UNUSABLE: 5,
  INSTALL_FAILED: 5,
  QEMU_FAILED: 5,
  VERIFY_FAILED: 5,
  LEASE_LOST: 5,
  REGISTRATION_FAILED: 5,
  PROVISION_FAILED: 5,
  CHECK_FAILED: 5,
  PALETTE: 5,
  PACK_NOT_FOUND: 5,
  NO_FREE_VIP: 5,
  UNSUPPORTED: 5,
  LEFT_BEHIND: 5,
  SANDBOX: 5,
  // 6: timed out
  TIMED_OUT: 6,
  // 7: plan --check
  CHANGES_PENDING: 7,
  // 130: interrupted
  INTERRUPTED: 130,
} as const;

export type ErrorCode = keyof typeof errorCodes;

export interface ErrorDetails {
  /** What failed, naming the object in the user's words. One sentence. */
  readonly what: string;
  /** The fact behind it: what was found beside what was expected, with numbers. Never a secret. */
  readonly why?: string | undefined;
  /** How to go on: a command, or a setting with file and line. */
  readonly next?: string | undefined;
  readonly cause?: unknown;
}

/** Every failure edgelab expects. Anything else that reaches the CLI is a bug and prints a stack. */
export class EdgelabError extends Error {
  override readonly name: string = "EdgelabError";
  readonly code: ErrorCode;
  readonly details: ErrorDetails;

  constructor(code: ErrorCode, details: ErrorDetails) {
    super(details.why === undefined ? details.what : `${details.what} ${details.why}`, { cause: details.cause });
    this.code = code;
    this.details = details;
  }

  get exitCode(): number {
    return errorCodes[this.code];
  }
}

/** True when the error, or anything in its chain of causes, is an {@link EdgelabError} with one of these codes. */
export function hasCode(error: unknown, ...codes: readonly ErrorCode[]): boolean {
  for (let at: unknown = error, hops = 0; at instanceof Error && hops < 16; at = at.cause, hops += 1) {
    if (at instanceof EdgelabError && codes.includes(at.code)) return true;
  }
  return false;
}

/** True for the error that an aborted signal throws, and not for a deadline that passed. */
export function isAbort(error: unknown): boolean {
  return error instanceof Error && error.name === "AbortError";
}

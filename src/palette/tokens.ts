import type { Abortable } from "../core/abort.ts";
import type { Secret } from "../core/secret.ts";
import type { Project } from "./projects.ts";

/** A registration token. */
export interface Token {
  readonly uid: string;
  readonly name: string;
  /** The text that hosts register with; undefined where the API withholds it. */
  readonly secret: Secret | undefined;
  readonly expiresAt: Date | undefined;
  readonly isActive: boolean;
  /** Where hosts that name no project register. */
  readonly defaultProject: Project | undefined;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
}

export interface TokenSpec {
  readonly name: string;
  readonly description?: string | undefined;
  readonly labels?: Readonly<Record<string, string>> | undefined;
  readonly defaultProjectUid: string;
  readonly expiresAt: Date;
}

/** Tenant scope: needs a tenant administrator's key. */
export interface Tokens {
  list(options: Abortable): Promise<readonly Token[]>;
  get(uid: string, options: Abortable): Promise<Token>;
  /** The one of this name, active ones first. @throws {EdgelabError} AMBIGUOUS when several active ones share it */
  tryFind(name: string, options: Abortable): Promise<Token | undefined>;
  create(spec: TokenSpec, options: Abortable): Promise<Token>;
  update(uid: string, spec: TokenSpec, options: Abortable): Promise<void>;
  setActive(uid: string, isActive: boolean, options: Abortable): Promise<void>;
  /** A token that is already gone is no error. */
  delete(uid: string, options: Abortable): Promise<void>;
}

/** Why hosts could not register with this token now, in a clause; undefined when they can. */
export function tokenProblem(
  token: Token,
  { now, projectUid }: { /** Epoch milliseconds. */ readonly now: number; readonly projectUid: string },
): string | undefined {
  if (!token.isActive) return "it is revoked";
  if (token.expiresAt !== undefined && token.expiresAt.getTime() <= now)
    return `it expired on ${token.expiresAt.toISOString()}`;
  if (token.defaultProject === undefined) return "it names no default project";
  if (token.defaultProject.uid !== projectUid) return `its default project is "${token.defaultProject.name}"`;
  return undefined;
}

import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import type { Clock } from "../../core/clock.ts";
import { forbidden, unauthorized } from "./api-error.ts";
import type { ApiKey } from "./options.ts";
import type { ProjectRecord } from "./state.ts";

/** Who calls, and what they may. */
export type Principal = Omit<ApiKey, "key" | "login">;

const lifetimeMs = 15 * 60_000;

/** API keys, and the sessions of users who logged in instead. Sessions do not survive a restart. */
export class Principals {
  readonly #clock: Clock;
  readonly #keys: readonly ApiKey[];
  readonly #sessions = new Map<string, { readonly key: ApiKey; readonly until: number }>();

  constructor(clock: Clock, keys: readonly ApiKey[]) {
    this.#clock = clock;
    this.#keys = keys;
  }

  /** @throws {ApiError} 401 without a valid `ApiKey` header or `Authorization` session */
  authenticate(headers: IncomingHttpHeaders): Principal {
    const written = headers["apikey"];
    if (typeof written === "string") {
      const found = this.#keys.find(({ key }) => same(key, written));
      if (found) return found;
      throw unauthorized("Invalid API key");
    }
    const session = this.#sessions.get(headers.authorization ?? "");
    if (session && session.until > this.#clock.now()) return session.key;
    throw unauthorized(
      headers.authorization ? "Invalid or expired authorization token" : "Authentication credentials are missing",
    );
  }

  /** The text of the new session. @throws {ApiError} 401 */
  logIn(emailId: string, password: string): string {
    const found = this.#keys.find(
      ({ login }) => login !== undefined && same(login.emailId, emailId) && same(login.password, password),
    );
    if (!found) throw unauthorized("Invalid credentials");
    return this.#open(found);
  }

  /** A fresh session for one that is still alive. @throws {ApiError} 401 */
  refresh(token: string): string {
    const session = this.#sessions.get(token);
    if (!session || session.until <= this.#clock.now()) throw unauthorized("Invalid or expired authorization token");
    return this.#open(session.key);
  }

  #open(key: ApiKey): string {
    const token = randomBytes(32).toString("base64url");
    this.#sessions.set(token, { key, until: this.#clock.now() + lifetimeMs });
    return token;
  }
}

export function mayEnter({ projects }: Principal, project: ProjectRecord): boolean {
  return projects?.includes(project.metadata.name) ?? true;
}

/** @throws {ApiError} 403 naming the permission that is missing */
export function demand({ permissions }: Principal, permission: string): void {
  const [resource] = permission.split(".");
  if (permissions && !permissions.includes(permission) && !permissions.includes(`${resource}.*`))
    throw forbidden(permission);
}

function same(a: string, b: string): boolean {
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}

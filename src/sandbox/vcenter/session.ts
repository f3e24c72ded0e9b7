import { randomUUID } from "node:crypto";
import type { Data } from "../../vim25/schema.ts";
import type { ManagedObject } from "./managed-object.ts";

/** How long a session may idle: vCenter's default. */
const idleMs = 30 * 60_000;

/** A login. Collectors, filters and views belong to one and end with it. */
export class Session {
  readonly key = randomUUID();
  /** What the cookie carries. Not the key: that one can be read by others in `sessionList`. */
  readonly cookie = randomUUID().replaceAll("-", "");
  readonly userName: string;
  readonly #loginMs: number;
  readonly #userAgent: string;
  readonly #ipAddress: string;
  #lastActiveMs: number;
  #callCount = 0;
  readonly #ended = new AbortController();
  /** Aborted at logout or expiry. */
  readonly ended: AbortSignal = this.#ended.signal;
  readonly #own = new Map<string, ManagedObject>();

  constructor(login: { userName: string; userAgent: string; ipAddress: string; nowMs: number }) {
    this.userName = login.userName;
    this.#loginMs = login.nowMs;
    this.#lastActiveMs = login.nowMs;
    this.#userAgent = login.userAgent;
    this.#ipAddress = login.ipAddress;
  }

  /** Counts a call; false when the session had idled too long. */
  use(nowMs: number): boolean {
    if (nowMs - this.#lastActiveMs > idleMs) return false;
    this.#lastActiveMs = nowMs;
    this.#callCount += 1;
    return true;
  }

  /** An id for an object of this session. */
  newId(): string {
    return `session[${this.key}]${randomUUID()}`;
  }

  add<T extends ManagedObject>(object: T): T {
    this.#own.set(object.ref.value, object);
    return object;
  }

  remove(object: ManagedObject): void {
    this.#own.delete(object.ref.value);
  }

  find(moid: string): ManagedObject | undefined {
    return this.#own.get(moid);
  }

  objects(): readonly ManagedObject[] {
    return [...this.#own.values()];
  }

  end(): void {
    this.#ended.abort();
    for (const object of this.#own.values()) object.released();
    this.#own.clear();
  }

  get info(): Data<"UserSession"> {
    return {
      key: this.key,
      userName: this.userName,
      fullName: this.userName,
      loginTime: new Date(this.#loginMs),
      lastActiveTime: new Date(this.#lastActiveMs),
      locale: "en",
      messageLocale: "en",
      extensionSession: false,
      ipAddress: this.#ipAddress,
      userAgent: this.#userAgent,
      callCount: this.#callCount,
    };
  }
}

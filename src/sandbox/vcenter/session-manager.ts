import { createHash, timingSafeEqual } from "node:crypto";
import { fault } from "./fault.ts";
import { ManagedObject, type Call, type MethodTable, type PropertyTable } from "./managed-object.ts";
import { PropertyCollector, sessionCollector } from "./property/property-collector.ts";
import { Session } from "./session.ts";
import type { World } from "./world.ts";

interface Credentials {
  readonly username: string;
  readonly password: string;
}

/** A session cap as of a real vCenter, so that a client that never logs out is found out. */
const maxSessions = 2000;

/** Who may log in, and who is. */
export class SessionManager extends ManagedObject {
  protected override readonly propertyTable = properties;
  protected override readonly methodTable = methods;
  readonly #credentials: readonly Credentials[];
  readonly #byCookie = new Map<string, Session>();

  constructor(world: World, credentials: readonly Credentials[]) {
    super(world, "SessionManager", "SessionManager");
    this.#credentials = credentials;
  }

  get sessions(): readonly Session[] {
    return [...this.#byCookie.values()];
  }

  /** The session of a cookie, counted as used; undefined when there is none or it idled too long. */
  find(cookie: string | undefined): Session | undefined {
    const session = cookie === undefined ? undefined : this.#byCookie.get(cookie);
    if (!session || session.use(this.world.clock.now())) return session;
    this.end(session);
    return undefined;
  }

  byKey(key: string): Session | undefined {
    return this.sessions.find((session) => session.key === key);
  }

  /** @throws InvalidLogin for wrong credentials, and on a session that is logged in already */
  login(
    userName: string,
    password: string,
    client: { userAgent: string; ipAddress: string },
    current: Session | undefined,
  ): Session {
    const known = this.#credentials.some((one) => one.username === userName && sameSecret(one.password, password));
    if (!known || current) {
      throw fault("InvalidLogin", {}, "Cannot complete login due to an incorrect user name or password.");
    }
    if (this.#byCookie.size >= maxSessions)
      throw fault("InvalidState", {}, "The maximum number of sessions has been exceeded.");
    const session = new Session({ userName, ...client, nowMs: this.world.clock.now() });
    session.add(new PropertyCollector(this.world, session, sessionCollector));
    this.#byCookie.set(session.cookie, session);
    this.touch("sessionList");
    return session;
  }

  end(session: Session): void {
    this.#byCookie.delete(session.cookie);
    session.end();
    this.touch("sessionList");
  }
}

function sameSecret(one: string, other: string): boolean {
  const digest = (text: string): Buffer => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(one), digest(other));
}

const properties: PropertyTable<SessionManager, "SessionManager"> = {
  sessionList: (manager) => manager.sessions.map((session) => session.info),
  currentSession: (_, session) => session.info,
  message: () => "",
  messageLocaleList: () => ["en"],
  supportedLocaleList: () => ["en"],
  defaultLocale: () => "en",
};

const methods: MethodTable<SessionManager> = {
  Logout: (manager, _, { session }) => manager.end(session),
  SessionIsActive: (manager, { sessionID, userName }) => manager.byKey(sessionID)?.userName === userName,
  TerminateSession: (manager, { sessionId }, call: Call) => {
    for (const key of sessionId) {
      const doomed = manager.byKey(key);
      if (!doomed) throw fault("NotFound", {}, "The session was not found.");
      if (doomed === call.session)
        throw fault("InvalidArgument", { invalidProperty: "sessionId" }, "The session is your own.");
      manager.end(doomed);
    }
  },
};

import { randomUUID } from "node:crypto";
import { type Abortable, withDeadline } from "../core/abort.ts";
import { type Clock, systemClock } from "../core/clock.ts";
import { EdgelabError } from "../core/errors.ts";

/** What a lock needs of a datastore. Paths are relative to its root. */
export interface LockStore {
  /** Atomic: false when it exists already. Makes missing parents. */
  makeDirectory(path: string, options: Abortable): Promise<boolean>;
  /** Undefined when there is no such file. */
  readText(path: string, options: Abortable): Promise<string | undefined>;
  writeText(path: string, text: string, options: Abortable): Promise<void>;
  /** Atomic; false when `from` is gone or `to` exists. */
  move(from: string, to: string, options: Abortable): Promise<boolean>;
  /** File or folder with all in it; nothing there is fine. */
  remove(path: string, options: Abortable): Promise<void>;
  /** The vCenter's own time, in milliseconds since the epoch: the only clock that all who compete share. */
  serverTime(options: Abortable): Promise<number>;
}

/** What the holder file says. Times are the vCenter's, ISO 8601. */
export interface LockHolder {
  /** Unique to the run. */
  readonly run: string;
  readonly user: string;
  readonly host: string;
  /** As {@link LockSelf.pidSpace}. */
  readonly pidSpace: string;
  readonly pid: number;
  /** UUID of the lab on whose behalf it is held. */
  readonly lab: string;
  readonly since: string;
  readonly expires: string;
}

/** Who asks. `isAlive` tells whether a process of the same `pidSpace` still runs. */
export interface LockSelf {
  readonly user: string;
  readonly host: string;
  /** Where a pid means the same process: containers may share their host's name, and still see no process of each other. */
  readonly pidSpace: string;
  readonly pid: number;
  readonly isAlive: (pid: number) => boolean;
}

export interface LockOptions extends Abortable {
  readonly path: string;
  /** For messages: `lab "demo" of anna`. */
  readonly subject: string;
  readonly lab: string;
  readonly self: LockSelf;
  /** Take it whoever holds it. */
  readonly adopt?: boolean | undefined;
  readonly clock?: Clock | undefined;
  /** Without a refresh for this long, others may take it. */
  readonly expiryMs?: number | undefined;
  readonly warn?: ((message: string) => void) | undefined;
}

const defaultExpiryMs = 180_000;
/** How long a directory without holder file may be a run that has just begun; such a run gives up when it takes longer. */
const birthMs = 10_000;
/** Between two looks at a lock that somebody else holds: soon at first, then rarely, since each costs calls. */
const firstLookMs = 500;
const lastLookMs = 10_000;
const releaseTimeoutMs = 30_000;

/**
 * A lock that holds while its process lives: the directory is made atomically, the file in it says who and until when.
 * Disposing it gives it back. `lost` aborts when somebody took it over or it can no longer be refreshed.
 */
export class Lock implements AsyncDisposable {
  readonly lost: AbortSignal;
  readonly #store: LockStore;
  readonly #options: LockOptions;
  readonly #run: string;
  readonly #since: number;
  readonly #clock: Clock;
  readonly #lost = new AbortController();
  readonly #stop = new AbortController();
  readonly #refreshing: Promise<void>;

  private constructor(store: LockStore, options: LockOptions, run: string, since: number) {
    this.#store = store;
    this.#options = options;
    this.#run = run;
    this.#since = since;
    this.#clock = options.clock ?? systemClock();
    this.lost = this.#lost.signal;
    this.#refreshing = this.#refresh();
  }

  /**
   * @throws {EdgelabError} LAB_LOCKED, saying who holds it and since when
   */
  static async acquire(store: LockStore, options: LockOptions): Promise<Lock> {
    const run = randomUUID();
    const clock = options.clock ?? systemClock();
    for (let attempt = 0; attempt < 3; attempt += 1) {
      const began = clock.now();
      if (await store.makeDirectory(options.path, options)) {
        const since = await store.serverTime(options);
        await store.writeText(fileOf(options.path), holderText(run, since, since, options), options);
        if (clock.now() - began < birthMs) return new Lock(store, options, run, since);
        throw tooSlow(options, clock.now() - began);
      }
      await takeOver(store, options, run);
    }
    throw locked(options, await readHolder(store, options.path, options), await store.serverTime(options));
  }

  /**
   * Waits for it, looking every now and then, since a datastore tells nobody of its changes.
   *
   * @throws {EdgelabError} TIMED_OUT when it was held all the time
   */
  static async acquirePatiently(
    store: LockStore,
    options: LockOptions & { readonly patienceMs: number; readonly onWait: (why: string) => void },
  ): Promise<Lock> {
    const { patienceMs, onWait, subject, clock = systemClock() } = options;
    return withDeadline(patienceMs, `waiting for ${subject}`, options, async ({ signal }) => {
      for (let waitMs = firstLookMs; ; waitMs = Math.min(lastLookMs, waitMs * 1.5)) {
        try {
          return await Lock.acquire(store, { ...options, signal });
        } catch (error) {
          if (!(error instanceof EdgelabError) || error.code !== "LAB_LOCKED") throw error;
          onWait(error.details.why ?? error.message);
          await clock.sleep(waitMs, { signal });
        }
      }
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stop.abort();
    await this.#refreshing;
    if (this.lost.aborted) return;
    const { path, subject, warn } = this.#options;
    // the caller's signal may be aborted by now; giving back has a time of its own
    const own = { signal: new AbortController().signal };
    try {
      await withDeadline(releaseTimeoutMs, `giving back the lock of ${subject}`, own, async (options) => {
        const holder = await readHolder(this.#store, path, options);
        if (holder?.run === this.#run) await this.#store.remove(path, options);
      });
    } catch (error) {
      if (!(error instanceof EdgelabError)) throw error;
      // why the run ends must not be hidden by this: the lock ends by itself
      warn?.(`The lock of ${subject} could not be given back and expires by itself: ${error.message}`);
    }
  }

  async #refresh(): Promise<void> {
    const { path, subject } = this.#options;
    const expiryMs = this.#options.expiryMs ?? defaultExpiryMs;
    const { signal } = this.#stop;
    let failingSince: number | undefined;
    while (!signal.aborted) {
      try {
        await this.#clock.sleep(expiryMs / 4, { signal });
        const holder = await readHolder(this.#store, path, { signal });
        if (holder?.run !== this.#run) {
          this.#lost.abort(
            new EdgelabError("LAB_LOCKED", {
              what: `The lock of ${subject} was taken over during this run.`,
              why: holder ? `${holder.user} on ${holder.host} holds it since ${holder.since}.` : "Its file is gone.",
              next: "Agree with them who goes on, then run the command again.",
            }),
          );
          return;
        }
        const now = await this.#store.serverTime({ signal });
        await this.#store.writeText(fileOf(path), holderText(this.#run, this.#since, now, this.#options), { signal });
        failingSince = undefined;
      } catch (error) {
        if (signal.aborted) return;
        failingSince ??= this.#clock.now();
        // the file on the datastore still holds the lock until it expires: only then is it lost
        if (this.#clock.now() - failingSince < expiryMs / 2) continue;
        this.#lost.abort(
          new EdgelabError("LAB_LOCKED", { what: `The lock of ${subject} can no longer be refreshed.`, cause: error }),
        );
        return;
      }
    }
  }
}

/** Who holds a lock, undefined when nobody does or the file is not there yet. */
export async function readHolder(
  store: Pick<LockStore, "readText">,
  path: string,
  options: Abortable,
): Promise<LockHolder | undefined> {
  return parseHolder(await store.readText(fileOf(path), options));
}

export function parseHolder(text: string | undefined): LockHolder | undefined {
  if (text === undefined) return undefined;
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
  return isHolder(data) ? data : undefined;
}

function isHolder(data: unknown): data is LockHolder {
  if (typeof data !== "object" || data === null) return false;
  const text = ["run", "user", "host", "pidSpace", "lab", "since", "expires"] as const;
  const record = data as Record<string, unknown>;
  return text.every((key) => typeof record[key] === "string") && typeof record["pid"] === "number";
}

/** Why it may be taken, or undefined when it may not. */
export function claim(
  holder: LockHolder,
  now: number,
  { self, adopt }: Pick<LockOptions, "self" | "adopt">,
): string | undefined {
  if (adopt) return "it was taken over on purpose";
  if (now > Date.parse(holder.expires)) return "it had expired";
  if (holder.pidSpace === self.pidSpace && holder.user === self.user && !self.isAlive(holder.pid)) {
    return `its process ${holder.pid} is gone`;
  }
  return undefined;
}

/**
 * Moves the directory away if its holder may be robbed: of several who try, the rename lets one succeed. Who was judged
 * and who was moved must be the same: in between, another robber may have made the lock his own, and gets it back.
 */
async function takeOver(store: LockStore, options: LockOptions, run: string): Promise<void> {
  const { path } = options;
  const clock = options.clock ?? systemClock();
  let holder = await readHolder(store, path, options);
  for (let waited = 0; holder === undefined && waited < birthMs; waited += birthMs / 6) {
    await clock.sleep(birthMs / 6, options);
    holder = await readHolder(store, path, options);
  }
  const now = await store.serverTime(options);
  const reason = holder === undefined ? "its run ended before it said who it was" : claim(holder, now, options);
  if (reason === undefined) throw locked(options, holder, now);
  const aside = `${path}.${run}`;
  if (!(await store.move(path, aside, options))) return;
  const moved = await readHolder(store, aside, options);
  if (moved !== undefined && moved.run !== holder?.run && (await store.move(aside, path, options))) return;
  const who = holder ? `${holder.user} on ${holder.host} held it since ${holder.since}, and ` : "";
  options.warn?.(`Took over the lock of ${options.subject}: ${who}${reason}.`);
  await store.remove(aside, options);
}

function locked(options: LockOptions, holder: LockHolder | undefined, now: number): EdgelabError {
  return new EdgelabError("LAB_LOCKED", {
    what: `Another run works on ${options.subject}.`,
    why: holder
      ? `${holder.user} on ${holder.host} (process ${holder.pid}) holds the lock since ${holder.since}; it expires in ${Math.max(0, Math.ceil((Date.parse(holder.expires) - now) / 1000))} s unless refreshed.`
      : "Several runs are competing for the lock.",
    next: "Wait for it to end. If you are sure that it is dead, run the command again with --take-lock.",
  });
}

function tooSlow({ subject }: LockOptions, elapsedMs: number): EdgelabError {
  return new EdgelabError("TIMED_OUT", {
    what: `Taking the lock of ${subject} took ${(elapsedMs / 1000).toFixed(1)} s.`,
    why: `After ${birthMs / 1000} s others take it for abandoned, so it may be theirs by now.`,
    next: "Look at the load of the vCenter and its datastore, then run the command again.",
  });
}

function fileOf(path: string): string {
  return `${path}/holder.json`;
}

function holderText(run: string, since: number, now: number, { self, lab, expiryMs }: LockOptions): string {
  const holder: LockHolder = {
    run,
    user: self.user,
    host: self.host,
    pidSpace: self.pidSpace,
    pid: self.pid,
    lab,
    since: new Date(since).toISOString(),
    expires: new Date(now + (expiryMs ?? defaultExpiryMs)).toISOString(),
  };
  return `${JSON.stringify(holder, undefined, 1)}\n`;
}

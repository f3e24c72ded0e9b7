import { setImmediate as turn } from "node:timers/promises";
import { beforeEach, expect, test } from "vitest";
import type { Clock } from "../core/clock.ts";
import { EdgelabError } from "../core/errors.ts";
import { claim, Lock, type LockHolder, type LockOptions, type LockStore, parseHolder, readHolder } from "./lock.ts";

const path = "edgelab/locks/uuid-1";
const { signal } = new AbortController();

/** A datastore in memory: directories exist by name, files by path. */
class MemoryStore implements LockStore {
  readonly directories = new Set<string>();
  readonly files = new Map<string, string>();
  now = Date.parse("2026-01-01T00:00:00Z");
  failing: Error | undefined;
  /** Runs before a move takes effect. */
  beforeMove: (() => void) | undefined;

  async makeDirectory(at: string) {
    if (this.directories.has(at)) return false;
    this.directories.add(at);
    return true;
  }
  async readText(at: string) {
    if (this.failing) throw this.failing;
    return this.files.get(at);
  }
  async writeText(at: string, text: string) {
    this.files.set(at, text);
  }
  async move(from: string, to: string) {
    this.beforeMove?.();
    if (!this.directories.delete(from)) return false;
    this.directories.add(to);
    const moved = [...this.files].filter(([name]) => name.startsWith(`${from}/`));
    for (const [name, text] of moved) {
      this.files.delete(name);
      this.files.set(to + name.slice(from.length), text);
    }
    return true;
  }
  async remove(at: string) {
    this.directories.delete(at);
    for (const name of this.files.keys()) if (name.startsWith(`${at}/`)) this.files.delete(name);
  }
  async serverTime() {
    return this.now;
  }
}

class TestClock implements Clock {
  #now = 0;
  readonly #sleepers = new Set<{ readonly at: number; readonly wake: () => void }>();
  now() {
    return this.#now;
  }
  sleep(ms: number, { signal }: { readonly signal: AbortSignal }) {
    return new Promise<void>((resolve, reject) => {
      const sleeper = { at: this.#now + ms, wake: resolve };
      this.#sleepers.add(sleeper);
      signal.addEventListener("abort", () => {
        this.#sleepers.delete(sleeper);
        reject(signal.reason as Error);
      });
    });
  }
  async advance(ms: number) {
    this.#now += ms;
    for (const sleeper of this.#sleepers) {
      if (sleeper.at > this.#now) continue;
      this.#sleepers.delete(sleeper);
      sleeper.wake();
    }
    await turn();
  }
}

let store: MemoryStore;
let clock: TestClock;
let warnings: string[];

function as(user: string, more: Partial<LockOptions> = {}): LockOptions {
  return {
    signal,
    path,
    subject: 'lab "demo"',
    lab: "uuid-1",
    clock,
    self: { user, host: "laptop", pidSpace: "laptop 1", pid: 42, isAlive: () => true },
    warn: (message) => warnings.push(message),
    ...more,
  };
}

beforeEach(() => {
  store = new MemoryStore();
  clock = new TestClock();
  warnings = [];
});

test("one at a time; the second is told who and since when", async () => {
  const lock = await Lock.acquire(store, as("anna"));
  await expect(Lock.acquire(store, as("mia"))).rejects.toMatchObject({
    code: "LAB_LOCKED",
    details: {
      why: expect.stringContaining("anna on laptop (process 42) holds the lock since 2026-01-01T00:00:00.000Z"),
    },
  });
  await lock[Symbol.asyncDispose]();
  expect(store.directories.size + store.files.size).toBe(0);
  await using again = await Lock.acquire(store, as("mia"));
  expect(again.lost.aborted).toBe(false);
});

test("of many at once exactly one gets it", async () => {
  const tries = ["a", "b", "c", "d"].map((user) => Lock.acquire(store, as(user)));
  const settling = Promise.allSettled(tries);
  for (let step = 0; step < 8; step += 1) await clock.advance(2_000);
  const settled = await settling;
  expect(settled.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  for (const one of settled) if (one.status === "fulfilled") await one.value[Symbol.asyncDispose]();
});

test("an expired lock is taken over, and its late holder notices", async () => {
  const late = await Lock.acquire(store, as("anna", { expiryMs: 60_000 }));
  store.now += 61_000;
  await using lock = await Lock.acquire(store, as("mia"));
  expect(warnings).toEqual([
    expect.stringContaining("anna on laptop held it since 2026-01-01T00:00:00.000Z, and it had expired"),
  ]);
  expect((await readHolder(store, path, { signal }))?.user).toBe("mia");
  await clock.advance(15_000);
  expect(late.lost.reason).toMatchObject({ code: "LAB_LOCKED", message: expect.stringContaining("mia on laptop") });
  await late[Symbol.asyncDispose]();
  expect(store.directories.has(path)).toBe(true);
  expect(lock.lost.aborted).toBe(false);
});

test("a refresh moves the expiry by the vCenter's time", async () => {
  await using lock = await Lock.acquire(store, as("anna", { expiryMs: 60_000 }));
  store.now += 15_000;
  await clock.advance(15_000);
  expect((await readHolder(store, path, { signal }))?.expires).toBe("2026-01-01T00:01:15.000Z");
  expect(lock.lost.aborted).toBe(false);
});

test("a short outage does not lose it, a long one does", async () => {
  await using lock = await Lock.acquire(store, as("anna", { expiryMs: 60_000 }));
  store.failing = new Error("unreachable");
  await clock.advance(15_000);
  await clock.advance(15_000);
  expect(lock.lost.aborted).toBe(false);
  await clock.advance(15_000);
  expect(lock.lost.aborted).toBe(true);
  store.failing = undefined;
});

test("a directory whose run died before it said who it was is taken after a moment", async () => {
  store.directories.add(path);
  const acquiring = Lock.acquire(store, as("mia"));
  for (let step = 0; step < 8; step += 1) await clock.advance(2_000);
  await using lock = await acquiring;
  expect(lock.lost.aborted).toBe(false);
  expect(warnings).toEqual([expect.stringContaining("before it said who it was")]);
});

test("of two who rob the same dead run, the slower one gives back what it took from the faster", async () => {
  const late = await Lock.acquire(store, as("anna", { expiryMs: 60_000 }));
  store.now += 61_000;
  const fresh: LockHolder = { ...holder, run: "fresh", user: "tom", expires: "2026-01-01T01:00:00.000Z" };
  store.beforeMove = () => {
    store.beforeMove = undefined;
    store.files.set(`${path}/holder.json`, JSON.stringify(fresh));
  };
  await expect(Lock.acquire(store, as("mia"))).rejects.toMatchObject({
    code: "LAB_LOCKED",
    details: { why: expect.stringContaining("tom on laptop") },
  });
  expect([...store.directories]).toEqual([path]);
  expect((await readHolder(store, path, { signal }))?.run).toBe("fresh");
  await late[Symbol.asyncDispose]();
});

test("whoever takes too long to say who it is does not believe that it holds the lock", async () => {
  const writeText = store.writeText.bind(store);
  store.writeText = async (at, text) => {
    await clock.advance(10_000);
    await writeText(at, text);
  };
  await expect(Lock.acquire(store, as("anna"))).rejects.toMatchObject({ code: "TIMED_OUT" });
});

test("a lock that cannot be given back warns, and hides nothing", async () => {
  const lock = await Lock.acquire(store, as("anna"));
  store.failing = new EdgelabError("UNREACHABLE", { what: "Cannot connect." });
  await lock[Symbol.asyncDispose]();
  expect(warnings).toEqual([expect.stringContaining("expires by itself: Cannot connect.")]);
});

const holder: LockHolder = {
  run: "1",
  user: "anna",
  host: "laptop",
  pidSpace: "laptop 1",
  pid: 42,
  lab: "uuid-1",
  since: "2026-01-01T00:00:00.000Z",
  expires: "2026-01-01T00:03:00.000Z",
};
const during = Date.parse("2026-01-01T00:01:00Z");
const after = Date.parse("2026-01-01T00:03:01Z");
const gone = () => false;
const alive = () => true;

test.each([
  ["while it is held", during, { user: "mia", host: "laptop", pidSpace: "laptop 1", pid: 1, isAlive: gone }, undefined],
  [
    "when expired",
    after,
    { user: "mia", host: "other", pidSpace: "other 1", pid: 1, isAlive: alive },
    "it had expired",
  ],
  [
    "of a dead process of one's own",
    during,
    { user: "anna", host: "laptop", pidSpace: "laptop 1", pid: 1, isAlive: gone },
    "its process 42 is gone",
  ],
  [
    "of a live process of one's own",
    during,
    { user: "anna", host: "laptop", pidSpace: "laptop 1", pid: 1, isAlive: alive },
    undefined,
  ],
  [
    "of a process that another container of one's own may see",
    during,
    { user: "anna", host: "laptop", pidSpace: "laptop 2", pid: 1, isAlive: gone },
    undefined,
  ],
  [
    "of one's own on another machine",
    during,
    { user: "anna", host: "other", pidSpace: "other 1", pid: 1, isAlive: gone },
    undefined,
  ],
])("may be taken %s", (_, now, self, reason) => {
  expect(claim(holder, now, { self })).toBe(reason);
  expect(claim(holder, now, { self, adopt: true })).toBe("it was taken over on purpose");
});

test.each([undefined, "", "{", "[]", '{"user":"anna"}'])("%j is no holder", (text) => {
  expect(parseHolder(text)).toBeUndefined();
});

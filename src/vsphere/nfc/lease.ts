import { setMaxListeners } from "node:events";
import { type Abortable, withDeadline } from "../../core/abort.ts";
import { EdgelabError } from "../../core/errors.ts";
import type { Data, MoRef } from "../../vim25/index.ts";
import { faultError, isFault } from "../fault-error.ts";
import { readRows, type Snapshot } from "../property.ts";
import type { Session } from "../session.ts";
import { TransportError } from "../transport/transport.ts";
import type { Watcher } from "../watcher.ts";

export interface LeaseContext {
  readonly session: Session;
  readonly watcher: Watcher;
  /** `import "x"`, for messages. */
  readonly what: string;
}

type LeaseInfo = Data<"HttpNfcLeaseInfo">;
export type DeviceUrl = Data<"HttpNfcLeaseDeviceUrl">;

const paths = ["state", "info", "error"];
/** What vCenter gives when nothing else is configured. */
const usualTimeoutSeconds = 300;
/** A lease is renewed ten times in its life, and at least this often so that the vCenter's own progress bar moves. */
const maxRenewalMs = 10_000;
const minRenewalMs = 50;
const settleTimeoutMs = 300_000;
const abortTimeoutMs = 30_000;
const entityTimeoutMs = 60_000;

/**
 * An HttpNfcLease that is ready, renewed until it is completed or aborted. Leaving its block without {@link complete}
 * aborts it.
 */
export class Lease implements AsyncDisposable {
  readonly ref: MoRef;
  readonly info: LeaseInfo;
  readonly #context: LeaseContext;
  readonly #lost = new AbortController();
  readonly #ended = new AbortController();
  readonly #watch: Disposable;
  readonly #timeoutMs: number;
  #timer: NodeJS.Timeout | undefined;
  #renewal: Promise<void> | undefined;
  #renewedAt = performance.now();
  #percent = 0;
  #isSettled = false;

  private constructor(context: LeaseContext, ref: MoRef, info: LeaseInfo) {
    this.#context = context;
    this.ref = ref;
    this.info = info;
    this.#timeoutMs = 1000 * (info.leaseTimeout > 0 ? info.leaseTimeout : usualTimeoutSeconds);
    setMaxListeners(0, this.#lost.signal);
    this.#watch = context.watcher.watch([ref], paths, (_, state) => this.#changed(state));
    this.#schedule();
  }

  /**
   * Waits until it is ready; the vCenter pushes that.
   *
   * @throws {FaultError} with the reason when the vCenter gives the lease up
   * @throws {EdgelabError} LEASE_LOST when it gives none; TIMED_OUT
   */
  static async open(
    context: LeaseContext,
    ref: MoRef,
    options: Abortable & { readonly timeoutMs: number },
  ): Promise<Lease> {
    const { watcher, what } = context;
    const state = await withDeadline(options.timeoutMs, `waiting for the lease to ${what}`, options, (own) =>
      watcher.until(ref, paths, (state) => (isSettled(state) ? state : undefined), own),
    );
    if (state.get("state") === "ready") return new Lease(context, ref, state.get("info") as LeaseInfo);
    throw await endOf(context, ref, state, { ...options, wasOpen: false });
  }

  /**
   * Ends a lease that was never open, once it is known what it stands for. Best effort, under deadlines of its own.
   *
   * @returns the entity, if the lease has named one
   */
  static async giveUp(context: LeaseContext, ref: MoRef, reason: unknown): Promise<MoRef | undefined> {
    const entity = await entityOf(context, ref);
    await abortLease(context, ref, reason);
    return entity;
  }

  /** Aborts with the reason as soon as the lease is known to be over. Transfers heed it beside their caller's signal. */
  get lost(): AbortSignal {
    return this.#lost.signal;
  }

  get deviceUrls(): readonly DeviceUrl[] {
    return this.info.deviceUrl ?? [];
  }

  /** What the next renewal tells the vCenter. */
  report(doneBytes: number, totalBytes: number): void {
    this.#percent = totalBytes <= 0 ? 0 : Math.max(0, Math.min(100, Math.floor((100 * doneBytes) / totalBytes)));
  }

  /** Throws the reason when the lease is no more: it explains a transfer that failed better than the cut connection. */
  async check(options: Abortable): Promise<void> {
    this.#lost.signal.throwIfAborted();
    const { session } = this.#context;
    const [row] = await readRows(session, [this.ref], "HttpNfcLease", ["state", "error"], options);
    if (row === undefined) throw lost(this.#context, "The vCenter does not know the lease any more.");
    if (row.props.state !== "ready")
      throw await endOf(this.#context, this.ref, new Map(Object.entries(row.props)), options);
  }

  /** What the server received or sent, by device key; undefined when it cannot tell. */
  async manifest(options: Abortable): Promise<readonly Data<"HttpNfcLeaseManifestEntry">[] | undefined> {
    const { session, what } = this.#context;
    try {
      return await session.call("HttpNfcLeaseGetManifest", this.ref, {}, { signal: options.signal, what });
    } catch (error) {
      if (isFault(error, "NotSupported", "NotImplemented", "MethodNotFound", "InvalidRequest")) return undefined;
      throw error;
    }
  }

  /** Ends it with success. When the answer is lost, what became of the lease is looked up. */
  async complete(options: Abortable): Promise<void> {
    await this.#stop();
    this.#lost.signal.throwIfAborted();
    for (let attempt = 1; ; attempt += 1) {
      try {
        await this.#complete(options);
        break;
      } catch (error) {
        options.signal.throwIfAborted();
        if (!(error instanceof TransportError)) throw error;
        if (await this.#isDone(options)) break;
        if (attempt === 3) throw error;
      }
    }
    this.#isSettled = true;
  }

  async #complete({ signal }: Abortable): Promise<void> {
    const { session, what } = this.#context;
    try {
      await session.call("HttpNfcLeaseComplete", this.ref, {}, { signal, what, timeoutMs: settleTimeoutMs });
    } catch (error) {
      if (isFault(error, "NotAuthenticated", "ManagedObjectNotFound", "InvalidState", "Timedout"))
        throw lost(this.#context, error.details.why, error);
      throw error;
    }
  }

  /** A completed lease is forgotten sooner or later, and its entity stays; with an aborted one goes its entity. */
  async #isDone(options: Abortable): Promise<boolean> {
    const { session } = this.#context;
    const [row] = await readRows(session, [this.ref], "HttpNfcLease", ["state", "error"], options);
    if (row?.props.state === "done") return true;
    if (row?.props.state === "ready") return false;
    if (row !== undefined) throw await endOf(this.#context, this.ref, new Map(Object.entries(row.props)), options);
    const { entity } = this.info;
    const [left] = await readRows(session, [entity], "ManagedEntity", ["name"], options);
    if (left === undefined) throw lost(this.#context, "The vCenter has removed what it was making.");
    return true;
  }

  /** Best effort, under a deadline of its own: whoever aborts looks afterwards whether something is left. */
  async abort(reason?: unknown): Promise<void> {
    await this.#stop();
    if (this.#isSettled) return;
    this.#isSettled = true;
    await abortLease(this.#context, this.ref, reason);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.abort();
  }

  #changed(state: Snapshot | undefined): void {
    if (this.#ended.signal.aborted) return;
    if (state === undefined) return this.#lose(lost(this.#context, "The vCenter does not know the lease any more."));
    if (!isSettled(state) || state.get("state") === "ready") return;
    endOf(this.#context, this.ref, state, { signal: this.#ended.signal }).then(
      (error) => this.#lose(error),
      (error: unknown) => this.#ended.signal.aborted || this.#lose(error),
    );
  }

  #lose(reason: unknown): void {
    clearTimeout(this.#timer);
    this.#lost.abort(reason);
  }

  async #stop(): Promise<void> {
    this.#watch[Symbol.dispose]();
    clearTimeout(this.#timer);
    this.#ended.abort();
    await this.#renewal;
  }

  /** On a timer of its own, whether bytes move or not: a lease lapses when nobody says anything for `leaseTimeout`. */
  #schedule(): void {
    if (this.#ended.signal.aborted || this.#lost.signal.aborted) return;
    const everyMs = Math.max(minRenewalMs, Math.min(maxRenewalMs, this.#timeoutMs / 10));
    this.#timer = setTimeout(() => {
      this.#renewal = this.#renew().finally(() => this.#schedule());
    }, everyMs);
  }

  /** A percent that has not changed renews it as well. What fails on the way to the vCenter has until the lease's end. */
  async #renew(): Promise<void> {
    const { session, what } = this.#context;
    try {
      await session.call(
        "HttpNfcLeaseProgress",
        this.ref,
        { percent: this.#percent },
        { signal: this.#ended.signal, what, timeoutMs: Math.max(1000, this.#timeoutMs / 4) },
      );
      this.#renewedAt = performance.now();
    } catch (error) {
      if (this.#ended.signal.aborted) return;
      const isPassing = error instanceof TransportError && performance.now() - this.#renewedAt < this.#timeoutMs;
      if (isPassing) return;
      const why = error instanceof EdgelabError ? error.details.why : String(error);
      this.#lose(lost(this.#context, why, error));
    }
  }
}

/** An abort while the machine is still being created may come too early to take it along. */
async function entityOf({ watcher, what }: LeaseContext, ref: MoRef): Promise<MoRef | undefined> {
  const own = { signal: new AbortController().signal };
  try {
    const state = await withDeadline(entityTimeoutMs, `waiting for the lease to ${what}`, own, (options) =>
      watcher.until(ref, paths, (state) => (isSettled(state) ? state : undefined), options),
    );
    return (state.get("info") as LeaseInfo | undefined)?.entity;
  } catch (error) {
    if (error instanceof EdgelabError) return undefined;
    throw error;
  }
}

async function abortLease({ session, what }: LeaseContext, ref: MoRef, reason?: unknown): Promise<void> {
  const fault =
    reason instanceof EdgelabError
      ? { fault: { _type: "SystemError" as const, reason: reason.details.what }, localizedMessage: reason.message }
      : { fault: { _type: "RequestCanceled" as const }, localizedMessage: "The client gave up." };
  try {
    await withDeadline(
      abortTimeoutMs,
      `aborting the lease to ${what}`,
      { signal: new AbortController().signal },
      (options) => session.call("HttpNfcLeaseAbort", ref, { fault }, { ...options, what }),
    );
  } catch (error) {
    if (!(error instanceof EdgelabError)) throw error;
  }
}

/** Ready, with all that is to be known, or over. */
function isSettled(state: Snapshot): boolean {
  const name = state.get("state");
  return name === "ready" ? state.has("info") : name === "error" || name === "done";
}

/** Why it is over. The state and its error may come in two updates. */
async function endOf(
  context: LeaseContext,
  ref: MoRef,
  state: Snapshot,
  { signal, wasOpen = true }: Abortable & { readonly wasOpen?: boolean },
): Promise<EdgelabError> {
  const { session, what } = context;
  let error = state.get("error") as Data<"LocalizedMethodFault"> | undefined;
  if (error === undefined) {
    const [row] = await readRows(session, [ref], "HttpNfcLease", ["error"], { signal });
    error = row?.props.error;
  }
  if (error === undefined)
    return lost(context, `It is ${String(state.get("state"))}, and the vCenter does not say why.`);
  const failure = faultError(error, { method: "HttpNfcLease", object: ref, what, names: session.names });
  return wasOpen && failure.code === "FAULT" ? lost(context, failure.details.why, failure) : failure;
}

function lost({ what }: LeaseContext, why: string | undefined, cause?: unknown): EdgelabError {
  return new EdgelabError("LEASE_LOST", {
    what: `The vCenter gave up the lease to ${what} before it was finished.`,
    why,
    next: "Run the command again; look at the host's events if it happens again.",
    cause,
  });
}

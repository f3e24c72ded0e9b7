import { randomUUID } from "node:crypto";
import { setImmediate as nextTurn } from "node:timers/promises";
import type { Data, MoRef, Params, Returned } from "../../../vim25/schema.ts";
import { isProperty, readProperty } from "../../../vim25/index.ts";
import { fault } from "../fault.ts";
import { type Call, ManagedObject, type MethodTable, type PropertyTable } from "../managed-object.ts";
import type { Session } from "../session.ts";
import type { World } from "../world.ts";
import { PropertyFilter } from "./property-filter.ts";
import { objectContent } from "./read.ts";
import { Selector } from "./selection.ts";

type FilterSpec = Data<"PropertyFilterSpec">;
type UpdateSet = Data<"UpdateSet">;
type RetrieveResult = Data<"RetrieveResult">;

/** The id by which every session finds the collector of its own. */
export const sessionCollector = "propertyCollector";

/** Objects in one answer: vCenter's own page. */
const pageObjects = 100;

/** Answers that are kept for a client that never received them. */
const keptAnswers = 4;

/** Reads properties, and tells of their changes. Belongs to a session, with its filters and pages. */
export class PropertyCollector extends ManagedObject {
  protected override readonly propertyTable = properties;
  protected override readonly methodTable = methods;
  override readonly session: Session;
  readonly filters = new Set<PropertyFilter>();
  readonly #pages = new Map<string, { readonly rest: readonly Data<"ObjectContent">[]; readonly size: number }>();
  /** Answers by the version they were asked for with. */
  readonly #answers = new Map<string, UpdateSet>();
  #version = 0;
  #lastWasTruncated = false;
  #waiting: AbortController | undefined;
  #wake: (() => void) | undefined;

  constructor(world: World, session: Session, moid = session.newId()) {
    super(world, "PropertyCollector", moid);
    this.session = session;
  }

  retrieve(specSet: readonly FilterSpec[]): readonly Data<"ObjectContent">[] {
    return specSet.flatMap((spec) => {
      const { objects } = new Selector(spec).select(this.world, this.session);
      return [...objects].map(([object, paths]) => objectContent(object, paths, this.session));
    });
  }

  firstPage(objects: readonly Data<"ObjectContent">[], maxObjects: number | undefined): RetrieveResult | undefined {
    return objects.length === 0 ? undefined : this.#page(objects, maxObjects ?? objects.length);
  }

  /** Tokens work once. @throws InvalidArgument for one that is unknown or used up */
  nextPage(token: string): RetrieveResult {
    const page = this.#pages.get(token);
    if (!page)
      throw fault("InvalidArgument", { invalidProperty: "token" }, "A specified parameter was not correct: token");
    this.#pages.delete(token);
    return this.#page(page.rest, page.size);
  }

  dropPages(token: string): void {
    this.#pages.delete(token);
  }

  #page(objects: readonly Data<"ObjectContent">[], size: number): RetrieveResult {
    if (objects.length <= size) return { objects };
    const token = randomUUID();
    this.#pages.set(token, { rest: objects.slice(size), size });
    return { token, objects: objects.slice(0, size) };
  }

  createFilter(spec: FilterSpec, partialUpdates: boolean): PropertyFilter {
    const filter = this.session.add(new PropertyFilter(this, spec, partialUpdates));
    this.filters.add(filter);
    this.wake();
    return filter;
  }

  forget(filter: PropertyFilter): void {
    this.filters.delete(filter);
    this.session.remove(filter);
  }

  /** Something that a filter watches may have changed. */
  wake(): void {
    this.#wake?.();
  }

  /**
   * `WaitForUpdatesEx`. A version may be asked for again until the next one was: the same changes come back, for a client
   * that lost the answer. That of a truncated answer works once.
   *
   * @throws InvalidCollectorVersion, RequestCanceled
   */
  async waitForUpdates(
    { version = "", options }: Params<"WaitForUpdatesEx">,
    call: Call,
    page = pageObjects,
  ): Promise<UpdateSet | undefined> {
    // One wait at a time: a client that asks again has given up on the first.
    this.#waiting?.abort(canceled());
    if (version === "") this.#restart();
    else if (version !== String(this.#version)) return this.#again(version);
    const waiting = new AbortController();
    this.#waiting = waiting;
    const { maxWaitSeconds, maxObjectUpdates } = options ?? {};
    const limit = Math.min(page, maxObjectUpdates && maxObjectUpdates > 0 ? maxObjectUpdates : page);
    const signal = AbortSignal.any([waiting.signal, this.session.ended, call.signal]);
    const deadline = new AbortController();
    let isLate = maxWaitSeconds === 0;
    if (maxWaitSeconds !== undefined && maxWaitSeconds > 0) {
      void this.world.clock.sleep(maxWaitSeconds * 1000, { signal: AbortSignal.any([signal, deadline.signal]) }).then(
        () => {
          isLate = true;
          this.wake();
        },
        // Answered or cancelled before the time was up.
        () => undefined,
      );
    }
    try {
      for (;;) {
        const answer = this.#collect(version, limit);
        if (answer || isLate) return answer;
        await this.#news(signal);
      }
    } finally {
      deadline.abort();
      if (this.#waiting === waiting) this.#waiting = undefined;
    }
  }

  cancelWait(): void {
    this.#waiting?.abort(canceled());
  }

  destroy(): void {
    this.cancelWait();
    for (const filter of this.filters) filter.destroy();
    // The session's own collector stays as long as the session does.
    if (this.ref.value !== sessionCollector) this.session.remove(this);
  }

  #restart(): void {
    this.#answers.clear();
    this.#lastWasTruncated = false;
    for (const filter of this.filters) filter.reset();
  }

  #again(version: string): UpdateSet {
    const answer = this.#answers.get(version);
    if (answer) return answer;
    throw fault("InvalidCollectorVersion", {}, "The version is not known to this collector.");
  }

  #collect(version: string, limit: number): UpdateSet | undefined {
    const filterSet: Data<"PropertyFilterUpdate">[] = [];
    let room = limit;
    for (const filter of this.filters) {
      const update = room > 0 && filter.hasNews ? filter.collect(room) : undefined;
      if (!update) continue;
      filterSet.push(update);
      room -= update.objectSet?.length ?? 0;
    }
    if (filterSet.length === 0) return undefined;
    const truncated = room <= 0 && [...this.filters].some((filter) => filter.hasNews);
    this.#version += 1;
    const answer: UpdateSet = { version: String(this.#version), filterSet, truncated };
    if (version !== "" && !this.#lastWasTruncated) this.#answers.set(version, answer);
    for (const old of this.#answers.keys()) if (this.#answers.size > keptAnswers) this.#answers.delete(old);
    this.#lastWasTruncated = truncated;
    return answer;
  }

  /** Resolves when a filter has news; what happens in the same turn is reported together. */
  async #news(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    await new Promise<void>((resolve, reject) => {
      const onAbort = (): void => {
        this.#wake = undefined;
        reject(signal.reason instanceof Error && signal.reason.name === "Fault" ? signal.reason : canceled());
      };
      signal.addEventListener("abort", onAbort, { once: true });
      this.#wake = () => {
        this.#wake = undefined;
        signal.removeEventListener("abort", onAbort);
        resolve();
      };
    });
    await nextTurn();
  }
}

function canceled(): Error {
  return fault("RequestCanceled", {}, "The request was canceled.");
}

/**
 * `Fetch`, which pyvmomi and ovftool send for every attribute and no schema has: one top-level property, unset or typed.
 *
 * @throws InvalidProperty
 */
export function fetchProperty(
  object: ManagedObject,
  { prop }: Params<"Fetch">,
  { session }: Pick<Call, "session">,
): Returned<"Fetch"> {
  if (!isProperty(object.ref.type, prop)) {
    throw fault("InvalidProperty", { name: prop }, `The property '${prop}' of ${object.ref.type} is unknown.`);
  }
  return readProperty(object.ref.type, { [prop]: object.property(prop, session) }, prop);
}

const properties: PropertyTable<PropertyCollector, "PropertyCollector"> = {
  filter: ({ filters }) => [...filters].map((filter) => filter.ref),
};

const methods: MethodTable<PropertyCollector> = {
  RetrieveProperties: (collector, { specSet }) => collector.retrieve(specSet),
  RetrievePropertiesEx: (collector, { specSet, options }) =>
    collector.firstPage(collector.retrieve(specSet), options.maxObjects),
  ContinueRetrievePropertiesEx: (collector, { token }) => collector.nextPage(token),
  CancelRetrievePropertiesEx: (collector, { token }) => collector.dropPages(token),
  CreateFilter: (collector, { spec, partialUpdates }): MoRef => collector.createFilter(spec, partialUpdates).ref,
  WaitForUpdatesEx: (collector, params, call) => collector.waitForUpdates(params, call),
  // The older forms answer everything at once.
  CheckForUpdates: (collector, { version }, call) =>
    collector.waitForUpdates({ version, options: { maxWaitSeconds: 0 } }, call, Infinity),
  WaitForUpdates: async (collector, { version }, call) => {
    const answer = await collector.waitForUpdates({ version }, call, Infinity);
    if (answer) return answer;
    throw canceled();
  },
  CancelWaitForUpdates: (collector) => collector.cancelWait(),
  CreatePropertyCollector: ({ world }, _, { session }): MoRef => session.add(new PropertyCollector(world, session)).ref,
  DestroyPropertyCollector: (collector) => collector.destroy(),
};

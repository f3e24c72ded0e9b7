import type { Clock } from "../../core/clock.ts";
import type { MoRef } from "../../vim25/schema.ts";
import { fault } from "./fault.ts";
import type { Site } from "./inventory/site.ts";
import type { ManagedObject } from "./managed-object.ts";

/** Somebody who wants to know when an object changes: a property filter, a container view. */
export interface Watcher {
  touched(object: ManagedObject, properties: readonly string[]): void;
  /** The object is gone; nothing more will be heard of it. */
  removed(object: ManagedObject): void;
}

/** All managed objects by id, and who watches them. */
export class World {
  readonly clock: Clock;
  /** This vCenter's own UUID; derived names hang on it. */
  readonly instanceUuid: string;
  /** Set once, before the first call is answered. */
  site!: Site;
  readonly #changed: () => void;
  readonly #objects = new Map<string, ManagedObject>();
  readonly #watchers = new Map<string, Set<Watcher>>();
  readonly #structureWatchers = new Set<() => void>();
  #lastId = 0;

  constructor(settings: { clock: Clock; instanceUuid: string; changed: () => void }) {
    this.clock = settings.clock;
    this.instanceUuid = settings.instanceUuid;
    this.#changed = settings.changed;
  }

  now(): Date {
    return new Date(this.clock.now());
  }

  /** The number of the newest id; part of what is saved, so that ids are never used twice. */
  get lastId(): number {
    return this.#lastId;
  }
  set lastId(value: number) {
    this.#lastId = value;
  }

  newId(prefix: string): string {
    this.#lastId += 1;
    return `${prefix}${this.#lastId}`;
  }

  add<T extends ManagedObject>(object: T): T {
    this.#objects.set(object.ref.value, object);
    return object;
  }

  remove(object: ManagedObject): void {
    this.#objects.delete(object.ref.value);
    const watchers = this.#watchers.get(object.ref.value);
    this.#watchers.delete(object.ref.value);
    for (const watcher of watchers ?? []) watcher.removed(object);
  }

  find(moid: string): ManagedObject | undefined {
    return this.#objects.get(moid);
  }

  /** The object of this class. @throws ManagedObjectNotFound */
  get<T extends ManagedObject>(ref: MoRef, kind: abstract new (...args: never[]) => T): T {
    const object = this.#objects.get(ref.value);
    if (object instanceof kind) return object;
    throw objectNotFound(ref);
  }

  *all<T extends ManagedObject>(kind: abstract new (...args: never[]) => T): Iterable<T> {
    for (const object of this.#objects.values()) if (object instanceof kind) yield object;
  }

  watch(object: ManagedObject, watcher: Watcher): void {
    const watchers = this.#watchers.get(object.ref.value);
    if (watchers) watchers.add(watcher);
    else this.#watchers.set(object.ref.value, new Set([watcher]));
  }

  unwatch(object: ManagedObject, watcher: Watcher): void {
    const watchers = this.#watchers.get(object.ref.value);
    watchers?.delete(watcher);
    if (watchers?.size === 0) this.#watchers.delete(object.ref.value);
  }

  touched(object: ManagedObject, properties: readonly string[]): void {
    for (const watcher of this.#watchers.get(object.ref.value) ?? []) watcher.touched(object, properties);
  }

  /** Calls back whenever an entity comes, goes or moves. Returns how to stop that. */
  onStructure(callback: () => void): () => void {
    this.#structureWatchers.add(callback);
    return () => void this.#structureWatchers.delete(callback);
  }

  structureChanged(): void {
    for (const callback of this.#structureWatchers) callback();
    this.#changed();
  }

  /** Something that `save` returns has changed. */
  changed(): void {
    this.#changed();
  }
}

export function objectNotFound(obj: MoRef): Error {
  return fault(
    "ManagedObjectNotFound",
    { obj },
    `The object '${obj.type}:${obj.value}' has already been deleted or has not been completely created`,
  );
}

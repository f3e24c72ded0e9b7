import type { Data, MoRef, Typed } from "../../../vim25/schema.ts";
import { ManagedObject, type MethodTable, type PropertyTable } from "../managed-object.ts";
import type { Session } from "../session.ts";
import { objectNotFound, type Watcher } from "../world.ts";
import { Fault } from "../fault.ts";
import { partialChanges, wholeChange } from "./diff.ts";
import type { PropertyCollector } from "./property-collector.ts";
import { readPaths } from "./read.ts";
import { type Selection, Selector, topOf } from "./selection.ts";

type FilterSpec = Data<"PropertyFilterSpec">;
type ObjectUpdate = Data<"ObjectUpdate">;

interface Tracked {
  readonly paths: readonly string[];
  /** Top-level properties of the paths. */
  readonly tops: ReadonlySet<string>;
  /** What the client knows; undefined until it has been told. */
  known: ReadonlyMap<string, Typed> | undefined;
}

/**
 * A filter on a collector: what a client watches. It is told of changes by the {@link World} and only then looks at values,
 * so a wait costs nothing while nothing happens.
 */
export class PropertyFilter extends ManagedObject implements Watcher {
  protected override readonly propertyTable = properties;
  protected override readonly methodTable = methods;
  override readonly session: Session;
  readonly spec: FilterSpec;
  readonly partialUpdates: boolean;
  readonly #collector: PropertyCollector;
  readonly #selector: Selector;
  readonly #tracked = new Map<ManagedObject, Tracked>();
  /** Objects with something to report. */
  readonly #dirty = new Set<ManagedObject>();
  readonly #left: MoRef[] = [];
  readonly #reportedMissing = new Set<string>();
  #missing: MoRef[] = [];
  #watching: ReadonlySet<ManagedObject> = new Set();
  /** Unset when it has to be evaluated anew. */
  #selection: Selection | undefined;

  /** @throws as {@link Selector}, and ManagedObjectNotFound */
  constructor(collector: PropertyCollector, spec: FilterSpec, partialUpdates: boolean) {
    super(collector.world, "PropertyFilter", collector.session.newId());
    this.session = collector.session;
    this.spec = spec;
    this.partialUpdates = partialUpdates;
    this.#collector = collector;
    this.#selector = new Selector(spec);
    this.#select("refused");
  }

  touched(object: ManagedObject, names: readonly string[]): void {
    const followed = this.#selection?.followed.get(object);
    if (followed && names.some((name) => followed.has(name))) this.#selection = undefined;
    const tracked = this.#tracked.get(object);
    if (tracked && names.some((name) => tracked.tops.has(name))) this.#dirty.add(object);
    if (this.hasNews) this.#collector.wake();
  }

  removed(object: ManagedObject): void {
    this.#watching = new Set([...this.#watching].filter((other) => other !== object));
    this.#selection = undefined;
    this.#leave(object);
    if (this.hasNews) this.#collector.wake();
  }

  get hasNews(): boolean {
    return this.#selection === undefined || this.#dirty.size > 0 || this.#left.length > 0 || this.#missing.length > 0;
  }

  /** The client has forgotten everything: report the full state again. */
  reset(): void {
    this.#left.length = 0;
    this.#missing = [];
    this.#reportedMissing.clear();
    this.#selection = undefined;
    for (const [object, tracked] of this.#tracked) {
      tracked.known = undefined;
      this.#dirty.add(object);
    }
  }

  /** At most `limit` updates; what is left keeps {@link hasNews} true. */
  collect(limit: number): Data<"PropertyFilterUpdate"> | undefined {
    if (!this.#selection) this.#select();
    const objectSet: ObjectUpdate[] = this.#left.splice(0, limit).map((obj) => ({ kind: "leave", obj }));
    for (const object of this.#dirty) {
      if (objectSet.length >= limit) break;
      this.#dirty.delete(object);
      const update = this.#update(object);
      if (update) objectSet.push(update);
    }
    const missingSet = this.#missing.map((obj) => ({ obj, fault: missingFault(obj) }));
    this.#missing = [];
    if (objectSet.length === 0 && missingSet.length === 0) return undefined;
    return { filter: this.ref, objectSet, ...(missingSet.length > 0 && { missingSet }) };
  }

  destroy(): void {
    this.released();
    this.#collector.forget(this);
  }

  override released(): void {
    this.#watch(new Set());
    this.#tracked.clear();
    this.#dirty.clear();
  }

  #update(object: ManagedObject): ObjectUpdate | undefined {
    const tracked = this.#tracked.get(object);
    if (!tracked) return undefined;
    const values = readPaths(object, tracked.paths, this.session);
    const { known } = tracked;
    tracked.known = values;
    if (!known) {
      const changeSet = [...values].map(([name, val]) => ({ name, op: "assign" as const, val }));
      return { kind: "enter", obj: object.ref, changeSet };
    }
    const changeSet = tracked.paths.flatMap((path) => {
      const [before, after] = [known.get(path), values.get(path)];
      if (this.partialUpdates && !path.includes("[")) return partialChanges(object.ref.type, path, before, after);
      return wholeChange(path, before, after) ?? [];
    });
    return changeSet.length === 0 ? undefined : { kind: "modify", obj: object.ref, changeSet };
  }

  /** Evaluates the spec anew and takes note of who came and who went. */
  #select(missing: "refused" | "left" = "left"): void {
    const selection = this.#selector.select(this.world, this.session, missing);
    this.#selection = selection;
    for (const object of this.#tracked.keys()) if (!selection.objects.has(object)) this.#leave(object);
    for (const [object, paths] of selection.objects) {
      if (this.#tracked.has(object)) continue;
      this.#tracked.set(object, { paths, tops: new Set(paths.map(topOf)), known: undefined });
      this.#dirty.add(object);
    }
    for (const ref of selection.missing) {
      if (!this.#reportedMissing.has(ref.value)) this.#missing.push(ref);
      this.#reportedMissing.add(ref.value);
    }
    this.#watch(new Set([...this.#tracked.keys(), ...selection.followed.keys()]));
  }

  #watch(objects: ReadonlySet<ManagedObject>): void {
    for (const object of this.#watching) if (!objects.has(object)) this.world.unwatch(object, this);
    for (const object of objects) if (!this.#watching.has(object)) this.world.watch(object, this);
    this.#watching = objects;
  }

  #leave(object: ManagedObject): void {
    const tracked = this.#tracked.get(object);
    if (!tracked) return;
    this.#tracked.delete(object);
    this.#dirty.delete(object);
    if (tracked.known) this.#left.push(object.ref);
  }
}

function missingFault(obj: MoRef): Data<"LocalizedMethodFault"> {
  const error = objectNotFound(obj);
  if (error instanceof Fault) return error.localized;
  throw error;
}

const properties: PropertyTable<PropertyFilter, "PropertyFilter"> = {
  spec: ({ spec }) => spec,
  partialUpdates: ({ partialUpdates }) => partialUpdates,
};

const methods: MethodTable<PropertyFilter> = { DestroyPropertyFilter: (filter) => filter.destroy() };

import type { Data, MoRef, Poly } from "../../../vim25/schema.ts";
import { isManagedA, isProperty, managedObjects, parsePath } from "../../../vim25/index.ts";
import { fault, invalidArgument } from "../fault.ts";
import type { ManagedObject } from "../managed-object.ts";
import { foreignTypes } from "./foreign-types.ts";
import type { Session } from "../session.ts";
import { objectNotFound, type World } from "../world.ts";

type FilterSpec = Data<"PropertyFilterSpec">;
type SelectionSpec = Poly<"SelectionSpec">;
type TraversalSpec = Data<"TraversalSpec"> & { readonly _type?: "TraversalSpec" };

/** What a filter spec selects at one moment. */
export interface Selection {
  /** Property paths by object, in the order of discovery. */
  readonly objects: ReadonlyMap<ManagedObject, readonly string[]>;
  /** Top-level properties that were followed to get there: when one of them changes, the selection may. */
  readonly followed: ReadonlyMap<ManagedObject, ReadonlySet<string>>;
  /** Start objects that do not exist, where the spec allows that. */
  readonly missing: readonly MoRef[];
}

/** A `PropertyFilterSpec`, checked once, that can be evaluated any number of times. */
export class Selector {
  readonly #spec: FilterSpec;
  readonly #named = new Map<string, TraversalSpec>();
  readonly #paths = new Map<string, readonly string[] | undefined>();

  /** @throws InvalidType, InvalidProperty, InvalidArgument for a spec that can never match */
  constructor(spec: FilterSpec) {
    this.#spec = spec;
    for (const { type, pathSet } of spec.propSet) {
      demandType(type);
      for (const path of pathSet ?? []) demandProperty(type, path);
    }
    for (const { selectSet } of spec.objectSet) this.#collectNames(selectSet ?? []);
    for (const { selectSet } of spec.objectSet) this.#checkReferences(selectSet ?? []);
  }

  /**
   * @param absent what becomes of missing start objects, unless `reportMissingObjectsInResults` is set
   * @throws ManagedObjectNotFound when those are refused
   */
  select(world: World, session: Session, absent: "refused" | "left" = "refused"): Selection {
    const objects = new Map<ManagedObject, readonly string[]>();
    const followed = new Map<ManagedObject, Set<string>>();
    const missing: MoRef[] = [];
    const seen = new Map<TraversalSpec, Set<ManagedObject>>();
    const find = (ref: MoRef): ManagedObject | undefined => session.find(ref.value) ?? world.find(ref.value);

    const emit = (object: ManagedObject): void => {
      const paths = objects.has(object) ? undefined : this.#pathsOf(object.ref.type);
      if (paths) objects.set(object, paths);
    };
    const follow = (object: ManagedObject, selectSet: readonly SelectionSpec[]): void => {
      for (const selection of selectSet) {
        const step = this.#traversal(selection);
        if (!step || !isManagedA(object.ref.type, step.type as "ManagedObject")) continue;
        const visited = seen.get(step) ?? new Set();
        if (visited.has(object)) continue;
        seen.set(step, visited.add(object));
        const top = topOf(step.path);
        const tops = followed.get(object);
        if (tops) tops.add(top);
        else followed.set(object, new Set([top]));
        for (const ref of references(object.property(top, session), step.path)) {
          const target = find(ref);
          if (!target) continue;
          if (!step.skip) emit(target);
          follow(target, step.selectSet ?? []);
        }
      }
    };
    for (const { obj, skip, selectSet } of this.#spec.objectSet) {
      const start = find(obj);
      if (start) {
        if (!skip) emit(start);
        follow(start, selectSet ?? []);
      } else if (this.#spec.reportMissingObjectsInResults) missing.push(obj);
      else if (absent === "refused") throw objectNotFound(obj);
    }
    return { objects, followed, missing };
  }

  /** Paths of all property specs that match the type, united; undefined when none does. */
  #pathsOf(type: string): readonly string[] | undefined {
    if (!this.#paths.has(type)) {
      const matching = this.#spec.propSet.filter((spec) => isManagedA(type, spec.type as "ManagedObject"));
      const paths = new Set(matching.flatMap(({ all, pathSet }) => (all ? allProperties(type) : (pathSet ?? []))));
      this.#paths.set(type, matching.length === 0 ? undefined : [...paths]);
    }
    return this.#paths.get(type);
  }

  #traversal(selection: SelectionSpec): TraversalSpec | undefined {
    return isTraversal(selection) ? selection : this.#named.get(selection.name ?? "");
  }

  #collectNames(selectSet: readonly SelectionSpec[]): void {
    for (const selection of selectSet) {
      if (!isTraversal(selection)) continue;
      demandType(selection.type);
      demandProperty(selection.type, selection.path);
      if (selection.name !== undefined && selection.name !== "") this.#named.set(selection.name, selection);
      this.#collectNames(selection.selectSet ?? []);
    }
  }

  #checkReferences(selectSet: readonly SelectionSpec[]): void {
    for (const selection of selectSet) {
      if (isTraversal(selection)) this.#checkReferences(selection.selectSet ?? []);
      else if (!this.#named.has(selection.name ?? "")) throw invalidArgument("specSet.objectSet.selectSet.name");
    }
  }
}

const isTraversal = (selection: SelectionSpec): selection is TraversalSpec => "path" in selection;

/** First step of a path without its key: what a managed object computes and announces changes of. */
export function topOf(path: string): string {
  return parsePath(path)?.[0]?.name ?? path;
}

function references(value: unknown, path: string): readonly MoRef[] {
  let at: unknown = value;
  for (const { name } of parsePath(path)?.slice(1) ?? []) at = isRecord(at) ? at[name] : undefined;
  return (Array.isArray(at) ? at : [at]).filter(isReference);
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null;
const isReference = (value: unknown): value is MoRef =>
  isRecord(value) && typeof value["type"] === "string" && "value" in value;

function allProperties(type: string): readonly string[] {
  const names: string[] = [];
  const table: Readonly<Record<string, { readonly base: string | null; readonly properties: object }>> = managedObjects;
  for (let at = table[type]; at; at = at.base === null ? undefined : table[at.base])
    names.unshift(...Object.keys(at.properties));
  return names;
}

/** @throws InvalidType for a name that no vCenter knows */
export function demandType(type: string): void {
  if (Object.hasOwn(managedObjects, type) || foreignTypes.has(type)) return;
  throw fault("InvalidType", { argument: type }, `The type '${type}' is unknown.`);
}

function demandProperty(type: string, path: string): void {
  if (!foreignTypes.has(type) && !isProperty(type, path))
    throw fault("InvalidProperty", { name: path }, `The property '${path}' of ${type} is unknown.`);
}

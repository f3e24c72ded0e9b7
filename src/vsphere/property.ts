import type { Abortable } from "../core/abort.ts";
import {
  applyChanges,
  type Data,
  type ManagedObjectName,
  type MoRef,
  type Params,
  type Properties,
  readPath,
} from "../vim25/index.ts";
import { decodeName } from "./inventory-path.ts";
import type { Session } from "./session.ts";

type Step<T, K extends string> = T extends unknown ? (K extends keyof T ? NonNullable<T[K]> : never) : never;
type At<T, P extends string> = P extends `${infer K}.${infer Rest}` ? At<Step<T, K>, Rest> : Step<T, P>;

/**
 * Type of the property at a path: `PropertyValue<"VirtualMachine", "config.uuid">` is string. Of paths into arrays
 * (`config.hardware.device[4000]`) and of paths that are not known at compile time it is unknown.
 */
export type PropertyValue<N extends ManagedObjectName, P extends string> = string extends P
  ? unknown
  : P extends `${string}[${string}`
    ? unknown
    : At<Properties<N>, P>;

/** One object with the properties that were asked for. A property that is unset is absent. */
export interface Row<N extends ManagedObjectName, P extends string> {
  readonly ref: MoRef;
  readonly props: { readonly [K in P]?: PropertyValue<N, K> };
  /** Paths that could not be read, for want of a privilege mostly, with the fault's type. */
  readonly unreadable: ReadonlyMap<string, string>;
}

type FilterSpec = Params<"RetrievePropertiesEx">["specSet"][number];
type ObjectSpec = FilterSpec["objectSet"][number];
type PropSpec = FilterSpec["propSet"][number];
export type SelectionSpec = NonNullable<ObjectSpec["selectSet"]>[number];

/** A spec that starts at these objects and reads these paths of each type that is met. */
export function filterSpec(
  objectSet: readonly ObjectSpec[],
  paths: ReadonlyMap<string, readonly string[]>,
): FilterSpec {
  const propSet: PropSpec[] = Array.from(paths, ([type, pathSet]) => ({ type, pathSet }));
  return { propSet, objectSet, reportMissingObjectsInResults: true };
}

export function traversal(name: string, type: string, path: string, ...next: readonly string[]): SelectionSpec {
  const selectSet = next.map((to) => ({ _type: "SelectionSpec" as const, name: to }));
  return { _type: "TraversalSpec", name, type, path, skip: false, ...(selectSet.length > 0 ? { selectSet } : {}) };
}

/** All pages of one RetrievePropertiesEx. */
export async function retrieve(
  session: Session,
  spec: FilterSpec,
  options: Abortable & { readonly what?: string | undefined },
): Promise<readonly Data<"ObjectContent">[]> {
  const { propertyCollector } = session.content;
  let page = await session.call("RetrievePropertiesEx", propertyCollector, { specSet: [spec], options: {} }, options);
  const objects = [...(page?.objects ?? [])];
  while (page?.token !== undefined) {
    page = await session.call("ContinueRetrievePropertiesEx", propertyCollector, { token: page.token }, options);
    objects.push(...page.objects);
  }
  for (const { obj, propSet } of objects) {
    const name = propSet?.find((property) => property.name === "name")?.val;
    if (typeof name === "string") session.names.set(obj.value, decodeName(name));
  }
  return objects;
}

export function toRow<N extends ManagedObjectName, P extends string>({
  obj,
  propSet,
  missingSet,
}: Data<"ObjectContent">): Row<N, P> {
  const props: Record<string, unknown> = {};
  for (const { name, val } of propSet ?? []) props[name] = val;
  const unreadable = new Map((missingSet ?? []).map(({ path, fault }) => [path, fault.fault._type ?? "MethodFault"]));
  return { ref: obj, props: props as Row<N, P>["props"], unreadable };
}

/** Chosen properties of chosen objects in one call; objects that are gone are left out. */
export async function readRows<N extends ManagedObjectName, P extends string>(
  session: Session,
  refs: readonly MoRef[],
  type: N,
  paths: readonly P[],
  options: Abortable & { readonly what?: string | undefined },
): Promise<readonly Row<N, P>[]> {
  if (refs.length === 0) return [];
  const spec = filterSpec(
    refs.map((obj) => ({ obj, skip: false })),
    new Map([[type, paths]]),
  );
  const objects = await retrieve(session, spec, options);
  return objects.filter(isThere).map((object) => toRow<N, P>(object));
}

/** With `reportMissingObjectsInResults` an object that has vanished comes back with nothing but ManagedObjectNotFound. */
function isThere({ propSet, missingSet }: Data<"ObjectContent">): boolean {
  return (
    (propSet?.length ?? 0) > 0 || !(missingSet ?? []).some(({ fault }) => fault.fault._type === "ManagedObjectNotFound")
  );
}

/** What is known of a watched object, by the paths that were asked for. */
export type Snapshot = ReadonlyMap<string, unknown>;

/** The nested state that change sets build up. */
export class PropertyState {
  #properties: object = {};

  reset(): void {
    this.#properties = {};
  }

  apply(changes: readonly Data<"PropertyChange">[]): void {
    this.#properties = applyChanges(this.#properties, changes);
  }

  snapshot(paths: Iterable<string>): Snapshot {
    const snapshot = new Map<string, unknown>();
    for (const path of paths) {
      const value = readPath(this.#properties, path);
      if (value !== undefined) snapshot.set(path, value);
    }
    return snapshot;
  }
}

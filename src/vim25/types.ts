import { baseOf, boxedArrayOf, managedBaseOf, parseField, xsiTypeOf } from "./model.ts";
import type { ManagedObjectReference, Named, Typed, TypeName } from "./schema.ts";

/** Whether a data object or fault type is, or extends, another. False for types that are not declared. */
export function isA(name: string | undefined, base: string): boolean {
  for (let at = name; at !== undefined; at = baseOf(at)) if (at === base) return true;
  return false;
}

/** Narrows a decoded data object by its `_type`: `isType(device, "VirtualEthernetCard")`. */
export function isType<N extends TypeName>(value: unknown, base: N): value is Named<N> {
  return typeof value === "object" && value !== null && "_type" in value && isA(String(value._type), base);
}

/** As {@link isA}, for managed objects: a `ClusterComputeResource` is a `ManagedEntity`. */
export function isManagedA(name: string | undefined, base: string): boolean {
  for (let at = name; at !== undefined; at = managedBaseOf(at)) if (at === base) return true;
  return false;
}

export const moRef = <T extends string>(type: T, value: string): ManagedObjectReference<T> => ({ type, value });

/** Whether two references name the same object. Types are not compared: ovftool sends base types. */
export const sameRef = (one: ManagedObjectReference | undefined, other: ManagedObjectReference | undefined): boolean =>
  one?.value === other?.value;

/** A value for an `anyType` by a field string: `typed("VirtualDevice[]", devices)`, `typed("long", 5)`. */
export function typed(field: string, value: unknown): Typed {
  const { type, array } = parseField("value", field);
  return { xsiType: array ? boxedArrayOf(type) : xsiTypeOf(type), value };
}

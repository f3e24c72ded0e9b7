import type { Data, Typed } from "../../../vim25/schema.ts";
import { readProperty } from "../../../vim25/index.ts";
import type { ManagedObject } from "../managed-object.ts";
import type { Session } from "../session.ts";
import { topOf } from "./selection.ts";

/** Values of these paths with their exact types; unset ones are left out. Each top-level property is computed once. */
export function readPaths(
  object: ManagedObject,
  paths: readonly string[],
  session: Session,
): ReadonlyMap<string, Typed> {
  const values = new Map<string, Typed>();
  const computed: Record<string, unknown> = {};
  for (const path of paths) {
    const top = topOf(path);
    if (!Object.hasOwn(computed, top)) computed[top] = object.property(top, session);
    const value = computed[top] === undefined ? undefined : readProperty(object.ref.type, computed, path);
    if (value) values.set(path, value);
  }
  return values;
}

/** One object as `RetrievePropertiesEx` returns it. */
export function objectContent(
  object: ManagedObject,
  paths: readonly string[],
  session: Session,
): Data<"ObjectContent"> {
  const propSet = [...readPaths(object, paths, session)].map(([name, val]) => ({ name, val }));
  return { obj: object.ref, propSet };
}

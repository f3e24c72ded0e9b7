import { randomUUID } from "node:crypto";
import { type Kind, kindOf } from "./kinds.ts";

export interface ObjectMeta {
  readonly name: string;
  readonly namespace?: string;
  readonly uid: string;
  readonly resourceVersion: string;
  readonly creationTimestamp: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly ownerReferences?: readonly OwnerReference[];
  readonly generateName?: string;
}

export interface OwnerReference {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  readonly uid: string;
  readonly controller: true;
  readonly blockOwnerDeletion: true;
}

/** A Kubernetes object. Never changed in place: a change is a new object with a higher resource version. */
export interface KubeObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: ObjectMeta;
  readonly spec?: unknown;
  readonly status?: unknown;
  readonly [part: string]: unknown;
}

/** What a writer provides; the store fills in the rest. */
export interface Draft {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: Omit<ObjectMeta, "uid" | "resourceVersion" | "creationTimestamp">;
  readonly [part: string]: unknown;
}

export interface WatchEvent {
  readonly type: "ADDED" | "MODIFIED" | "DELETED";
  readonly object: KubeObject;
}

export interface StoreSave {
  readonly resourceVersion: number;
  readonly objects: readonly KubeObject[];
}

const typeKey = (apiVersion: string, kind: string) => `${apiVersion} ${kind}`;
const nameKey = ({ namespace = "", name }: { readonly namespace?: string | undefined; readonly name: string }) =>
  `${namespace}/${name}`;

/** The objects of one cluster, by type and name, with change notification. */
export class ObjectStore {
  #resourceVersion = 1;
  readonly #byType = new Map<string, Map<string, KubeObject>>();
  readonly #watchers = new Set<(event: WatchEvent) => void>();
  readonly #now: () => string;

  constructor(now: () => string, saved?: StoreSave) {
    this.#now = now;
    if (!saved) return;
    this.#resourceVersion = saved.resourceVersion;
    for (const object of saved.objects) this.#type(object).set(nameKey(object.metadata), object);
  }

  get resourceVersion(): string {
    return String(this.#resourceVersion);
  }

  save(): StoreSave {
    return {
      resourceVersion: this.#resourceVersion,
      objects: [...this.#byType.values()].flatMap((each) => [...each.values()]),
    };
  }

  /** Types that have objects, beside the builtin ones. */
  kinds(): readonly Kind[] {
    return [...this.#byType.values()].flatMap((objects) => {
      const [first] = objects.values();
      return first ? [kindOf(first.apiVersion, first.kind)] : [];
    });
  }

  list(apiVersion: string, kind: string, namespace?: string): readonly KubeObject[] {
    const all = [...(this.#byType.get(typeKey(apiVersion, kind))?.values() ?? [])];
    return namespace === undefined ? all : all.filter(({ metadata }) => metadata.namespace === namespace);
  }

  get(apiVersion: string, kind: string, name: string, namespace?: string): KubeObject | undefined {
    return this.#byType.get(typeKey(apiVersion, kind))?.get(nameKey({ namespace, name }));
  }

  /** Creates or replaces. Returns what is stored; without a difference that is what was there before. */
  put(draft: Draft): KubeObject {
    const objects = this.#type(draft);
    const key = nameKey(draft.metadata);
    const before = objects.get(key);
    const identity = before
      ? { uid: before.metadata.uid, creationTimestamp: before.metadata.creationTimestamp }
      : { uid: randomUUID(), creationTimestamp: this.#now().replace(/\.\d+Z$/, "Z") };
    const withVersion = (resourceVersion: string): KubeObject => ({
      ...draft,
      metadata: { ...draft.metadata, ...identity, resourceVersion },
    });
    if (before && JSON.stringify(withVersion(before.metadata.resourceVersion)) === JSON.stringify(before))
      return before;
    this.#resourceVersion += 1;
    const after = withVersion(this.resourceVersion);
    objects.set(key, after);
    this.#tell({ type: before ? "MODIFIED" : "ADDED", object: after });
    return after;
  }

  remove({ apiVersion, kind, metadata }: KubeObject): void {
    if (!this.#type({ apiVersion, kind }).delete(nameKey(metadata))) return;
    this.#resourceVersion += 1;
    const gone = { apiVersion, kind, metadata: { ...metadata, resourceVersion: this.resourceVersion } };
    this.#tell({ type: "DELETED", object: gone });
  }

  watch(watcher: (event: WatchEvent) => void): () => void {
    this.#watchers.add(watcher);
    return () => void this.#watchers.delete(watcher);
  }

  #type({ apiVersion, kind }: { readonly apiVersion: string; readonly kind: string }): Map<string, KubeObject> {
    const key = typeKey(apiVersion, kind);
    const objects = this.#byType.get(key) ?? new Map<string, KubeObject>();
    this.#byType.set(key, objects);
    return objects;
  }

  #tell(event: WatchEvent): void {
    for (const watcher of this.#watchers) watcher(event);
  }
}

export function ownedBy(owner: KubeObject): OwnerReference {
  const { apiVersion, kind, metadata } = owner;
  return { apiVersion, kind, name: metadata.name, uid: metadata.uid, controller: true, blockOwnerDeletion: true };
}

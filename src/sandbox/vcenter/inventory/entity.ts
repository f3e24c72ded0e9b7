import type { ManagedObjectName } from "../../../vim25/schema.ts";
import { fault } from "../fault.ts";
import { ManagedObject, type PropertyTable } from "../managed-object.ts";
import type { Task } from "../tasks/task.ts";
import type { World } from "../world.ts";

/** A thing in the inventory tree, with a name and a parent. */
export abstract class Entity extends ManagedObject {
  #name: string;
  #parent: Entity | undefined;
  readonly #recentTasks = new Set<Task>();

  constructor(world: World, type: ManagedObjectName, moid: string, name: string, parent: Entity | undefined) {
    super(world, type, moid);
    this.#name = name;
    this.#parent = parent;
  }

  /** Unescaped only as the API does: `/`, `\` and `%` stay `%2f`, `%5c`, `%25`. */
  get name(): string {
    return this.#name;
  }

  get parent(): Entity | undefined {
    return this.#parent;
  }

  get recentTasks(): readonly Task[] {
    return [...this.#recentTasks];
  }

  /** Entities right below, in the sense of a container view. */
  children(): readonly Entity[] {
    return [];
  }

  rename(name: string): void {
    this.#name = name;
    this.touch("name", "summary", "config", "info");
    this.world.structureChanged();
  }

  moveTo(parent: Entity): void {
    this.#parent = parent;
    this.touch("parent");
    this.world.structureChanged();
  }

  addTask(task: Task): void {
    this.#recentTasks.add(task);
    this.touch("recentTask");
  }

  removeTask(task: Task): void {
    this.#recentTasks.delete(task);
    this.touch("recentTask");
  }

  /** Inventory path without leading slash and without the root folder: `DC0/vm/Labs/edge`. */
  get path(): string {
    if (!this.#parent) return "";
    const above = this.#parent.path;
    return above === "" ? this.#name : `${above}/${this.#name}`;
  }
}

export function isBelow(entity: Entity, ancestor: ManagedObject): boolean {
  for (let at: Entity | undefined = entity; at; at = at.parent) if (at === ancestor) return true;
  return false;
}

/** The names that vCenter takes: not empty, at most 80 characters. `/`, `\` and `%` arrive escaped or get escaped. */
export function checkedName(name: string): string {
  const escaped = name
    .replaceAll(/%(?!2f|5c|25)/gi, "%25")
    .replaceAll("/", "%2f")
    .replaceAll("\\", "%5c");
  if (escaped === "" || escaped.length > 80) throw fault("InvalidName", { name }, `The name '${name}' is invalid.`);
  return escaped;
}

export const entityProperties: PropertyTable<Entity, "ManagedEntity"> = {
  name: (entity) => entity.name,
  parent: (entity) => entity.parent?.ref,
  overallStatus: () => "green",
  configStatus: () => "green",
  configIssue: () => [],
  effectiveRole: () => [-1],
  permission: () => [],
  customValue: () => [],
  value: () => [],
  availableField: () => [],
  disabledMethod: () => [],
  recentTask: (entity) => entity.recentTasks.map((task) => task.ref),
  alarmActionsEnabled: () => true,
  tag: () => [],
};

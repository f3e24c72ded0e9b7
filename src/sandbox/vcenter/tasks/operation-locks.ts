import { fault } from "../fault.ts";
import type { ManagedObject } from "../managed-object.ts";
import type { Task } from "./task.ts";

/** Which entities are busy with which task. A clone shares its source with other clones and with nothing else. */
export class OperationLocks {
  readonly #held = new Map<ManagedObject, { readonly mode: "shared" | "exclusive"; readonly tasks: Set<Task> }>();

  /** @throws TaskInProgress naming the task that is in the way */
  take(task: Task, entities: readonly ManagedObject[], mode: "shared" | "exclusive"): void {
    for (const entity of entities) {
      const held = this.#held.get(entity);
      const [other] = held?.tasks ?? [];
      if (held && other && (mode === "exclusive" || held.mode === "exclusive")) {
        throw fault(
          "TaskInProgress",
          { task: other.ref },
          "The operation is not allowed in the current state: another task is already in progress.",
        );
      }
    }
    for (const entity of entities) {
      const held = this.#held.get(entity);
      if (held) held.tasks.add(task);
      else this.#held.set(entity, { mode, tasks: new Set([task]) });
    }
  }

  release(task: Task): void {
    for (const [entity, held] of this.#held) {
      held.tasks.delete(task);
      if (held.tasks.size === 0) this.#held.delete(entity);
    }
  }

  /** @throws TaskInProgress when any task holds the entity: for calls that change it without a task */
  refuseBusy(entity: ManagedObject): void {
    const [task] = this.#held.get(entity)?.tasks ?? [];
    if (task) throw fault("TaskInProgress", { task: task.ref }, "Another task is already in progress.");
  }
}

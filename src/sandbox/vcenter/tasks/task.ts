import type { Data } from "../../../vim25/schema.ts";
import { typed } from "../../../vim25/index.ts";
import { Fault, fault } from "../fault.ts";
import { ManagedObject, type MethodTable, type PropertyTable } from "../managed-object.ts";
import type { Entity } from "../inventory/entity.ts";
import type { World } from "../world.ts";

export interface TaskSettings {
  /** `CloneVM_Task`. */
  readonly name: string;
  /** `VirtualMachine.clone`. */
  readonly descriptionId: string;
  readonly entity: Entity | undefined;
  readonly userName: string;
  readonly cancelable: boolean;
  /** `xsi:type` of the result where its JavaScript value does not tell. */
  readonly resultType?: string | undefined;
}

/** One operation that takes time. What it does is the {@link TaskManager}'s business; this is what clients see of it. */
export class Task extends ManagedObject {
  protected override readonly propertyTable = properties;
  protected override readonly methodTable = methods;
  readonly settings: TaskSettings;
  readonly eventChainId: number;
  readonly #cancel = new AbortController();
  /** Aborted by CancelTask. */
  readonly cancelled: AbortSignal = this.#cancel.signal;
  readonly #queueTime: Date;
  readonly #entityName: string | undefined;
  #startTime: Date | undefined;
  #completeTime: Date | undefined;
  #progress: number | undefined;
  #outcome: { readonly result: unknown } | { readonly error: Fault } | undefined;

  constructor(world: World, settings: TaskSettings) {
    super(world, "Task", world.newId("task-"));
    this.settings = settings;
    this.eventChainId = world.lastId;
    this.#queueTime = world.now();
    this.#entityName = settings.entity?.name;
  }

  get state(): "queued" | "running" | "success" | "error" {
    if (this.#outcome) return "error" in this.#outcome ? "error" : "success";
    return this.#startTime ? "running" : "queued";
  }

  get completedMs(): number | undefined {
    return this.#completeTime?.getTime();
  }

  start(): void {
    this.#startTime = this.world.now();
    this.#progress = 0;
    this.touch("info");
  }

  advance(percent: number): void {
    this.#progress = percent;
    this.touch("info");
  }

  succeed(result: unknown): void {
    this.#end({ result });
  }

  fail(error: Fault): void {
    this.#end({ error });
  }

  /** @throws NotSupported when it cannot be cancelled; InvalidState when it is over */
  cancel(): void {
    if (this.#outcome) throw fault("InvalidState", {}, "The task is already completed.");
    if (!this.settings.cancelable) throw fault("NotSupported", {}, "The task cannot be cancelled.");
    this.#cancel.abort(fault("RequestCanceled", {}, "The task was canceled by a user."));
    this.touch("info");
  }

  #end(outcome: { readonly result: unknown } | { readonly error: Fault }): void {
    this.#completeTime = this.world.now();
    this.#progress = undefined;
    this.#outcome = outcome;
    this.touch("info");
  }

  get info(): Data<"TaskInfo"> {
    const { name, descriptionId, entity, userName, cancelable, resultType } = this.settings;
    const outcome = this.#outcome;
    return {
      key: this.ref.value,
      task: this.ref,
      name,
      descriptionId,
      entity: entity?.ref,
      entityName: this.#entityName,
      state: this.state,
      cancelled: this.cancelled.aborted,
      cancelable: cancelable && !outcome,
      error: outcome && "error" in outcome ? outcome.error.localized : undefined,
      result: outcome && "result" in outcome ? asAny(outcome.result, resultType) : undefined,
      progress: this.#progress,
      reason: { _type: "TaskReasonUser", userName },
      queueTime: this.#queueTime,
      startTime: this.#startTime,
      completeTime: this.#completeTime,
      eventChainId: this.eventChainId,
    };
  }
}

function asAny(result: unknown, resultType: string | undefined): unknown {
  return resultType === undefined || result === undefined ? result : typed(resultType, result);
}

const properties: PropertyTable<Task, "Task"> = { info: (task) => task.info };

const methods: MethodTable<Task> = { CancelTask: (task) => task.cancel() };

import type { Params } from "../../../vim25/schema.ts";
import { isBelow } from "../inventory/entity.ts";
import { ManagedObject, type MethodTable, type PropertyTable } from "../managed-object.ts";
import type { Session } from "../session.ts";
import type { World } from "../world.ts";
import type { Task } from "./task.ts";

type TaskFilter = Params<"CreateCollectorForTasks">["filter"];

/** A snapshot of matching tasks that a client reads page by page. */
export class TaskHistoryCollector extends ManagedObject {
  protected override readonly propertyTable = properties;
  protected override readonly methodTable = methods;
  override readonly session: Session;
  readonly filter: TaskFilter;
  readonly tasks: readonly Task[];
  pageSize = 10;
  next = 0;

  constructor(world: World, session: Session, filter: TaskFilter, tasks: readonly Task[]) {
    super(world, "TaskHistoryCollector", session.newId());
    this.session = session;
    this.filter = filter;
    this.tasks = tasks;
  }
}

/** Whether a task matches the parts of a TaskFilterSpec that name an entity, a time, a user or states. */
export function taskMatcher(world: World, { entity, time, userName, state }: TaskFilter): (task: Task) => boolean {
  const root = entity && world.find(entity.entity.value);
  return (task) => {
    const { info } = task;
    if (state && !state.includes(info.state)) return false;
    if (userName?.userList && !userName.userList.includes(task.settings.userName)) return false;
    if (time) {
      const at = { queuedTime: info.queueTime, startedTime: info.startTime, completedTime: info.completeTime }[
        time.timeType
      ];
      if (!at || (time.beginTime && at < time.beginTime) || (time.endTime && at > time.endTime)) return false;
    }
    if (!entity) return true;
    const on = task.settings.entity;
    if (!on) return root?.ref.value === "group-d1" && entity.recursion !== "self";
    switch (entity.recursion) {
      case "self":
        return on === root;
      case "children":
        return on.parent === root;
      case "all":
        return root !== undefined && isBelow(on, root);
      default:
        return entity.recursion satisfies never;
    }
  };
}

const properties: PropertyTable<TaskHistoryCollector, "TaskHistoryCollector"> = {
  filter: ({ filter }) => ({ ...filter, _type: "TaskFilterSpec" }),
  latestPage: ({ tasks, pageSize }) => tasks.slice(-pageSize).map((task) => task.info),
};

const methods: MethodTable<TaskHistoryCollector> = {
  ReadNextTasks: (collector, { maxCount }) => {
    const page = collector.tasks.slice(collector.next, collector.next + maxCount);
    collector.next += page.length;
    return page.map((task) => task.info);
  },
  SetCollectorPageSize: (collector, { maxCount }) => void (collector.pageSize = maxCount),
  ResetCollector: (collector) => void (collector.next = 0),
  DestroyCollector: (collector) => collector.session.remove(collector),
};

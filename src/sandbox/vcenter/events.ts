import type { Data, Params, Poly, Subtype } from "../../vim25/schema.ts";
import { type Entity, isBelow } from "./inventory/entity.ts";
import { ManagedObject, type MethodTable, type PropertyTable } from "./managed-object.ts";
import type { Session } from "./session.ts";
import type { VirtualMachine } from "./vm/virtual-machine.ts";
import type { World } from "./world.ts";

type Event = Poly<"Event">;
type EventFilter = Params<"CreateCollectorForEvents">["filter"];

const kept = 2000;

/** What happened, newest last; the oldest are forgotten. */
export class EventManager extends ManagedObject {
  protected override readonly propertyTable = properties;
  protected override readonly methodTable = methods;
  readonly #events: { readonly event: Event; readonly about: Entity }[] = [];
  #lastKey = 0;

  constructor(world: World) {
    super(world, "EventManager", "EventManager");
  }

  get latest(): Event | undefined {
    return this.#events.at(-1)?.event;
  }

  /** Records something about a VM. */
  post(type: Subtype<"VmEvent">, vm: VirtualMachine, message: string, more: object = {}): void {
    const { datacenter, cluster } = this.world.site;
    this.#lastKey += 1;
    const event = {
      _type: type,
      key: this.#lastKey,
      chainId: this.#lastKey,
      createdTime: this.world.now(),
      userName: "",
      datacenter: { name: datacenter.name, datacenter: datacenter.ref },
      computeResource: { name: cluster.name, computeResource: cluster.ref },
      host: { name: vm.host.name, host: vm.host.ref },
      vm: { name: vm.name, vm: vm.ref },
      fullFormattedMessage: message,
      template: vm.isTemplate,
      ...more,
    } as unknown as Event;
    this.#events.push({ event, about: vm });
    if (this.#events.length > kept) this.#events.splice(0, this.#events.length - kept);
    this.touch("latestEvent");
  }

  /** Matching events, oldest first. */
  query({ entity, time, eventTypeId, type, eventChainId, maxCount }: EventFilter): readonly Event[] {
    const types = [...(eventTypeId ?? []), ...(type ?? [])].map((name) => name.replace(/^vim\.event\./, ""));
    const root = entity && this.world.find(entity.entity.value);
    const found = this.#events.filter(({ event, about }) => {
      if (types.length > 0 && !types.includes(event._type ?? "")) return false;
      if (eventChainId !== undefined && event.chainId !== eventChainId) return false;
      if (time?.beginTime && event.createdTime < time.beginTime) return false;
      if (time?.endTime && event.createdTime > time.endTime) return false;
      if (!entity) return true;
      if (entity.recursion === "all") return root !== undefined && isBelow(about, root);
      return entity.recursion === "children" ? about.parent === root : about === root;
    });
    return found.map(({ event }) => event).slice(maxCount === undefined ? 0 : -maxCount);
  }
}

/** Events that a client reads page by page. */
class EventHistoryCollector extends ManagedObject {
  protected override readonly propertyTable = collectorProperties;
  protected override readonly methodTable = collectorMethods;
  override readonly session: Session;
  readonly filter: EventFilter;
  readonly manager: EventManager;
  pageSize = 10;
  next = 0;

  constructor(manager: EventManager, session: Session, filter: EventFilter) {
    super(manager.world, "EventHistoryCollector", session.newId());
    this.manager = manager;
    this.session = session;
    this.filter = filter;
  }
}

const eventNames = [
  "VmCreatedEvent",
  "VmClonedEvent",
  "VmPoweredOnEvent",
  "VmPoweredOffEvent",
  "VmReconfiguredEvent",
  "VmRemovedEvent",
];

function description(): Data<"EventDescription"> {
  const eventInfo = eventNames.map((key) => ({
    key,
    description: key,
    category: "info",
    formatOnDatacenter: "",
    formatOnComputeResource: "",
    formatOnHost: "",
    formatOnVm: "",
    fullFormat: key,
  }));
  return { category: [], eventInfo };
}

const properties: PropertyTable<EventManager, "EventManager"> = {
  description,
  latestEvent: ({ latest }) => latest,
  maxCollector: () => 1000,
};

const methods: MethodTable<EventManager> = {
  QueryEvents: (manager, { filter }) => manager.query(filter),
  CreateCollectorForEvents: (manager, { filter }, { session }) =>
    session.add(new EventHistoryCollector(manager, session, filter)).ref,
};

const collectorProperties: PropertyTable<EventHistoryCollector, "EventHistoryCollector"> = {
  filter: ({ filter }) => ({ ...filter, _type: "EventFilterSpec" }),
  // Newest first, as vCenter shows its pages.
  latestPage: ({ manager, filter, pageSize }) => manager.query(filter).slice(-pageSize).toReversed(),
  initialized: () => true,
};

const collectorMethods: MethodTable<EventHistoryCollector> = {
  ReadNextEvents: (collector, { maxCount }) => {
    const page = collector.manager.query(collector.filter).slice(collector.next, collector.next + maxCount);
    collector.next += page.length;
    return page;
  },
  SetCollectorPageSize: (collector, { maxCount }) => void (collector.pageSize = maxCount),
  ResetCollector: (collector) => void (collector.next = 0),
  DestroyCollector: (collector) => collector.session.remove(collector),
};

import type { Clock } from "../../core/clock.ts";
import type { Metadata } from "./decoder.ts";
import type { Durations } from "./options.ts";
import { PackIndex } from "./pack-index.ts";
import type { Catalog } from "./catalog.ts";
import { type EventRecord, type Meta, newUid, type PaletteState } from "./state.ts";
import { Timers } from "../timers.ts";

export const defaultDurations: Durations = {
  hostHealthy: 300,
  hostSilence: 10_000,
  condition: 150,
  podStart: 500,
  clusterHealth: 1000,
  clusterDelete: 300,
};

/** As many as the tenant remembers per object; real ones expire by age. */
const keptEvents = 200;

/** What every resource of the tenant works on. */
export class World {
  readonly clock: Clock;
  readonly state: PaletteState;
  readonly durations: Durations;
  readonly timers: Timers;
  readonly packs: PackIndex;
  readonly #changed: () => void;

  constructor(
    clock: Clock,
    state: PaletteState,
    { durations, catalog, changed }: { durations: Partial<Durations>; catalog: Catalog; changed: () => void },
  ) {
    this.clock = clock;
    this.state = state;
    this.durations = { ...defaultDurations, ...durations };
    this.timers = new Timers(clock);
    this.packs = new PackIndex(catalog);
    this.#changed = changed;
  }

  now(): string {
    return new Date(this.clock.now()).toISOString();
  }

  /** Something was mutated. With `metadata`: that object, whose modification time moves. */
  touch(metadata?: Meta): void {
    if (metadata) metadata.lastModifiedTimestamp = this.now();
    this.#changed();
  }

  /** Metadata of a new object. */
  meta(name: string, written: Metadata = {}, uid = newUid()): Meta {
    const at = this.now();
    return {
      uid,
      name,
      labels: written.labels ?? {},
      annotations: written.annotations ?? {},
      creationTimestamp: at,
      lastModifiedTimestamp: at,
    };
  }

  event(
    kind: EventRecord["kind"],
    { metadata, projectUid }: { readonly metadata: Meta; readonly projectUid: string },
    reason: string,
    message: string,
    { severity = "info", component = "palette" }: Partial<Pick<EventRecord, "severity" | "component">> = {},
  ): void {
    const { uid: objectUid, name: objectName } = metadata;
    const events = this.state.events;
    events.push({
      uid: newUid(),
      kind,
      objectUid,
      objectName,
      projectUid,
      at: this.now(),
      reason,
      message,
      severity,
      component,
    });
    const own = events.filter((event) => event.objectUid === objectUid);
    const [oldest] = own;
    if (oldest && own.length > keptEvents) events.splice(events.indexOf(oldest), 1);
  }
}

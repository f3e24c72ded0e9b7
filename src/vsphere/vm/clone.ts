import { setMaxListeners } from "node:events";
import { type Abortable, withDeadline } from "../../core/abort.ts";
import { EdgelabError } from "../../core/errors.ts";
import { Limit } from "../../core/limit.ts";
import type { MoRef } from "../../vim25/index.ts";
import { BatchReader } from "../batch-reader.ts";
import { isFault } from "../fault-error.ts";
import { encodeName } from "../inventory-path.ts";
import type { VsphereLimits } from "../options.ts";
import { readRows } from "../property.ts";
import type { Session } from "../session.ts";
import { OutcomeUnknownError, type Tasks } from "../task.ts";
import type { Compute, Datastore, Host, Named } from "../topology.ts";
import type { Watcher } from "../watcher.ts";
import { CloneBudget } from "./budget.ts";
import { configSpec, type MachineConfig } from "./config-spec.ts";
import { type MachineFacts, type MachineIdentity, readFacts } from "./identity.ts";
import { powerOn } from "./power.ts";
import type { CloneSource } from "./source.ts";

export interface CloneSpec {
  readonly name: string;
  readonly folder: Named;
  readonly place: {
    readonly pool: Named;
    readonly datastore: Datastore;
    readonly compute: Compute;
    readonly host?: Host | undefined;
  };
  /** Of the source: a linked clone. Undefined: a full copy. */
  readonly snapshot?: MoRef | undefined;
  readonly config: MachineConfig;
  readonly powerOn: boolean;
  /**
   * Asked when a machine of this name is in the folder already: after a lost answer, or DuplicateName. True adopts it as
   * the result; false or absent ends in NAME_TAKEN.
   */
  readonly isOurs?: ((machine: MachineIdentity) => boolean) | undefined;
}

/** As read back from the vCenter, not as asked for. */
export interface ClonedMachine extends MachineFacts {
  readonly adopted: boolean;
}

export interface CloneProgress {
  readonly name: string;
  readonly state: "waiting" | "queued" | "cloning" | "cloned" | "powering-on" | "done";
  readonly percent?: number | undefined;
}

export interface CloneOptions extends Abortable {
  readonly onProgress?: ((progress: CloneProgress) => void) | undefined;
}

interface Clone {
  readonly ref: MoRef;
  readonly adopted: boolean;
}

/** Makes clones of one source, all at once within the limits. */
export class Cloner {
  readonly #session: Session;
  readonly #watcher: Watcher;
  readonly #tasks: Tasks;
  readonly #budget: CloneBudget;
  readonly #powerOns: Limit;
  readonly #taskTimeoutMs: number;

  constructor(session: Session, watcher: Watcher, tasks: Tasks, limits: VsphereLimits) {
    this.#session = session;
    this.#watcher = watcher;
    this.#tasks = tasks;
    this.#budget = new CloneBudget(limits.hostCloneUnits);
    this.#powerOns = new Limit(limits.powerOns);
    this.#taskTimeoutMs = limits.taskTimeoutMs;
  }

  /**
   * Each clone is read back before it is powered on, and a `uuid` that came out different is put right then: the Edge
   * host ID hangs on it. Reads that fall together travel together, and one last read tells the power of all.
   */
  async cloneMany(
    source: CloneSource,
    specs: readonly CloneSpec[],
    options: CloneOptions,
  ): Promise<readonly PromiseSettledResult<ClonedMachine>[]> {
    setMaxListeners(0, options.signal); // as many as there are clones
    const reader = new BatchReader<MachineFacts>(options, (refs, abortable) =>
      readFacts(this.#session, refs, abortable),
    );
    const made = await Promise.allSettled(specs.map((spec) => this.#cloneOne(source, spec, reader, options)));
    const refs = made.flatMap((result) => (result.status === "fulfilled" ? [result.value.ref] : []));
    const rows = await readRows(this.#session, refs, "VirtualMachine", ["config.uuid", "runtime.powerState"], options);
    const last = new Map(rows.map(({ ref, props }) => [ref.value, props]));
    return made.map((result): PromiseSettledResult<ClonedMachine> => {
      if (result.status === "rejected") return result;
      const machine = result.value;
      const props = last.get(machine.ref.value);
      if (props === undefined) return { status: "rejected", reason: vanished(machine.ref) };
      options.onProgress?.({ name: machine.name, state: "done" });
      const power = props["runtime.powerState"] ?? machine.power;
      return { status: "fulfilled", value: { ...machine, power, uuid: props["config.uuid"]?.toLowerCase() } };
    });
  }

  async #cloneOne(
    source: CloneSource,
    spec: CloneSpec,
    reader: BatchReader<MachineFacts>,
    options: CloneOptions,
  ): Promise<ClonedMachine> {
    const { name, config, place } = spec;
    const { signal } = options;
    const progress = (state: CloneProgress["state"], percent?: number) =>
      options.onProgress?.({ name, state, percent });
    progress("waiting");
    const kind = spec.snapshot === undefined ? "full" : "linked";
    const clone = await this.#budget.run(
      { compute: place.compute, host: place.host, datastore: place.datastore, kind },
      options,
      () => this.#makeOrAdopt(source, spec, options),
    );
    progress("cloned");
    const facts = await reader.read(clone.ref);
    if (facts === undefined) throw vanished(clone.ref);
    const { uuid } = config;
    if (uuid !== undefined && facts.uuid !== uuid.toLowerCase()) {
      if (facts.power === "poweredOn") throw wrongIdentity(spec, facts);
      await this.#tasks.run(
        "ReconfigVM_Task",
        clone.ref,
        { spec: { uuid } },
        { signal, what: `set the uuid of "${name}"`, isRepeatable: true },
      );
    }
    if (spec.powerOn && facts.power !== "poweredOn") {
      progress("powering-on");
      await this.#powerOns.run(options, () => powerOn(this.#tasks, clone.ref, { signal, what: `power on "${name}"` }));
    }
    return { ...facts, adopted: clone.adopted };
  }

  /** After a lost answer: what is there is taken if it is ours, and only when nothing is there the clone is tried again. */
  async #makeOrAdopt(source: CloneSource, spec: CloneSpec, options: CloneOptions): Promise<Clone> {
    for (let isSecond = false; ; isSecond = true) {
      try {
        return { ref: await this.#make(source, spec, options), adopted: false };
      } catch (error) {
        const isTaken = isFault(error, "DuplicateName");
        if (spec.isOurs === undefined || !(isTaken || error instanceof OutcomeUnknownError)) throw error;
        const ref = await this.#adopt(spec, spec.isOurs, options);
        if (ref !== undefined) return { ref, adopted: isTaken && !isSecond };
        if (isTaken || isSecond) throw error;
      }
    }
  }

  async #make(
    source: CloneSource,
    { name, folder, place, snapshot, config }: CloneSpec,
    options: CloneOptions,
  ): Promise<MoRef> {
    const { signal, onProgress } = options;
    return await this.#tasks.run(
      "CloneVM_Task",
      source.ref,
      {
        folder: folder.ref,
        name: encodeName(name),
        spec: {
          location: {
            datastore: place.datastore.ref,
            pool: place.pool.ref,
            ...(place.host === undefined ? {} : { host: place.host.ref }),
            ...(snapshot === undefined ? {} : { diskMoveType: "createNewChildDiskBacking" }),
          },
          template: false,
          config: configSpec(config, source.devices),
          powerOn: false, // only after what came out has been looked at
          ...(snapshot === undefined ? {} : { snapshot }),
        },
      },
      {
        signal,
        what: `clone "${name}" from "${source.name}"`,
        onProgress: ({ state, percent }) =>
          onProgress?.({ name, state: state === "queued" ? "queued" : "cloning", percent }),
      },
    );
  }

  /** A machine of that name, once it has a configuration to be known by: a clone that is still under way has none. */
  async #adopt(
    { name, folder }: CloneSpec,
    isOurs: (machine: MachineIdentity) => boolean,
    options: Abortable,
  ): Promise<MoRef | undefined> {
    const { searchIndex } = this.#session.content;
    if (searchIndex === undefined) return undefined;
    const wanted = { entity: folder.ref, name: encodeName(name) };
    const ref = await this.#session.call("FindChild", searchIndex, wanted, options);
    if (ref?.type !== "VirtualMachine") return undefined;
    const paths = ["config.instanceUuid"];
    await withDeadline(this.#taskTimeoutMs, `waiting for "${name}" to be created`, options, (within) =>
      this.#watcher.until(ref, paths, (state) => state.get("config.instanceUuid"), within),
    );
    const facts = (await readFacts(this.#session, [ref], options)).get(ref.value);
    return facts !== undefined && isOurs(facts) ? ref : undefined;
  }
}

function vanished(ref: MoRef): EdgelabError {
  return new EdgelabError("NOT_FOUND", {
    what: `The new machine ${ref.value} has vanished.`,
    why: "It was removed on the vCenter right after it was cloned.",
    next: "Run the command again.",
  });
}

function wrongIdentity({ name, config }: CloneSpec, { uuid }: MachineIdentity): EdgelabError {
  return new EdgelabError("FAULT", {
    what: `"${name}" runs under another uuid than it should.`,
    why: `Found ${uuid ?? "none"}, expected ${config.uuid ?? ""}; it cannot be changed while the machine is on.`,
    next: "Power it off and run the command again.",
  });
}

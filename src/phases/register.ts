import { type Abortable, withDeadline } from "../core/abort.ts";
import { EdgelabError, hasCode } from "../core/errors.ts";
import { Limit } from "../core/limit.ts";
import type { Secret } from "../core/secret.ts";
import type { Graph, Node, StepContext } from "../engine/graph.ts";
import { createSeedIso } from "../iso/index.ts";
import { assignMacs } from "../lab/identity.ts";
import type { Lab } from "../lab/lab.ts";
import type { EdgeHost } from "../palette/index.ts";
import type { MoRef } from "../vim25/index.ts";
import type { CloneSpec, MachineIdentity, Named, Place } from "../vsphere/index.ts";
import { hasLabels, type HostDecision, isRegistered } from "./host-plan.ts";
import { formatInputs } from "./inputs.ts";
import { describeSight, type HostSight, waitOf } from "./late-host.ts";
import { type FoundMachine, machineSight, sightPaths } from "./machines.ts";
import { isOurs, markToConfig, ownerOf, readMark } from "./marks.ts";
import { labFolderPath } from "./observe.ts";
import { untilReleased } from "./release.ts";
import { places, type Session } from "./session.ts";
import type { TemplateSource } from "./template.ts";
import { ensureToken } from "./token.ts";
import { seedUserData, type WantedHost } from "./wanted.ts";

const phase = "register";
/** How long a guest may take to shut down before its power is cut. */
const shutdownGraceMs = 120_000;
/** Seeds are small, but a lab may have hundreds. */
const uploads = 8;

interface RegisterContext {
  readonly lab: Lab;
  readonly session: Session;
  readonly decisions: readonly HostDecision[];
  /** Hosts of the lab that are no longer in its file. */
  readonly superfluous: readonly FoundMachine[];
  readonly records: ReadonlyMap<string, EdgeHost>;
  readonly template: Node<TemplateSource>;
  /** The cluster that has to go before its hosts do. */
  readonly clusterGone: Node<unknown> | undefined;
  readonly clusterUid: string | undefined;
}

/** Adds what turns the template into registered Edge hosts; when all the nodes are done, all are ready and healthy. */
export function addRegister(graph: Graph, context: RegisterContext): readonly Node<unknown>[] {
  return new Registration(graph, context).add();
}

class Registration {
  readonly #graph: Graph;
  readonly #context: RegisterContext;
  readonly #lab: Lab;
  readonly #session: Session;

  constructor(graph: Graph, context: RegisterContext) {
    this.#graph = graph;
    this.#context = context;
    this.#lab = context.lab;
    this.#session = context.session;
  }

  add(): readonly Node<unknown>[] {
    const { decisions, superfluous } = this.#context;
    const making = decisions.filter(isMade);
    const seeds = this.#addSeeds(decisions.filter(needsSeed));
    const removed = superfluous.map((machine) => this.#addRemoval(machine));
    const isClear = ({ machine, record }: HostDecision) => machine === undefined && record === undefined;
    const precreate = this.#lab.registration.mode === "precreate";
    const cleared = making
      .filter((decision) => precreate || !isClear(decision))
      .map((decision) => this.#addClearing(decision));
    const clones =
      making.length === 0
        ? undefined
        : this.#addClones(making, [...cleared, ...making.flatMap(({ host }) => seeds.get(host.name) ?? [])]);
    const ready = decisions.map((decision) => {
      const { host, machine } = decision;
      if (isMade(decision) && clones) return this.#addReady(decision, clones);
      const refs = this.#graph.add({
        phase,
        id: `register/${host.name}/machine`,
        title: adjustmentTitle(decision),
        after: [],
        dependsOn: seeds.has(host.name) ? [seeds.get(host.name) as Node<unknown>] : [],
        // one at a time, so that a cluster of several keeps its majority
        limit: { of: this.#restarts },
        timingKey: `register/machine-${decision.action}`,
        run: async (step) => {
          if (machine === undefined) throw new TypeError(`${host.name} was decided to be kept without a machine`);
          await this.#adjust(decision, machine, step);
          return new Map([[host.name, machine.ref]]);
        },
      });
      return this.#addReady(decision, refs);
    });
    return [...ready, ...removed];
  }

  #addSeeds(decisions: readonly HostDecision[]): ReadonlyMap<string, Node<unknown>> {
    if (decisions.length === 0) return new Map();
    const { labUuid, palette } = this.#session;
    const token = this.#graph.add({
      phase,
      id: "register/token",
      title: "registration token",
      after: [],
      run: (step) => ensureToken(this.#lab, labUuid, palette, step),
    });
    return new Map(decisions.map((decision) => [decision.host.name, this.#addSeed(decision, token)]));
  }

  /** The CD from which the host learns where and as what to register. It holds the token until the host has. */
  #addSeed({ host }: HostDecision, token: Node<Secret>): Node<unknown> {
    const { palette, vsphere, labUuid } = this.#session;
    return this.#graph.add({
      phase,
      id: `register/${host.name}/seed`,
      title: `seed CD of ${host.name}`,
      after: [token],
      limit: { of: this.#uploads },
      timingKey: "register/seed",
      run: async (step, secret) => {
        const { datastore } = await vsphere.inventory.place(this.#lab.vcenter, step);
        const files = vsphere.datastore(datastore);
        await files.ensureFolder(places.lab(labUuid), step);
        const userData = seedUserData(this.#lab, host.settings, {
          token: secret,
          labels: host.labels,
          projectUid: palette.project?.uid,
        });
        await files.putSmall(places.seed(labUuid, host.name), createSeedIso({ userData }), step);
        step.changed();
      },
    });
  }
  readonly #uploads = new Limit(uploads);

  /** Takes away what would be in the way of a new host: its old machine, and a record without one. */
  #addClearing({ host, machine, record }: HostDecision): Node<unknown> {
    const { palette } = this.#session;
    const precreate = this.#lab.registration.mode === "precreate";
    return this.#graph.add({
      phase,
      id: `register/${host.name}/clear`,
      title: machine ? `remove the old ${host.name}` : `prepare ${host.name}`,
      after: [],
      dependsOn: this.#context.clusterGone ? [this.#context.clusterGone] : [],
      timingKey: machine ? "register/remove" : "register/prepare",
      run: async (step) => {
        if (machine) await this.#destroy(machine, step);
        if (record) await this.#forget(record, step);
        if (precreate) {
          await palette.edgeHosts.precreate({ id: host.edgeHostId, labels: host.labels }, step);
          step.changed("added by its ID");
        }
      },
    });
  }

  #addRemoval(machine: FoundMachine): Node<unknown> {
    const host = machine.mark?.host ?? machine.name;
    return this.#graph.add({
      phase,
      id: `register/${host}/remove`,
      title: `remove ${host}, which the lab file no longer has`,
      after: [],
      dependsOn: this.#context.clusterGone ? [this.#context.clusterGone] : [],
      timingKey: "register/remove",
      run: async (step) => {
        await this.#destroy(machine, step);
        await this.#deleteSeed(host, step);
        const { labUuid } = this.#session;
        const record = [...this.#context.records.values()].find(
          ({ labels }) => isOurs(labels, labUuid) && labels["edgelab-host"] === host,
        );
        if (record) await this.#forget(record, step);
      },
    });
  }

  async #destroy(machine: FoundMachine, step: StepContext): Promise<void> {
    const { vsphere, labUuid } = this.#session;
    await vsphere.machines.destroy(machine.ref, { ...step, isOurs: (found) => isHostOf(found, labUuid) });
    step.changed();
  }

  /** Registration refuses a machine that Palette already knows. */
  async #forget(record: EdgeHost, step: StepContext): Promise<void> {
    const { palette, labUuid } = this.#session;
    const current = await untilReleased(record, palette, step);
    if (current === undefined) return;
    if (!isOurs(current.labels, labUuid)) {
      throw new EdgelabError("NOT_OURS", {
        what: `Palette already knows the Edge host ${current.name}.`,
        why: `The record is not this lab's to delete: ${ownerOf(current.labels)}.`,
        next: "Delete it in Palette if it is stale: registration refuses a machine that is already known.",
      });
    }
    await palette.edgeHosts.delete(current.uid, step);
    step.changed("stale record deleted");
  }

  /** All of them at once; the client keeps to the limits of the ESXi hosts. */
  #addClones(making: readonly HostDecision[], before: readonly Node<unknown>[]): Node<ReadonlyMap<string, MoRef>> {
    const names = making.map(({ host }) => host.name);
    return this.#graph.add({
      phase,
      id: "register/clone",
      title: `clone and start ${names.length > 4 ? `${names.length} hosts` : names.join(", ")}`,
      after: [this.#context.template],
      dependsOn: before,
      timingKey: `register/clone-${making.length}`,
      run: async (step, template) => {
        const { inventory, machines } = this.#session.vsphere;
        const place = await inventory.place(this.#lab.vcenter, step);
        const folder = await inventory.ensureFolder(
          labFolderPath(this.#lab, this.#session.labUuid),
          place.datacenter,
          step,
        );
        const specs = await this.#cloneSpecs(making, template, folder, place, step);
        let done = 0;
        const settled = await machines.cloneMany(template.source, specs, {
          signal: step.signal,
          onProgress: ({ name, state }) => {
            if (state === "done") done += 1;
            step.progress({ message: `${name}: ${state}`, done, total: specs.length, unit: "items" });
          },
        });
        const cloned = fulfilled(settled, names);
        for (const [name, { clone }] of cloned) {
          if (clone === "full") step.warn("FULL_CLONE", `${name} became a full copy of the template, no linked clone.`);
        }
        step.changed();
        return new Map([...cloned].map(([name, { ref }]) => [name, ref]));
      },
    });
  }

  async #cloneSpecs(
    making: readonly HostDecision[],
    template: TemplateSource,
    folder: Named,
    place: Place,
    options: Abortable,
  ): Promise<CloneSpec[]> {
    const { labUuid, vsphere } = this.#session;
    const kept = this.#context.decisions.filter((decision) => !making.includes(decision));
    const nics = making.flatMap(({ host }) => host.settings.nics.map((_, nic) => ({ host: host.name, nic })));
    const macs = assignMacs(
      nics,
      labUuid,
      kept.flatMap(({ machine }) => machine?.macs ?? []),
    );
    const networks = await Promise.all(
      nics.map(async ({ host, nic }) => {
        const settings = making.find((decision) => decision.host.name === host)?.host.settings.nics[nic];
        if (settings?.network === undefined) return place.network;
        return vsphere.inventory.network(settings.network, place.datacenter, options);
      }),
    );
    const files = vsphere.datastore(place.datastore);
    return making.map(({ host }): CloneSpec => {
      const mine = nics.flatMap((nic, index) => (nic.host === host.name ? [index] : []));
      const { cpus, memoryMiB } = host.settings;
      const mark = {
        role: "host" as const,
        lab: labUuid,
        name: this.#lab.name,
        instance: this.#lab.instance,
        host: host.name,
        inputs: formatInputs(host.inputs),
      };
      return {
        name: host.vmName,
        folder,
        place,
        snapshot: template.snapshot,
        powerOn: true,
        config: {
          uuid: host.uuid,
          instanceUuid: host.instanceUuid,
          cpus,
          memoryMiB,
          annotation: `Edge host ${host.name} of lab "${this.#lab.name}" of ${this.#lab.instance}, made by edgelab.`,
          nics: mine.map((index) => ({ network: networks[index], mac: macs[index] })),
          cdIso: files.path(places.seed(labUuid, host.name)),
          extraConfig: markToConfig(mark, host.instanceUuid),
        },
        isOurs: (machine) => isHostOf(machine, labUuid, host.name),
      };
    });
  }

  /** Brings a machine that exists to where a new one would be: right UUID, hardware, CD and power. */
  async #adjust(decision: HostDecision, machine: FoundMachine, step: StepContext): Promise<void> {
    const { host, action, record } = decision;
    const { vsphere, labUuid } = this.#session;
    const isOn = machine.power === "poweredOn";
    const seeded = needsSeed(decision);
    if (isOn && !seeded && action !== "restart") return;
    if (isOn) await vsphere.machines.shutdown(machine.ref, { signal: step.signal, graceMs: shutdownGraceMs });
    const { datastore } = await vsphere.inventory.place(this.#lab.vcenter, step);
    const { cpus, memoryMiB } = host.settings;
    const seed = vsphere.datastore(datastore).path(places.seed(labUuid, host.name));
    await vsphere.machines.reconfigure(
      machine.ref,
      {
        uuid: machine.uuid === host.uuid ? undefined : host.uuid,
        cpus: machine.cpus === cpus ? undefined : cpus,
        memoryMiB: machine.memoryMiB === memoryMiB ? undefined : memoryMiB,
        cdIso: seeded ? seed : isRegistered(record) && machine.isos.length > 0 ? null : undefined,
      },
      step,
    );
    await vsphere.machines.powerOn(machine.ref, step);
    step.changed();
  }
  readonly #restarts = new Limit(1);

  #addReady(decision: HostDecision, machines: Node<ReadonlyMap<string, MoRef>>): Node<unknown> {
    const { host, action } = decision;
    return this.#graph.add({
      phase,
      id: `register/${host.name}/ready`,
      title: `${host.name} is ready (${host.edgeHostId})`,
      after: [machines],
      dependsOn: this.#context.clusterGone ? [this.#context.clusterGone] : [],
      timingKey: "register/ready",
      run: async (step, refs) => {
        const ref = refs.get(host.name);
        if (ref === undefined) throw new TypeError(`${host.name} has no machine`);
        const record = await this.#untilReady(host, ref, step);
        if (action !== "keep") await this.#tidy(host, ref, step);
        if (!hasLabels(record.labels, host.labels)) {
          await this.#session.palette.edgeHosts.setLabels(record, { ...record.labels, ...host.labels }, step);
          step.changed("tags");
        }
      },
    });
  }

  async #untilReady(host: WantedHost, ref: MoRef, step: StepContext): Promise<EdgeHost> {
    const { registerTimeoutMs } = this.#lab.limits;
    const { palette, vsphere } = this.#session;
    let sight: HostSight = { edgeHostId: host.edgeHostId, machine: undefined, record: undefined, ...this.#clusterUid };
    let said = "";
    let hasAnswered = false; // until Palette has, a host that is long ready looks as if it were unknown there
    const see = (part: Partial<HostSight>) => {
      sight = { ...sight, ...part };
      const wait = hasAnswered && sight.machine && waitOf(sight);
      const text = wait ? `${wait.waitingFor}|${wait.lastSeen}` : said;
      if (wait && text !== said) step.waiting(host.name, wait.waitingFor, wait.lastSeen);
      said = text;
    };
    using _watch = vsphere.watcher.watch([ref], sightPaths, (_, state) =>
      see({ machine: state && machineSight(Object.fromEntries(state)) }),
    );
    try {
      return await withDeadline(registerTimeoutMs, `waiting for ${host.name}`, step, async (options) => {
        for await (const records of palette.watchHosts([host.edgeHostId], options)) {
          hasAnswered = true;
          const record = records.get(host.edgeHostId);
          if (record && this.#isReady(record, host)) {
            if (said !== "") step.changed();
            return record;
          }
          see({ record });
        }
        throw new TypeError("a watch ends by its signal or by leaving it");
      });
    } catch (error) {
      if (!hasCode(error, "TIMED_OUT") || step.signal.aborted) throw error;
      throw await this.#lateness(host, sight, error, step);
    }
  }

  get #clusterUid(): Pick<HostSight, "clusterUid"> {
    return { clusterUid: this.#context.clusterUid };
  }

  #isReady(record: EdgeHost, host: WantedHost): boolean {
    const { clusterUid, clusterGone } = this.#context;
    // a cluster that was removed lets go of its hosts a moment later
    if (clusterGone && record.inUseBy.some(({ uid }) => uid === clusterUid)) return false;
    const foreign = record.inUseBy.find(({ uid }) => uid !== clusterUid);
    if (foreign) {
      throw new EdgelabError("REGISTRATION_FAILED", {
        what: `Edge host ${host.name} is used by the cluster "${foreign.name}", which is not this lab's.`,
        next: "Remove that cluster in Palette, or take this lab down.",
      });
    }
    return isRegistered(record) && record.health === "healthy";
  }

  async #lateness(host: WantedHost, last: HostSight, cause: unknown, options: Abortable): Promise<EdgelabError> {
    const { edgeHosts, project } = this.#session.palette;
    const elsewhere = last.record ? [] : await edgeHosts.searchTenant([host.edgeHostId], options);
    const other = elsewhere.find((record) => record.project?.uid !== project?.uid)?.project;
    const sight: HostSight = { ...last, otherProject: other && (other.name || other.uid) };
    const waitingFor = waitOf(sight)?.waitingFor;
    // no time would be enough for a machine that another project has
    return new EdgelabError(other === undefined ? "TIMED_OUT" : "REGISTRATION_FAILED", {
      what: `${host.name} was not ready after ${this.#lab.limits.registerTimeoutMs / 1000} s: it waits for ${waitingFor ?? "Palette"}.`,
      why: `Last seen: ${describeSight(sight)}. Expected: ${host.edgeHostId}, ready and healthy in project "${this.#lab.palette.project}".`,
      next:
        other === undefined
          ? adviceFor(waitingFor)
          : `Delete the Edge host in the project "${sight.otherProject}" if nobody needs it, then run \`up\` again.`,
      cause,
    });
  }

  /** The seed holds the token: once the host is known, nobody needs it. */
  async #tidy(host: WantedHost, ref: MoRef, step: StepContext): Promise<void> {
    await this.#session.vsphere.machines.ejectCds(ref, step);
    await this.#deleteSeed(host.name, step);
    step.changed();
  }

  async #deleteSeed(host: string, step: StepContext): Promise<void> {
    const { vsphere, labUuid } = this.#session;
    const { datastore } = await vsphere.inventory.place(this.#lab.vcenter, step);
    await vsphere.datastore(datastore).delete(places.seed(labUuid, host), step);
  }
}

function isMade({ action }: HostDecision): boolean {
  return action === "create" || action === "replace";
}

function adjustmentTitle({ host, action, machine }: HostDecision): string {
  if (action === "restart") return `restart ${host.name} with other hardware`;
  return machine?.power === "poweredOn" ? `VM of ${host.name}` : `start ${host.name}`;
}

/**
 * A seed is made for every host of which nothing has been heard, unless it runs and has one: the installer's agent reads
 * it once, at the first boot at which it finds it.
 */
function needsSeed(decision: HostDecision): boolean {
  const { machine, record } = decision;
  if (isMade(decision) || machine === undefined) return true;
  return !isRegistered(record) && (machine.power !== "poweredOn" || machine.isos.length === 0);
}

function isHostOf({ extraConfig, instanceUuid }: MachineIdentity, labUuid: string, host?: string): boolean {
  const judged = readMark(Object.fromEntries(extraConfig), instanceUuid);
  if (!("mark" in judged) || judged.mark.role !== "host" || judged.mark.lab !== labUuid) return false;
  return host === undefined || judged.mark.host === host;
}

/** What all of them gave, by name, or the first failure with the names of the others. */
function fulfilled<T>(settled: readonly PromiseSettledResult<T>[], names: readonly string[]): ReadonlyMap<string, T> {
  const values = new Map<string, T>();
  const failures: { readonly name: string; readonly error: unknown }[] = [];
  for (const [index, result] of settled.entries()) {
    const name = names[index] ?? String(index);
    if (result.status === "fulfilled") values.set(name, result.value);
    else failures.push({ name, error: result.reason as unknown });
  }
  const [first, ...others] = failures;
  if (first === undefined) return values;
  if (others.length === 0 || !(first.error instanceof EdgelabError)) throw first.error;
  throw new EdgelabError(first.error.code, {
    ...first.error.details,
    why: [first.error.details.why, `${others.length} more failed: ${others.map(({ name }) => name).join(", ")}.`]
      .filter(Boolean)
      .join(" "),
    cause: new AggregateError(failures.map(({ error }) => error)),
  });
}

function adviceFor(waitingFor: string | undefined): string {
  if (waitingFor === "an address") return "Check the port group and its DHCP, and that VMware Tools run in the guest.";
  if (waitingFor === "registration") {
    return "Check that the hosts reach Palette (proxy, DNS, time), then look at the machine's console. `up --replace` makes it anew.";
  }
  if (waitingFor === "health") return "Look at the host's events in Palette, then run `up` again.";
  return "Clear the reason, then run `up` again; it goes on from here.";
}

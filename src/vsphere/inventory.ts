import { type Abortable, orAborted } from "../core/abort.ts";
import { EdgelabError } from "../core/errors.ts";
import { nearest } from "../core/nearest.ts";
import { isManagedA, type MoRef, sameRef } from "../vim25/index.ts";
import { choose, enumerate } from "./choose.ts";
import { isFault } from "./fault-error.ts";
import { decodeName, encodeName, joinPath, pathParts } from "./inventory-path.ts";
import { filterSpec, retrieve, type Row, toRow, traversal } from "./property.ts";
import type { Session } from "./session.ts";
import { OutcomeUnknownError, type Tasks } from "./task.ts";
import {
  type Compute,
  type Datacenter,
  type Datastore,
  type Host,
  type Named,
  type Network,
  type Pool,
  readTopology,
  type Topology,
} from "./topology.ts";

/** Names or inventory paths; what is undefined is "the only one". */
export interface PlaceRequest {
  readonly datacenter?: string | undefined;
  readonly cluster?: string | undefined;
  readonly host?: string | undefined;
  readonly resourcePool?: string | undefined;
  readonly datastore?: string | undefined;
  readonly network?: string | undefined;
}

/** Where a virtual machine is to live. */
export interface Place {
  readonly datacenter: Datacenter;
  readonly compute: Compute;
  /** Only when one was asked for; otherwise the cluster chooses. */
  readonly host: Host | undefined;
  readonly pool: Named;
  readonly datastore: Datastore;
  readonly network: Network;
}

export interface FolderContent<P extends string> {
  readonly machines: readonly Row<"VirtualMachine", P | "name">[];
  readonly folders: readonly Named[];
}

export interface FindMachineOptions extends Abortable {
  /** Where a bare name is looked for first. */
  readonly folder?: Named | undefined;
}

/** Finding things by name. Nothing is ever found by a recursive search for VMs: only folders that are named are read. */
export class Inventory {
  readonly #session: Session;
  readonly #tasks: Tasks;
  #topology: Promise<Topology> | undefined;

  constructor(session: Session, tasks: Tasks) {
    this.#session = session;
    this.#tasks = tasks;
  }

  /** Everything but VMs and their folders, read in one call and kept for the session. */
  async topology(options: Abortable): Promise<Topology> {
    const own = { signal: new AbortController().signal }; // shared: one caller's abort must not fail the others
    this.#topology ??= readTopology(this.#session, own).catch((error: unknown) => {
      this.#topology = undefined;
      throw error;
    });
    return await orAborted(this.#topology, options);
  }

  async place(request: PlaceRequest, options: Abortable): Promise<Place> {
    const topology = await this.topology(options);
    const datacenter = chooseDatacenter(topology, request.datacenter);
    const computes = topology.computes.filter((compute) => isBelow(compute, datacenter));
    const where = `datacenter "${datacenter.name}"`;
    const hosts = topology.hosts.filter((host) => isBelow(host, datacenter));
    const host = request.host === undefined ? undefined : choose(hosts, { kind: "host", wanted: request.host, where });
    const { compute, pool } = choosePool(topology, computes, request, host, where);
    const whereCompute = `${compute.isCluster ? "cluster" : "host"} "${compute.name}"`;
    const reachable = (entity: Named, refs: readonly MoRef[]) =>
      isBelow(entity, datacenter) && refs.some((ref) => sameRef(ref, entity.ref));
    const stores = topology.datastores.filter((store) => reachable(store, compute.datastores));
    const networks = topology.networks.filter((network) => reachable(network, compute.networks));
    return {
      datacenter,
      compute,
      host,
      pool,
      datastore: choose(stores, { kind: "datastore", wanted: request.datastore, where: whereCompute }),
      network: choose(networks, { kind: "network", wanted: request.network, where: whereCompute }),
    };
  }

  async datacenter(name: string | undefined, options: Abortable): Promise<Datacenter> {
    return chooseDatacenter(await this.topology(options), name);
  }

  async datastore(name: string | undefined, datacenter: Datacenter, options: Abortable): Promise<Datastore> {
    const { datastores } = await this.topology(options);
    const candidates = datastores.filter((store) => isBelow(store, datacenter));
    return choose(candidates, { kind: "datastore", wanted: name, where: `datacenter "${datacenter.name}"` });
  }

  async network(name: string | undefined, datacenter: Datacenter, options: Abortable): Promise<Network> {
    const { networks } = await this.topology(options);
    const candidates = networks.filter((network) => isBelow(network, datacenter));
    return choose(candidates, { kind: "network", wanted: name, where: `datacenter "${datacenter.name}"` });
  }

  /**
   * `path` is below the datacenter's vm folder, or absolute: `/DC0/vm/Labs/edge`. One call when the datacenter is known
   * or given by name; without one the inventory is read first.
   */
  async folder(path: string, datacenter: Datacenter | string | undefined, options: Abortable): Promise<Named> {
    const found = await this.tryFolder(path, datacenter, options);
    return found ?? (await this.#noSuchFolder(path, await this.#resolve(datacenter, options), options));
  }

  async tryFolder(
    path: string,
    datacenter: Datacenter | string | undefined,
    options: Abortable,
  ): Promise<Named | undefined> {
    return await this.#findBelow(datacenter, path, "Folder", options);
  }

  /** Makes the missing parts of the path. Somebody else may make them at the same time. */
  async ensureFolder(path: string, datacenter: Datacenter, options: Abortable): Promise<Named> {
    const found = await this.tryFolder(path, datacenter, options);
    if (found !== undefined) return found;
    const target = vmPath(path, datacenter.path);
    let at: Named = { ref: datacenter.vmFolder, name: "vm", path: `${datacenter.path}/vm` };
    for (const part of target.slice(at.path.length).split("/").filter(Boolean)) {
      const next = `${at.path}/${part}`;
      at = (await this.#find(next, "Folder", options)) ?? (await this.#createFolder(at, part, options));
    }
    return at;
  }

  async #createFolder(parent: Named, part: string, options: Abortable): Promise<Named> {
    const path = `${parent.path}/${part}`;
    const named = (ref: MoRef): Named => ({ ref, name: decodeName(part), path });
    const what = `create the folder ${path}`;
    const create = () => this.#session.call("CreateFolder", parent.ref, { name: part }, { ...options, what });
    try {
      return named(await create());
    } catch (error) {
      const found =
        isFault(error, "DuplicateName") || isLost(error) ? await this.#find(path, "Folder", options) : undefined;
      if (found !== undefined) return found;
      if (!isLost(error)) throw error;
      return named(await create());
    }
  }

  /**
   * A VM or template by path (below the vm folder, or absolute), or by name in `folder` and then directly in the vm
   * folder. As many calls as places to look at.
   */
  async machine(
    path: string,
    datacenter: Datacenter | string | undefined,
    options: FindMachineOptions,
  ): Promise<Named> {
    const found = await this.tryMachine(path, datacenter, options);
    if (found !== undefined) return found;
    const { path: root } = await this.#resolve(datacenter, options);
    const places = [...(options.folder ? [options.folder.path] : []), `${root}/vm`];
    throw new EdgelabError("NOT_FOUND", {
      what: `There is no virtual machine or template "${path}" in ${enumerate(places)}.`,
      next: "Give its whole inventory path: /DC0/vm/folder/name.",
    });
  }

  async tryMachine(
    path: string,
    datacenter: Datacenter | string | undefined,
    options: FindMachineOptions,
  ): Promise<Named | undefined> {
    const { folder } = options;
    if (!path.includes("/") && folder !== undefined) {
      const found = await this.#find(`${folder.path}/${encodeName(decodeName(path))}`, "VirtualMachine", options);
      if (found !== undefined) return found;
    }
    return await this.#findBelow(datacenter, path, "VirtualMachine", options);
  }

  async #resolve(datacenter: Datacenter | string | undefined, options: Abortable): Promise<Datacenter> {
    return typeof datacenter === "object" ? datacenter : await this.datacenter(datacenter, options);
  }

  /** A datacenter's bare name is first taken for its path, which it mostly is; only a miss makes the inventory be read. */
  async #findBelow(
    datacenter: Datacenter | string | undefined,
    path: string,
    type: "Folder" | "VirtualMachine",
    options: Abortable,
  ): Promise<Named | undefined> {
    if (typeof datacenter !== "string")
      return await this.#find(vmPath(path, (await this.#resolve(datacenter, options)).path), type, options);
    const guess = datacenter.includes("/")
      ? joinPath(...pathParts(datacenter))
      : joinPath(encodeName(decodeName(datacenter)));
    const found = await this.#find(vmPath(path, guess), type, options);
    if (found !== undefined) return found;
    const actual = (await this.datacenter(datacenter, options)).path;
    return actual === guess ? undefined : await this.#find(vmPath(path, actual), type, options);
  }

  /** Children of this folder only: VMs with `name` and the chosen leaf properties, and subfolders. One call. */
  async listFolder<P extends string>(
    folder: Named,
    paths: readonly P[],
    options: Abortable,
  ): Promise<FolderContent<P>> {
    const content = await this.#tree([folder], [traversal("children", "Folder", "childEntity")], paths, options);
    return content.get(folder.ref.value) ?? { machines: [], folders: [] };
  }

  /** The folder's subfolders with their VMs. One call. */
  async listSubfolders<P extends string>(
    folder: Named,
    paths: readonly P[],
    options: Abortable,
  ): Promise<readonly (Named & FolderContent<P>)[]> {
    const selectSet = [
      traversal("children", "Folder", "childEntity", "grandchildren"),
      traversal("grandchildren", "Folder", "childEntity"),
    ];
    const content = await this.#tree([folder], selectSet, paths, options);
    const subfolders = content.get(folder.ref.value)?.folders ?? [];
    return subfolders.map((child) => ({
      ...child,
      ...(content.get(child.ref.value) ?? { machines: [], folders: [] }),
    }));
  }

  async #tree<P extends string>(
    roots: readonly Named[],
    selectSet: readonly ReturnType<typeof traversal>[],
    paths: readonly P[],
    options: Abortable,
  ): Promise<ReadonlyMap<string, FolderContent<P>>> {
    const wanted = new Map<string, readonly string[]>([
      ["VirtualMachine", [...new Set(["name", "parent", ...paths])]],
      ["Folder", ["name", "parent"]],
    ]);
    const spec = filterSpec(
      roots.map(({ ref }) => ({ obj: ref, skip: true, selectSet })),
      wanted,
    );
    const objects = await retrieve(this.#session, spec, {
      ...options,
      what: `read the folder ${roots[0]?.path ?? ""}`,
    });
    const content = new Map<string, { machines: Row<"VirtualMachine", P | "name">[]; folders: Named[] }>();
    const pathOf = new Map(roots.map(({ ref, path }) => [ref.value, path]));
    for (const object of objects) {
      const row = toRow<"VirtualMachine", P | "name" | "parent">(object);
      const { name, parent } = row.props as { name?: string; parent?: MoRef };
      if (name === undefined || parent === undefined) continue; // vanished while it was read
      const siblings = content.get(parent.value) ?? { machines: [], folders: [] };
      content.set(parent.value, siblings);
      if (object.obj.type === "VirtualMachine")
        siblings.machines.push({ ...row, props: { ...row.props, name: decodeName(name) } } as Row<
          "VirtualMachine",
          P | "name"
        >);
      else if (isManagedA(object.obj.type, "Folder")) {
        const path = `${pathOf.get(parent.value) ?? ""}/${name}`;
        pathOf.set(object.obj.value, path);
        siblings.folders.push({ ref: object.obj, name: decodeName(name), path });
      }
    }
    return content;
  }

  /** Reads it again first and leaves a folder alone that holds anything: `Destroy_Task` would take the content along. */
  async destroyFolderIfEmpty(folder: Named, options: Abortable): Promise<"destroyed" | "gone" | "not empty"> {
    return await this.#destroyIfEmpty(folder, options, false);
  }

  async #destroyIfEmpty(
    folder: Named,
    options: Abortable,
    isSecond: boolean,
  ): Promise<"destroyed" | "gone" | "not empty"> {
    const what = `remove the folder ${folder.path}`;
    const spec = filterSpec([{ obj: folder.ref, skip: false }], new Map([["Folder", ["childEntity"]]]));
    const [object] = await retrieve(this.#session, spec, { ...options, what });
    if (object === undefined || object.missingSet?.some(({ fault }) => fault.fault._type === "ManagedObjectNotFound"))
      return "gone";
    const children = object.propSet?.find(({ name }) => name === "childEntity")?.val as readonly MoRef[] | undefined;
    // Unset is not empty: without the privilege to see its children nobody knows what would be destroyed.
    if (children === undefined ? (object.missingSet?.length ?? 0) > 0 : children.length > 0) return "not empty";
    try {
      await this.#tasks.run("Destroy_Task", folder.ref, {}, { ...options, what });
      return "destroyed";
    } catch (error) {
      if (isFault(error, "ManagedObjectNotFound")) return "gone";
      if (!(error instanceof OutcomeUnknownError) || isSecond) throw error;
      return await this.#destroyIfEmpty(folder, options, true); // which reads it again: somebody may have put something in
    }
  }

  /** The VM of that `config.instanceUuid`. */
  async findByInstanceUuid(uuid: string, options: Abortable): Promise<MoRef | undefined> {
    const { searchIndex } = this.#session.content;
    if (searchIndex === undefined) return undefined;
    return await this.#session.call("FindByUuid", searchIndex, { uuid, vmSearch: true, instanceUuid: true }, options);
  }

  async #find(path: string, type: "Folder" | "VirtualMachine", options: Abortable): Promise<Named | undefined> {
    const { searchIndex } = this.#session.content;
    if (searchIndex === undefined) throw new EdgelabError("UNSUPPORTED", { what: "The server has no search index." });
    const inventoryPath = path.replace(/^\//, "");
    const ref = await this.#session.call(
      "FindByInventoryPath",
      searchIndex,
      { inventoryPath },
      { ...options, what: `look for ${path}` },
    );
    if (ref === undefined || !isManagedA(ref.type, type)) return undefined;
    const name = decodeName(path.split("/").at(-1) ?? "");
    this.#session.names.set(ref.value, name);
    return { ref, name, path };
  }

  async #noSuchFolder(path: string, datacenter: Datacenter, options: Abortable): Promise<never> {
    const parts = vmPath(path, datacenter.path).split("/");
    let parent: Named = { ref: datacenter.vmFolder, name: "vm", path: `${datacenter.path}/vm` };
    let missing = parts[parent.path.split("/").length] ?? "";
    for (let depth = parent.path.split("/").length + 1; depth < parts.length; depth += 1) {
      const next = await this.#find(parts.slice(0, depth).join("/"), "Folder", options);
      if (next === undefined) break;
      parent = next;
      missing = parts[depth] ?? "";
    }
    const { folders } = await this.listFolder(parent, [], options);
    const names = folders.map(({ name }) => name);
    const guess = nearest(decodeName(missing), names);
    throw new EdgelabError("NOT_FOUND", {
      what: `There is no VM folder "${decodeName(missing)}" in ${parent.path}.`,
      why: names.length === 0 ? "It has no subfolders." : `Found: ${enumerate(names)}.`,
      next: guess === undefined ? `Create it, or set folder to one that exists.` : `Did you mean "${guess}"?`,
    });
  }
}

function chooseDatacenter({ datacenters }: Topology, wanted: string | undefined): Datacenter {
  return choose(datacenters, { kind: "datacenter", wanted, where: "the vCenter" });
}

function choosePool(
  { pools }: Topology,
  computes: readonly Compute[],
  { cluster, resourcePool }: PlaceRequest,
  host: Host | undefined,
  where: string,
): { readonly compute: Compute; readonly pool: Pool } {
  const of = (compute: Compute) => pools.filter((pool) => sameRef(pool.compute.ref, compute.ref));
  const isRoot = (pool: Pool) => sameRef(pool.ref, pool.compute.rootPool);
  if (host === undefined && cluster === undefined && resourcePool !== undefined) {
    const candidates = computes.flatMap(of);
    const pool = choose(candidates, { kind: "resourcePool", wanted: resourcePool, where });
    return { compute: pool.compute, pool };
  }
  const compute =
    cluster === undefined && host !== undefined
      ? host.compute
      : choose(computes, { kind: "cluster", wanted: cluster, where });
  const candidates = of(compute);
  const pool =
    resourcePool === undefined
      ? candidates.find(isRoot)
      : choose(candidates, { kind: "resourcePool", wanted: resourcePool, where: `cluster "${compute.name}"` });
  return {
    compute,
    pool:
      pool ?? choose(candidates, { kind: "resourcePool", wanted: resourcePool, where: `cluster "${compute.name}"` }),
  };
}

function isBelow(entity: Named, datacenter: Named): boolean {
  return entity.path.startsWith(`${datacenter.path}/`);
}

/** Absolute paths stand; others are below the datacenter's vm folder. */
function vmPath(path: string, datacenter: string): string {
  return path.startsWith("/") ? joinPath(...pathParts(path)) : [datacenter, "vm", ...pathParts(path)].join("/");
}

function isLost(error: unknown): boolean {
  return error instanceof EdgelabError && "maySucceed" in error && error.maySucceed === true;
}

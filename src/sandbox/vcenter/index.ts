import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Clock } from "../../core/clock.ts";
import { EdgelabError } from "../../core/errors.ts";
import { encodeServiceVersions } from "../../vim25/index.ts";
import type { MethodName } from "../../vim25/schema.ts";
import type { Machine } from "../machine.ts";
import { renderConsole } from "./console-image.ts";
import { sessionCookie } from "./cookies.ts";
import { EventManager } from "./events.ts";
import type { DatastoreFilesState } from "./files/datastore-files.ts";
import { FileManager, VirtualDiskManager } from "./files/file-manager.ts";
import { serveFolder } from "./folder-access.ts";
import { Injections } from "./injections.ts";
import { Folder, type FolderState } from "./inventory/folder.ts";
import { restoreInventory, restorePower, seedInventory } from "./inventory/restore.ts";
import { defaultInventory, Site } from "./inventory/site.ts";
import { serveNfc } from "./nfc/nfc-access.ts";
import { NfcService } from "./nfc/nfc-service.ts";
import { OvfManager } from "./ovf/ovf-manager.ts";
import { AuthorizationManager, Privileges } from "./privileges.ts";
import { ViewManager } from "./property/views.ts";
import { SdkEndpoint } from "./sdk.ts";
import { SearchIndex } from "./search-index.ts";
import { apiVersion, ServiceInstance } from "./service-content.ts";
import type { Session } from "./session.ts";
import { SessionManager } from "./session-manager.ts";
import { TaskManager } from "./tasks/task-manager.ts";
import { type VmState, VirtualMachine } from "./vm/virtual-machine.ts";
import { World } from "./world.ts";

export type { Injection, Injections } from "./injections.ts";

export interface VcenterOptions {
  readonly clock: Clock;
  /** Folder for the bytes of datastore files. Made if missing. */
  readonly dataDir: string;
  /** What an earlier {@link Vcenter.save} returned. Without it the default inventory is made. */
  readonly saved?: unknown;
  /** Called after each change of what `save` would return. */
  readonly changed?: () => void;
  readonly credentials: readonly { readonly username: string; readonly password: string }[];
  /** Starts the guest of a machine that has just been powered on. */
  readonly powerOn: (machine: Machine) => void;
  /** `https://127.0.0.1:8989`, for the URLs of leases; `https://*` where the host is whatever a client has connected to. */
  readonly baseUrl: string;
  /** Certificate behind `baseUrl`, in PEM: leases tell its thumbprint. */
  readonly certPem?: string | undefined;
  /** Milliseconds of the clock that tasks take. */
  readonly durations?: Partial<Durations>;
  /** Provisioning units of each host: a full clone costs 4, a linked clone 1, never more than 8 at a time. @default 16 */
  readonly hostCloneUnits?: number;
  /** Privileges granted by user name. A user without an entry has all of them. */
  readonly privileges?: Readonly<Record<string, readonly string[]>>;
  readonly inventory?: Partial<InventoryOptions>;
}

export interface Durations {
  readonly linkedCloneMs: number;
  readonly fullCloneMs: number;
  readonly powerOnMs: number;
  readonly powerOffMs: number;
  readonly reconfigureMs: number;
  readonly createMs: number;
  readonly snapshotMs: number;
  readonly destroyMs: number;
  /** Datastore searches, file deletes and moves. */
  readonly fileMs: number;
  readonly fileCopyMs: number;
}

/** The inventory that a new sandbox starts with. The names are the tutorial's. */
export interface InventoryOptions {
  readonly datacenter: string;
  readonly cluster: string;
  readonly hosts: number;
  readonly resourcePool: string;
  readonly datastore: string;
  readonly datastoreCapacityBytes: number;
  readonly network: string;
  /** Path below the datacenter's VM folder. */
  readonly folder: string;
  /** VMs of somebody else's, in the VM folder `foreign`, to be left alone. @default 0 */
  readonly foreignVms: number;
}

export interface Vcenter {
  readonly instanceUuid: string;
  /** Serves `/sdk`, `/folder`, `/nfc`, `/screen`; answers 404 to the rest. */
  handle(request: IncomingMessage, response: ServerResponse): void;
  /** Inventory, virtual disks and the list of datastore files as plain JSON. Sessions and tasks are not part of it. */
  save(): unknown;
  /** Cuts the power of all machines without changing what `save` returns, ends all waits and sessions. */
  close(): Promise<void>;
  /** For tests: what goes wrong on purpose. */
  readonly faults: Injections;
  /** For tests and the bench: SOAP calls answered so far, by method. */
  readonly calls: ReadonlyMap<MethodName, number>;
  /** For tests: open sessions, by user name. */
  sessions(): readonly string[];
  /** For tests: ends all sessions as if they had idled too long. */
  expireSessions(): void;
  /** For tests and messages: the last lines on the VM's serial console. */
  consoleLines(vmName: string): readonly string[];
}

const defaultDurations: Durations = {
  linkedCloneMs: 300,
  fullCloneMs: 2000,
  powerOnMs: 200,
  powerOffMs: 100,
  reconfigureMs: 50,
  createMs: 100,
  snapshotMs: 100,
  destroyMs: 100,
  fileMs: 10,
  fileCopyMs: 100,
};

/** What {@link Vcenter.save} returns. */
export interface SavedState {
  readonly format: 1;
  readonly instanceUuid: string;
  readonly inventory: InventoryOptions;
  readonly lastId: number;
  readonly folders: readonly FolderState[];
  readonly files: Readonly<Record<string, DatastoreFilesState>>;
  readonly vms: readonly VmState[];
}

/** A vCenter in this process: its inventory, its SOAP endpoint and its datastore files. Nothing listens until asked. */
export function createVcenter(options: VcenterOptions): Vcenter {
  return new SandboxVcenter(options);
}

class SandboxVcenter implements Vcenter {
  readonly instanceUuid: string;
  readonly faults = new Injections();
  readonly calls = new Map<MethodName, number>();
  readonly #world: World;
  readonly #inventory: InventoryOptions;
  readonly #sessions: SessionManager;
  readonly #privileges: Privileges;
  readonly #sdk: SdkEndpoint;
  #isReady = false;

  constructor(options: VcenterOptions) {
    const saved = checkedState(options.saved);
    this.#inventory = saved?.inventory ?? { ...defaultInventory, ...options.inventory };
    this.instanceUuid = saved?.instanceUuid ?? randomUUID();
    const changed = (): void => {
      if (this.#isReady) options.changed?.();
    };
    const world = new World({ clock: options.clock, instanceUuid: this.instanceUuid, changed });
    this.#world = world;
    this.#privileges = new Privileges(options.privileges ?? {});
    this.#sessions = world.add(new SessionManager(world, options.credentials));
    world.site = new Site(world, {
      inventory: this.#inventory,
      dataDir: options.dataDir,
      tasks: world.add(new TaskManager(world, { hostUnits: options.hostCloneUnits ?? 16 })),
      events: world.add(new EventManager(world)),
      durations: { ...defaultDurations, ...options.durations },
      nfc: new NfcService({ baseUrl: options.baseUrl, certPem: options.certPem }),
      startGuest: options.powerOn,
    });
    const userOf = (key: string): string | undefined => this.#sessions.byKey(key)?.userName;
    world.add(new ServiceInstance(world));
    world.add(new AuthorizationManager(world, this.#privileges, userOf));
    world.add(new ViewManager(world));
    world.add(new SearchIndex(world));
    world.add(new FileManager(world));
    world.add(new VirtualDiskManager(world));
    world.add(new OvfManager(world));
    if (saved) restoreInventory(world, saved);
    else seedInventory(world, this.#inventory);
    this.#sdk = new SdkEndpoint({
      world,
      sessions: this.#sessions,
      privileges: this.#privileges,
      injections: this.faults,
      calls: this.calls,
    });
    this.#isReady = true;
    if (saved) restorePower(world);
  }

  handle(request: IncomingMessage, response: ServerResponse): void {
    this.#route(request, response).catch((error: unknown) => {
      // A bug of the sandbox, or a connection that broke while it was answered.
      if (response.headersSent || response.destroyed) response.destroy();
      else response.writeHead(500, { "Content-Type": "text/plain" }).end(String(error));
    });
  }

  async #route(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? "/", "https://sandbox");
    const cookie = sessionCookie(request.headers.cookie);
    if (request.method === "POST" && /^\/sdk\/?$/.test(url.pathname))
      return await this.#sdk.serve(request, response, cookie);
    if (url.pathname === "/sdk/vimServiceVersions.xml") {
      response.writeHead(200, { "Content-Type": "text/xml" }).end(encodeServiceVersions(apiVersion));
      return;
    }
    const session = this.#sessions.find(cookie);
    const isRead = request.method === "GET" || request.method === "HEAD";
    const injection = () => this.faults.matchTransfer(isRead ? "download" : "upload", url.pathname);
    if (url.pathname.startsWith("/nfc/")) {
      return await serveNfc(request, response, url, { world: this.#world, injection: injection() });
    }
    if (url.pathname.startsWith("/folder/")) {
      const parts = { world: this.#world, session, privileges: this.#privileges, injection: injection() };
      return await serveFolder(request, response, url, parts);
    }
    if (url.pathname === "/screen") return serveScreen(response, url, this.#world, session);
    // REST clients, Packer among them, take a quick "no" for an answer.
    request.resume();
    response.writeHead(404, { "Content-Type": "application/json" }).end("{}");
  }

  save(): SavedState {
    const { site, lastId } = this.#world;
    const folders = [...this.#world.all(Folder)].filter(({ parent }) => parent instanceof Folder);
    return {
      format: 1,
      instanceUuid: this.instanceUuid,
      inventory: this.#inventory,
      lastId,
      folders: folders.map((folder) => folder.save()),
      files: Object.fromEntries(site.datastores.map(({ name, files }) => [name, files.save()])),
      vms: site.vms.flatMap((vm) => vm.save() ?? []),
    };
  }

  async close(): Promise<void> {
    // Leases end with their sessions and undo what they began; from then on nothing is to be saved.
    for (const session of this.#sessions.sessions) this.#sessions.end(session);
    this.#isReady = false;
    for (const { machine } of this.#world.site.vms) machine?.cutPower();
    await this.#world.site.tasks.close();
  }

  sessions(): readonly string[] {
    return this.#sessions.sessions.map(({ userName }) => userName);
  }

  expireSessions(): void {
    for (const session of this.#sessions.sessions) this.#sessions.end(session);
  }

  consoleLines(vmName: string): readonly string[] {
    return this.#world.site.vms.find(({ name }) => name === vmName)?.consoleLines ?? [];
  }
}

/** @throws {EdgelabError} SANDBOX for a state that this version did not write */
function checkedState(saved: unknown): SavedState | undefined {
  if (saved === undefined) return undefined;
  const { format } = (saved ?? {}) as Partial<SavedState>;
  if (format === 1) return saved as SavedState;
  throw new EdgelabError("SANDBOX", {
    what: "The saved inventory of the sandbox cannot be read.",
    why: `Its format is ${String(format)}, not 1.`,
    next: "Remove it with `edgelab sandbox stop --purge` and start again.",
  });
}

/** `/screen?id=vm-12`: what is on the VM's console, as a PNG. */
function serveScreen(response: ServerResponse, url: URL, world: World, session: Session | undefined): void {
  const vm = world.find((url.searchParams.get("id") ?? "").replace(/^VirtualMachine:/, ""));
  const status = !session ? 401 : vm instanceof VirtualMachine && vm.powerState === "poweredOn" ? 200 : 404;
  if (status !== 200 || !(vm instanceof VirtualMachine)) {
    response.writeHead(status).end();
    return;
  }
  const image = renderConsole(vm.consoleLines);
  response.writeHead(200, { "Content-Type": "image/png", "Content-Length": image.length }).end(image);
}

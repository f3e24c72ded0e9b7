import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Clock, systemClock } from "../core/clock.ts";
import { GuestRunner } from "./guest-runner.ts";
import { defaultGuestDurations, type GuestDurations, Registrar, runGuest } from "./guests/index.ts";
import { Listener } from "./listener.ts";
import { createGuestNetwork, type GuestNetwork } from "./network/index.ts";
import { createPalette, type Palette, type PaletteOptions } from "./palette/index.ts";
import { openIdentity, type SandboxIdentity, saveIdentity } from "./sandbox-identity.ts";
import { openState, type SandboxState } from "./sandbox-state.ts";
import { makePrivateDir } from "./state.ts";
import { createVcenter, type Vcenter, type VcenterOptions } from "./vcenter/index.ts";

/** Where the sandbox listens and how to log in. Holds secrets: kept in a file of mode 0600, never logged. */
export interface SandboxConnection {
  /** `https://127.0.0.1:port/sdk`. */
  readonly vcenterUrl: string;
  readonly username: string;
  readonly password: string;
  /** `https://127.0.0.1:port`. User-data takes it without the scheme. */
  readonly paletteEndpoint: string;
  readonly apiKey: string;
  /** The authority that signed both servers' certificate. */
  readonly caPem: string;
  /** The same in a file. */
  readonly caFile: string;
  /** Inventory names of what the sandbox starts with. */
  readonly defaults: {
    readonly datacenter: string;
    readonly cluster: string;
    readonly resourcePool: string;
    readonly folder: string;
    readonly datastore: string;
    readonly network: string;
    readonly cidr: string;
  };
}

export interface SandboxOptions {
  /** Inventory, certificate and passwords are kept here and survive a restart. Undefined: nothing is kept. */
  readonly stateDir?: string;
  /** Time for tasks and guests. @default the system clock at `speed` */
  readonly clock?: Clock;
  /** How many times faster than life tasks and guests run on the default clock. @default 1, where an installation takes seconds */
  readonly speed?: number;
  /** Fixed ports on loopback; otherwise those of the last run, or free ones. */
  readonly ports?: { readonly vcenter?: number; readonly palette?: number };
  /** For tests: settings of the parts. */
  readonly vcenter?: Partial<
    Pick<VcenterOptions, "baseUrl" | "durations" | "hostCloneUnits" | "privileges" | "inventory">
  >;
  readonly palette?: Partial<
    Pick<PaletteOptions, "durations" | "catalog" | "projects" | "rateLimitFactor" | "apiKeys">
  >;
  readonly guests?: Partial<GuestDurations>;
  /** One line of what happens, without secrets. */
  readonly log?: (line: string) => void;
}

/** A running vCenter and Palette in this process. Disposing it saves, cuts the power and closes both servers. */
export interface Sandbox extends AsyncDisposable {
  readonly connection: SandboxConnection;
  readonly vcenter: Vcenter;
  readonly palette: Palette;
  /** Addresses on the port groups. */
  readonly network: GuestNetwork;
}

const username = "administrator@vsphere.local";

/** What a new sandbox holds. The names are the tutorial's. */
const defaults: SandboxConnection["defaults"] = {
  datacenter: "DC0",
  cluster: "Edge",
  resourcePool: "edge-lab",
  folder: "Labs/edge",
  datastore: "nvme-01",
  network: "VM Network",
  cidr: "10.0.20.0/24",
};

/**
 * Starts a vCenter, a Palette and the guests of whatever was powered on when the state was saved.
 *
 * @throws {EdgelabError} SANDBOX when a given port is taken or the saved state cannot be read
 */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const { log = () => undefined } = options;
  const isKept = options.stateDir !== undefined;
  const home = options.stateDir ?? (await mkdtemp(join(tmpdir(), "edgelab-sandbox-")));
  const forget = async () => {
    if (!isKept) await rm(home, { recursive: true, force: true });
  };
  try {
    await makePrivateDir(home);
    return await startIn(home, { options, isKept, log, forget });
  } catch (error) {
    await forget();
    throw error;
  }
}

interface Home {
  readonly options: SandboxOptions;
  readonly isKept: boolean;
  readonly log: (line: string) => void;
  /** Removes a folder that nobody asked for. */
  readonly forget: () => Promise<void>;
}

async function startIn(home: string, { options, isKept, log, forget }: Home): Promise<Sandbox> {
  const [identity, state] = await Promise.all([openIdentity(home), openState(home, { isKept, log })]);
  const listeners = await openListeners(identity, options.ports);
  try {
    const { close, ...parts } = await startParts(home, { identity, state, listeners, options, log });
    const ports = { vcenter: listeners.vcenter.port, palette: listeners.palette.port };
    await saveIdentity(home, { ...identity, ports });
    log(`vCenter on ${listeners.vcenter.url}, Palette on ${listeners.palette.url}`);
    return {
      ...parts,
      connection: await connectionOf(home, identity, listeners),
      [Symbol.asyncDispose]: async () => {
        await listeners.close();
        await close();
        await state.flush();
        await forget();
        log("stopped");
      },
    };
  } catch (error) {
    await listeners.close();
    throw error;
  }
}

interface Foundation {
  readonly identity: SandboxIdentity;
  readonly state: SandboxState;
  readonly listeners: Awaited<ReturnType<typeof openListeners>>;
  readonly options: SandboxOptions;
  readonly log: (line: string) => void;
}

async function openListeners(identity: SandboxIdentity, fixed: SandboxOptions["ports"]) {
  const open = (part: "vcenter" | "palette") => {
    const port = fixed?.[part] ?? identity.ports?.[part];
    return Listener.open(identity, port === undefined ? undefined : { port, isFixed: fixed?.[part] !== undefined });
  };
  const vcenter = await open("vcenter");
  try {
    const palette = await open("palette");
    return { vcenter, palette, close: async () => void (await Promise.all([vcenter.close(), palette.close()])) };
  } catch (error) {
    await vcenter.close();
    throw error;
  }
}

async function startParts(home: string, { identity, state, listeners, options, log }: Foundation) {
  const { clock = systemClock({ speed: options.speed ?? 1 }) } = options;
  const { saved } = state;
  const network = createGuestNetwork({
    saved: saved.network,
    changed: () => state.changed("network"),
    cidrs: { [defaults.network]: defaults.cidr },
    reserved: () => palette.virtualAddresses(),
  });
  const palette = createPalette({
    ...options.palette,
    clock,
    saved: saved.palette,
    changed: () => state.changed("palette"),
    apiKeys: [{ key: identity.apiKey, tenantAdmin: true }, ...(options.palette?.apiKeys ?? [])],
    baseUrl: () => listeners.palette.url,
    caPem: identity.caPem,
  });
  const registrar = new Registrar();
  const durations = { ...defaultGuestDurations, ...options.guests };
  const guests = new GuestRunner(runGuest({ network, registrar, agents: palette.agents, durations }), clock, log);
  // Guests of the last run start at once and register, so Palette has to answer first.
  listeners.palette.handle((request, response) => palette.handle(request, response));
  const dataDir = join(home, "datastores");
  await makePrivateDir(dataDir);
  const vcenter = createVcenter({
    ...options.vcenter,
    clock,
    dataDir,
    saved: saved.vcenter,
    changed: () => state.changed("vcenter"),
    credentials: [{ username, password: identity.password }],
    powerOn: (machine) => guests.start(machine),
    baseUrl: options.vcenter?.baseUrl ?? listeners.vcenter.url,
    certPem: identity.certPem,
  });
  listeners.vcenter.handle((request, response) => vcenter.handle(request, response));
  state.keep("network", () => network.save());
  state.keep("palette", () => palette.save());
  state.keep("vcenter", () => vcenter.save());
  return {
    vcenter,
    palette,
    network,
    close: async () => {
      const ended = guests.settled();
      await vcenter.close();
      palette.close();
      registrar.close();
      await ended;
    },
  };
}

async function connectionOf(
  home: string,
  { password, apiKey, caPem }: SandboxIdentity,
  listeners: Foundation["listeners"],
): Promise<SandboxConnection> {
  const caFile = join(home, "ca.pem");
  await writeFile(caFile, caPem, { mode: 0o600 });
  return {
    vcenterUrl: `${listeners.vcenter.url}/sdk`,
    username,
    password,
    paletteEndpoint: listeners.palette.url,
    apiKey,
    caPem,
    caFile,
    defaults,
  };
}

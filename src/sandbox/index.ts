import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Clock, systemClock } from "../core/clock.ts";
import { GuestRunner } from "./guest-runner.ts";
import { defaultGuestDurations, type GuestDurations, Registrar, runGuest } from "./guests/index.ts";
import { Listener } from "./listener.ts";
import { createGuestNetwork, type GuestNetwork } from "./network/index.ts";
import { createPalette, type Palette, type PaletteOptions } from "./palette/index.ts";
import { openIdentity, saveIdentity } from "./sandbox-identity.ts";
import { makePrivateDir, readState, StateFile } from "./state.ts";
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
  readonly vcenter?: Partial<Pick<VcenterOptions, "durations" | "hostCloneUnits" | "privileges" | "inventory">>;
  readonly palette?: Partial<Pick<PaletteOptions, "durations" | "catalog" | "projects" | "rateLimitFactor">>;
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
  const { clock = systemClock({ speed: options.speed ?? 1 }), log = () => undefined } = options;
  const isKept = options.stateDir !== undefined;
  const home = options.stateDir ?? (await mkdtemp(join(tmpdir(), "edgelab-sandbox-")));
  await makePrivateDir(home);
  const parts = ["vcenter", "palette", "network"] as const;
  const [identity, ...saved] = await Promise.all([
    openIdentity(home),
    ...parts.map((part) => readState(join(home, `${part}.json`))),
  ]);
  const [savedVcenter, savedPalette, savedNetwork] = saved;
  const open = (part: "vcenter" | "palette") => {
    const fixed = options.ports?.[part];
    const port = fixed ?? identity.ports?.[part];
    return Listener.open(identity, port === undefined ? undefined : { port, isFixed: fixed !== undefined });
  };
  const vcenterListener = await open("vcenter");
  const paletteListener = await open("palette");

  const writeFailed = (error: unknown) => log(`cannot save: ${error instanceof Error ? error.message : String(error)}`);
  const file = (part: (typeof parts)[number], snapshot: () => unknown) =>
    isKept ? new StateFile(join(home, `${part}.json`), snapshot, writeFailed) : undefined;
  const files = {
    vcenter: file("vcenter", () => vcenter.save()),
    palette: file("palette", () => palette.save()),
    network: file("network", () => network.save()),
  };

  const network = createGuestNetwork({
    saved: savedNetwork,
    changed: () => files.network?.changed(),
    cidrs: { [defaults.network]: defaults.cidr },
  });
  const palette = createPalette({
    ...options.palette,
    clock,
    saved: savedPalette,
    changed: () => files.palette?.changed(),
    apiKeys: [{ key: identity.apiKey, tenantAdmin: true }],
    baseUrl: () => paletteListener.url,
    caPem: identity.caPem,
  });
  const registrar = new Registrar();
  const durations = { ...defaultGuestDurations, ...options.guests };
  const guests = new GuestRunner(runGuest({ network, registrar, agents: palette.agents, durations }), clock, log);
  paletteListener.handle((request, response) => palette.handle(request, response));
  const vcenter = createVcenter({
    ...options.vcenter,
    clock,
    dataDir: join(home, "datastores"),
    saved: savedVcenter,
    changed: () => files.vcenter?.changed(),
    credentials: [{ username, password: identity.password }],
    powerOn: (machine) => guests.start(machine),
    baseUrl: vcenterListener.url,
  });
  vcenterListener.handle((request, response) => vcenter.handle(request, response));

  const caFile = join(home, "ca.pem");
  await writeFile(caFile, identity.caPem, { mode: 0o600 });
  const ports = { vcenter: vcenterListener.port, palette: paletteListener.port };
  await saveIdentity(home, { ...identity, ports });
  log(`vCenter on ${vcenterListener.url}, Palette on ${paletteListener.url}`);

  return {
    connection: {
      vcenterUrl: `${vcenterListener.url}/sdk`,
      username,
      password: identity.password,
      paletteEndpoint: paletteListener.url,
      apiKey: identity.apiKey,
      caPem: identity.caPem,
      caFile,
      defaults,
    },
    vcenter,
    palette,
    network,
    [Symbol.asyncDispose]: async () => {
      const ended = guests.settled();
      await Promise.all([vcenterListener.close(), paletteListener.close()]);
      await vcenter.close();
      palette.close();
      registrar.close();
      await ended;
      await Promise.all(Object.values(files).map((state) => state?.flush()));
      if (!isKept) await rm(home, { recursive: true, force: true });
      log("stopped");
    },
  };
}

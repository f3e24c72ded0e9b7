import type { Clock } from "../core/clock.ts";
import type { GuestNetwork } from "./network/index.ts";
import type { Palette } from "./palette/index.ts";
import type { Vcenter } from "./vcenter/index.ts";

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
  /** The same in a file, when the sandbox has a state folder. */
  readonly caFile?: string;
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
  /** One line of what happens, without secrets. */
  readonly log?: (line: string) => void;
}

/** A running vCenter and Palette in this process. Disposing it saves, cuts the power and closes both servers. */
export interface Sandbox extends AsyncDisposable {
  readonly connection: SandboxConnection;
  readonly vcenter: Vcenter;
  readonly palette: Palette;
  /** Addresses of the port groups, for tests. */
  readonly network: GuestNetwork;
}

/**
 * @throws {EdgelabError} SANDBOX when a given port is taken or the saved state cannot be read
 */
export async function startSandbox(_options: SandboxOptions = {}): Promise<Sandbox> {
  throw new Error("under construction");
}

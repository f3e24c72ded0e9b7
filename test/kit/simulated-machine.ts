import { fromBytes } from "../../src/core/random-access.ts";
import type { DiskContent, Machine } from "../../src/sandbox/machine.ts";

export interface MachineOptions {
  readonly firmware?: Machine["firmware"];
  readonly productUuid?: string;
  readonly nics?: Machine["nics"];
  /** Bytes of the ISOs in its drives; a function is asked anew each time the guest looks. */
  readonly cds?: readonly Uint8Array[] | (() => readonly Uint8Array[]);
  readonly disks?: readonly DiskContent[];
  readonly diskMiB?: number;
  readonly guestInfo?: Readonly<Record<string, string>>;
}

type Reported = Parameters<Machine["reportGuest"]>[0];

/** A machine without a vCenter around it, and what its guest did to it. */
export interface SimulatedMachine extends Machine {
  readonly lines: string[];
  readonly reported: Reported[];
  /** Pulls the plug. */
  cut(): void;
  readonly isOff: boolean;
}

export function memoryDisk(files: Readonly<Record<string, string>> = {}): DiskContent {
  const contents = new Map(Object.entries(files).map(([path, text]) => [path, Buffer.from(text)]));
  return {
    has: (path) => contents.has(path),
    read: (path) => contents.get(path),
    write: (path, bytes) => void contents.set(path, Buffer.from(bytes as string)),
    remove: (path) => void contents.delete(path),
    paths: () => [...contents.keys()],
  };
}

/** What a full clone of a disk holds. */
export function copyOf(disk: DiskContent): DiskContent {
  const copy = memoryDisk();
  for (const path of disk.paths()) copy.write(path, disk.read(path) ?? "");
  return copy;
}

export function textOn(disk: DiskContent, path: string): string | undefined {
  const bytes = disk.read(path);
  return bytes && Buffer.from(bytes).toString("utf8");
}

export function simulatedMachine(options: MachineOptions = {}): SimulatedMachine {
  const power = new AbortController();
  const lines: string[] = [];
  const reported: Reported[] = [];
  const { cds = [], diskMiB = 153_600 } = options;
  return {
    name: "demo-1",
    firmware: options.firmware ?? "bios",
    productUuid: options.productUuid ?? "97f23842-33b4-98f6-aa8d-ec90c3437c28",
    cpus: 4,
    memoryMiB: 8192,
    nics: options.nics ?? [{ macAddress: "00:50:56:01:02:03", network: "VM Network" }],
    cds: () => (typeof cds === "function" ? cds() : cds).map(fromBytes),
    disks: (options.disks ?? [memoryDisk()]).map((content) => ({ capacityBytes: diskMiB * 1024 * 1024, content })),
    guestInfo: (key) => options.guestInfo?.[key],
    console: (line) => void lines.push(line),
    reportGuest: (info) => void reported.push(info),
    powerOff: () => power.abort(),
    power: power.signal,
    lines,
    reported,
    cut: () => power.abort(),
    get isOff() {
      return power.signal.aborted;
    },
  };
}

import type { Clock } from "../core/clock.ts";
import type { RandomAccess } from "../core/random-access.ts";

/**
 * What is on a virtual disk, as far as the simulated guests care: files by `LABEL:/path`
 * (`COS_OEM:/90_custom.yaml`). A full clone gets a copy; a linked clone sees its parent's files until it writes.
 */
export interface DiskContent {
  /** Whether there is such a file, also one too large to be {@link read}. */
  has(path: string): boolean;
  read(path: string): Uint8Array | undefined;
  write(path: string, bytes: Uint8Array | string): void;
  remove(path: string): void;
  paths(): readonly string[];
}

/** The partitions of a disk, a line each: number, name, label, file system, MiB. */
export const partitionTablePath = "GPT:/partitions";
/** Of disks that were uploaded: which firmware starts them, a line each, such as `bios no there is no boot loader`. */
export const bootsPath = "GPT:/boots";

/** A powered-on machine as its guest sees it: virtual hardware, and nothing of the vCenter around it. */
export interface Machine {
  /** For messages and the console log only. */
  readonly name: string;
  readonly firmware: "bios" | "efi";
  /** What `/sys/class/dmi/id/product_uuid` reads: swapped or not by hardware version. Lower case. */
  readonly productUuid: string;
  readonly cpus: number;
  readonly memoryMiB: number;
  /** Connected NICs in device order, with the port group they are on. */
  readonly nics: readonly { readonly macAddress: string; readonly network: string }[];
  /** Media in connected CD drives, in boot order. */
  cds(): readonly RandomAccess[];
  readonly disks: readonly { readonly capacityBytes: number; readonly content: DiskContent }[];
  /** `guestinfo.*` of extraConfig. */
  guestInfo(key: string): string | undefined;
  /** A line on the serial console; kept for screenshots and messages. */
  console(line: string): void;
  /** What VMware Tools report. */
  reportGuest(info: {
    readonly toolsRunning: boolean;
    readonly hostName?: string;
    readonly nics: readonly {
      readonly macAddress: string;
      readonly addresses: readonly { readonly ip: string; readonly prefix: number }[];
    }[];
  }): void;
  /** The guest turns itself off; the VM becomes poweredOff. */
  powerOff(): void;
  /** Aborted when the machine loses power, however that happens. A guest program returns soon after. */
  readonly power: AbortSignal;
}

/** Firmware and operating system of a machine, from power-on until the power goes. A reboot happens inside it. */
export type GuestProgram = (machine: Machine, clock: Clock) => Promise<void>;

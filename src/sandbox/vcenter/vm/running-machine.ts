import { swapUuid } from "../../../core/uuid.ts";
import type { RandomAccess } from "../../../core/random-access.ts";
import type { DiskContent, Machine } from "../../machine.ts";
import { parseDatastorePath } from "../files/datastore-path.ts";
import type { VirtualDisk } from "../files/virtual-disk.ts";
import { capacityBytes, type Cdrom, isCdrom, isDisk, isNic, isoFile, networkName } from "./device.ts";
import type { VirtualMachine } from "./virtual-machine.ts";
import type { VmConfig } from "./vm-config.ts";

type GuestReport = Parameters<Machine["reportGuest"]>[0];

const keptConsoleLines = 500;

/** The virtual hardware of a VM from one power-on to the loss of power. */
export class RunningMachine implements Machine {
  readonly name: string;
  readonly firmware: "bios" | "efi";
  readonly productUuid: string;
  readonly cpus: number;
  readonly memoryMiB: number;
  readonly nics: Machine["nics"];
  readonly disks: readonly { readonly capacityBytes: number; readonly content: DiskContent }[];
  readonly bootedMs: number;
  /** The newest report of VMware Tools. */
  guest: GuestReport | undefined;
  readonly #vm: VirtualMachine;
  readonly #power = new AbortController();
  readonly power: AbortSignal = this.#power.signal;
  readonly #onPowerOff: () => void;

  /** @param onPowerOff the guest has turned itself off */
  constructor(vm: VirtualMachine, config: VmConfig, onPowerOff: () => void) {
    this.#vm = vm;
    this.#onPowerOff = onPowerOff;
    this.bootedMs = vm.world.clock.now();
    this.name = vm.name;
    this.firmware = config.firmware;
    this.productUuid = productUuid(config);
    this.cpus = config.cpus;
    this.memoryMiB = config.memoryMiB;
    this.nics = config.devices
      .filter(isNic)
      .filter((nic) => nic.connectable?.connected !== false)
      .map((nic) => ({ macAddress: nic.macAddress ?? "", network: networkName(nic) ?? "" }));
    this.disks = config.devices.filter(isDisk).map((disk) => ({
      capacityBytes: capacityBytes(disk),
      content: currentContent(vm, disk.key),
    }));
  }

  /**
   * Read anew each time: media can be changed while the machine runs. A boot order names "the CD drive", never which one,
   * so their places on the controllers decide.
   */
  cds(): readonly RandomAccess[] {
    const { config, world } = this.#vm;
    const drives = (config?.devices ?? []).filter(isCdrom).filter(isConnected);
    return drives
      .toSorted((one, other) => one.key - other.key)
      .flatMap((drive) => {
        const iso = isoFile(drive);
        if (iso === undefined) return [];
        const { datastore, path } = parseDatastorePath(iso, "fileName");
        const files = world.site.datastoreNamed(datastore)?.files;
        return files?.find(path) ? [files.open(path)] : [];
      });
  }

  guestInfo(key: string): string | undefined {
    return this.#vm.config?.extraConfig[key.startsWith("guestinfo.") ? key : `guestinfo.${key}`];
  }

  console(line: string): void {
    const lines = this.#vm.consoleLines;
    lines.push(...line.split("\n"));
    if (lines.length > keptConsoleLines) lines.splice(0, lines.length - keptConsoleLines);
  }

  reportGuest(info: GuestReport): void {
    if (this.power.aborted) return;
    this.guest = info;
    this.#vm.touch("guest", "summary", "guestHeartbeatStatus");
  }

  powerOff(): void {
    if (!this.power.aborted) this.#onPowerOff();
  }

  /** Pulls the plug. */
  cutPower(): void {
    this.#power.abort();
  }
}

/** What is on a disk of the VM. A snapshot puts a new disk file under the same device, so it is looked up each time. */
function currentContent(vm: VirtualMachine, key: number): DiskContent {
  const disk = (): VirtualDisk => {
    const device = vm.disks.find((one) => one.key === key);
    const found = device && vm.findDisk(device);
    if (found) return found;
    throw Object.assign(new Error(`EIO: disk ${key} of ${vm.name} is gone`), { code: "EIO" });
  };
  return {
    has: (path) => disk().has(path),
    read: (path) => disk().read(path),
    write: (path, bytes) => disk().write(path, bytes),
    remove: (path) => disk().remove(path),
    paths: () => disk().paths(),
  };
}

const isConnected = (drive: Cdrom): boolean => drive.connectable?.connected === true;

/** SMBIOS 2.6 and later, from hardware version 13 on, has the first three groups in little-endian order. */
function productUuid({ uuid, version }: VmConfig): string {
  return Number(version.replace("vmx-", "")) >= 13 ? swapUuid(uuid) : uuid;
}

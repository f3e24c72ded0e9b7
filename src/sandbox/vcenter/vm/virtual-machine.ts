import { fault } from "../fault.ts";
import { baseName, formatDatastorePath, parseDatastorePath } from "../files/datastore-path.ts";
import type { VirtualDisk } from "../files/virtual-disk.ts";
import type { Datastore } from "../inventory/datastore.ts";
import { Entity } from "../inventory/entity.ts";
import type { Folder } from "../inventory/folder.ts";
import type { HostSystem } from "../inventory/host.ts";
import type { Network } from "../inventory/network.ts";
import type { ResourcePool } from "../inventory/resource-pool.ts";
import type { World } from "../world.ts";
import { type Device, type Disk, diskFile, isDisk, isNic, networkName } from "./device.ts";
import type { RunningMachine } from "./running-machine.ts";
import { type SnapshotState, VirtualMachineSnapshot } from "./snapshot.ts";
import type { VmConfig } from "./vm-config.ts";
import { vmMethods } from "./vm-methods.ts";
import { vmProperties } from "./vm-properties.ts";

export type PowerState = "poweredOff" | "poweredOn" | "suspended";

export interface VmState {
  readonly moid: string;
  readonly name: string;
  readonly folder: string;
  readonly pool: string | undefined;
  readonly host: string;
  readonly datastore: string;
  readonly directory: string;
  readonly isTemplate: boolean;
  /** An import that was under way; it is undone when the state is restored. */
  readonly isUnfinished?: boolean;
  readonly powerState: PowerState;
  readonly config: VmConfig;
  readonly changeCount: number;
  readonly modifiedMs: number;
  readonly snapshots: readonly SnapshotState[];
  readonly currentSnapshot: string | undefined;
}

interface Home {
  readonly folder: Folder;
  readonly pool: ResourcePool | undefined;
  readonly host: HostSystem;
  readonly datastore: Datastore;
  /** Directory of its files on the datastore. */
  readonly directory: string;
}

/** A virtual machine or template. What it is and has; what can be done to it lies in the files beside. */
export class VirtualMachine extends Entity {
  protected override readonly propertyTable = vmProperties;
  protected override readonly methodTable = vmMethods;
  host: HostSystem;
  /** Unset for templates. */
  pool: ResourcePool | undefined;
  readonly datastore: Datastore;
  readonly directory: string;
  isTemplate = false;
  /** Its disks are still being uploaded. */
  isUnfinished = false;
  powerState: PowerState = "poweredOff";
  /** The hardware while it has power. */
  machine: RunningMachine | undefined;
  /** Lines of the serial console since the last power-on, the newest last. */
  readonly consoleLines: string[] = [];
  /** Oldest first; parents before children. */
  snapshots: readonly VirtualMachineSnapshot[] = [];
  currentSnapshot: VirtualMachineSnapshot | undefined;
  #config: VmConfig | undefined;
  #changeCount = 0;
  #modifiedMs: number;

  constructor(world: World, name: string, home: Home, moid = world.newId("vm-")) {
    super(world, "VirtualMachine", moid, name, home.folder);
    this.host = home.host;
    this.pool = home.pool;
    this.datastore = home.datastore;
    this.directory = home.directory;
    this.#modifiedMs = world.clock.now();
  }

  /** Unset while the VM is being created or cloned. */
  get config(): VmConfig | undefined {
    return this.#config;
  }

  /** @throws InvalidState while the VM is being created */
  get configured(): VmConfig {
    if (this.#config) return this.#config;
    throw fault("InvalidState", {}, "The virtual machine is still being created.");
  }

  get changeVersion(): string {
    return `${new Date(this.#modifiedMs).toISOString()}/${this.#changeCount}`;
  }

  get modifiedMs(): number {
    return this.#modifiedMs;
  }

  get disks(): readonly Disk[] {
    return (this.#config?.devices ?? []).filter(isDisk);
  }

  get networks(): readonly Network[] {
    const names = new Set((this.#config?.devices ?? []).filter(isNic).map(networkName));
    return this.world.site.networks.filter((network) => names.has(network.name));
  }

  get vmxPath(): string {
    return `${this.directory}/${baseName(this.directory)}.${this.isTemplate ? "vmtx" : "vmx"}`;
  }

  get vmxFile(): string {
    return formatDatastorePath({ datastore: this.datastore.name, path: this.vmxPath });
  }

  /** Takes over a new configuration and tells everybody. */
  configure(config: VmConfig): void {
    const before = new Set(this.networks);
    this.#config = config;
    this.#changeCount += 1;
    this.#modifiedMs = this.world.clock.now();
    this.writeVmx();
    for (const network of new Set([...before, ...this.networks])) network.touch("vm");
    this.touch(
      "config",
      "summary",
      "network",
      "storage",
      "layoutEx",
      "capability",
      "disabledMethod",
      "runtime",
      "guest",
      "snapshot",
    );
    this.world.changed();
  }

  writeVmx(): void {
    if (this.#config) this.datastore.files.writeText(this.vmxPath, vmxText(this.name, this.#config));
  }

  setPowerState(state: PowerState): void {
    this.powerState = state;
    this.touch("runtime", "summary", "guest", "guestHeartbeatStatus", "config", "disabledMethod");
    this.world.changed();
  }

  /** Where to look for a disk of this VM. */
  findDisk(disk: Disk): VirtualDisk | undefined {
    return findDiskFile(this.world, diskFile(disk));
  }

  /** All disk files that the VM or its snapshots refer to, parents included. */
  diskChains(): ReadonlySet<VirtualDisk> {
    const all = new Set<VirtualDisk>();
    for (const config of [this.#config, ...this.snapshots.map((snapshot) => snapshot.config)]) {
      for (const device of config?.devices ?? []) {
        let at = isDisk(device) ? this.findDisk(device) : undefined;
        for (; at; at = at.parent) all.add(at);
      }
    }
    return all;
  }

  override rename(name: string): void {
    super.rename(name);
    this.writeVmx();
  }

  save(): VmState | undefined {
    const { ref, name, parent, pool, host, datastore, directory, isTemplate, powerState } = this;
    if (!this.#config) return undefined;
    return {
      moid: ref.value,
      name,
      folder: parent?.ref.value ?? "",
      pool: pool?.ref.value,
      host: host.ref.value,
      datastore: datastore.name,
      directory,
      isTemplate,
      ...(this.isUnfinished && { isUnfinished: true }),
      powerState,
      config: this.#config,
      changeCount: this.#changeCount,
      modifiedMs: this.#modifiedMs,
      snapshots: this.snapshots.map((snapshot) => snapshot.save()),
      currentSnapshot: this.currentSnapshot?.ref.value,
    };
  }

  /** Puts back what {@link save} returned. Power comes later, when the whole inventory is there. */
  restore(state: VmState): void {
    this.#config = state.config;
    this.#changeCount = state.changeCount;
    this.#modifiedMs = state.modifiedMs;
    this.isTemplate = state.isTemplate;
    this.powerState = state.powerState;
    const byId = new Map<string, VirtualMachineSnapshot>();
    this.snapshots = state.snapshots.map((saved) => {
      const parent = saved.parent === undefined ? undefined : byId.get(saved.parent);
      const snapshot = this.world.add(new VirtualMachineSnapshot(this, saved, parent, saved.moid));
      byId.set(saved.moid, snapshot);
      return snapshot;
    });
    this.currentSnapshot = state.currentSnapshot === undefined ? undefined : byId.get(state.currentSnapshot);
  }
}

export function findDiskFile(world: World, file: string): VirtualDisk | undefined {
  const { datastore, path } = parseDatastorePath(file, "fileName");
  return world.site.datastoreNamed(datastore)?.files.diskAt(path);
}

/** The VM's `.vmx` as somebody would find it who downloads it. */
function vmxText(name: string, config: VmConfig): string {
  const quoted = (key: string, value: string | number): string => `${key} = "${String(value).replaceAll('"', "|22")}"`;
  const devices = config.devices.filter((device: Device) => isDisk(device) || isNic(device));
  return [
    quoted(".encoding", "UTF-8"),
    quoted("virtualHW.version", config.version.replace("vmx-", "")),
    quoted("displayName", name),
    quoted("guestOS", config.guestId),
    quoted("firmware", config.firmware),
    quoted("numvcpus", config.cpus),
    quoted("memSize", config.memoryMiB),
    quoted("uuid.bios", config.uuid),
    quoted("vc.uuid", config.instanceUuid),
    ...devices.flatMap((device, index) =>
      isDisk(device)
        ? [quoted(`scsi0:${device.unitNumber ?? index}.fileName`, diskFile(device))]
        : isNic(device)
          ? [quoted(`ethernet${device.key - 4000}.address`, device.macAddress ?? "")]
          : [],
    ),
    ...Object.entries(config.extraConfig).map(([key, value]) => quoted(key, value)),
    "",
  ].join("\n");
}

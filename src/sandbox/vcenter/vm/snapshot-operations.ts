import type { MoRef, Params } from "../../../vim25/schema.ts";
import { fault, invalidArgument } from "../fault.ts";
import type { VirtualDisk } from "../files/virtual-disk.ts";
import type { Call } from "../managed-object.ts";
import { type Device, type Disk, diskBacking, isDisk } from "./device.ts";
import { disconnected, lockFiles, removePower } from "./power.ts";
import { VirtualMachineSnapshot } from "./snapshot.ts";
import type { VirtualMachine } from "./virtual-machine.ts";
import type { VmConfig } from "./vm-config.ts";

/** `CreateSnapshot_Task`: today's disks become read-only parents of new ones. */
export function createSnapshot(vm: VirtualMachine, params: Params<"CreateSnapshot_Task">, call: Call): MoRef {
  if (params.name === "") throw invalidArgument("name");
  const { site, clock } = vm.world;
  return site.tasks.start(call, {
    name: "CreateSnapshot_Task",
    descriptionId: "VirtualMachine.createSnapshot",
    entity: vm,
    exclusive: [vm],
    work: async ({ elapse }) => {
      const { configured: config } = vm;
      await elapse(site.durations.snapshotMs);
      const isRunning = vm.powerState === "poweredOn";
      const settings = {
        id: Math.max(0, ...vm.snapshots.map((other) => other.settings.id)) + 1,
        name: params.name,
        description: params.description ?? "",
        createdMs: clock.now(),
        // Without the memory there is nothing to go back to but a powered-off machine.
        powerState: isRunning && params.memory ? ("poweredOn" as const) : ("poweredOff" as const),
        quiesced: params.quiesce && isRunning,
        config,
      };
      const grown = withChildDisks(vm, config);
      const snapshot = vm.world.add(new VirtualMachineSnapshot(vm, settings, vm.currentSnapshot));
      vm.snapshots = [...vm.snapshots, snapshot];
      vm.currentSnapshot = snapshot;
      vm.configure(grown);
      relock(vm);
      snapshotsChanged(vm);
      return snapshot.ref;
    },
  }).ref;
}

/** `RemoveSnapshot_Task`: the snapshot goes; what its disks hold is merged into their only child, unless others use them. */
export function removeSnapshot(
  snapshot: VirtualMachineSnapshot,
  params: Params<"RemoveSnapshot_Task">,
  call: Call,
): MoRef {
  const { vm } = snapshot;
  return snapshotTask(vm, call, "RemoveSnapshot_Task", "vm.Snapshot.remove", () => {
    const doomed = params.removeChildren ? snapshot.withDescendants().toReversed() : [snapshot];
    for (const one of doomed) dropSnapshot(vm, one, params.consolidate ?? true);
  });
}

export function removeAllSnapshots(
  vm: VirtualMachine,
  { consolidate }: Params<"RemoveAllSnapshots_Task">,
  call: Call,
): MoRef {
  return snapshotTask(vm, call, "RemoveAllSnapshots_Task", "VirtualMachine.removeAllSnapshots", () => {
    for (const snapshot of vm.snapshots.toReversed()) dropSnapshot(vm, snapshot, consolidate ?? true);
  });
}

export function revertToCurrentSnapshot(vm: VirtualMachine, _: unknown, call: Call): MoRef {
  if (!vm.currentSnapshot) throw fault("NotFound", {}, "The virtual machine has no snapshot.");
  return revertToSnapshot(vm, vm.currentSnapshot, call);
}

/** Back to the snapshot's disks and configuration. The machine is off afterwards: memory is not kept. */
export function revertToSnapshot(vm: VirtualMachine, snapshot: VirtualMachineSnapshot, call: Call): MoRef {
  return snapshotTask(vm, call, "RevertToSnapshot_Task", "vm.Snapshot.revert", () => {
    if (vm.powerState !== "poweredOff") removePower(vm, "poweredOff");
    const leaves = vm.disks.map((disk) => vm.findDisk(disk));
    const config = { ...snapshot.config, devices: snapshot.config.devices.map((device) => disconnected(device)) };
    vm.configure(withChildDisks(vm, config));
    vm.currentSnapshot = snapshot;
    const used = vm.diskChains();
    for (const leaf of leaves) if (leaf && !used.has(leaf)) vm.datastore.files.remove(leaf.path);
  });
}

function snapshotTask(vm: VirtualMachine, call: Call, name: string, descriptionId: string, work: () => void): MoRef {
  const { site } = vm.world;
  return site.tasks.start(call, {
    name,
    descriptionId,
    entity: vm,
    exclusive: [vm],
    work: async ({ elapse }) => {
      await elapse(site.durations.snapshotMs);
      work();
      relock(vm);
      snapshotsChanged(vm);
    },
  }).ref;
}

function dropSnapshot(vm: VirtualMachine, snapshot: VirtualMachineSnapshot, isConsolidated: boolean): void {
  const disks = snapshot.config.devices.filter(isDisk).flatMap((disk) => vm.findDisk(disk) ?? []);
  for (const child of snapshot.children) child.parent = snapshot.parent;
  vm.snapshots = vm.snapshots.filter((other) => other !== snapshot);
  if (vm.currentSnapshot === snapshot) vm.currentSnapshot = snapshot.parent;
  vm.world.remove(snapshot);
  for (const disk of disks) removeUnused(vm, disk);
  if (isConsolidated) consolidate(vm);
}

/** A snapshot's disk that nothing hangs on any more. */
function removeUnused(vm: VirtualMachine, disk: VirtualDisk): void {
  const { files } = vm.datastore;
  const isParent = files.disks().some(({ parent }) => parent === disk);
  if (!isParent && !vm.diskChains().has(disk) && files.diskAt(disk.path) === disk) files.remove(disk.path);
}

/** Merges disks that stand between others for no snapshot's sake, unless other VMs hang on them. */
function consolidate(vm: VirtualMachine): void {
  const { files } = vm.datastore;
  for (;;) {
    const chains = vm.diskChains();
    const pinned = new Set(
      [vm.configured, ...vm.snapshots.map(({ config }) => config)].flatMap(({ devices }) =>
        devices.filter(isDisk).map((disk) => vm.findDisk(disk)),
      ),
    );
    const pair = [...chains].flatMap((disk) => {
      const children = files.disks().filter(({ parent }) => parent === disk);
      const [child] = children;
      const isBetween = disk.path.startsWith(`${vm.directory}/`) && !pinned.has(disk);
      return isBetween && child && children.length === 1 && chains.has(child) ? [{ disk, child }] : [];
    })[0];
    if (!pair) return;
    merge(vm, pair.disk, pair.child);
  }
}

/** The disk takes in its child's changes and stands in its place. */
function merge(vm: VirtualMachine, disk: VirtualDisk, child: VirtualDisk): void {
  const { files } = vm.datastore;
  files.unlock(child.datastorePath, vm);
  disk.absorb(child);
  for (const grandchild of files.disks()) if (grandchild.parent === child) grandchild.parent = disk;
  const moved = (config: VmConfig): VmConfig => ({
    ...config,
    devices: config.devices.map((device) =>
      isDisk(device) && vm.findDisk(device) === child ? withFile(device, disk) : device,
    ),
  });
  for (const other of vm.snapshots) other.config = moved(other.config);
  vm.configure(moved(vm.configured));
  files.remove(child.path);
}

/** A new, empty child on top of each disk: `vm-000001.vmdk`. */
function withChildDisks(vm: VirtualMachine, config: VmConfig): VmConfig {
  const { files } = vm.datastore;
  const devices = config.devices.map((device): Device => {
    const parent = isDisk(device) ? vm.findDisk(device) : undefined;
    if (!isDisk(device) || !parent) return device;
    const stem = parent.path.replace(/(-\d{6})?\.vmdk$/, "").replace(/^.*\//, `${vm.directory}/`);
    for (let number = 1; ; number += 1) {
      const path = `${stem}-${String(number).padStart(6, "0")}.vmdk`;
      if (files.find(path)) continue;
      return withFile(device, files.addDisk(path, { capacityBytes: parent.capacityBytes, thin: true, parent }));
    }
  });
  return { ...config, devices };
}

function withFile(device: Disk, { datastorePath, thin }: VirtualDisk): Disk {
  const diskMode = device.backing?._type === "VirtualDiskFlatVer2BackingInfo" ? device.backing.diskMode : "persistent";
  return { ...device, backing: diskBacking(datastorePath, { diskMode, thinProvisioned: thin }) };
}

/** A running machine writes to the new leaf from now on. */
function relock(vm: VirtualMachine): void {
  if (!vm.machine) return;
  vm.datastore.files.unlockAll(vm);
  lockFiles(vm);
}

function snapshotsChanged(vm: VirtualMachine): void {
  vm.touch("snapshot", "rootSnapshot", "layoutEx");
  for (const snapshot of vm.snapshots) snapshot.touch("childSnapshot", "config");
  vm.world.changed();
}

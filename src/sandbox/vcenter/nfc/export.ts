import type { MoRef } from "../../../vim25/schema.ts";
import { Fault, fault } from "../fault.ts";
import type { DatastoreFiles } from "../files/datastore-files.ts";
import { parseDatastorePath } from "../files/datastore-path.ts";
import type { VirtualDisk } from "../files/virtual-disk.ts";
import type { Call } from "../managed-object.ts";
import { checkPrivilege } from "../privileges.ts";
import type { Running } from "../tasks/task-manager.ts";
import { capacityBytes, type Device, type Disk, diskFile, isCdrom, isDisk, isoFile } from "../vm/device.ts";
import { demandPower } from "../vm/power.ts";
import type { VirtualMachineSnapshot } from "../vm/snapshot.ts";
import type { VirtualMachine } from "../vm/virtual-machine.ts";
import type { VmConfig } from "../vm/vm-config.ts";
import { deviceId } from "./device-id.ts";
import { DiskExport, PlainExport } from "./export-files.ts";
import { HttpNfcLease, type Transfer } from "./lease.ts";

/** `VirtualMachine.ExportVm`: its disks as they are. @throws InvalidPowerState unless it is off */
export function exportVm(vm: VirtualMachine, _: unknown, call: Call): MoRef {
  demandPower(vm, "poweredOff", ["poweredOff"]);
  return openLease(vm, vm.configured, call);
}

/** `VirtualMachineSnapshot.ExportSnapshot`: the disks of the snapshot, whatever the machine does meanwhile. */
export function exportSnapshot({ vm, config }: VirtualMachineSnapshot, _: unknown, call: Call): MoRef {
  checkPrivilege(call, "VApp.Export", vm);
  return openLease(vm, config, call);
}

function openLease(vm: VirtualMachine, config: VmConfig, call: Call): MoRef {
  const { world } = vm;
  const lease = world.site.nfc.add(call.session.add(new HttpNfcLease(world, call.session)));
  world.site.tasks.start(call, {
    name: "ExportVmLRO",
    descriptionId: "VirtualMachine.ExportVmLRO",
    entity: vm,
    work: (running) => lease.run(running, (own) => prepare(vm, config, own)),
    settled: () =>
      lease.end(call.taskFault instanceof Fault ? call.taskFault : fault("RequestCanceled", {}, "Canceled.")),
  });
  return lease.ref;
}

async function prepare(vm: VirtualMachine, config: VmConfig, running: Running): Promise<Transfer> {
  const { world, ref } = vm;
  // Clones may be made of it meanwhile; whatever changes or deletes it has to wait.
  world.site.tasks.locks.take(running.task, [vm], "shared");
  const files: (DiskExport | PlainExport)[] = [];
  const abandon = (): void => {
    for (const file of files) file.release();
  };
  try {
    for (const device of config.devices) {
      const key = deviceId(ref.value, device, config.devices);
      if (isDisk(device)) {
        const { disk, store } = locate(vm, device);
        files.push(await DiskExport.open({ key, name: `disk-${countOf(files, DiskExport)}.vmdk` }, disk, store));
      }
      const image = imageIn(vm, device);
      const name = `file-${countOf(files, PlainExport)}.iso`;
      if (image) files.push(new PlainExport({ key, name }, image.content, image.store));
    }
    await running.elapse(world.site.durations.createMs);
  } catch (error) {
    abandon();
    throw error;
  }
  return {
    entity: ref,
    files,
    capacityBytes: config.devices.filter(isDisk).reduce((sum, disk) => sum + capacityBytes(disk), 0),
    complete: async () => abandon(),
    abandon,
  };
}

/** The ISO in a drive that was uploaded. */
function imageIn(vm: VirtualMachine, device: Device) {
  const file = isCdrom(device) ? isoFile(device) : undefined;
  if (file === undefined) return undefined;
  const { datastore, path } = parseDatastorePath(file, "fileName");
  const store = vm.world.site.datastoreNamed(datastore)?.files;
  const content = store?.find(path)?.content;
  return store && content?.kind === "blob" ? { store, content } : undefined;
}

function countOf(files: readonly object[], kind: typeof DiskExport | typeof PlainExport): number {
  return files.filter((file) => file instanceof kind).length;
}

function locate(vm: VirtualMachine, device: Disk): { readonly disk: VirtualDisk; readonly store: DatastoreFiles } {
  const file = diskFile(device);
  const disk = vm.findDisk(device);
  const store = vm.world.site.datastoreNamed(parseDatastorePath(file, "fileName").datastore)?.files;
  if (disk && store) return { disk, store };
  throw fault("FileNotFound", { file }, `File ${file} was not found`);
}

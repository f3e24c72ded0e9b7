import { resolve } from "node:path";
import type { Accelerator } from "./accelerator.ts";
import type { UefiFirmware } from "./uefi-firmware.ts";

/** The names of the OVF: what VMware's controllers are called in a package. */
export type ScsiController = "pvscsi" | "lsilogicsas" | "lsilogic";

export interface Hardware {
  readonly cpus: number;
  readonly memoryMiB: number;
  /** `00:50:56:…`; QEMU has one of its own otherwise. */
  readonly macAddress?: string | undefined;
  /** What the guest reads as its product_uuid: the text as Linux prints it. */
  readonly uuid?: string | undefined;
}

/** The hardware alone, of a wish that has more in it. */
export function hardwareOf({ cpus, memoryMiB, macAddress, uuid }: Hardware): Hardware {
  return { cpus, memoryMiB, macAddress, uuid };
}

export interface Network {
  /** No way out, not even to this machine; the guest still gets an address. @default true */
  readonly restrict?: boolean | undefined;
  /** TCP ports of 127.0.0.1 that lead to ports of the guest. */
  readonly forwards?: readonly { readonly hostPort: number; readonly guestPort: number }[] | undefined;
}

export interface MachineSpec extends Hardware {
  /** A raw disk. */
  readonly disk: string;
  /** Written to the disk, or thrown away when the machine ends. */
  readonly diskWrites: "kept" | "discarded";
  readonly diskController: ScsiController | "sata";
  /** At most four ISO images, in SATA drives, tried for booting in this order after the disk. */
  readonly cds: readonly string[];
  /** With its private copy of the variables; undefined for BIOS. */
  readonly uefi?: UefiFirmware | undefined;
  readonly network?: Network | undefined;
  readonly accelerator: Accelerator["name"];
  /** Let the guest reboot instead of stopping there. @default false */
  readonly mayReboot?: boolean | undefined;
}

const controllers: Record<ScsiController, string> = {
  pvscsi: "pvscsi",
  lsilogicsas: "mptsas1068",
  lsilogic: "lsi53c895a",
};

/** QEMU names of things that are asked about later. */
export const names = { disk: "disk", cd: (index: number) => `cd${index}` } as const;

/**
 * The command line of QEMU for a machine with the devices that it will have on vSphere: the SCSI controller of the OVF,
 * vmxnet3, SATA CD-ROMs. Control socket on standard input and output, serial port on descriptor 4.
 * Nothing secret is on it, and names of files are JSON or have their commas doubled: no name can add an option.
 */
export function machineArguments(spec: MachineSpec): string[] {
  const { cpus, memoryMiB, uefi, uuid, mayReboot = false } = spec;
  return [
    ["-nodefaults", "-no-user-config", "-display", "none", "-name", "edgelab"],
    ["-machine", `q35${uefi ? ",pflash0=uefi-code,pflash1=uefi-vars" : ""}`],
    acceleratorArguments(spec.accelerator),
    ["-smp", `${cpus}`, "-m", `${memoryMiB}`, "-rtc", "base=utc"],
    uuid === undefined ? [] : ["-uuid", uuid],
    // what stops the machine pauses it: its screen and its counters can still be read
    ["-action", `reboot=${mayReboot ? "reset" : "shutdown"},shutdown=pause,panic=pause`],
    ["-boot", "strict=on", "-S"],
    ["-chardev", "stdio,id=qmp,signal=off", "-mon", "chardev=qmp,mode=control"],
    ["-chardev", "socket,id=serial,fd=4", "-serial", "chardev:serial"],
    ["-device", "VGA", "-device", "pvpanic"],
    uefi ? flash(uefi) : [],
    diskArguments(spec),
    spec.cds.flatMap((path, index) => cdArguments(path, index)),
    networkArguments(spec),
  ].flat();
}

/**
 * `max` has what guests built for newer processors need; five-level paging, which comes with it, trips old boot loaders.
 * KVM and HVF give the guest the processor of this machine.
 */
export function acceleratorArguments(accelerator: Accelerator["name"]): string[] {
  return accelerator === "tcg"
    ? ["-accel", "tcg,thread=multi", "-cpu", "max,la57=off"]
    : ["-accel", accelerator, "-cpu", "host"];
}

function flash({ code, vars }: UefiFirmware): string[] {
  const file = (filename: string) => ({ driver: "file", filename });
  return [
    ...blockdev({ driver: "raw", "node-name": "uefi-code", "read-only": true, file: file(code) }),
    ...blockdev({ driver: "raw", "node-name": "uefi-vars", file: file(vars) }),
  ];
}

/** Of VMware's range. Linux does not see a SAS disk without one, and QEMU gives it none. */
const sasAddress = "0x5000c29000000001";

function diskArguments({ disk, diskWrites, diskController }: MachineSpec): string[] {
  // a disk that cannot be written to any more stops the machine instead of becoming an error in the guest
  const common = `drive=${names.disk},id=${names.disk},bootindex=0,werror=stop,rerror=stop`;
  const wwn = diskController === "lsilogicsas" ? `,wwn=${sasAddress}` : "";
  return [
    diskWrites === "kept" ? keptDisk(disk) : discardedDisk(disk),
    diskController === "sata"
      ? ["-device", `ide-hd,bus=ide.5,${common}`]
      : ["-device", `${controllers[diskController]},id=scsi`, "-device", `scsi-hd,bus=scsi.0,${common}${wwn}`],
  ].flat();
}

/** Flushes are left to the end of the run, which is when the file gets its name. Zeroes become holes. */
function keptDisk(filename: string): string[] {
  return blockdev({
    driver: "raw",
    "node-name": names.disk,
    discard: "unmap",
    "detect-zeroes": "unmap",
    cache: { "no-flush": true },
    file: { driver: "file", filename, discard: "unmap", cache: { "no-flush": true } },
  });
}

/** Writes go to a file in TMPDIR that has no name any more once it is open. An absolute path is never taken for a protocol. */
function discardedDisk(path: string): string[] {
  return ["-drive", `if=none,id=${names.disk},snapshot=on,format=raw,cache=unsafe,file=${escaped(resolve(path))}`];
}

function cdArguments(filename: string, index: number): string[] {
  const name = names.cd(index);
  return [
    blockdev({ driver: "raw", "node-name": name, "read-only": true, file: { driver: "file", filename } }),
    ["-device", `ide-cd,bus=ide.${index},drive=${name},id=${name},bootindex=${index + 1}`],
  ].flat();
}

function networkArguments({ network: { restrict = true, forwards = [] } = {}, macAddress }: MachineSpec): string[] {
  const ports = forwards.map(({ hostPort, guestPort }) => `,hostfwd=tcp:127.0.0.1:${hostPort}-:${guestPort}`).join("");
  return [
    ["-netdev", `user,id=net,restrict=${restrict ? "on" : "off"}${ports}`],
    // without the ROM that boots from the network
    ["-device", `vmxnet3,netdev=net,romfile=${macAddress === undefined ? "" : `,mac=${escaped(macAddress)}`}`],
  ].flat();
}

function blockdev(node: object): string[] {
  return ["-blockdev", JSON.stringify(node)];
}

/** For options whose parts are separated by commas. */
function escaped(value: string): string {
  return value.replaceAll(",", ",,");
}

import { type Controller, type Device, isController } from "../vm/device.ts";

/**
 * What OVF import and export call a device: `/edge-1/ParaVirtualSCSIController0:0`, from the machine, the controller with its
 * bus, and the unit. Opaque to clients.
 */
export function deviceId(machine: string, device: Device, devices: readonly Device[]): string {
  const controller = devices.find((one): one is Controller => one.key === device.controllerKey && isController(one));
  return `/${machine}/${controller?._type ?? "VirtualController"}${controller?.busNumber ?? 0}:${device.unitNumber ?? 0}`;
}

/** What they call the file with the firmware's settings. */
export function nvramId(machine: string): string {
  return `/${machine}/nvram`;
}

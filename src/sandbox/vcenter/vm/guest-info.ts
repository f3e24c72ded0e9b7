import type { Data } from "../../../vim25/schema.ts";
import { guestFullName } from "./config-info.ts";
import { isNic, networkName } from "./device.ts";
import type { VirtualMachine } from "./virtual-machine.ts";

/** What VMware Tools say, or would say: without them there is no address and no name. */
export function guestInfo(vm: VirtualMachine): Data<"GuestInfo"> {
  const { config, machine } = vm;
  const report = machine?.guest;
  const running = report?.toolsRunning === true;
  const nics = (running && report.nics) || [];
  const cards = (config?.devices ?? []).filter(isNic);
  const net = nics.map(({ macAddress, addresses }) => {
    const card = cards.find((one) => one.macAddress?.toLowerCase() === macAddress.toLowerCase());
    return {
      network: card && networkName(card),
      ipAddress: addresses.map(({ ip }) => ip),
      macAddress,
      connected: true,
      deviceConfigId: card?.key ?? -1,
      ipConfig: {
        ipAddress: addresses.map(({ ip, prefix }) => ({ ipAddress: ip, prefixLength: prefix, state: "preferred" })),
      },
    };
  });
  const addresses = net.flatMap(({ ipAddress }) => ipAddress);
  return {
    toolsStatus: running ? "toolsOk" : report ? "toolsNotRunning" : "toolsNotInstalled",
    toolsVersionStatus: running ? "guestToolsUnmanaged" : "guestToolsNotInstalled",
    toolsVersionStatus2: running ? "guestToolsUnmanaged" : "guestToolsNotInstalled",
    toolsRunningStatus: running ? "guestToolsRunning" : "guestToolsNotRunning",
    toolsVersion: running ? "12352" : "0",
    guestId: running ? config?.guestId : undefined,
    guestFamily: running ? "linuxGuest" : undefined,
    guestFullName: running && config ? guestFullName(config.guestId) : undefined,
    hostName: running ? report.hostName : undefined,
    ipAddress: addresses.find((address) => !address.includes(":")) ?? addresses[0],
    net: running ? net : undefined,
    guestState: running ? "running" : "notRunning",
    guestOperationsReady: running,
    interactiveGuestOperationsReady: false,
    guestStateChangeSupported: running,
  };
}

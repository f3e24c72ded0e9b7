import { backings } from "./types/backings.ts";
import { common } from "./types/common.ts";
import { compute } from "./types/compute.ts";
import { datastores } from "./types/datastores.ts";
import { devices } from "./types/devices.ts";
import { events } from "./types/events.ts";
import { faults } from "./types/faults.ts";
import { guest } from "./types/guest.ts";
import { ovf } from "./types/ovf.ts";
import { propertyCollector } from "./types/property-collector.ts";
import { provisioning } from "./types/provisioning.ts";
import { service } from "./types/service.ts";
import { tasks } from "./types/tasks.ts";
import { vapp } from "./types/vapp.ts";
import { virtualMachine } from "./types/virtual-machine.ts";
import { vmConfig } from "./types/vm-config.ts";

/** Every data object and fault, keyed by its `xsi:type` name. */
export const types = {
  ...common,
  ...service,
  ...propertyCollector,
  ...tasks,
  ...events,
  ...compute,
  ...datastores,
  ...virtualMachine,
  ...vmConfig,
  ...devices,
  ...backings,
  ...vapp,
  ...guest,
  ...provisioning,
  ...ovf,
  ...faults,
} as const;

import type { Data } from "../../../vim25/schema.ts";
import { about } from "../service-content.ts";
import type { MethodTable, PropertyTable } from "../managed-object.ts";
import type { World } from "../world.ts";
import type { ClusterComputeResource } from "./cluster.ts";
import { Entity, entityProperties } from "./entity.ts";

/** What each host of the sandbox has. */
export const hostHardware = { cpuMhz: 2400, cores: 32, threads: 64, memoryBytes: 256 * 2 ** 30 } as const;

/** An ESXi host. It runs nothing itself: guests are the sandbox's business. */
export class HostSystem extends Entity {
  protected override readonly propertyTable = properties;
  protected override readonly methodTable = methods;
  readonly cluster: ClusterComputeResource;

  constructor(world: World, name: string, cluster: ClusterComputeResource) {
    super(world, "HostSystem", world.newId("host-"), name, cluster);
    this.cluster = cluster;
  }
}

const runtime: Data<"HostRuntimeInfo"> = {
  connectionState: "connected",
  powerState: "poweredOn",
  standbyMode: "none",
  inMaintenanceMode: false,
};

function summary(host: HostSystem): Data<"HostListSummary"> {
  return {
    host: host.ref,
    hardware: {
      vendor: "edgelab",
      model: "sandbox",
      uuid: `00000000-0000-0000-0000-${host.ref.value.replace(/\D/g, "").padStart(12, "0")}`,
      memorySize: hostHardware.memoryBytes,
      cpuModel: "simulated",
      cpuMhz: hostHardware.cpuMhz,
      numCpuPkgs: 2,
      numCpuCores: hostHardware.cores,
      numCpuThreads: hostHardware.threads,
      numNics: 2,
      numHBAs: 1,
    },
    runtime,
    config: {
      name: host.name,
      port: 443,
      product: { ...about(host.world), name: "VMware ESXi", productLineId: "embeddedEsx", apiType: "HostAgent" },
      vmotionEnabled: true,
      faultToleranceEnabled: false,
    },
    quickStats: { overallCpuUsage: 0, overallMemoryUsage: 0, uptime: 0 },
    overallStatus: "green",
    rebootRequired: false,
  };
}

const properties: PropertyTable<HostSystem, "HostSystem"> = {
  ...entityProperties,
  runtime: () => runtime,
  summary,
  vm: (host) => host.world.site.vms.filter((vm) => vm.host === host).map((vm) => vm.ref),
  datastore: ({ world }) => world.site.datastores.map((datastore) => datastore.ref),
  network: ({ world }) => world.site.networks.map((network) => network.ref),
  datastoreBrowser: ({ world }) => world.site.datastores[0]!.browser.ref,
  configManager: () => ({}),
};

const methods: MethodTable<HostSystem> = {};

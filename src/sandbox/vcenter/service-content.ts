import type { Data } from "../../vim25/schema.ts";
import { moRef } from "../../vim25/index.ts";
import { ManagedObject, type MethodTable, type PropertyTable } from "./managed-object.ts";
import type { World } from "./world.ts";

/** The API version that the sandbox speaks: newer fields are refused and never sent. */
export const apiVersion = "8.0.3.0";

export function about(world: World): Data<"AboutInfo"> {
  return {
    name: "VMware vCenter Server",
    fullName: "VMware vCenter Server 8.0.3 (edgelab sandbox)",
    vendor: "VMware, Inc. (simulated by edgelab)",
    version: "8.0.3",
    build: "0",
    localeVersion: "INTL",
    localeBuild: "000",
    osType: "linux-x64",
    productLineId: "vpx",
    apiType: "VirtualCenter",
    apiVersion,
    instanceUuid: world.instanceUuid,
    licenseProductName: "VMware VirtualCenter Server",
    licenseProductVersion: "8.0",
  };
}

/** Where everything begins: the references of all managers, readable without a login. */
export class ServiceInstance extends ManagedObject {
  protected override readonly propertyTable = properties;
  protected override readonly methodTable = methods;

  constructor(world: World) {
    super(world, "ServiceInstance", "ServiceInstance");
  }

  get content(): Data<"ServiceContent"> {
    return {
      rootFolder: this.world.site.rootFolder.ref,
      propertyCollector: moRef("PropertyCollector", "propertyCollector"),
      viewManager: moRef("ViewManager", "ViewManager"),
      about: about(this.world),
      sessionManager: moRef("SessionManager", "SessionManager"),
      authorizationManager: moRef("AuthorizationManager", "AuthorizationManager"),
      eventManager: moRef("EventManager", "EventManager"),
      taskManager: moRef("TaskManager", "TaskManager"),
      searchIndex: moRef("SearchIndex", "SearchIndex"),
      fileManager: moRef("FileManager", "FileManager"),
      virtualDiskManager: moRef("VirtualDiskManager", "virtualDiskManager"),
      ovfManager: moRef("OvfManager", "OvfManager"),
    };
  }
}

const properties: PropertyTable<ServiceInstance, "ServiceInstance"> = {
  content: (instance) => instance.content,
  serverClock: ({ world }) => world.now(),
  capability: () => ({ provisioningSupported: true, multiHostSupported: true, userShellAccessSupported: true }),
};

const methods: MethodTable<ServiceInstance> = {
  RetrieveServiceContent: (instance) => instance.content,
  CurrentTime: ({ world }) => world.now(),
};

import { DatastoreFiles } from "../files/datastore-files.ts";
import { DatastoreBrowser } from "../files/datastore-browser.ts";
import type { MethodTable, PropertyTable } from "../managed-object.ts";
import type { World } from "../world.ts";
import { Entity, entityProperties } from "./entity.ts";
import type { Folder } from "./folder.ts";

/** A VMFS datastore that all hosts share. */
export class Datastore extends Entity {
  protected override readonly propertyTable = properties;
  protected override readonly methodTable = methods;
  readonly files: DatastoreFiles;
  readonly browser: DatastoreBrowser;

  constructor(world: World, name: string, parent: Folder, settings: { capacityBytes: number; dataDir: string }) {
    super(world, "Datastore", world.newId("datastore-"), name, parent);
    this.files = new DatastoreFiles({
      ...settings,
      datastore: name,
      clock: world.clock,
      changed: () => {
        this.touch("summary", "info");
        world.changed();
      },
    });
    this.browser = world.add(new DatastoreBrowser(world, `datastoreBrowser-${this.ref.value}`, this));
  }

  get url(): string {
    return `ds:///vmfs/volumes/${this.ref.value}/`;
  }
}

const largestFileBytes = 64 * 2 ** 40;

const properties: PropertyTable<Datastore, "Datastore"> = {
  ...entityProperties,
  browser: ({ browser }) => browser.ref,
  summary: (datastore) => ({
    datastore: datastore.ref,
    name: datastore.name,
    url: datastore.url,
    capacity: datastore.files.capacityBytes,
    freeSpace: datastore.files.freeBytes,
    uncommitted: datastore.files.uncommittedBytes,
    accessible: true,
    multipleHostAccess: true,
    type: "VMFS",
    maintenanceMode: "normal",
  }),
  info: (datastore) => ({
    _type: "VmfsDatastoreInfo",
    name: datastore.name,
    url: datastore.url,
    freeSpace: datastore.files.freeBytes,
    maxFileSize: largestFileBytes,
    maxVirtualDiskCapacity: largestFileBytes,
    maxMemoryFileSize: largestFileBytes,
    timestamp: datastore.world.now(),
    maxPhysicalRDMFileSize: largestFileBytes,
    maxVirtualRDMFileSize: largestFileBytes,
  }),
  vm: (datastore) => datastore.world.site.vms.filter((vm) => vm.datastore === datastore).map((vm) => vm.ref),
  host: ({ world }) =>
    world.site.cluster.hosts.map((host) => ({
      key: host.ref,
      mountInfo: { accessMode: "readWrite", mounted: true, accessible: true },
    })),
  capability: () => ({
    directoryHierarchySupported: true,
    rawDiskMappingsSupported: false,
    perFileThinProvisioningSupported: true,
    storageIORMSupported: false,
    nativeSnapshotSupported: false,
    topLevelDirectoryCreateSupported: true,
  }),
};

const methods: MethodTable<Datastore> = {};

import type { MethodTable, PropertyTable } from "../managed-object.ts";
import { powerOnMany } from "../vm/power.ts";
import type { World } from "../world.ts";
import { Entity, entityProperties } from "./entity.ts";
import { Folder, type FolderKind } from "./folder.ts";

/** A datacenter and the roots of its four trees. */
export class Datacenter extends Entity {
  protected override readonly propertyTable = properties;
  protected override readonly methodTable = methods;
  readonly roots: Readonly<Record<"vm" | "host" | "datastore" | "network", Folder>>;

  constructor(world: World, name: string, parent: Folder) {
    super(world, "Datacenter", world.newId("datacenter-"), name, parent);
    const root = (kind: Exclude<FolderKind, "datacenter">, prefix: string): Folder =>
      world.add(new Folder(world, world.newId(`group-${prefix}`), kind, kind, this));
    this.roots = {
      vm: root("vm", "v"),
      host: root("host", "h"),
      datastore: root("datastore", "s"),
      network: root("network", "n"),
    };
  }

  override children(): readonly Entity[] {
    return Object.values(this.roots);
  }
}

const properties: PropertyTable<Datacenter, "Datacenter"> = {
  ...entityProperties,
  vmFolder: ({ roots }) => roots.vm.ref,
  hostFolder: ({ roots }) => roots.host.ref,
  datastoreFolder: ({ roots }) => roots.datastore.ref,
  networkFolder: ({ roots }) => roots.network.ref,
  datastore: ({ roots }) => roots.datastore.children().map((child) => child.ref),
  network: ({ roots }) => roots.network.children().map((child) => child.ref),
  configuration: () => ({}),
};

const methods: MethodTable<Datacenter> = { PowerOnMultiVM_Task: powerOnMany };

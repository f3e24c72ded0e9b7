import type { MoRef } from "../../vim25/schema.ts";
import { isBelow } from "./inventory/entity.ts";
import { Entity } from "./inventory/entity.ts";
import { Folder } from "./inventory/folder.ts";
import { ManagedObject, type MethodTable } from "./managed-object.ts";
import type { VirtualMachine } from "./vm/virtual-machine.ts";
import type { World } from "./world.ts";

/** Lookups by path, UUID, address or name. Nothing found is no fault but an unset result. */
export class SearchIndex extends ManagedObject {
  protected override readonly propertyTable = {};
  protected override readonly methodTable = methods;

  constructor(world: World) {
    super(world, "SearchIndex", "SearchIndex");
  }

  byPath(path: string): Entity | undefined {
    let at: Entity | undefined = this.world.site.rootFolder;
    for (const name of path.split("/").filter((part) => part !== "")) at = at && childNamed(at, name);
    return at;
  }

  vms(datacenter: MoRef | undefined, matches: (vm: VirtualMachine) => boolean): readonly VirtualMachine[] {
    const root = datacenter && this.world.find(datacenter.value);
    return this.world.site.vms.filter((vm) => matches(vm) && (!root || isBelow(vm, root)));
  }
}

function childNamed(entity: Entity, name: string): Entity | undefined {
  return entity instanceof Folder ? entity.child(name) : entity.children().find((child) => child.name === name);
}

const hasUuid = (uuid: string, isInstance: boolean | undefined) => {
  const wanted = uuid.toLowerCase();
  return ({ config }: VirtualMachine): boolean => (isInstance ? config?.instanceUuid : config?.uuid) === wanted;
};

const methods: MethodTable<SearchIndex> = {
  FindByInventoryPath: (index, { inventoryPath }) => index.byPath(inventoryPath)?.ref,
  FindChild: ({ world }, { entity, name }) => childNamed(world.get(entity, Entity), name)?.ref,
  FindByUuid: (index, { datacenter, uuid, vmSearch, instanceUuid }) =>
    vmSearch ? index.vms(datacenter, hasUuid(uuid, instanceUuid))[0]?.ref : undefined,
  FindAllByUuid: (index, { datacenter, uuid, vmSearch, instanceUuid }) =>
    vmSearch ? index.vms(datacenter, hasUuid(uuid, instanceUuid)).map((vm) => vm.ref) : [],
  FindByIp: (index, { datacenter, ip, vmSearch }) => {
    const holds = ({ machine }: VirtualMachine): boolean =>
      machine?.guest?.nics.some(({ addresses }) => addresses.some((address) => address.ip === ip)) ?? false;
    return vmSearch ? index.vms(datacenter, holds)[0]?.ref : undefined;
  },
  FindByDnsName: (index, { datacenter, dnsName, vmSearch }) =>
    vmSearch ? index.vms(datacenter, ({ machine }) => machine?.guest?.hostName === dnsName)[0]?.ref : undefined,
};

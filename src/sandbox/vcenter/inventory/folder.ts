import type { ManagedObjectName, Properties } from "../../../vim25/schema.ts";
import { fault } from "../fault.ts";
import type { MethodTable, PropertyTable } from "../managed-object.ts";
import { checkPrivilege } from "../privileges.ts";
import type { World } from "../world.ts";
import { destroyFolder, moveIntoFolder, renameEntity } from "./folder-operations.ts";
import { createVm, registerVm } from "../vm/create.ts";
import { checkedName, Entity, entityProperties } from "./entity.ts";

/** What a folder may hold: those of the datacenter's four trees, or datacenters at the root. */
export type FolderKind = "datacenter" | "vm" | "host" | "datastore" | "network";

const childTypes: Record<FolderKind, readonly string[]> = {
  datacenter: ["Folder", "Datacenter"],
  vm: ["Folder", "VirtualMachine", "VirtualApp"],
  host: ["Folder", "ComputeResource"],
  datastore: ["Folder", "Datastore", "StoragePod"],
  network: ["Folder", "Network", "DistributedVirtualSwitch"],
};

export interface FolderState {
  readonly moid: string;
  readonly name: string;
  readonly parent: string;
}

export class Folder extends Entity {
  protected override readonly propertyTable = properties;
  protected override readonly methodTable = methods;
  readonly kind: FolderKind;
  readonly #byName = new Map<string, Entity>();

  constructor(world: World, moid: string, name: string, kind: FolderKind, parent: Entity | undefined) {
    super(world, "Folder" satisfies ManagedObjectName, moid, name, parent);
    this.kind = kind;
  }

  override children(): readonly Entity[] {
    return [...this.#byName.values()];
  }

  child(name: string): Entity | undefined {
    return this.#byName.get(name);
  }

  /** @throws DuplicateName handing over the entity that has the name */
  refuseTaken(name: string): void {
    const taken = this.#byName.get(name);
    if (taken) throw fault("DuplicateName", { name, object: taken.ref }, `The name '${name}' already exists.`);
  }

  attach(entity: Entity): void {
    this.refuseTaken(entity.name);
    this.#byName.set(entity.name, entity);
    this.touch("childEntity");
    this.world.structureChanged();
  }

  detach(entity: Entity): void {
    this.#byName.delete(entity.name);
    this.touch("childEntity");
    this.world.structureChanged();
  }

  createFolder(name: string): Folder {
    const folder = new Folder(
      this.world,
      this.world.newId(`group-${this.kind[0]}`),
      checkedName(name),
      this.kind,
      this,
    );
    this.attach(folder);
    return this.world.add(folder);
  }

  save(): FolderState {
    return { moid: this.ref.value, name: this.name, parent: this.parent?.ref.value ?? "" };
  }
}

const properties: PropertyTable<Folder, "Folder"> = {
  ...entityProperties,
  childType: (folder) => childTypes[folder.kind],
  childEntity: (folder): Properties<"Folder">["childEntity"] => folder.children().map((child) => child.ref),
};

const methods: MethodTable<Folder> = {
  CreateFolder: (folder, { name }, call) => {
    checkPrivilege(call, "Folder.Create", folder);
    return folder.createFolder(name).ref;
  },
  CreateVM_Task: createVm,
  RegisterVM_Task: registerVm,
  MoveIntoFolder_Task: moveIntoFolder,
  Rename_Task: renameEntity,
  Destroy_Task: destroyFolder,
};

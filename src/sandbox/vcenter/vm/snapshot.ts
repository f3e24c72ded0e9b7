import type { Data } from "../../../vim25/schema.ts";
import { ManagedObject, type MethodTable, type PropertyTable } from "../managed-object.ts";
import { exportSnapshot } from "../nfc/export.ts";
import { configInfo } from "./config-info.ts";
import { removeSnapshot, revertToSnapshot } from "./snapshot-operations.ts";
import type { PowerState, VirtualMachine } from "./virtual-machine.ts";
import type { VmConfig } from "./vm-config.ts";

export interface SnapshotState {
  readonly moid: string;
  readonly id: number;
  readonly name: string;
  readonly description: string;
  readonly createdMs: number;
  readonly powerState: PowerState;
  readonly quiesced: boolean;
  readonly config: VmConfig;
  readonly parent: string | undefined;
}

/** A frozen configuration whose disks are read-only from then on: what a linked clone hangs on. */
export class VirtualMachineSnapshot extends ManagedObject {
  protected override readonly propertyTable = properties;
  protected override readonly methodTable = methods;
  readonly vm: VirtualMachine;
  readonly settings: Omit<SnapshotState, "moid" | "parent" | "config">;
  parent: VirtualMachineSnapshot | undefined;
  config: VmConfig;

  constructor(
    vm: VirtualMachine,
    { config, ...settings }: Omit<SnapshotState, "moid" | "parent">,
    parent: VirtualMachineSnapshot | undefined,
    moid = vm.world.newId("snapshot-"),
  ) {
    super(vm.world, "VirtualMachineSnapshot", moid);
    this.vm = vm;
    this.settings = settings;
    this.config = config;
    this.parent = parent;
  }

  get children(): readonly VirtualMachineSnapshot[] {
    return this.vm.snapshots.filter((other) => other.parent === this);
  }

  /** This snapshot and all below it, parents first. */
  withDescendants(): readonly VirtualMachineSnapshot[] {
    return [this, ...this.children.flatMap((child) => child.withDescendants())];
  }

  save(): SnapshotState {
    const { id, name, description, createdMs, powerState, quiesced } = this.settings;
    const { ref, config, parent } = this;
    return {
      moid: ref.value,
      id,
      name,
      description,
      createdMs,
      powerState,
      quiesced,
      config,
      parent: parent?.ref.value,
    };
  }
}

/** `VirtualMachine.snapshot`: unset without snapshots. */
export function snapshotInfo({
  snapshots,
  currentSnapshot,
}: VirtualMachine): Data<"VirtualMachineSnapshotInfo"> | undefined {
  if (snapshots.length === 0) return undefined;
  const roots = snapshots.filter(({ parent }) => parent === undefined);
  return { currentSnapshot: currentSnapshot?.ref, rootSnapshotList: roots.map(tree) };
}

function tree(snapshot: VirtualMachineSnapshot): Data<"VirtualMachineSnapshotTree"> {
  const { id, name, description, createdMs, powerState, quiesced } = snapshot.settings;
  return {
    snapshot: snapshot.ref,
    vm: snapshot.vm.ref,
    name,
    description,
    id,
    createTime: new Date(createdMs),
    state: powerState,
    quiesced,
    childSnapshotList: snapshot.children.map(tree),
    replaySupported: false,
  };
}

const properties: PropertyTable<VirtualMachineSnapshot, "VirtualMachineSnapshot"> = {
  vm: ({ vm }) => vm.ref,
  config: (snapshot) => configInfo(snapshot.vm, snapshot.config),
  childSnapshot: ({ children }) => children.map((child) => child.ref),
};

const methods: MethodTable<VirtualMachineSnapshot> = {
  RemoveSnapshot_Task: removeSnapshot,
  ExportSnapshot: exportSnapshot,
  RevertToSnapshot_Task: (snapshot, _, call) => revertToSnapshot(snapshot.vm, snapshot, call),
};

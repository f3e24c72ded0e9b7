import type { MethodName } from "../../vim25/schema.ts";
import { fault } from "./fault.ts";
import { ManagedObject, type Call, type MethodTable, type PropertyTable } from "./managed-object.ts";
import type { World } from "./world.ts";

/** What everybody who is logged in may do. */
const always = ["System.Anonymous", "System.View", "System.Read"];

/** The privilege that a method demands on the object it is called on. Methods ask for those on their parameters themselves. */
const onTarget: { readonly [M in MethodName]?: string } = {
  PowerOnVM_Task: "VirtualMachine.Interact.PowerOn",
  PowerOffVM_Task: "VirtualMachine.Interact.PowerOff",
  ShutdownGuest: "VirtualMachine.Interact.PowerOff",
  StandbyGuest: "VirtualMachine.Interact.Suspend",
  SuspendVM_Task: "VirtualMachine.Interact.Suspend",
  ResetVM_Task: "VirtualMachine.Interact.Reset",
  RebootGuest: "VirtualMachine.Interact.Reset",
  PutUsbScanCodes: "VirtualMachine.Interact.PutUsbScanCodes",
  AnswerVM: "VirtualMachine.Interact.AnswerQuestion",
  CreateScreenshot_Task: "VirtualMachine.Interact.CreateScreenshot",
  MarkAsTemplate: "VirtualMachine.Provisioning.MarkAsTemplate",
  MarkAsVirtualMachine: "VirtualMachine.Provisioning.MarkAsVM",
  CreateSnapshot_Task: "VirtualMachine.State.CreateSnapshot",
  RemoveAllSnapshots_Task: "VirtualMachine.State.RemoveSnapshot",
  RemoveSnapshot_Task: "VirtualMachine.State.RemoveSnapshot",
  RevertToSnapshot_Task: "VirtualMachine.State.RevertToSnapshot",
  RevertToCurrentSnapshot_Task: "VirtualMachine.State.RevertToSnapshot",
  UnregisterVM: "VirtualMachine.Inventory.Unregister",
  CreateVM_Task: "VirtualMachine.Inventory.Create",
  RegisterVM_Task: "VirtualMachine.Inventory.Register",
  ImportVApp: "VApp.Import",
  ExportVm: "VApp.Export",
  SearchDatastore_Task: "Datastore.Browse",
  SearchDatastoreSubFolders_Task: "Datastore.Browse",
  TerminateSession: "Sessions.TerminateSession",
};

/** Who may do what. A user without an entry in the table may do everything, everywhere. */
export class Privileges {
  readonly #granted: Readonly<Record<string, readonly string[]>>;

  constructor(granted: Readonly<Record<string, readonly string[]>>) {
    this.#granted = granted;
  }

  has(userName: string, privilege: string): boolean {
    const granted = Object.hasOwn(this.#granted, userName) ? this.#granted[userName] : undefined;
    return granted === undefined || granted.includes(privilege) || always.includes(privilege);
  }

  of(userName: string): readonly string[] {
    return this.known.filter((privilege) => this.has(userName, privilege));
  }

  get known(): readonly string[] {
    return [...always, ...new Set([...Object.values(onTarget), ...onParameters])].toSorted();
  }
}

/** Demanded on parameters, datastores and parts of specs. */
const onParameters = [
  "Datastore.AllocateSpace",
  "Datastore.FileManagement",
  "Folder.Create",
  "Folder.Delete",
  "Folder.Move",
  "Folder.Rename",
  "Network.Assign",
  "Resource.AssignVMToPool",
  "VirtualMachine.Config.AddNewDisk",
  "VirtualMachine.Config.AddRemoveDevice",
  "VirtualMachine.Config.AdvancedConfig",
  "VirtualMachine.Config.Annotation",
  "VirtualMachine.Config.CPUCount",
  "VirtualMachine.Config.EditDevice",
  "VirtualMachine.Config.Memory",
  "VirtualMachine.Config.RemoveDisk",
  "VirtualMachine.Config.Rename",
  "VirtualMachine.Config.Settings",
  "VirtualMachine.Interact.DeviceConnection",
  "VirtualMachine.Interact.SetCDMedia",
  "VirtualMachine.Inventory.CreateFromExisting",
  "VirtualMachine.Inventory.Delete",
  "VirtualMachine.Inventory.Move",
  "VirtualMachine.Provisioning.Clone",
  "VirtualMachine.Provisioning.DeployTemplate",
] as const;

/** @throws NoPermission naming the object and the privilege */
export function checkPrivilege(call: Call, privilege: string, object: ManagedObject): void {
  if (call.privileges.has(call.session.userName, privilege)) return;
  throw fault(
    "NoPermission",
    { object: object.ref, privilegeId: privilege },
    "Permission to perform this operation was denied.",
  );
}

/** @throws NoPermission when the caller lacks what the method demands on the object it is called on */
export function checkMethodPrivilege(call: Call, method: MethodName, object: ManagedObject): void {
  const privilege = onTarget[method];
  if (privilege !== undefined) checkPrivilege(call, privilege, object);
}

export class AuthorizationManager extends ManagedObject {
  protected override readonly propertyTable = properties;
  protected override readonly methodTable = methods;
  readonly privileges: Privileges;
  readonly userOf: (sessionKey: string) => string | undefined;

  constructor(world: World, privileges: Privileges, userOf: (sessionKey: string) => string | undefined) {
    super(world, "AuthorizationManager", "AuthorizationManager");
    this.privileges = privileges;
    this.userOf = userOf;
  }
}

const properties: PropertyTable<AuthorizationManager, "AuthorizationManager"> = {
  privilegeList: ({ privileges }) =>
    privileges.known.map((privId) => ({
      privId,
      onParent: false,
      name: privId.slice(privId.lastIndexOf(".") + 1),
      privGroupName: privId.slice(0, privId.lastIndexOf(".")),
    })),
  roleList: () => [],
};

const methods: MethodTable<AuthorizationManager> = {
  HasPrivilegeOnEntities: ({ privileges, userOf }, { entity, sessionId, privId }) => {
    const user = userOf(sessionId);
    return entity.map((one) => ({
      entity: one,
      privAvailability: (privId ?? []).map((id) => ({
        privId: id,
        isGranted: user !== undefined && privileges.has(user, id),
      })),
    }));
  },
  HasUserPrivilegeOnEntities: ({ privileges }, { entities, userName, privId }) =>
    entities.map((entity) => ({
      entity,
      privAvailability: (privId ?? []).map((id) => ({ privId: id, isGranted: privileges.has(userName, id) })),
    })),
  FetchUserPrivilegeOnEntities: ({ privileges }, { entities, userName }) =>
    entities.map((entity) => ({ entity, privileges: privileges.of(userName) })),
};

import { fault, invalidArgument } from "../fault.ts";
import { renameEntity } from "../inventory/folder-operations.ts";
import type { MethodTable } from "../managed-object.ts";
import { exportVm } from "../nfc/export.ts";
import { cloneVm } from "./clone.ts";
import { destroyVm, unregisterVm } from "./destroy.ts";
import { askGuest, demandPower, powerOffVm, powerOnVm, resetVm, suspendVm } from "./power.ts";
import { reconfigureVm } from "./reconfigure.ts";
import { createScreenshot } from "./screenshot.ts";
import { createSnapshot, removeAllSnapshots, revertToCurrentSnapshot } from "./snapshot-operations.ts";
import { markAsTemplate, markAsVirtualMachine } from "./template.ts";
import type { VirtualMachine } from "./virtual-machine.ts";

export const vmMethods: MethodTable<VirtualMachine> = {
  CloneVM_Task: cloneVm,
  ReconfigVM_Task: reconfigureVm,
  PowerOnVM_Task: powerOnVm,
  PowerOffVM_Task: powerOffVm,
  ResetVM_Task: resetVm,
  SuspendVM_Task: suspendVm,
  ShutdownGuest: (vm) => askGuest(vm, "shutdown"),
  RebootGuest: (vm) => askGuest(vm, "reboot"),
  StandbyGuest: (vm) => askGuest(vm, "standby"),
  MarkAsTemplate: markAsTemplate,
  MarkAsVirtualMachine: markAsVirtualMachine,
  CreateSnapshot_Task: createSnapshot,
  RemoveAllSnapshots_Task: removeAllSnapshots,
  RevertToCurrentSnapshot_Task: revertToCurrentSnapshot,
  CreateScreenshot_Task: createScreenshot,
  Destroy_Task: destroyVm,
  ExportVm: exportVm,
  Rename_Task: renameEntity,
  UnregisterVM: unregisterVm,
  Reload: () => undefined,
  AnswerVM: () => {
    // The sandbox's machines never stop to ask.
    throw invalidArgument("questionId");
  },
  PutUsbScanCodes: (vm, { spec }) => {
    demandPower(vm, undefined, ["poweredOn"]);
    if (spec.keyEvents.length === 0) throw fault("InvalidArgument", { invalidProperty: "spec.keyEvents" }, "No keys.");
    return spec.keyEvents.length;
  },
};

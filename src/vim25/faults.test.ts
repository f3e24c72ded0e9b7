import { expect, test } from "vitest";
import { EdgelabError } from "../core/errors.ts";
import { faultsOf, findFault, localized, SoapFault } from "./faults.ts";
import { isA, isManagedA, isType, moRef } from "./types.ts";

const task = moRef("Task", "task-1");
const busy = { _type: "TaskInProgress", task } as const;
const chain = { _type: "GenericVmConfigFault", reason: "busy", faultCause: localized(busy) } as const;

test("the hierarchy of faults is followed to the root", () => {
  expect(isA("NotAuthenticated", "NoPermission")).toBe(true);
  expect(isA("NotAuthenticated", "RuntimeFault")).toBe(true);
  expect(isA("NoPermission", "NotAuthenticated")).toBe(false);
  expect(isA("BrandNewFault", "MethodFault")).toBe(false);
  expect(isA(undefined, "MethodFault")).toBe(false);
  expect(isManagedA("ClusterComputeResource", "ManagedEntity")).toBe(true);
  expect(isManagedA("Task", "ManagedEntity")).toBe(false);
  expect(isType({ _type: "VirtualE1000e", key: 4000 }, "VirtualEthernetCard")).toBe(true);
  expect(isType({ key: 4000 }, "VirtualEthernetCard")).toBe(false);
});

test("a fault is found by any of its types, however it is wrapped", () => {
  for (const from of [busy, localized(busy), chain, localized(chain), new SoapFault(chain, "")]) {
    expect(findFault(from, "TaskInProgress")?.task).toEqual(task);
    expect(findFault(from, "VimFault")).toBeDefined();
    expect(findFault(from, "FileFault")).toBeUndefined();
  }
  const wrapped = new EdgelabError("FAULT", {
    what: "Cloning failed.",
    cause: new Error("x", { cause: new SoapFault(chain, "") }),
  });
  expect(faultsOf(wrapped).map(({ _type }) => _type)).toEqual(["GenericVmConfigFault", "TaskInProgress"]);
});

test("what is no fault has none", () => {
  for (const from of [undefined, null, 5, "x", {}, new Error("x"), { fault: 5 }]) expect(faultsOf(from)).toEqual([]);
});

test("a chain that bites its own tail ends", () => {
  const fault: { _type: "RuntimeFault"; faultCause?: unknown } = { _type: "RuntimeFault" };
  fault.faultCause = { _type: "LocalizedMethodFault", fault };
  expect(faultsOf(fault).length).toBeLessThan(100);
});

test("a SoapFault says which fault and what the server said", () => {
  const error = new SoapFault({ _type: "InvalidLogin" }, "Cannot complete login.");
  expect(error).toBeInstanceOf(EdgelabError);
  expect(error.message).toBe("The server answered with the fault InvalidLogin. Cannot complete login.");
});

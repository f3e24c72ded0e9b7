import { describe, expect, test } from "vitest";
import { applyChanges, formatPath, isProperty, parsePath, readPath, readProperty } from "./property-path.ts";
import type { Data } from "./schema.ts";
import { moRef } from "./types.ts";
import { WireError } from "./wire-error.ts";

const disk = { _type: "VirtualDisk", key: 2000, capacityInKB: 5 } as const;
const nic = { _type: "VirtualVmxnet3", key: 4000, macAddress: "00:50:56:00:00:01" } as const;
const option = (key: string, value: string) => ({ _type: "OptionValue", key, value });

const vm = {
  name: "edge-1",
  network: [moRef("Network", "network-1"), moRef("Network", "network-2")],
  summary: { runtime: { powerState: "poweredOff" } },
  config: { hardware: { device: [disk, nic] }, extraConfig: [option("edgelab.lab", "a"), option("b]c", "d")] },
};

describe("paths", () => {
  test.each([
    ["name", [{ name: "name" }]],
    [
      "config.hardware.device[4000].backing",
      [{ name: "config" }, { name: "hardware" }, { name: "device", key: 4000 }, { name: "backing" }],
    ],
    ["device[-201]", [{ name: "device", key: -201 }]],
    [
      'config.extraConfig["guestinfo.user.data"].value',
      [{ name: "config" }, { name: "extraConfig", key: "guestinfo.user.data" }, { name: "value" }],
    ],
    ['network["network-1"]', [{ name: "network", key: "network-1" }]],
    ['a["1"]', [{ name: "a", key: "1" }]],
  ])("%s", (path, segments) => {
    expect(parsePath(path)).toEqual(segments);
    expect(formatPath(segments)).toBe(path);
  });

  test.each(["", ".", "a.", ".a", "a..b", "a[", "a[]", "a]b", "a[1]b", "a b", "0a"])("%j is none", (path) => {
    expect(parsePath(path)).toBeUndefined();
  });

  test.each([
    ["summary.runtime.powerState", "poweredOff"],
    ["config.hardware.device[4000].macAddress", "00:50:56:00:00:01"],
    ['config.extraConfig["edgelab.lab"].value', "a"],
    ['config.extraConfig["b]c"].value', "d"],
    ['network["network-2"]', moRef("Network", "network-2")],
    ["config.hardware.device[9]", undefined],
    ["guest.net", undefined],
    ["name.length", undefined],
    ["toString", undefined],
  ])("reading %s", (path, value) => {
    expect(readPath(vm, path)).toEqual(value);
  });
});

describe("properties of managed objects", () => {
  test.each(["name", "summary.runtime.powerState", "config.hardware.device[4000].backing.fileName", "recentTask"])(
    "a virtual machine has %s",
    (path) => {
      expect(isProperty("VirtualMachine", path)).toBe(true);
    },
  );

  test.each(["nome", "name.length", "config.hardware.device.key", "name[1]", "summary.runtime.", "info"])(
    "a virtual machine has no %s",
    (path) => {
      expect(isProperty("VirtualMachine", path)).toBe(false);
    },
  );

  test.each([
    ["name", "xsd:string"],
    ["summary.runtime.powerState", "VirtualMachinePowerState"],
    ["config.hardware.device", "ArrayOfVirtualDevice"],
    ["config.hardware.device[4000]", "VirtualDevice"],
    ["network", "ArrayOfManagedObjectReference"],
    ['network["network-1"]', "ManagedObjectReference"],
  ])("%s travels as %s", (path, xsiType) => {
    expect(readProperty("VirtualMachine", vm, path)).toEqual({ xsiType, value: readPath(vm, path) });
  });

  test("an unset property is undefined, one that does not exist is an error", () => {
    expect(readProperty("VirtualMachine", vm, "guest.ipAddress")).toBeUndefined();
    expect(() => readProperty("VirtualMachine", vm, "nome")).toThrow(/VirtualMachine has no property "nome"/);
  });
});

describe("changes", () => {
  type Change = Data<"PropertyChange">;
  const apply = (...changes: readonly Change[]) => applyChanges<object>(vm, changes);

  test("assign sets a property, making what lies between", () => {
    const after = apply(
      { name: "summary.runtime.powerState", op: "assign", val: "poweredOn" },
      { name: "guest.ipAddress", op: "assign", val: "10.0.20.5" },
    );
    expect(after).toEqual({
      ...vm,
      summary: { runtime: { powerState: "poweredOn" } },
      guest: { ipAddress: "10.0.20.5" },
    });
    expect(vm.summary.runtime.powerState).toBe("poweredOff");
  });

  test("assign with a key replaces that element, a field of it, or appends a new one", () => {
    const changed = { ...nic, macAddress: "00:50:56:00:00:02" };
    expect(
      readPath(apply({ name: "config.hardware.device[4000]", op: "assign", val: changed }), "config.hardware.device"),
    ).toEqual([disk, changed]);
    const deeper = apply({ name: "config.hardware.device[2000].capacityInKB", op: "assign", val: 9 });
    expect(readPath(deeper, "config.hardware.device")).toEqual([{ ...disk, capacityInKB: 9 }, nic]);
    const grown = apply({ name: 'config.extraConfig["x"]', op: "assign", val: option("x", "y") });
    expect(readPath(grown, 'config.extraConfig["x"].value')).toBe("y");
  });

  test("add appends, and remove takes away by key", () => {
    const cdrom = { _type: "VirtualCdrom", key: 3000 };
    const added = apply({ name: "config.hardware.device[3000]", op: "add", val: cdrom });
    expect(readPath(added, "config.hardware.device")).toEqual([disk, nic, cdrom]);
    const removed = apply(
      { name: "config.hardware.device[4000]", op: "remove" },
      { name: 'network["network-1"]', op: "remove" },
    );
    expect(readPath(removed, "config.hardware.device")).toEqual([disk]);
    expect(readPath(removed, "network")).toEqual([moRef("Network", "network-2")]);
  });

  test("remove, indirectRemove and assigning nothing unset a property", () => {
    for (const change of [
      { name: "config", op: "remove" },
      { name: "config", op: "indirectRemove" },
      { name: "config", op: "assign" },
    ] as const) {
      expect("config" in apply(change)).toBe(false);
    }
    expect(apply({ name: "guest.ipAddress", op: "indirectRemove" })).toEqual(vm);
    expect(apply({ name: "config.hardware.device[9].key", op: "remove" })).toEqual(vm);
  });

  test("a change that cannot fit is an error, not a guess", () => {
    expect(() => apply({ name: "config.hardware.device[9].key", op: "assign", val: 1 })).toThrow(WireError);
    expect(() => apply({ name: "name.first", op: "assign", val: "x" })).toThrow(
      /goes through "name", which has no fields/,
    );
    expect(() => apply({ name: "a..b", op: "assign", val: "x" })).toThrow(/is not a property path/);
  });
});

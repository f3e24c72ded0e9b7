import { describe, expect, test } from "vitest";
import { decodeResponse, encodeRequest, encodeResponse } from "./envelope.ts";
import type { Params, Returned } from "./schema.ts";
import { moRef, typed } from "./types.ts";
import { WireError } from "./wire-error.ts";

const version = "8.0.3.0";
const vm = moRef("VirtualMachine", "vm-1");

/** Sends a spec that the compiler may well know to be wrong. */
const reconfigure = (spec: object, at = version) =>
  encodeRequest("ReconfigVM_Task", vm, { spec } as Params<"ReconfigVM_Task">, { version: at });

const answer = (value: unknown, at = version) => encodeResponse("Fetch", value, { version: at });

describe("the encoder refuses", () => {
  test.each([
    ["an unknown key", { memory: 1 }, "unexpected", /VirtualMachineConfigSpec has no field "memory"/],
    [
      "an unknown key of a subtype",
      { bootOptions: { bootOrder: [{ deviceKey: 1 }] } },
      "unexpected",
      /BootableDevice has no field/,
    ],
    [
      "a required field that is missing",
      { extraConfig: [{ value: "a" }] },
      "missing",
      /Required field "key" is missing/,
    ],
    ["null", { name: null }, "value", /"spec.name" must be a string/],
    ["a number for a string", { name: 5 }, "value", /"spec.name" must be a string/],
    ["a string for a number", { numCPUs: "4" }, "value", /"spec.numCPUs" must be a whole number/],
    ["a fraction", { numCPUs: 1.5 }, "value", /whole number/],
    ["an int that is too large", { numCPUs: 2 ** 31 }, "value", /whole number/],
    ["a long that is not exact", { memoryMB: 2 ** 53 }, "value", /whole number/],
    ["an invalid date", { createDate: new Date(Number.NaN) }, "value", /a valid Date/],
    ["a single value for an array", { extraConfig: { key: "a" } }, "value", /an array of OptionValue/],
    ["an array for a single value", { files: [] }, "value", /must be VirtualMachineFileInfo/],
    [
      "an enumeration's unknown value",
      { deviceChange: [{ operation: "mend", device: { key: 1 } }] },
      "value",
      /one of VirtualDeviceConfigSpecOperation's values/,
    ],
    [
      "a type that does not fit",
      { deviceChange: [{ device: { _type: "OptionValue", key: "1" } }] },
      "value",
      /must be VirtualDevice, not OptionValue/,
    ],
    [
      "a type that is not declared",
      { deviceChange: [{ device: { _type: "VirtualWDT", key: 1 } }] },
      "unsupported",
      /VirtualWDT is not declared/,
    ],
    ["a field whose type is left out", { crypto: {} }, "unsupported", /CryptoSpec is not declared/],
    [
      "control characters",
      { annotation: "a\u0000b" },
      "value",
      /"spec.annotation" has characters that XML cannot carry/,
    ],
    ["half a surrogate pair", { annotation: "\ud83d" }, "value", /cannot carry/],
    ["a value of unknown type for anyType", { extraConfig: [{ key: "a", value: {} }] }, "value", /tells its type/],
    [
      "a large number for anyType without its type",
      { extraConfig: [{ key: "a", value: 2 ** 40 }] },
      "value",
      /whole number/,
    ],
    ["an untyped array for anyType", { extraConfig: [{ key: "a", value: ["b"] }] }, "value", /tells its type/],
  ])("%s", (_, spec, kind, message) => {
    expect(() => reconfigure(spec)).toThrow(expect.objectContaining({ name: "WireError", kind }));
    expect(() => reconfigure(spec)).toThrow(message);
  });

  test("a secret's field by name only", () => {
    const login = () =>
      encodeRequest("Login", moRef("SessionManager", "s"), { userName: "u", password: "hunter2\u0000" }, { version });
    expect(login).toThrow(/"password" has characters/);
    expect(login).not.toThrow(/hunter2/);
  });

  test("a version that is none", () => {
    expect(() => reconfigure({}, "latest")).toThrow(RangeError);
  });
});

describe("versions", () => {
  const clone = {
    name: "x",
    deviceSwap: {
      _type: "VirtualMachineVirtualDeviceSwap",
      lsiToPvscsi: { enabled: true, applicable: true, status: "none" },
    },
  };

  test("too new fields are dropped, old enough ones kept", () => {
    expect(reconfigure(clone, "7.0.3.0")).not.toContain("deviceSwap");
    expect(reconfigure(clone, "8.0.0.1")).toContain("<deviceSwap>");
  });

  test("a too new type is refused in a request and widened in an answer, as vCenter does", () => {
    const info = {
      _type: "VsanDatastoreInfo",
      name: "vsan",
      url: "ds:///",
      freeSpace: 1,
      maxFileSize: 2,
      maxMemoryFileSize: 3,
      membershipUuid: "u",
    };
    expect(answer(info, "6.7")).toContain('<returnval xsi:type="DatastoreInfo"><name>vsan</name>');
    expect(answer(info, "6.7")).not.toContain("membershipUuid");
    expect(answer(info, "7.0.1.0")).toContain('xsi:type="VsanDatastoreInfo"');
    expect(() => reconfigure({ extraConfig: [{ key: "a", value: info }] }, "6.7")).toThrow(
      /newer than the API version/,
    );
  });
});

describe("anyType", () => {
  test.each([
    ["text", "text", 'xsi:type="xsd:string">text<'],
    ["true", true, 'xsi:type="xsd:boolean">true<'],
    ["-5", -5, 'xsi:type="xsd:int">-5<'],
    ["a long", typed("long", 2 ** 40), 'xsi:type="xsd:long">1099511627776<'],
    ["a date", new Date(0), 'xsi:type="xsd:dateTime">1970-01-01T00:00:00.000Z<'],
    ["bytes", new Uint8Array([1, 2]), 'xsi:type="xsd:base64Binary">AQI=<'],
    ["a reference", vm, 'xsi:type="ManagedObjectReference" type="VirtualMachine">vm-1<'],
    ["an enumeration", typed("TaskInfoState", "success"), 'xsi:type="TaskInfoState">success<'],
    ["a data object", { _type: "KeyValue", key: "a", value: "b" }, 'xsi:type="KeyValue"><key>a</key>'],
    ["ints", typed("int[]", [1, 2]), 'xsi:type="ArrayOfInt"><int>1</int><int>2</int><'],
    ["an empty array", typed("OptionValue[]", []), 'xsi:type="ArrayOfOptionValue"></'],
    [
      "mixed values",
      typed("anyType[]", [1, "a"]),
      'xsi:type="ArrayOfAnyType"><anyType xsi:type="xsd:int">1</anyType><anyType xsi:type="xsd:string">a<',
    ],
  ])("%s", (_, value, xml) => {
    expect(answer(value)).toContain(xml);
  });

  test("a data object typed by its declared type keeps its own", () => {
    const keyboard = { _type: "VirtualKeyboard", key: 600 };
    expect(decodeResponse("Fetch", answer(typed("VirtualDevice", keyboard)))).toEqual(keyboard);
  });
});

test("a method without a result cannot answer with one", () => {
  const result = 1 as unknown as Returned<"Logout">;
  expect(() => encodeResponse("Logout", result, { version })).toThrow(WireError);
});

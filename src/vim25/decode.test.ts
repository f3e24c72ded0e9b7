import { describe, expect, test } from "vitest";
import { decodeRequest, decodeResponse } from "./envelope.ts";
import { WireError } from "./wire-error.ts";

const version = "8.0.3.0";

const soap = (body: string, before = "") =>
  `${before}<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema"><e:Body>${body}</e:Body></e:Envelope>`;

const reconfigure = (spec: string) =>
  soap(
    `<ReconfigVM_Task xmlns="urn:vim25"><_this type="VirtualMachine">vm-1</_this>\n<spec>${spec}</spec></ReconfigVM_Task>`,
  );

const device = (inside: string, type = "VirtualDisk") =>
  reconfigure(`<deviceChange><operation>add</operation><device xsi:type="${type}">${inside}</device></deviceChange>`);

/** What the strict decoder says to a request. */
function refusal(xml: string, at = version): WireError {
  try {
    decodeRequest(xml, { version: at });
  } catch (error) {
    if (error instanceof WireError) return error;
    throw error;
  }
  return expect.fail("the request was accepted");
}

describe("a server refuses", () => {
  test.each([
    [
      "elements out of order",
      reconfigure("<memoryMB>1</memoryMB><numCPUs>1</numCPUs>"),
      "unexpected",
      "numCPUs",
      "VirtualMachineConfigSpec",
    ],
    [
      "inherited fields after own ones",
      device("<capacityInKB>1</capacityInKB><key>-1</key>"),
      "unexpected",
      "key",
      "VirtualDisk",
    ],
    [
      "an element that does not exist",
      reconfigure("<memory>1</memory>"),
      "unexpected",
      "memory",
      "VirtualMachineConfigSpec",
    ],
    [
      "an element of another namespace",
      reconfigure('<name xmlns="urn:x">a</name>'),
      "unexpected",
      "name",
      "VirtualMachineConfigSpec",
    ],
    [
      "an element newer than the version",
      reconfigure("<tdxEnabled>true</tdxEnabled>"),
      "unexpected",
      "tdxEnabled",
      "VirtualMachineConfigSpec",
    ],
    ["an element twice", reconfigure("<name>a</name><name>b</name>"), "unexpected", "name", "VirtualMachineConfigSpec"],
    ["text among elements", reconfigure("oops<name>a</name>"), "unexpected", "spec", "VirtualMachineConfigSpec"],
    ["a required element that is missing", device("<key>-1</key>"), "missing", "device", "VirtualDisk"],
    [
      "anyType without xsi:type",
      reconfigure("<extraConfig><key>a</key><value>b</value></extraConfig>"),
      "missing",
      "value",
      "xsd:anyType",
    ],
    [
      "a reference without its type",
      soap('<Logout xmlns="urn:vim25"><_this>x</_this></Logout>'),
      "missing",
      "_this",
      "ManagedObjectReference",
    ],
    ["no _this at all", soap('<Logout xmlns="urn:vim25"/>'), "missing", "Logout", "LogoutRequestType"],
    ["a type that is not a subtype", device("<key>-1</key>", "OptionValue"), "value", "device", undefined],
    ["a type that is not declared", device("<key>-1</key>", "VirtualWDT"), "unsupported", "device", undefined],
    ["a field whose type is left out", reconfigure("<crypto/>"), "unsupported", "crypto", undefined],
    [
      "an enumeration's unknown value",
      reconfigure("<deviceChange><operation>mend</operation></deviceChange>"),
      "value",
      "operation",
      "VirtualDeviceConfigSpecOperation",
    ],
    ["an int that is too large", reconfigure("<numCPUs>2147483648</numCPUs>"), "value", "numCPUs", "xsd:int"],
    ["an int that is empty", reconfigure("<numCPUs/>"), "value", "numCPUs", "xsd:int"],
    ["an int with a fraction", reconfigure("<numCPUs>1.0</numCPUs>"), "value", "numCPUs", "xsd:int"],
    [
      "a boolean in words",
      reconfigure("<cpuHotAddEnabled>yes</cpuHotAddEnabled>"),
      "value",
      "cpuHotAddEnabled",
      "xsd:boolean",
    ],
    [
      "a date that is none",
      reconfigure("<createDate>2024-13-40T00:00:00Z</createDate>"),
      "value",
      "createDate",
      "xsd:dateTime",
    ],
    ["elements inside a string", reconfigure("<name><b>a</b></name>"), "unexpected", "b", "xsd:string"],
    ["a method of another namespace", soap("<Logout/>"), "malformed", "Logout", undefined],
    [
      "two methods at once",
      soap('<Logout xmlns="urn:vim25"/><Logout xmlns="urn:vim25"/>'),
      "malformed",
      "Body",
      undefined,
    ],
  ])("%s", (_, xml, kind, tag, type) => {
    const { kind: found, tag: at, type: within } = refusal(xml);
    expect({ kind: found, tag: at, type: within }).toEqual({ kind, tag, type });
  });

  test("with the tag, the type, and where it stands", () => {
    const { message, line, column } = refusal(reconfigure("<memory>1</memory>"));
    expect(message).toBe(
      'Unexpected element "memory", at tag "memory", while parsing type VirtualMachineConfigSpec, at line 2, column 15.',
    );
    expect([line, column]).toEqual([2, 15]);
  });

  test("without repeating what was sent, which may be a secret", () => {
    const login = (password: string) =>
      soap(
        `<Login xmlns="urn:vim25"><_this type="SessionManager">s</_this><userName>u</userName><password>${password}</password></Login>`,
      );
    expect(refusal(login("hunter2<b/>")).message).not.toContain("hunter2");
    expect(refusal(login("hunter2&bad;")).message).not.toContain("hunter2");
  });
});

describe("a server takes", () => {
  test("what is newer once the version spoken has it", () => {
    const xml = reconfigure("<tdxEnabled>true</tdxEnabled>");
    expect(decodeRequest(xml, { version: "9.0.0.0" }).params).toMatchObject({ spec: { tdxEnabled: true } });
  });

  test.each([
    ["true", true],
    ["1", true],
    [" false ", false],
    ["0", false],
  ])("the boolean %j", (text, value) => {
    const xml = reconfigure(`<cpuHotAddEnabled>${text}</cpuHotAddEnabled>`);
    expect(decodeRequest(xml, { version }).params).toMatchObject({ spec: { cpuHotAddEnabled: value } });
  });

  test.each([
    ["2024-05-06T07:08:09Z", "2024-05-06T07:08:09.000Z"],
    ["2024-05-06T07:08:09.123456Z", "2024-05-06T07:08:09.123Z"],
    ["2024-05-06T09:08:09+02:00", "2024-05-06T07:08:09.000Z"],
    ["2024-05-06T07:08:09", "2024-05-06T07:08:09.000Z"],
  ])("the date %s", (text, iso) => {
    const xml = reconfigure(`<createDate>${text}</createDate>`);
    expect(decodeRequest(xml, { version }).params).toMatchObject({ spec: { createDate: new Date(iso) } });
  });

  test("a device without xsi:type as the declared type", () => {
    const xml = reconfigure("<deviceChange><device><key>-1</key></device></deviceChange>");
    const changes = [{ device: { _type: "VirtualDevice", key: -1 } }];
    expect(decodeRequest(xml, { version }).params).toMatchObject({ spec: { deviceChange: changes } });
  });
});

describe("a client", () => {
  const answer = (inside: string) =>
    soap(
      `<RetrievePropertiesExResponse xmlns="urn:vim25"><returnval>${inside}</returnval></RetrievePropertiesExResponse>`,
    );
  const property = (val: string) =>
    answer(`<objects><obj type="VirtualMachine">vm-1</obj><propSet><name>p</name>${val}</propSet></objects>`);
  const read = (xml: string) => decodeResponse("RetrievePropertiesEx", xml)?.objects[0]?.propSet?.[0]?.val;

  test("skips elements of a newer server", () => {
    const xml = answer("<objects><brandNew><a>1</a></brandNew><obj type='VirtualMachine'>vm-1</obj></objects>");
    expect(decodeResponse("RetrievePropertiesEx", xml)?.objects).toEqual([
      { _type: "ObjectContent", obj: { type: "VirtualMachine", value: "vm-1" } },
    ]);
  });

  test("reads an unknown subtype as its declared type, under its own name", () => {
    const xml = property(
      '<val xsi:type="ArrayOfVirtualDevice"><VirtualDevice xsi:type="VirtualHologram"><key>5</key><depth>3</depth></VirtualDevice></val>',
    );
    expect(read(xml)).toEqual([{ _type: "VirtualHologram", key: 5 }]);
  });

  test("tells of an undeclared type in anyType what it is called", () => {
    expect(read(property('<val xsi:type="HostConfigInfo"><host type="HostSystem">h</host></val>'))).toEqual({
      _type: "HostConfigInfo",
    });
    expect(read(property('<val xsi:type="HostReplayUnsupportedReason">busy</val>'))).toBe("busy");
    expect(read(property('<val xsi:type="ArrayOfAlarmState"><AlarmState/></val>'))).toEqual([{ _type: "AlarmState" }]);
  });

  test("skips fields whose type is left out", () => {
    const xml = property('<val xsi:type="VirtualMachineConfigSpec"><name>a</name><crypto><x/></crypto></val>');
    expect(read(xml)).toEqual({ _type: "VirtualMachineConfigSpec", name: "a" });
  });

  test("takes a long that has no exact number, and is exact about syntax all the same", () => {
    expect(read(property('<val xsi:type="xsd:long">9223372036854775807</val>'))).toBe(2 ** 63);
    expect(() => read(property('<val xsi:type="xsd:long">9223372036854775808000</val>'))).toThrow(WireError);
    expect(() => read(property('<val xsi:type="xsd:int">ten</val>'))).toThrow(/Not a value of the type, at tag "val"/);
    expect(() => read(property('<val xsi:type="xsd:base64Binary">a</val>'))).toThrow(WireError);
  });
});

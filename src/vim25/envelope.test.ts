import { describe, expect, test } from "vitest";
import { decodeRequest, decodeResponse, encodeFault, encodeRequest, encodeResponse } from "./envelope.ts";
import { localized, SoapFault } from "./faults.ts";
import type { Params } from "./schema.ts";
import { moRef, typed } from "./types.ts";
import { WireError } from "./wire-error.ts";

const version = "8.0.3.0";
const vm = moRef("VirtualMachine", "vm-7");

/** The Body's content of an envelope as edgelab writes it. */
const bodyOf = (xml: string): string | undefined => /<soapenv:Body>(.*)<\/soapenv:Body>/s.exec(xml)?.[1];

/** XML as a person writes it, without the white space between elements. */
const compact = (xml: string): string => xml.trim().replace(/>\s+</g, "><");

const envelopeOf = (body: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?>
<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><soapenv:Body>${compact(body)}</soapenv:Body></soapenv:Envelope>`;

describe("requests", () => {
  test("Login, with the operation id in the header", () => {
    const xml = encodeRequest(
      "Login",
      moRef("SessionManager", "SessionManager"),
      { userName: "DOM\\me", password: "a<b&c" },
      { version, operationId: "edgelab-1" },
    );
    expect(xml).toBe(
      envelopeOf(`
        <Login xmlns="urn:vim25">
          <_this type="SessionManager">SessionManager</_this>
          <userName>DOM\\me</userName>
          <password>a&lt;b&amp;c</password>
        </Login>`).replace(
        "<soapenv:Body>",
        '<soapenv:Header><operationID xmlns="urn:vim25">edgelab-1</operationID></soapenv:Header><soapenv:Body>',
      ),
    );
  });

  test("CloneVM_Task: schema order, and xsi:type where the declared type has subtypes", () => {
    const params: Params<"CloneVM_Task"> = {
      name: "edge-1",
      folder: moRef("Folder", "group-v3"),
      spec: {
        powerOn: false,
        template: false,
        snapshot: moRef("VirtualMachineSnapshot", "snapshot-2"),
        config: { extraConfig: [{ value: "lab-1", key: "edgelab.lab" }], memoryMB: 8192 },
        location: {
          diskMoveType: "createNewChildDiskBacking",
          deviceChange: [
            {
              operation: "edit",
              device: {
                _type: "VirtualVmxnet3",
                addressType: "manual",
                macAddress: "00:50:56:00:00:01",
                backing: {
                  _type: "VirtualEthernetCardDistributedVirtualPortBackingInfo",
                  port: { portgroupKey: "dvportgroup-9", switchUuid: "50 1c" },
                },
                key: 4000,
              },
            },
          ],
        },
      },
    };
    expect(bodyOf(encodeRequest("CloneVM_Task", vm, params, { version }))).toBe(
      compact(`
        <CloneVM_Task xmlns="urn:vim25">
          <_this type="VirtualMachine">vm-7</_this>
          <folder type="Folder">group-v3</folder>
          <name>edge-1</name>
          <spec>
            <location>
              <diskMoveType>createNewChildDiskBacking</diskMoveType>
              <deviceChange xsi:type="VirtualDeviceConfigSpec">
                <operation>edit</operation>
                <device xsi:type="VirtualVmxnet3">
                  <key>4000</key>
                  <backing xsi:type="VirtualEthernetCardDistributedVirtualPortBackingInfo">
                    <port>
                      <switchUuid>50 1c</switchUuid>
                      <portgroupKey>dvportgroup-9</portgroupKey>
                    </port>
                  </backing>
                  <addressType>manual</addressType>
                  <macAddress>00:50:56:00:00:01</macAddress>
                </device>
              </deviceChange>
            </location>
            <template>false</template>
            <config>
              <memoryMB>8192</memoryMB>
              <extraConfig xsi:type="OptionValue">
                <key>edgelab.lab</key>
                <value xsi:type="xsd:string">lab-1</value>
              </extraConfig>
            </config>
            <powerOn>false</powerOn>
            <snapshot type="VirtualMachineSnapshot">snapshot-2</snapshot>
          </spec>
        </CloneVM_Task>`),
    );
  });

  test("RetrievePropertiesEx: empty options are sent, since the element is required", () => {
    const params: Params<"RetrievePropertiesEx"> = {
      specSet: [
        {
          propSet: [{ type: "VirtualMachine", pathSet: ["name", "config.uuid"] }],
          objectSet: [
            {
              obj: moRef("ContainerView", "session[1]view"),
              skip: true,
              selectSet: [{ _type: "TraversalSpec", name: "view", type: "ContainerView", path: "view", skip: false }],
            },
          ],
        },
      ],
      options: {},
    };
    const self = moRef("PropertyCollector", "propertyCollector");
    expect(bodyOf(encodeRequest("RetrievePropertiesEx", self, params, { version }))).toBe(
      compact(`
        <RetrievePropertiesEx xmlns="urn:vim25">
          <_this type="PropertyCollector">propertyCollector</_this>
          <specSet>
            <propSet>
              <type>VirtualMachine</type>
              <pathSet>name</pathSet>
              <pathSet>config.uuid</pathSet>
            </propSet>
            <objectSet>
              <obj type="ContainerView">session[1]view</obj>
              <skip>true</skip>
              <selectSet xsi:type="TraversalSpec">
                <name>view</name>
                <type>ContainerView</type>
                <path>view</path>
                <skip>false</skip>
              </selectSet>
            </objectSet>
          </specSet>
          <options></options>
        </RetrievePropertiesEx>`),
    );
  });

  test("fields newer than the version spoken are left out", () => {
    const spec: Params<"ReconfigVM_Task">["spec"] = { name: "x", sevEnabled: true, tdxEnabled: true };
    expect(bodyOf(encodeRequest("ReconfigVM_Task", vm, { spec }, { version: "7.0.3.0" }))).toContain(
      "<spec><name>x</name><sevEnabled>true</sevEnabled></spec>",
    );
  });

  test("a method that is not declared is named", () => {
    const xml = envelopeOf('<AbandonHciWorkflow xmlns="urn:vim25"><_this type="X">x</_this></AbandonHciWorkflow>');
    expect(() => decodeRequest(xml, { version })).toThrow(
      expect.objectContaining({ kind: "unknown-method", tag: "AbandonHciWorkflow" }),
    );
  });
});

describe("requests of other clients", () => {
  test("govmomi: an own prefix for xsi:type on everything polymorphic, and xsd never declared", () => {
    const xml = `<?xml version="1.0" encoding="UTF-8"?>
      <Envelope xmlns="http://schemas.xmlsoap.org/soap/envelope/"><Header><operationID xmlns="">abc-1</operationID></Header><Body>
        <ReconfigVM_Task xmlns="urn:vim25"><_this type="VirtualMachine">vm-7</_this>
          <spec><deviceChange xmlns:XMLSchema-instance="http://www.w3.org/2001/XMLSchema-instance" XMLSchema-instance:type="VirtualDeviceConfigSpec">
              <operation>edit</operation>
              <device XMLSchema-instance:type="VirtualFloppy"><key>8000</key></device></deviceChange>
            <extraConfig xmlns:_XMLSchema-instance="http://www.w3.org/2001/XMLSchema-instance" _XMLSchema-instance:type="OptionValue">
              <key>guestinfo.a</key><value _XMLSchema-instance:type="xsd:string">b</value></extraConfig></spec>
        </ReconfigVM_Task></Body></Envelope>`;
    expect(decodeRequest(xml, { version })).toEqual({
      method: "ReconfigVM_Task",
      self: vm,
      operationId: "abc-1",
      params: {
        spec: {
          _type: "VirtualMachineConfigSpec",
          deviceChange: [
            { _type: "VirtualDeviceConfigSpec", operation: "edit", device: { _type: "VirtualFloppy", key: 8000 } },
          ],
          extraConfig: [{ _type: "OptionValue", key: "guestinfo.a", value: "b" }],
        },
      },
    });
  });

  test("pyvmomi: versionId on every parameter, xsi:type only where it differs", () => {
    const xml = `<?xml version="1.0" encoding="UTF-8"?>
<soapenv:Envelope xmlns:soapenc="http://schemas.xmlsoap.org/soap/encoding/" xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<soapenv:Body><RetrievePropertiesEx xmlns="urn:vim25"><_this versionId="8.0.3.0" type="PropertyCollector">propertyCollector</_this><specSet versionId="8.0.3.0"><propSet><type xsi:type="xsd:string">Task</type><all>false</all></propSet><objectSet><obj type="Task">task-1</obj><selectSet><name>up</name></selectSet></objectSet></specSet><options versionId="8.0.3.0"><maxObjects>1</maxObjects></options></RetrievePropertiesEx></soapenv:Body></soapenv:Envelope>`;
    expect(decodeRequest(xml, { version })).toMatchObject({
      self: moRef("PropertyCollector", "propertyCollector"),
      params: {
        specSet: [
          {
            propSet: [{ type: "Task", all: false }],
            objectSet: [{ obj: moRef("Task", "task-1"), selectSet: [{ _type: "SelectionSpec", name: "up" }] }],
          },
        ],
        options: { maxObjects: 1 },
      },
    });
  });
});

describe("responses", () => {
  test("void, a value, a list and an absent value", () => {
    const empty = envelopeOf('<LogoutResponse xmlns="urn:vim25"></LogoutResponse>');
    expect(encodeResponse("Logout", undefined, { version })).toBe(empty);
    expect(decodeResponse("Logout", empty)).toBeUndefined();

    const task = envelopeOf(
      '<PowerOnVM_TaskResponse xmlns="urn:vim25"><returnval type="Task">task-1</returnval></PowerOnVM_TaskResponse>',
    );
    expect(encodeResponse("PowerOnVM_Task", moRef("Task", "task-1"), { version })).toBe(task);
    expect(decodeResponse("PowerOnVM_Task", task)).toEqual(moRef("Task", "task-1"));

    const none = encodeResponse("FindAllByUuid", [], { version });
    expect(decodeResponse("FindAllByUuid", none)).toEqual([]);
    const two = [moRef("VirtualMachine", "vm-1"), moRef("VirtualMachine", "vm-2")];
    expect(decodeResponse("FindAllByUuid", encodeResponse("FindAllByUuid", two, { version }))).toEqual(two);

    expect(
      decodeResponse("WaitForUpdatesEx", encodeResponse("WaitForUpdatesEx", undefined, { version })),
    ).toBeUndefined();
  });

  test("anyType carries exact types: enumerations, boxed arrays, references, task errors", () => {
    const xml = encodeResponse(
      "RetrievePropertiesEx",
      {
        objects: [
          {
            obj: vm,
            propSet: [
              { name: "runtime.powerState", val: typed("VirtualMachinePowerState", "poweredOn") },
              {
                name: "config.hardware.device",
                val: typed("VirtualDevice[]", [{ _type: "VirtualKeyboard", key: 600 }]),
              },
              { name: "disabledMethod", val: typed("string[]", ["Destroy_Task"]) },
              { name: "network", val: typed("&Network[]", [moRef("Network", "network-1")]) },
              { name: "storage.used", val: typed("long", 2 ** 40) },
            ],
            missingSet: [{ path: "guest", fault: localized({ _type: "NoPermission", privilegeId: "System.Read" }) }],
          },
        ],
      },
      { version },
    );
    expect(bodyOf(xml)).toBe(
      compact(`
        <RetrievePropertiesExResponse xmlns="urn:vim25"><returnval><objects>
          <obj type="VirtualMachine">vm-7</obj>
          <propSet><name>runtime.powerState</name><val xsi:type="VirtualMachinePowerState">poweredOn</val></propSet>
          <propSet><name>config.hardware.device</name><val xsi:type="ArrayOfVirtualDevice"><VirtualDevice xsi:type="VirtualKeyboard"><key>600</key></VirtualDevice></val></propSet>
          <propSet><name>disabledMethod</name><val xsi:type="ArrayOfString"><string>Destroy_Task</string></val></propSet>
          <propSet><name>network</name><val xsi:type="ArrayOfManagedObjectReference"><ManagedObjectReference type="Network">network-1</ManagedObjectReference></val></propSet>
          <propSet><name>storage.used</name><val xsi:type="xsd:long">1099511627776</val></propSet>
          <missingSet><path>guest</path><fault><fault xsi:type="NoPermission"><privilegeId>System.Read</privilegeId></fault></fault></missingSet>
        </objects></returnval></RetrievePropertiesExResponse>`),
    );
    const objects = decodeResponse("RetrievePropertiesEx", xml)?.objects;
    expect(objects?.[0]?.propSet?.map(({ val }) => val)).toEqual([
      "poweredOn",
      [{ _type: "VirtualKeyboard", key: 600 }],
      ["Destroy_Task"],
      [moRef("Network", "network-1")],
      2 ** 40,
    ]);
  });

  test("another method's answer, or none at all, is not accepted", () => {
    const answer = encodeResponse("Logout", undefined, { version });
    expect(() => decodeResponse("CurrentTime", answer)).toThrow(WireError);
    expect(() => decodeResponse("CurrentTime", answer.replaceAll("Logout", "CurrentTime"))).toThrow(
      /"returnval" is missing/,
    );
    expect(() => decodeResponse("Logout", "<html><body>502</body></html>")).toThrow(/Not a SOAP 1.1 envelope/);
    expect(() => decodeResponse("Logout", "gateway timeout")).toThrow(WireError);
  });
});

describe("faults", () => {
  const duplicate = { _type: "DuplicateName", name: "edge-1", object: vm } as const;

  test("are told by the element's name and by xsi:type", () => {
    expect(encodeFault(duplicate, "The name 'edge-1' already exists.", { version })).toBe(
      envelopeOf(`
        <soapenv:Fault>
          <faultcode>ServerFaultCode</faultcode>
          <faultstring>The name 'edge-1' already exists.</faultstring>
          <detail>
            <DuplicateNameFault xmlns="urn:vim25" xsi:type="DuplicateName">
              <name>edge-1</name>
              <object type="VirtualMachine">vm-7</object>
            </DuplicateNameFault>
          </detail>
        </soapenv:Fault>`),
    );
  });

  test.each([
    ["both", (xml: string) => xml],
    ["only xsi:type", (xml: string) => xml.replaceAll("DuplicateNameFault", "Fault1")],
    ["only the name", (xml: string) => xml.replace(' xsi:type="DuplicateName"', "")],
  ])("are thrown with their fields, told by %s", (_, change) => {
    const xml = change(encodeFault(duplicate, "taken", { version }));
    const error = thrownBy(() => decodeResponse("CloneVM_Task", xml));
    expect(error).toBeInstanceOf(SoapFault);
    expect(error).toMatchObject({ code: "FAULT", fault: duplicate, faultString: "taken" });
  });

  test("without a detail, or of an unknown type, are faults still", () => {
    const bare = envelopeOf("<soapenv:Fault><faultcode>x</faultcode><faultstring>y</faultstring></soapenv:Fault>");
    expect(thrownBy(() => decodeResponse("Logout", bare))).toMatchObject({ fault: { _type: "RuntimeFault" } });

    const unknown = encodeFault(duplicate, "z", { version }).replaceAll("DuplicateName", "CannotDoThat");
    expect(thrownBy(() => decodeResponse("Logout", unknown))).toMatchObject({ fault: { _type: "CannotDoThat" } });
  });
});

function thrownBy(run: () => unknown): unknown {
  try {
    run();
  } catch (error) {
    return error;
  }
  return expect.fail("nothing was thrown");
}

import { describe, expect, test } from "vitest";
import { parseDescriptor } from "./parse-descriptor.ts";

const rasd = "http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2/CIM_ResourceAllocationSettingData";
const vssd = "http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2/CIM_VirtualSystemSettingData";

interface Parts {
  readonly references?: string;
  readonly disks?: string;
  readonly sections?: string;
  readonly system?: string;
  readonly items?: string;
  readonly hardware?: string;
}

const cpuAndMemory = `
  <Item><rasd:InstanceID>1</rasd:InstanceID><rasd:ResourceType>3</rasd:ResourceType>
    <rasd:VirtualQuantity>2</rasd:VirtualQuantity></Item>
  <Item><rasd:AllocationUnits>byte * 2^20</rasd:AllocationUnits><rasd:InstanceID>2</rasd:InstanceID>
    <rasd:ResourceType>4</rasd:ResourceType><rasd:VirtualQuantity>512</rasd:VirtualQuantity></Item>`;

/** As small as vSphere takes it, with room for what a test is about. */
function descriptor({
  references = `<File ovf:id="f" ovf:href="d.vmdk" ovf:size="1"/>`,
  disks = `<Disk ovf:diskId="d" ovf:fileRef="f" ovf:capacity="1" ovf:capacityAllocationUnits="byte * 2^30"/>`,
  sections = "",
  system = "",
  items = cpuAndMemory,
  hardware = "",
}: Parts = {}): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<Envelope xmlns="http://schemas.dmtf.org/ovf/envelope/1" xmlns:ovf="http://schemas.dmtf.org/ovf/envelope/1"
  xmlns:rasd="${rasd}" xmlns:vssd="${vssd}" xmlns:vmw="http://www.vmware.com/schema/ovf">
  <References>${references}</References>
  <DiskSection><Info/>${disks}</DiskSection>${sections}
  <VirtualSystem ovf:id="vm"><Info/>${system}
    <VirtualHardwareSection><Info/>
      <System><vssd:ElementName>x</vssd:ElementName><vssd:InstanceID>0</vssd:InstanceID>
        <vssd:VirtualSystemType>vmx-07 vmx-13</vssd:VirtualSystemType></System>${items}${hardware}
    </VirtualHardwareSection>
  </VirtualSystem>
</Envelope>`;
}

const refusal = (text: string): string => {
  try {
    parseDescriptor(text);
  } catch (error) {
    expect(error).toMatchObject({ code: "OVF_INVALID" });
    return (error as Error).message.replace("This is not a sound OVF package: ", "");
  }
  throw new Error("it was read");
};

describe("descriptors of others", () => {
  test("VirtualBox: its own system type and elements, MegaBytes, an IDE disk", () => {
    const { system, disks } = parseDescriptor(`<?xml version="1.0"?>
<Envelope ovf:version="1.0" xml:lang="en-US" xmlns="http://schemas.dmtf.org/ovf/envelope/1"
  xmlns:ovf="http://schemas.dmtf.org/ovf/envelope/1" xmlns:rasd="${rasd}" xmlns:vssd="${vssd}"
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:vbox="http://www.virtualbox.org/ovf/machine">
  <References><File ovf:id="file1" ovf:href="deb-disk001.vmdk"/></References>
  <DiskSection><Info>List of the virtual disks used in the package</Info>
    <Disk ovf:capacity="21474836480" ovf:diskId="vmdisk1" ovf:fileRef="file1" vbox:uuid="8f4f"
      ovf:format="http://www.vmware.com/interfaces/specifications/vmdk.html#streamOptimized"/></DiskSection>
  <NetworkSection><Info/><Network ovf:name="NAT"><Description>Logical network</Description></Network></NetworkSection>
  <VirtualSystem ovf:id="deb"><Info>A virtual machine</Info>
    <OperatingSystemSection ovf:id="96"><Info/><Description>Debian_64</Description>
      <vbox:OSType ovf:required="false">Debian_64</vbox:OSType></OperatingSystemSection>
    <VirtualHardwareSection><Info/>
      <System><vssd:ElementName>Virtual Hardware Family</vssd:ElementName><vssd:InstanceID>0</vssd:InstanceID>
        <vssd:VirtualSystemIdentifier>deb</vssd:VirtualSystemIdentifier>
        <vssd:VirtualSystemType>virtualbox-2.2</vssd:VirtualSystemType></System>
      <Item><rasd:Caption>1 virtual CPU</rasd:Caption><rasd:ElementName>1 virtual CPU</rasd:ElementName>
        <rasd:InstanceID>1</rasd:InstanceID><rasd:ResourceType>3</rasd:ResourceType>
        <rasd:VirtualQuantity>1</rasd:VirtualQuantity></Item>
      <Item><rasd:AllocationUnits>MegaBytes</rasd:AllocationUnits><rasd:InstanceID>2</rasd:InstanceID>
        <rasd:ResourceType>4</rasd:ResourceType><rasd:VirtualQuantity>1024</rasd:VirtualQuantity></Item>
      <Item><rasd:Address>0</rasd:Address><rasd:InstanceID>3</rasd:InstanceID>
        <rasd:ResourceSubType>PIIX4</rasd:ResourceSubType><rasd:ResourceType>5</rasd:ResourceType></Item>
      <Item><rasd:AddressOnParent>0</rasd:AddressOnParent><rasd:HostResource>/disk/vmdisk1</rasd:HostResource>
        <rasd:InstanceID>4</rasd:InstanceID><rasd:Parent>3</rasd:Parent>
        <rasd:ResourceType>17</rasd:ResourceType></Item>
      <Item><rasd:AutomaticAllocation>true</rasd:AutomaticAllocation><rasd:Connection>NAT</rasd:Connection>
        <rasd:InstanceID>5</rasd:InstanceID><rasd:ResourceSubType>E1000</rasd:ResourceSubType>
        <rasd:ResourceType>10</rasd:ResourceType></Item>
      <Item><rasd:AddressOnParent>3</rasd:AddressOnParent><rasd:InstanceID>6</rasd:InstanceID>
        <rasd:ResourceSubType>ensoniq1371</rasd:ResourceSubType><rasd:ResourceType>35</rasd:ResourceType></Item>
    </VirtualHardwareSection>
    <vbox:Machine ovf:required="false" version="1.12-linux" uuid="{1}"><vbox:Hardware><CPU/></vbox:Hardware></vbox:Machine>
  </VirtualSystem>
</Envelope>`);
    expect(disks[0]?.capacityBytes).toBe(20 * 2 ** 30);
    expect(system.hardware.version).toBe("virtualbox-2.2");
    expect(system.hardware.items).toMatchObject([
      { kind: "cpu", count: 1 },
      { kind: "memory", memoryBytes: 2 ** 30 },
      { kind: "controller", bus: "ide", busNumber: 0 },
      { kind: "disk", diskId: "vmdisk1", parent: "3" },
      { kind: "nic", connection: "NAT", subTypes: ["E1000"] },
      { kind: "other", resourceType: 35 },
    ]);
  });

  test("version 0.9: sections by type, only the Envelope qualified, InstanceId, BusNumber", () => {
    const { system, networks } = parseDescriptor(`<?xml version="1.0" encoding="UTF-8"?>
<ovf:Envelope xmlns:ovf="http://www.vmware.com/schema/ovf/1/envelope" xmlns:rasd="${rasd}" xmlns:vssd="${vssd}"
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" ovf:version="0.9">
  <References><File ovf:href="system.vmdk" ovf:id="system.vmdk_id"/></References>
  <Section xsi:type="ovf:NetworkSection_Type"><Info/><Network ovf:name="Network 1"/></Section>
  <Section xsi:type="ovf:DiskSection_Type"><Info/>
    <Disk ovf:diskId="system" ovf:fileRef="system.vmdk_id" ovf:capacity="2147483648"/></Section>
  <Content ovf:id="old" xsi:type="ovf:VirtualSystem_Type"><Info/>
    <Section ovf:id="36" xsi:type="ovf:OperatingSystemSection_Type"><Info/></Section>
    <Section xsi:type="ovf:VirtualHardwareSection_Type"><Info/>
      <System><vssd:VirtualSystemType>vmx-07</vssd:VirtualSystemType></System>
      <Item><rasd:Caption>SCSI Controller 0</rasd:Caption><rasd:InstanceId>4</rasd:InstanceId>
        <rasd:ResourceType>6</rasd:ResourceType><rasd:ResourceSubType>lsilogic</rasd:ResourceSubType>
        <rasd:BusNumber>0</rasd:BusNumber></Item>
      <Item><rasd:Caption>Harddisk 0</rasd:Caption><rasd:InstanceId>5</rasd:InstanceId>
        <rasd:ResourceType>17</rasd:ResourceType><rasd:HostResource>disk/system</rasd:HostResource>
        <rasd:Parent>4</rasd:Parent><rasd:AddressOnParent>0</rasd:AddressOnParent></Item>
    </Section>
  </Content>
</ovf:Envelope>`);
    expect(networks).toMatchObject([{ name: "Network 1" }]);
    expect(system).toMatchObject({ id: "old", osId: 36, hardware: { version: "vmx-07" } });
    expect(system.hardware.items).toMatchObject([
      { kind: "controller", bus: "scsi", busNumber: 0, name: "SCSI Controller 0" },
      { kind: "disk", diskId: "system" },
    ]);
  });

  test("version 2.0: storage and network settings in classes of their own, prefixes of another's choice", () => {
    const cim = "http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2/";
    const { system } = parseDescriptor(`<oe:Envelope xmlns:oe="http://schemas.dmtf.org/ovf/envelope/2" xmlns:v="${vssd}"
  xmlns:s="${cim}CIM_StorageAllocationSettingData" xmlns:e="${cim}CIM_EthernetPortAllocationSettingData">
  <oe:References/>
  <oe:DiskSection><oe:Info/><oe:Disk oe:diskId="d" oe:capacity="10" oe:capacityAllocationUnits="byte*1024*1024"/></oe:DiskSection>
  <oe:VirtualSystem oe:id="two"><oe:Info/><oe:VirtualHardwareSection><oe:Info/>
    <oe:System><v:VirtualSystemType>vmx-21</v:VirtualSystemType></oe:System>
    <oe:StorageItem><s:HostResource>ovf:/disk/d</s:HostResource><s:InstanceID>1</s:InstanceID>
      <s:ResourceType>17</s:ResourceType></oe:StorageItem>
    <oe:EthernetPortItem><e:Connection>n</e:Connection><e:InstanceID>2</e:InstanceID>
      <e:ResourceType>10</e:ResourceType></oe:EthernetPortItem>
  </oe:VirtualHardwareSection></oe:VirtualSystem>
</oe:Envelope>`);
    expect(system.hardware.items).toMatchObject([
      { kind: "disk", diskId: "d" },
      { kind: "nic", connection: "n" },
    ]);
  });

  test("ova-compose: pvscsi, NVMe, an image in the CD, ExtraConfig, properties for the guest", () => {
    const { system } = parseDescriptor(
      descriptor({
        references: `<File ovf:id="f" ovf:href="d.vmdk"/><File ovf:id="cd" ovf:href="seed.iso" ovf:size="7"/>`,
        system: `<ProductSection ovf:class="net" ovf:instance="0" ovf:required="false"><Info/><Product>Photon</Product>
          <Category>Network</Category>
          <Property ovf:key="ip" ovf:type="string" ovf:userConfigurable="true" ovf:qualifiers="Ip()"><Label>IP</Label></Property>
          <Property ovf:key="secret" ovf:type="string" ovf:password="true" ovf:value="x"/>
        </ProductSection>`,
        items: `${cpuAndMemory}
          <Item><rasd:Address>0</rasd:Address><rasd:InstanceID>3</rasd:InstanceID>
            <rasd:ResourceSubType>VirtualSCSI</rasd:ResourceSubType><rasd:ResourceType>6</rasd:ResourceType></Item>
          <Item><rasd:Address>0</rasd:Address><rasd:InstanceID>4</rasd:InstanceID>
            <rasd:ResourceSubType>vmware.nvme.controller</rasd:ResourceSubType><rasd:ResourceType>20</rasd:ResourceType></Item>
          <Item ovf:required="false"><rasd:AddressOnParent>0</rasd:AddressOnParent>
            <rasd:AutomaticAllocation>true</rasd:AutomaticAllocation><rasd:HostResource>ovf:/file/cd</rasd:HostResource>
            <rasd:InstanceID>5</rasd:InstanceID><rasd:Parent>4</rasd:Parent>
            <rasd:ResourceSubType>vmware.cdrom.iso</rasd:ResourceSubType><rasd:ResourceType>15</rasd:ResourceType>
            <vmw:Config ovf:required="false" vmw:key="slotInfo.pciSlotNumber" vmw:value="35"/></Item>`,
        hardware: `<vmw:Config ovf:required="false" vmw:key="firmware" vmw:value="efi"/>
          <vmw:ExtraConfig ovf:required="false" vmw:key="nvram" vmw:value="ovf:/file/f"/>`,
      }),
    );
    expect(system.hardware).toMatchObject({
      version: "vmx-13",
      systemTypes: ["vmx-07", "vmx-13"],
      config: { firmware: "efi" },
      extraConfig: { nvram: "ovf:/file/f" },
    });
    expect(system.hardware.items.slice(2)).toMatchObject([
      { bus: "scsi" },
      { bus: "nvme" },
      {
        kind: "cdrom",
        fileId: "cd",
        startConnected: true,
        required: false,
        config: { "slotInfo.pciSlotNumber": "35" },
      },
    ]);
    expect(system.products[0]?.properties).toMatchObject([
      {
        key: "net.ip.0",
        category: "Network",
        label: "IP",
        qualifiers: "Ip()",
        userConfigurable: true,
        password: false,
      },
      { key: "net.secret.0", password: true, userConfigurable: false },
    ]);
  });

  test("a qemu-based one: no network, no Name, attributes without prefix, a disk that nothing refers to", () => {
    const text = descriptor({ references: `<File id="f" href="disk.vmdk" size="12"/>` });
    const { files, networks } = parseDescriptor(text);
    expect(files).toMatchObject([{ href: "disk.vmdk", sizeBytes: 12 }]);
    expect(networks).toEqual([]);
  });

  test("sections that must be understood and are not known are named", () => {
    const system = `<vmw:StorageGroupSection ovf:required="false"><Info/></vmw:StorageGroupSection>
      <vmw:vServiceDependencySection><Info/></vmw:vServiceDependencySection>`;
    expect(parseDescriptor(descriptor({ system })).unknownSections).toEqual(["vServiceDependencySection"]);
  });
});

describe("configurations", () => {
  const text = descriptor({
    disks: `<Disk ovf:diskId="d" ovf:capacity="\${size}" ovf:capacityAllocationUnits="byte * 2^30"/>`,
    sections: `<DeploymentOptionSection><Info/><Configuration ovf:id="small"><Label>Small</Label></Configuration>
      <Configuration ovf:id="large" ovf:default="true"/></DeploymentOptionSection>`,
    system: `<ProductSection><Info/><Property ovf:key="size" ovf:type="int" ovf:value="5">
      <Value ovf:value="9" ovf:configuration="small"/></Property>
      <Property ovf:key="only" ovf:type="string" ovf:configuration="small"/></ProductSection>`,
    items: `${cpuAndMemory}
      <Item ovf:configuration="small tiny"><rasd:InstanceID>2</rasd:InstanceID><rasd:ResourceType>4</rasd:ResourceType>
        <rasd:AllocationUnits>byte * 2^30</rasd:AllocationUnits><rasd:VirtualQuantity>3</rasd:VirtualQuantity></Item>
      <Item ovf:bound="max"><rasd:InstanceID>2</rasd:InstanceID><rasd:ResourceType>4</rasd:ResourceType>
        <rasd:VirtualQuantity>9</rasd:VirtualQuantity></Item>`,
  });
  const memoryOf = (envelope: ReturnType<typeof parseDescriptor>) =>
    envelope.system.hardware.items.flatMap((item) => (item.kind === "memory" ? [item.memoryBytes] : []));

  test("the marked one counts unless another is asked for", () => {
    const large = parseDescriptor(text);
    expect(large.configuration).toBe("large");
    expect(memoryOf(large)).toEqual([512 * 2 ** 20]);
    expect(large.disks[0]?.capacityBytes).toBe(5 * 2 ** 30);
    const small = parseDescriptor(text, { configuration: "small" });
    expect(memoryOf(small)).toEqual([3 * 2 ** 30]);
    expect(small.disks[0]?.capacityBytes).toBe(9 * 2 ** 30);
    expect(small.system.products[0]?.properties.map(({ key }) => key)).toEqual(["size", "only"]);
  });

  test("one that is not there is refused", () => {
    expect(() => parseDescriptor(text, { configuration: "huge" })).toThrow('it has no configuration "huge"');
  });
});

describe("hostile descriptors", () => {
  test.each([
    "../x",
    "/etc/passwd",
    "..",
    "a/b.vmdk",
    "..\\\\x",
    "C:disk",
    "file:///etc/passwd",
    "https://example.com/d.vmdk",
    "a&#10;b",
    " d.vmdk",
    "d".repeat(256),
  ])("the href %s", (href) => {
    expect(refusal(descriptor({ references: `<File ovf:id="f" ovf:href="${href}"/>` }))).toContain("a plain name");
  });

  test.each([
    ["a DOCTYPE", descriptor().replace("<Envelope", "<!DOCTYPE Envelope><Envelope"), "it has a DOCTYPE"],
    [
      "an external entity",
      descriptor({ system: "<Name>&x;</Name>" }).replace(
        "<Envelope",
        '<!DOCTYPE Envelope [<!ENTITY x SYSTEM "file:///etc/passwd">]><Envelope',
      ),
      "it has a DOCTYPE",
    ],
    ["an entity without one", descriptor({ system: "<Name>&lol;</Name>" }), "undefined entity"],
    ["another encoding", descriptor().replace("UTF-8", "UTF-16"), 'says that it is "UTF-16"'],
    ["a prefix from nowhere", descriptor({ system: "<x:Name/>" }), "unbound namespace prefix"],
    [
      "more bytes than vSphere takes",
      descriptor({ system: `<!--${"x".repeat(4 << 20)}-->` }),
      "more than 4194304 bytes",
    ],
    ["no end", "<a>".repeat(100_000), "nested more than 32 deep"],
    ["too many elements", descriptor({ system: "<a/>".repeat(100_001) }), "more than 100000 elements"],
    ["too many attributes", `<a ${Array.from({ length: 65 }, (_, i) => `a${i}="1"`).join(" ")}/>`, "64 attributes"],
    ["nothing", "", "malformed"],
    ["another document", "<html/>", "expected an OVF Envelope"],
    [
      "another standard",
      descriptor().replaceAll("schemas.dmtf.org/ovf", "example.com/ovf"),
      "expected an OVF Envelope",
    ],
    [
      "no machine",
      descriptor().replaceAll("VirtualSystem ", "VirtualApple ").replace("</VirtualSystem>", "</VirtualApple>"),
      "no VirtualSystem",
    ],
    [
      "a vApp",
      descriptor().replace("<VirtualSystem ", "<VirtualSystemCollection/><VirtualSystem "),
      "several machines",
    ],
  ])("%s", (_, text, why) => {
    expect(refusal(text)).toContain(why.replace("it has", "has"));
  });

  const size = (value: string) =>
    descriptor({ references: `<File ovf:id="f" ovf:href="d.vmdk" ovf:size="${value}"/>` });
  const capacity = (value: string, units = "byte") =>
    descriptor({
      disks: `<Disk ovf:diskId="d" ovf:fileRef="f" ovf:capacity="${value}" ovf:capacityAllocationUnits="${units}"/>`,
    });
  test.each([
    ["a negative size", size("-2"), "expected a number"],
    ["a size of 2^63", size(String(2n ** 63n)), "is 9223372036854775808, more than"],
    ["a size with 40 digits", size("9".repeat(40)), "expected a number"],
    ["a size in hex", size("0x10"), "expected a number"],
    ["a size of nothing", size(""), "expected a number"],
    ["a negative capacity", capacity("-1"), "expected a number"],
    ["a fractional capacity", capacity("1.5"), "expected a number"],
    ["a capacity above 64 TiB", capacity("65", "byte * 2^40"), "more than 70368744177664"],
    ["the unit byte * 2^99", capacity("1", "byte * 2^99"), 'unknown unit "byte * 2^99"'],
    ["an invented unit", capacity("1", "constructor"), 'unknown unit "constructor"'],
    ["a property that is not there", capacity("${nope}"), 'the property "nope", which has none'],
    [
      "a populatedSize of 2^63",
      capacity("1").replace("ovf:fileRef", `ovf:populatedSize="${2n ** 63n}" ovf:fileRef`),
      "populatedSize",
    ],
    [
      "a million CPUs",
      descriptor({ items: cpuAndMemory.replace(">2</rasd:VirtualQuantity", ">1000000</rasd:VirtualQuantity") }),
      "more than 4096",
    ],
  ])("%s", (_, text, why) => {
    expect(refusal(text)).toContain(why);
  });

  const twice = (element: string) => element + element;
  test.each([
    ["one file id twice", descriptor({ references: `<File ovf:id="f" ovf:href="a"/><File ovf:id="f" ovf:href="b"/>` })],
    ["one file twice", descriptor({ references: `<File ovf:id="f" ovf:href="a"/><File ovf:id="g" ovf:href="a"/>` })],
    ["one disk twice", descriptor({ disks: twice(`<Disk ovf:diskId="d" ovf:fileRef="f" ovf:capacity="1"/>`) })],
    [
      "one network twice",
      descriptor({ sections: `<NetworkSection>${twice('<Network ovf:name="n"/>')}</NetworkSection>` }),
    ],
    ["one item twice", descriptor({ items: twice(cpuAndMemory) })],
  ])("%s", (_, text) => {
    expect(refusal(text)).toMatch(/twice/);
  });

  const item = (settings: string) =>
    descriptor({ items: `<Item><rasd:InstanceID>9</rasd:InstanceID>${settings}</Item>` });
  test.each([
    ["a file", descriptor({ disks: `<Disk ovf:diskId="d" ovf:fileRef="g" ovf:capacity="1"/>` })],
    ["a parent disk", descriptor({ disks: `<Disk ovf:diskId="d" ovf:parentRef="d" ovf:capacity="1"/>` })],
    ["a disk", item("<rasd:ResourceType>17</rasd:ResourceType><rasd:HostResource>ovf:/disk/x</rasd:HostResource>")],
    ["an image", item("<rasd:ResourceType>15</rasd:ResourceType><rasd:HostResource>ovf:/file/x</rasd:HostResource>")],
    ["a controller", item("<rasd:ResourceType>17</rasd:ResourceType><rasd:Parent>8</rasd:Parent>")],
  ])("%s that is not in the package", (_, text) => {
    expect(refusal(text)).toMatch(/not have|no other disk|no item/);
  });

  test("chunks, which nobody writes any more", () => {
    expect(refusal(descriptor({ references: `<File ovf:id="f" ovf:href="a" ovf:chunkSize="5"/>` }))).toContain(
      "chunks",
    );
  });
});

test("a key that comes twice is dropped, as vSphere does", () => {
  const property = (value: string) => `<Property ovf:key="a" ovf:type="string" ovf:value="${value}"/>`;
  const system = `<ProductSection><Info/>${property("1")}${property("2")}</ProductSection>`;
  expect(parseDescriptor(descriptor({ system })).system.products[0]?.properties).toMatchObject([
    { key: "a", value: "1" },
  ]);
});

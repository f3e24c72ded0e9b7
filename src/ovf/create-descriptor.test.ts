import { expect, test } from "vitest";
import { createDescriptor, type DescriptorSpec } from "./create-descriptor.ts";
import { parseDescriptor } from "./parse-descriptor.ts";
import { parseXmlTree, type XmlElement } from "./xml-tree.ts";

const spec: DescriptorSpec = {
  name: "palette-edge",
  hardware: {
    cpus: 4,
    coresPerSocket: 2,
    memoryMiB: 8192,
    firmware: "bios",
    guestId: "ubuntu64Guest",
    version: "vmx-14",
    scsiController: "pvscsi",
  },
  product: { name: "Palette Edge host", vendor: "edgelab", facts: { inputs: "3f2a", firmware: "bios" } },
  disks: [
    { fileName: "palette-edge-disk1.vmdk", sizeBytes: 4711, capacityBytes: 150 * 2 ** 30, populatedBytes: 65536 },
  ],
};

test("what is written is what is read", () => {
  const { files, disks, networks, system, unknownSections } = parseDescriptor(createDescriptor(spec));
  expect(files).toMatchObject([{ id: "file1", href: "palette-edge-disk1.vmdk", sizeBytes: 4711 }]);
  expect(disks).toMatchObject([
    {
      id: "vmdisk1",
      fileRef: "file1",
      capacityBytes: 161061273600,
      format: "http://www.vmware.com/interfaces/specifications/vmdk.html#streamOptimized",
      populatedBytes: 65536,
    },
  ]);
  expect(networks.map(({ name }) => name)).toEqual(["VM Network"]);
  expect(unknownSections).toEqual([]);
  expect(system).toMatchObject({ name: "palette-edge", osType: "ubuntu64Guest", osId: 94 });
  expect(system.hardware).toMatchObject({ version: "vmx-14", config: { firmware: "bios" }, extraConfig: {} });
  expect(system.hardware.items).toMatchObject([
    { kind: "cpu", count: 4, coresPerSocket: 2 },
    { kind: "memory", memoryBytes: 8192 * 2 ** 20 },
    { kind: "controller", bus: "scsi", subTypes: ["VirtualSCSI"], busNumber: 0 },
    { kind: "controller", bus: "sata", subTypes: ["vmware.sata.ahci"] },
    { kind: "cdrom", required: false, startConnected: false },
    { kind: "nic", connection: "VM Network", subTypes: ["VmxNet3"], startConnected: true },
    { kind: "disk", diskId: "vmdisk1", parent: "3", addressOnParent: 0 },
  ]);
  const disk = system.hardware.items.find(({ kind }) => kind === "disk");
  expect(system.bootOrder).toEqual([{ type: "disk", instanceId: disk?.instanceId }]);
  expect(system.products[1]).toMatchObject({
    class: "edgelab",
    properties: [
      { key: "edgelab.inputs", value: "3f2a", userConfigurable: false },
      { key: "edgelab.firmware", value: "bios", userConfigurable: false },
    ],
  });
});

test("the schema's order: references, package sections, the system; settings of an item by the alphabet", () => {
  const root = parseXmlTree(createDescriptor({ ...spec, annotation: "made by hand" }));
  const names = (element: XmlElement | undefined) => element?.children.map(({ name }) => name);
  expect(names(root)).toEqual(["References", "DiskSection", "NetworkSection", "VirtualSystem"]);
  const system = root.children.at(-1)!;
  expect(names(system)).toEqual([
    "Info",
    "Name",
    "OperatingSystemSection",
    "VirtualHardwareSection",
    "BootOrderSection",
    "ProductSection",
    "ProductSection",
    "AnnotationSection",
  ]);
  for (const section of [root.children[1], root.children[2], ...system.children.slice(2)]) {
    expect(names(section)?.[0]).toBe("Info");
  }
  const hardware = system.children[3]!;
  expect(names(hardware)?.slice(0, 2)).toEqual(["Info", "System"]);
  expect(names(hardware)?.slice(2).join(" ")).toMatch(/^(Item )+Config$/);
  for (const item of hardware.children.filter(({ name }) => name === "Item")) {
    const settings = item.children.filter(({ namespace }) => namespace.endsWith("SettingData"));
    expect(names(item)?.slice(0, settings.length)).toEqual(settings.map(({ name }) => name).toSorted());
  }
});

test("all that vSphere could do without is marked so", () => {
  const text = createDescriptor({ ...spec, annotation: "made by hand" });
  for (const tag of text.match(/<(vmw:|ProductSection|AnnotationSection)[^>]*>/g)!) {
    expect(tag).toContain('ovf:required="false"');
  }
});

test("EFI is said, and that secure boot is off", () => {
  const text = createDescriptor({ ...spec, hardware: { ...spec.hardware, firmware: "efi" } });
  expect(parseDescriptor(text).system.hardware.config).toEqual({
    firmware: "efi",
    "bootOptions.efiSecureBootEnabled": "false",
  });
});

test.each([
  ["pvscsi", "VirtualSCSI"],
  ["lsilogic-sas", "lsilogicsas"],
  ["lsilogic", "lsilogic"],
] as const)("%s is %s in OVF, in exactly this case", (scsiController, subType) => {
  const text = createDescriptor({ ...spec, hardware: { ...spec.hardware, scsiController } });
  expect(text).toContain(`<rasd:ResourceSubType>${subType}</rasd:ResourceSubType>`);
});

test("the CD drive may be on IDE, or not be there", () => {
  const kinds = (cdrom: "ide" | "none") =>
    parseDescriptor(createDescriptor({ ...spec, hardware: { ...spec.hardware, cdrom } })).system.hardware.items.map(
      (item) => (item.kind === "controller" ? item.bus : item.kind),
    );
  expect(kinds("ide")).toEqual(["cpu", "memory", "scsi", "ide", "cdrom", "nic", "disk"]);
  expect(kinds("none")).toEqual(["cpu", "memory", "scsi", "nic", "disk"]);
});

test("unit 7 of the bus is left to the controller", () => {
  const disks = Array.from({ length: 9 }, (_, index) => ({ ...spec.disks[0]!, fileName: `d${index}.vmdk` }));
  const { items } = parseDescriptor(createDescriptor({ ...spec, disks })).system.hardware;
  const units = items.filter(({ kind }) => kind === "disk").map(({ addressOnParent }) => addressOnParent);
  expect(units).toEqual([0, 1, 2, 3, 4, 5, 6, 8, 9]);
});

test("a size that is not known yet is left out", () => {
  const disks = [{ fileName: "d.vmdk", capacityBytes: 65536 }];
  const text = createDescriptor({ ...spec, disks });
  expect(text).not.toMatch(/ovf:size|populatedSize/);
  expect(parseDescriptor(text).files[0]?.sizeBytes).toBeUndefined();
});

test("texts come back as they were", () => {
  const name = `<a> & "b" 'c' – ü`;
  const annotation = "two\nlines\tand\r\n<b>";
  const { system } = parseDescriptor(createDescriptor({ ...spec, name, annotation }));
  expect(system).toMatchObject({ name, annotation });
});

test.each<[string, Partial<DescriptorSpec>]>([
  ["a control character in the name", { name: "a\u0007b" }],
  ["half a surrogate pair", { annotation: "\ud800" }],
  ["an empty name", { name: " " }],
  ["a path as file name", { disks: [{ fileName: "../d.vmdk", capacityBytes: 1 }] }],
  ["a file name that older tools stumble over", { disks: [{ fileName: "d(1).vmdk", capacityBytes: 1 }] }],
  ["one file name twice", { disks: [spec.disks[0]!, spec.disks[0]!] }],
  ["no disk", { disks: [] }],
  ["a capacity of nothing", { disks: [{ fileName: "d.vmdk", capacityBytes: 0 }] }],
  ["half a CPU", { hardware: { ...spec.hardware, cpus: 0.5 } }],
  ["another kind of machine", { hardware: { ...spec.hardware, version: "virtualbox-2.2" } }],
  ["a property that needs quoting", { product: { name: "x", facts: { "a.b": "c" } } }],
])("%s is refused", (_, change) => {
  expect(() => createDescriptor({ ...spec, ...change })).toThrow(expect.objectContaining({ code: "OVF_INVALID" }));
});

/** A small machine with one disk (and an ISO in its CD drive) as an OVF descriptor, plain enough for every vCenter. */
export function ovfDescriptor({
  name = "imported",
  disk,
  iso,
  network = "lab network",
  capacityBytes = 1024 ** 3,
}: {
  readonly name?: string;
  readonly disk: { readonly path: string; readonly sizeBytes: number };
  readonly iso?: { readonly path: string; readonly sizeBytes: number };
  readonly network?: string;
  readonly capacityBytes?: number;
}): string {
  const item = (id: number, type: number, inner: Readonly<Record<string, string | number>>): string => {
    const all: Record<string, string | number> = {
      ElementName: `item ${id}`,
      ...inner,
      InstanceID: id,
      ResourceType: type,
    };
    const children = Object.keys(all)
      .sort()
      .map((tag) => `<rasd:${tag}>${all[tag]}</rasd:${tag}>`);
    return `<Item>${children.join("")}</Item>`;
  };
  const file = (id: string, { path, sizeBytes }: { readonly path: string; readonly sizeBytes: number }): string =>
    `<File ovf:href="${path}" ovf:id="${id}" ovf:size="${sizeBytes}"/>`;
  return `<?xml version="1.0" encoding="UTF-8"?>
<Envelope xmlns="http://schemas.dmtf.org/ovf/envelope/1" xmlns:ovf="http://schemas.dmtf.org/ovf/envelope/1"
  xmlns:rasd="http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2/CIM_ResourceAllocationSettingData"
  xmlns:vssd="http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2/CIM_VirtualSystemSettingData"
  xmlns:vmw="http://www.vmware.com/schema/ovf">
<References>${file("file1", disk)}${iso === undefined ? "" : file("file2", iso)}</References>
<DiskSection><Info>disks</Info><Disk ovf:capacity="${capacityBytes}" ovf:capacityAllocationUnits="byte" ovf:diskId="vmdisk1" ovf:fileRef="file1" ovf:format="http://www.vmware.com/interfaces/specifications/vmdk.html#streamOptimized"/></DiskSection>
<NetworkSection><Info>networks</Info><Network ovf:name="${network}"><Description>the lab's</Description></Network></NetworkSection>
<VirtualSystem ovf:id="${name}"><Info>a machine</Info><Name>${name}</Name>
<OperatingSystemSection ovf:id="94" vmw:osType="ubuntu64Guest"><Info>guest</Info></OperatingSystemSection>
<VirtualHardwareSection><Info>hardware</Info>
<System><vssd:ElementName>Virtual Hardware Family</vssd:ElementName><vssd:InstanceID>0</vssd:InstanceID><vssd:VirtualSystemIdentifier>${name}</vssd:VirtualSystemIdentifier><vssd:VirtualSystemType>vmx-14</vssd:VirtualSystemType></System>
${item(1, 3, { AllocationUnits: "hertz * 10^6", VirtualQuantity: 2 })}
${item(2, 4, { AllocationUnits: "byte * 2^20", VirtualQuantity: 512 })}
${item(3, 6, { Address: 0, ResourceSubType: "VirtualSCSI" })}
${item(4, 17, { AddressOnParent: 0, HostResource: "ovf:/disk/vmdisk1", Parent: 3 })}
${item(5, 10, { AddressOnParent: 7, AutomaticAllocation: "true", Connection: network, ResourceSubType: "VmxNet3" })}
${iso === undefined ? "" : item(6, 5, { Address: 0 }) + item(7, 15, { AddressOnParent: 0, HostResource: "ovf:/file/file2", Parent: 6, ResourceSubType: "vmware.cdrom.iso" })}
</VirtualHardwareSection></VirtualSystem></Envelope>`;
}

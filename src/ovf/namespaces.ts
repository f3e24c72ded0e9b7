/** The namespaces of an OVF descriptor that edgelab writes: version 1, as vSphere does. */
export const namespaces = {
  ovf: "http://schemas.dmtf.org/ovf/envelope/1",
  rasd: "http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2/CIM_ResourceAllocationSettingData",
  vssd: "http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2/CIM_VirtualSystemSettingData",
  vmw: "http://www.vmware.com/schema/ovf",
} as const;

/** Versions 1 and 2 of the standard, and the 0.9 that came before it. */
export const envelopeNamespaces: ReadonlySet<string> = new Set([
  namespaces.ovf,
  "http://schemas.dmtf.org/ovf/envelope/2",
  "http://www.vmware.com/schema/ovf/1/envelope",
]);

export const schemaInstance = "http://www.w3.org/2001/XMLSchema-instance";

import type { TypeDeclaration } from "../../schema.ts";

/** vApp settings of a virtual machine: products and properties of an OVF. */
export const vapp = {
  VmConfigInfo: {
    base: "DynamicData",
    open: true,
    fields: {
      product: "VAppProductInfo[]?",
      property: "VAppPropertyInfo[]?",
      ipAssignment: "VAppIPAssignmentInfo",
      eula: "string[]?",
      ovfSection: "VAppOvfSectionInfo[]?",
      ovfEnvironmentTransport: "string[]?",
      installBootRequired: "boolean",
      installBootStopDelay: "int",
    },
  },
  VAppProductInfo: {
    base: "DynamicData",
    fields: {
      key: "int",
      classId: "string?",
      instanceId: "string?",
      name: "string?",
      vendor: "string?",
      version: "string?",
      fullVersion: "string?",
      vendorUrl: "string?",
      productUrl: "string?",
      appUrl: "string?",
    },
  },
  VAppPropertyInfo: {
    base: "DynamicData",
    fields: {
      key: "int",
      classId: "string?",
      instanceId: "string?",
      id: "string?",
      category: "string?",
      label: "string?",
      type: "string?",
      typeReference: "string?",
      userConfigurable: "boolean?",
      defaultValue: "string?",
      value: "string?",
      description: "string?",
    },
  },
  VAppIPAssignmentInfo: {
    base: "DynamicData",
    fields: {
      supportedAllocationScheme: "string[]?",
      ipAllocationPolicy: "string?",
      supportedIpProtocol: "string[]?",
      ipProtocol: "string?",
    },
  },
  VAppOvfSectionInfo: {
    base: "DynamicData",
    fields: { key: "int?", namespace: "string?", type: "string?", atEnvelopeLevel: "boolean?", contents: "string?" },
  },
  VmConfigSpec: {
    base: "DynamicData",
    fields: {
      product: "VAppProductSpec[]?",
      property: "VAppPropertySpec[]?",
      ipAssignment: "VAppIPAssignmentInfo?",
      eula: "string[]?",
      ovfSection: "VAppOvfSectionSpec[]?",
      ovfEnvironmentTransport: "string[]?",
      installBootRequired: "boolean?",
      installBootStopDelay: "int?",
    },
  },
  VAppProductSpec: { base: "ArrayUpdateSpec", fields: { info: "VAppProductInfo?" } },
  VAppPropertySpec: { base: "ArrayUpdateSpec", fields: { info: "VAppPropertyInfo?" } },
  VAppOvfSectionSpec: { base: "ArrayUpdateSpec", fields: { info: "VAppOvfSectionInfo?" } },
  VAppConfigSpec: {
    base: "VmConfigSpec",
    fields: {
      entityConfig: "VAppEntityConfigInfo[]?",
      annotation: "string?",
      instanceUuid: "string?",
      managedBy: "ManagedByInfo?",
    },
  },
  VAppEntityConfigInfo: {
    base: "DynamicData",
    fields: {
      key: "&ManagedEntity?",
      tag: "string?",
      startOrder: "int?",
      startDelay: "int?",
      waitingForGuest: "boolean?",
      startAction: "string?",
      stopDelay: "int?",
      stopAction: "string?",
      destroyWithParent: "boolean?",
    },
  },
} as const satisfies Record<string, TypeDeclaration>;

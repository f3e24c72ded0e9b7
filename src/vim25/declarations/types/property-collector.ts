import type { TypeDeclaration } from "../../schema.ts";

/** Reading and watching properties. */
export const propertyCollector = {
  PropertyFilterSpec: {
    base: "DynamicData",
    fields: { propSet: "PropertySpec[]", objectSet: "ObjectSpec[]", reportMissingObjectsInResults: "boolean?" },
  },
  PropertySpec: { base: "DynamicData", fields: { type: "string", all: "boolean?", pathSet: "string[]?" } },
  ObjectSpec: {
    base: "DynamicData",
    fields: { obj: "&ManagedObject", skip: "boolean?", selectSet: "SelectionSpec[]?" },
  },
  SelectionSpec: { base: "DynamicData", fields: { name: "string?" } },
  TraversalSpec: {
    base: "SelectionSpec",
    fields: { type: "string", path: "string", skip: "boolean?", selectSet: "SelectionSpec[]?" },
  },
  RetrieveOptions: { base: "DynamicData", fields: { maxObjects: "int?" } },
  RetrieveResult: { base: "DynamicData", fields: { token: "string?", objects: "ObjectContent[]" } },
  ObjectContent: {
    base: "DynamicData",
    fields: { obj: "&ManagedObject", propSet: "DynamicProperty[]?", missingSet: "MissingProperty[]?" },
  },
  DynamicProperty: { base: null, fields: { name: "string", val: "anyType" } },
  MissingProperty: { base: "DynamicData", fields: { path: "string", fault: "LocalizedMethodFault" } },
  WaitOptions: { base: "DynamicData", fields: { maxWaitSeconds: "int?", maxObjectUpdates: "int?" } },
  UpdateSet: {
    base: "DynamicData",
    fields: { version: "string", filterSet: "PropertyFilterUpdate[]?", truncated: "boolean?" },
  },
  PropertyFilterUpdate: {
    base: "DynamicData",
    fields: { filter: "&PropertyFilter", objectSet: "ObjectUpdate[]?", missingSet: "MissingObject[]?" },
  },
  ObjectUpdate: {
    base: "DynamicData",
    fields: {
      kind: "ObjectUpdateKind",
      obj: "&ManagedObject",
      changeSet: "PropertyChange[]?",
      missingSet: "MissingProperty[]?",
    },
  },
  PropertyChange: { base: "DynamicData", fields: { name: "string", op: "PropertyChangeOp", val: "anyType?" } },
  MissingObject: { base: "DynamicData", fields: { obj: "&ManagedObject", fault: "LocalizedMethodFault" } },
} as const satisfies Record<string, TypeDeclaration>;

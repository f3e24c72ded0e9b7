import type { TypeDeclaration } from "../../schema.ts";

/** What many types are made of. */
export const common = {
  DynamicData: { base: null, fields: {} },
  ArrayUpdateSpec: { base: "DynamicData", fields: { operation: "ArrayUpdateOperation", removeKey: "anyType?" } },
  Description: { base: "DynamicData", fields: { label: "string", summary: "string" } },
  ElementDescription: { base: "Description", fields: { key: "string" } },
  ExtendedElementDescription: {
    base: "ElementDescription",
    fields: { messageCatalogKeyPrefix: "string", messageArg: "KeyAnyValue[]?" },
  },
  KeyAnyValue: { base: "DynamicData", fields: { key: "string", value: "anyType" } },
  TypeDescription: { base: "Description", open: true, fields: { key: "string" } },
  EnumDescription: { base: "DynamicData", fields: { key: "string", tags: "ElementDescription[]" } },
  KeyValue: { base: "DynamicData", fields: { key: "string", value: "string" } },
  LocalizableMessage: { base: "DynamicData", fields: { key: "string", arg: "KeyAnyValue[]?", message: "string?" } },
  OptionType: { base: "DynamicData", fields: { valueIsReadonly: "boolean?" } },
  OptionValue: { base: "DynamicData", open: true, fields: { key: "string", value: "anyType?" } },
  ResourceAllocationInfo: {
    base: "DynamicData",
    fields: {
      reservation: "long?",
      expandableReservation: "boolean?",
      limit: "long?",
      shares: "SharesInfo?",
      overheadLimit: "long?",
    },
  },
  SharesInfo: { base: "DynamicData", fields: { shares: "int", level: "SharesLevel" } },
  Tag: { base: "DynamicData", fields: { key: "string" } },
} as const satisfies Record<string, TypeDeclaration>;

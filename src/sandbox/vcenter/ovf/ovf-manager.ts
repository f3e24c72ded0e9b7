import { ManagedObject, type MethodTable, type PropertyTable } from "../managed-object.ts";
import type { World } from "../world.ts";
import { createDescriptor } from "./export-descriptor.ts";
import { createImportSpec } from "./import-spec.ts";
import { parseResult } from "./parse-result.ts";

/** Turns OVF descriptors into specs of machines, and machines into descriptors. Nothing is moved here: leases do that. */
export class OvfManager extends ManagedObject {
  protected override readonly propertyTable = properties;
  protected override readonly methodTable = methods;

  constructor(world: World) {
    super(world, "OvfManager", "OvfManager");
  }
}

const properties: PropertyTable<OvfManager, "OvfManager"> = {
  ovfImportOption: () => [],
  ovfExportOption: () => [
    {
      option: "extraconfig",
      description: { key: "extraconfig", message: "Include extra configuration of the machine." },
    },
  ],
};

const methods: MethodTable<OvfManager> = {
  ParseDescriptor: (_, params) => parseResult(params),
  CreateImportSpec: ({ world }, params) => createImportSpec(world, params),
  CreateDescriptor: ({ world }, params) => createDescriptor(world, params),
};

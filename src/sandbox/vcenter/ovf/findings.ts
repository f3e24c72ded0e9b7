import { EdgelabError } from "../../../core/errors.ts";
import type { Data } from "../../../vim25/schema.ts";
import { type Fault, fault } from "../fault.ts";

type Finding = Data<"LocalizedMethodFault">;

/** What is wrong with a package: errors that rule an import out, and warnings. Both are results, not thrown. */
export class Findings {
  readonly errors: Finding[] = [];
  readonly warnings: Finding[] = [];

  error(found: Fault): void {
    this.errors.push(found.localized);
  }

  warning(found: Fault): void {
    this.warnings.push(found.localized);
  }

  /** `ovf:required` decides: what is not required may be left out. */
  unless(isRequired: boolean, found: Fault): void {
    if (isRequired) this.error(found);
    else this.warning(found);
  }
}

/** A descriptor that cannot be read at all. Anything but OVF_INVALID is thrown on. */
export function unreadable(error: unknown): Finding {
  if (!(error instanceof EdgelabError) || error.code !== "OVF_INVALID") throw error;
  const description = error.message;
  return fault("OvfXmlFormat", { lineNumber: 0, description }, `Invalid OVF package: ${description}`).localized;
}

export function unsupportedType(name: string, instanceId: string, deviceType: number): Fault {
  return fault(
    "OvfUnsupportedType",
    { name, instanceId, deviceType },
    `Unsupported hardware: '${name}' (item ${instanceId}, resource type ${deviceType}).`,
  );
}

export function unsupportedSubType(
  elementName: string,
  instanceId: string,
  deviceType: number,
  deviceSubType: string,
): Fault {
  return fault(
    "OvfUnsupportedSubType",
    { elementName, instanceId, deviceType, deviceSubType },
    `No support for the virtual hardware device type '${deviceSubType}' of '${elementName}' (item ${instanceId}).`,
  );
}

export function unsupportedAttribute(elementName: string, attributeName: string, message: string): Fault {
  return fault("OvfUnsupportedAttribute", { elementName, attributeName }, message);
}

export function invalidValue(elementName: string, attributeName: string, value: string, message: string): Fault {
  return fault("OvfInvalidValue", { lineNumber: 0, elementName, attributeName, value }, message);
}

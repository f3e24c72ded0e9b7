import type { VmConfig } from "../vm/vm-config.ts";
import { element, type Xml } from "./xml.ts";

/** The products of a machine with their properties, as sections of its descriptor. */
export function productSections(vApp: VmConfig["vApp"]): readonly Xml[] {
  return (vApp?.product ?? []).map(({ classId, instanceId, name, vendor, version, fullVersion, productUrl }) => {
    const texts = {
      Product: name,
      Vendor: vendor,
      Version: version,
      FullVersion: fullVersion,
      ProductUrl: productUrl,
    };
    const properties = (vApp?.property ?? []).filter(
      (property) => (property.classId ?? "") === (classId ?? "") && (property.instanceId ?? "") === (instanceId ?? ""),
    );
    return element(
      "ProductSection",
      {
        "ovf:required": "false",
        ...(classId && { "ovf:class": classId }),
        ...(instanceId && { "ovf:instance": instanceId }),
      },
      [
        element("Info", {}, "Information about the installed software"),
        ...Object.entries(texts).flatMap(([key, text]) => (text ? [element(key, {}, text)] : [])),
        ...properties.map(
          ({ id = "", type = "string", value, defaultValue = "", userConfigurable, label, description }) =>
            element(
              "Property",
              {
                "ovf:key": id,
                "ovf:type": type,
                "ovf:userConfigurable": String(userConfigurable ?? false),
                "ovf:value": value ?? defaultValue,
              },
              [
                ...(label ? [element("Label", {}, label)] : []),
                ...(description ? [element("Description", {}, description)] : []),
              ],
            ),
        ),
      ],
    );
  });
}

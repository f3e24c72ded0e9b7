import { type OvfEnvelope, parseDescriptor } from "../../../ovf/index.ts";
import type { Params, Returned } from "../../../vim25/schema.ts";
import { unreadable } from "./findings.ts";
import { productInfos, propertyInfos } from "./vapp-config.ts";

/** `OvfManager.ParseDescriptor`: what a wizard shows before anything is imported. */
export function parseResult({ ovfDescriptor, pdp }: Params<"ParseDescriptor">): Returned<"ParseDescriptor"> {
  let envelope: OvfEnvelope;
  try {
    envelope = parseDescriptor(ovfDescriptor, { configuration: pdp.deploymentOption });
  } catch (error) {
    return {
      annotation: "",
      defaultEntityName: "",
      virtualApp: false,
      defaultDeploymentOption: "",
      error: [unreadable(error)],
    };
  }
  const { system, networks, configurations, disks, files } = envelope;
  const sum = (sizes: readonly (number | undefined)[]): number =>
    sizes.reduce<number>((all, size) => all + (size ?? 0), 0);
  const [product] = productInfos(system.products);
  return {
    eula: system.eulas,
    network: networks.map(({ name, description = "" }) => ({ name, description })),
    property: propertyInfos(system.products, new Map()),
    ...(product && { productInfo: product }),
    annotation: system.annotation ?? "",
    approximateDownloadSize: sum(files.map(({ sizeBytes }) => sizeBytes)),
    approximateFlatDeploymentSize: sum(disks.map(({ capacityBytes }) => capacityBytes)),
    approximateSparseDeploymentSize: sum(disks.map(({ populatedBytes }) => populatedBytes)),
    defaultEntityName: system.name ?? system.id,
    virtualApp: false,
    deploymentOption: configurations.map(({ id, label = id, description = "" }) => ({ key: id, label, description })),
    defaultDeploymentOption: envelope.configuration ?? "",
  };
}

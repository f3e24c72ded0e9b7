import type { Data, MoRef, Params, Returned } from "../../../vim25/schema.ts";
import { type OvfEnvelope, parseDescriptor } from "../../../ovf/index.ts";
import { fault } from "../fault.ts";
import { formatDatastorePath } from "../files/datastore-path.ts";
import { Datastore } from "../inventory/datastore.ts";
import { Network } from "../inventory/network.ts";
import { ResourcePool } from "../inventory/resource-pool.ts";
import { nvramId } from "../nfc/device-id.ts";
import type { World } from "../world.ts";
import { Findings, invalidValue, unreadable } from "./findings.ts";
import { guestIdOf } from "./guest-ids.ts";
import { importDevices } from "./import-devices.ts";
import { propertyInfos, productInfos } from "./vapp-config.ts";

type ConfigSpec = Data<"VirtualMachineConfigSpec">;
type ImportParams = Params<"CreateImportSpec">["cisp"];

/** The newest virtual hardware of ESXi 8.0.3. */
const newestHardware = 21;
const oldestHardware = 3;

/** Kinds of disks that an import may ask for. VMFS has no sparse files but thin ones. */
const provisionings = ["thin", "thick", "eagerZeroedThick", "monolithicFlat", "flat"] as const;

/** `OvfManager.CreateImportSpec`. What is wrong with the package is in the result, not thrown. */
export function createImportSpec(
  world: World,
  { ovfDescriptor, resourcePool, datastore, cisp }: Params<"CreateImportSpec">,
): Returned<"CreateImportSpec"> {
  const pool = world.get(resourcePool, ResourcePool);
  const store = world.get(datastore, Datastore);
  let envelope: OvfEnvelope;
  try {
    envelope = parseDescriptor(ovfDescriptor, { configuration: cisp.deploymentOption });
  } catch (error) {
    return { error: [unreadable(error)] };
  }
  const findings = new Findings();
  const { configSpec, files } = buildSpec(world, envelope, cisp, store, findings);
  const { errors: error, warnings: warning } = findings;
  if (error.length > 0) return { error, warning };
  return {
    importSpec: { _type: "VirtualMachineImportSpec", configSpec, resPoolEntity: pool.ref },
    fileItem: files,
    warning,
  };
}

function buildSpec(
  world: World,
  envelope: OvfEnvelope,
  cisp: ImportParams,
  { name: datastore }: Datastore,
  findings: Findings,
): { readonly configSpec: ConfigSpec; readonly files: readonly Data<"OvfFileItem">[] } {
  const { system, unknownSections } = envelope;
  const { hardware } = system;
  for (const name of unknownSections) {
    findings.error(fault("OvfUnsupportedElement", { name }, `The section '${name}' of the package is not supported.`));
  }
  const entityName = cisp.entityName || system.name || system.id;
  checkProvisioning(cisp.diskProvisioning, findings);
  const { changes, files } = importDevices({
    envelope,
    entityName,
    datastore,
    thin: cisp.diskProvisioning === "thin",
    eagerlyScrub: cisp.diskProvisioning === "eagerZeroedThick",
    networks: networksOf(world, envelope, cisp, findings),
    findings,
  });
  const nvram = nvramOf(envelope, entityName);
  const cpu = hardware.items.find((item) => item.kind === "cpu");
  const memory = hardware.items.find((item) => item.kind === "memory");
  const configSpec: ConfigSpec = {
    name: entityName,
    version: hardwareVersion(hardware.systemTypes, findings),
    guestId: system.osType ?? guestIdOf(system.osId),
    files: { vmPathName: formatDatastorePath({ datastore, path: "" }) },
    numCPUs: cpu?.count ?? 1,
    numCoresPerSocket: cpu?.coresPerSocket ?? 1,
    memoryMB: memory ? Math.ceil(memory.memoryBytes / 2 ** 20) : 32,
    deviceChange: changes,
    extraConfig: Object.entries({ ...hardware.extraConfig, ...nvram?.setting }).map(([key, value]) => ({ key, value })),
    ...(system.annotation !== undefined && { annotation: system.annotation }),
    ...settings(hardware.config),
    ...vAppConfig(envelope, cisp, findings),
  };
  return { configSpec, files: nvram ? [...files, nvram.file] : files };
}

/** The firmware's own settings, which vSphere exports beside the disks and names in an ExtraConfig. */
function nvramOf({ files, system: { hardware } }: OvfEnvelope, entityName: string) {
  const id = /^ovf:\/file\/(.+)$/.exec(hardware.extraConfig["nvram"] ?? "")?.[1];
  const found = files.find((file) => file.id === id);
  if (!found) return undefined;
  const { href: path, sizeBytes: size } = found;
  const file = { deviceId: nvramId(entityName), path, ...(size !== undefined && { size }), cimType: 1, create: true };
  return { setting: { nvram: `${entityName}.nvram` }, file };
}

/** Settings of the hardware section that have a name in a ConfigSpec. */
function settings(config: Readonly<Record<string, string>>): Partial<ConfigSpec> {
  const flag = (key: string): boolean | undefined =>
    key in config ? config[key]?.toLowerCase() === "true" : undefined;
  const firmware = config["firmware"];
  const secureBoot = flag("bootOptions.efiSecureBootEnabled");
  return {
    ...(firmware !== undefined && { firmware }),
    ...(secureBoot !== undefined && { bootOptions: { efiSecureBootEnabled: secureBoot } }),
    ...(flag("cpuHotAddEnabled") !== undefined && { cpuHotAddEnabled: flag("cpuHotAddEnabled") }),
    ...(flag("memoryHotAddEnabled") !== undefined && { memoryHotAddEnabled: flag("memoryHotAddEnabled") }),
    ...(flag("nestedHVEnabled") !== undefined && { nestedHVEnabled: flag("nestedHVEnabled") }),
  };
}

/** The newest version of those that the package allows and this host has. */
function hardwareVersion(types: readonly string[], findings: Findings): string {
  const numbers = types.flatMap((type) => /^vmx-(\d+)$/.exec(type)?.[1] ?? []).map(Number);
  const usable = numbers.filter((number) => number >= oldestHardware && number <= newestHardware);
  if (usable.length > 0) return `vmx-${String(Math.max(...usable)).padStart(2, "0")}`;
  const version = types.join(", ");
  findings.error(
    fault(
      "OvfNoSupportedHardwareFamily",
      { version },
      `No supported hardware versions among [${version}]; supported: vmx-${String(oldestHardware).padStart(2, "0")} to vmx-${newestHardware}.`,
    ),
  );
  return "";
}

function checkProvisioning(diskProvisioning: string | undefined, findings: Findings): void {
  if (!diskProvisioning || (provisionings as readonly string[]).includes(diskProvisioning)) return;
  const supportedDiskProvisioning = provisionings.join(",");
  findings.error(
    fault(
      "OvfUnsupportedDiskProvisioning",
      { diskProvisioning, supportedDiskProvisioning },
      `Disk provisioning type '${diskProvisioning}' is not supported; supported: ${supportedDiskProvisioning}.`,
    ),
  );
}

/** The port group of each network of the package. One that the caller did not map gets the host's first, with a warning. */
function networksOf(
  world: World,
  { networks }: OvfEnvelope,
  { networkMapping = [] }: ImportParams,
  findings: Findings,
): ReadonlyMap<string, { name: string; ref: MoRef }> {
  for (const { name } of networkMapping) {
    if (networks.some((network) => network.name === name)) continue;
    findings.warning(
      invalidValue("Network", "name", name, `The package has no network '${name}' that could be mapped.`),
    );
  }
  const [first] = world.site.networks;
  const found = new Map<string, { name: string; ref: MoRef }>();
  for (const { name } of networks) {
    const mapped = networkMapping.find((mapping) => mapping.name === name);
    const network = mapped ? world.get(mapped.network, Network) : first;
    if (!network) {
      findings.error(fault("OvfNoHostNic", {}, `There is no network for '${name}'.`));
      continue;
    }
    if (!mapped) {
      const message = `The network '${name}' of the package is not mapped: '${network.name}' is used.`;
      findings.warning(invalidValue("Network", "name", name, message));
    }
    found.set(name, { name: network.name, ref: network.ref });
  }
  return found;
}

function vAppConfig(
  { system: { products, eulas, hardware } }: OvfEnvelope,
  { propertyMapping = [] }: ImportParams,
  findings: Findings,
): Partial<ConfigSpec> {
  if (products.length === 0 && hardware.transports.length === 0) return {};
  const settable = new Map(products.flatMap((product) => product.properties.map((one) => [one.key, one] as const)));
  for (const { key, value } of propertyMapping) {
    if (settable.get(key)?.userConfigurable) continue;
    const problem = settable.has(key) ? "cannot be set by the user" : "does not exist";
    findings.warning(invalidValue("Property", "key", key, `The property '${key}' ${problem}: '${value}' is ignored.`));
  }
  const values = new Map(propertyMapping.map(({ key, value }) => [key, value]));
  return {
    vAppConfig: {
      _type: "VmConfigSpec",
      product: productInfos(products).map((info) => ({ operation: "add", info })),
      property: propertyInfos(products, values).map((info) => ({ operation: "add", info })),
      ...(eulas.length > 0 && { eula: eulas }),
      ovfEnvironmentTransport: hardware.transports,
      installBootRequired: false,
    },
  };
}

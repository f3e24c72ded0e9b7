import type { ConfiguredNic } from "./interfaces.ts";
import type { SiteSettings } from "./site-settings.ts";

export interface Hardware {
  readonly cpus: number;
  readonly memoryMiB: number;
  readonly diskGiB: number;
}

/** `v1EdgeHostDevice` of Palette's published API, as a host describes itself. Holds the token. */
export function registrationBody(id: string, site: SiteSettings, nics: readonly ConfiguredNic[], hardware: Hardware) {
  const [first] = nics;
  return {
    metadata: { name: id, uid: id, labels: site.tags },
    spec: {
      host: {
        hostUid: id,
        hostAddress: first?.address.ip ?? "",
        macAddress: first?.macAddress ?? "",
        hostAuthToken: site.edgeHostToken ?? "",
        project: { name: site.projectName ?? "", uid: site.projectUid ?? "" },
        disableAutoRegister: site.disableAutoRegister,
        remoteSsh: "enabled",
      },
      device: {
        archType: "amd64",
        hostType: "appliance",
        hostState: "registration",
        cpu: { cores: hardware.cpus },
        memory: { sizeInMB: hardware.memoryMiB },
        disks: [{ controller: "SCSI", size: hardware.diskGiB, vendor: "VMware", partitions: [] }],
        nics: nics.map(({ name, macAddress, address }, index) => ({
          nicName: name,
          macAddr: macAddress,
          ip: address.ip,
          subnet: dottedMask(address.prefix),
          gateway: address.gateway ?? "",
          dns: address.nameservers,
          isDefault: index === 0,
        })),
        os: { family: "ubuntu", version: "22.04" },
        gpus: [],
      },
    },
  };
}

function dottedMask(prefix: number): string {
  const mask = prefix === 0 ? 0 : (0xffffffff << (32 - prefix)) >>> 0;
  return [24, 16, 8, 0].map((shift) => (mask >>> shift) & 255).join(".");
}

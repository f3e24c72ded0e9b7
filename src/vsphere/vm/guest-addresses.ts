import { BlockList, isIP } from "node:net";
import type { Data, Poly } from "../../vim25/index.ts";

export interface GuestAddress {
  readonly mac: string;
  readonly ip: string;
  readonly prefix: number | undefined;
}

const linkLocal = new BlockList();
linkLocal.addSubnet("169.254.0.0", 16, "ipv4");
linkLocal.addSubnet("fe80::", 10, "ipv6");
linkLocal.addSubnet("127.0.0.0", 8, "ipv4");
linkLocal.addAddress("::1", "ipv6");

/**
 * Addresses of the machine's own NICs as VMware Tools report them. Bridges and tunnels of containers (docker0, cni0,
 * flannel) are reported as well, but belong to no device (`deviceConfigId` -1); link-local addresses lead nowhere.
 *
 * @param cidr only addresses of this network: `10.0.20.0/24`
 */
export function guestAddresses(
  net: readonly Poly<"GuestNicInfo">[] | undefined,
  cidr?: string,
): readonly GuestAddress[] {
  const wanted = cidr === undefined ? undefined : network(cidr);
  return (net ?? [])
    .filter(({ deviceConfigId, macAddress }) => deviceConfigId >= 0 && macAddress !== undefined)
    .flatMap((nic) =>
      addresses(nic).map(({ ip, prefix }) => ({ mac: nic.macAddress?.toLowerCase() ?? "", ip, prefix })),
    )
    .filter(({ ip }) => !isIn(linkLocal, ip) && (wanted === undefined || isIn(wanted, ip)));
}

function addresses({
  ipConfig,
  ipAddress,
}: Data<"GuestNicInfo">): readonly { readonly ip: string; readonly prefix: number | undefined }[] {
  const configured = ipConfig?.ipAddress?.filter(
    ({ state }) => state === undefined || state === "preferred" || state === "unknown",
  );
  if (configured !== undefined && configured.length > 0)
    return configured.map(({ ipAddress: ip, prefixLength: prefix }) => ({ ip, prefix }));
  return (ipAddress ?? []).map((ip) => ({ ip, prefix: undefined }));
}

function network(cidr: string): BlockList {
  const [base = "", prefix = ""] = cidr.split("/");
  const list = new BlockList();
  list.addSubnet(base, Number(prefix), isIP(base) === 6 ? "ipv6" : "ipv4");
  return list;
}

function isIn(list: BlockList, ip: string): boolean {
  const family = isIP(ip);
  return family !== 0 && list.check(ip, family === 6 ? "ipv6" : "ipv4");
}

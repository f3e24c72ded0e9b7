import { EdgelabError } from "../core/errors.ts";
import { contains, parseCidr, parseIpv4 } from "../core/ipv4.ts";

export interface VipChoice {
  /** In order of preference. */
  readonly candidates: readonly string[];
  /** Address -> who has it, in words: `Edge host demo-1 has it`. */
  readonly taken: ReadonlyMap<string, string>;
  /** `10.0.20.0/24` */
  readonly cidr: string;
  readonly gateway?: string | undefined;
}

/**
 * The first candidate that nobody is known to have.
 *
 * @throws {EdgelabError} NO_FREE_VIP with the reason for each candidate
 */
export function chooseVip({ candidates, taken, cidr, gateway }: VipChoice): string {
  const refused: string[] = [];
  for (const candidate of candidates) {
    const reason = taken.get(candidate) ?? unfit(candidate, cidr, gateway);
    if (reason === undefined) return candidate;
    refused.push(`${candidate}: ${reason}`);
  }
  throw new EdgelabError("NO_FREE_VIP", {
    what: `None of the ${candidates.length} addresses of cluster.vip is free.`,
    why: refused.length > 6 ? `${refused.slice(0, 5).join("; ")}; and ${refused.length - 5} more` : refused.join("; "),
    next: "Give cluster.vip a wider range that is outside DHCP, or take down a lab that holds one of these.",
  });
}

function unfit(candidate: string, cidr: string, gateway: string | undefined): string | undefined {
  if (candidate === gateway) return "it is the network's gateway";
  const network = parseCidr(cidr);
  const address = parseIpv4(candidate);
  if (network === undefined || address === undefined || !contains(network, address)) {
    return `it is outside the hosts' network ${cidr}`;
  }
  if (network.prefix < 31 && address === network.first) return "it is the network's own address";
  if (network.prefix < 31 && address === network.last) return "it is the network's broadcast address";
  return undefined;
}

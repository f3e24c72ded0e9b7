import { createHash } from "node:crypto";
import { swapUuid, uuidV5 } from "../core/uuid.ts";

/** What a host is called by machines, known before it exists. */
export interface HostIdentity {
  readonly host: string;
  /** SMBIOS UUID, vSphere's `config.uuid`; the Edge host ID follows from it. */
  readonly uuid: string;
  /** vSphere's `config.instanceUuid`, which no clone inherits: the bearer of the mark. */
  readonly instanceUuid: string;
}

/** `config.uuid`-like identity of a lab: the same name and instance on another vCenter is another lab. */
export function labUuid(
  lab: { readonly name: string; readonly instance: string },
  vcenterInstanceUuid: string,
): string {
  return uuidV5(vcenterInstanceUuid.toLowerCase(), `edgelab/${lab.name}/${lab.instance}`);
}

export function hostIdentity(host: string, lab: string): HostIdentity {
  return { host, uuid: uuidV5(lab, `host/${host}/uuid`), instanceUuid: uuidV5(lab, `host/${host}/instanceUuid`) };
}

/**
 * The ID under which a host registers when its user-data does not fix one: prefix and the UUID that its guest reads.
 * Firmware of virtual hardware 13 and later announces an SMBIOS version whose UUIDs Linux prints byte-swapped.
 */
export function edgeHostId(
  uuid: string,
  {
    hardwareVersion,
    prefix = "edge",
  }: { /** `vmx-14` */ readonly hardwareVersion: string; readonly prefix?: string | undefined },
): string {
  const guest = hardwareGeneration(hardwareVersion) >= 13 ? swapUuid(uuid.toLowerCase()) : uuid.toLowerCase();
  return `${prefix}-${guest.replaceAll("-", "")}`;
}

/** The MAC address that a NIC of a host gets unless it is taken. In the range that VMware leaves to administrators. */
export function preferredMac(host: string, nic: number, lab: string): string {
  const digest = createHash("sha256").update(`${lab}/host/${host}/nic/${nic}`).digest();
  return macAt(digest.readUIntBE(0, 3) & macMask);
}

/**
 * One free MAC address per NIC, in the order given: the preferred one, or the next free after it.
 *
 * @param taken addresses already in use, in any case, or belonging to hosts that exist (those are read, not derived again)
 */
export function assignMacs(
  nics: readonly { readonly host: string; readonly nic: number }[],
  lab: string,
  taken: Iterable<string>,
): string[] {
  const used = new Set(Array.from(taken, (mac) => mac.toLowerCase()));
  return nics.map(({ host, nic }) => {
    let mac = preferredMac(host, nic, lab);
    for (let tries = 0; used.has(mac); tries += 1) {
      if (tries > macMask) throw new RangeError("every MAC address of 00:50:56:00:00:00 to 00:50:56:3f:ff:ff is taken");
      mac = macAt((macIndex(mac) + 1) & macMask);
    }
    used.add(mac);
    return mac;
  });
}

/** 22 bits: 00:50:56:00:00:00 to 00:50:56:3f:ff:ff. */
const macMask = 0x3f_ff_ff;

function macAt(index: number): string {
  const tail = index.toString(16).padStart(6, "0");
  return `00:50:56:${tail.slice(0, 2)}:${tail.slice(2, 4)}:${tail.slice(4)}`;
}

function macIndex(mac: string): number {
  return Number.parseInt(mac.slice(9).replaceAll(":", ""), 16);
}

function hardwareGeneration(version: string): number {
  const generation = /^vmx-0*(\d+)$/.exec(version)?.[1];
  if (generation === undefined) throw new TypeError(`not a virtual hardware version: ${version}`);
  return Number(generation);
}

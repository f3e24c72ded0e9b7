import { sha256 } from "../core/sha256.ts";
import { invalid } from "./invalid.ts";

/** What is read of the text inside a VMDK. */
export interface VmdkDescriptor {
  readonly createType: string;
  /** Content id: 8 hex digits. */
  readonly cid: string;
  /** Name in its extent line; readers of a single file ignore it. */
  readonly extentName: string;
  /** Sectors in its extent line. */
  readonly extentSectors: number;
  /** The `ddb.` entries, without that prefix. */
  readonly ddb: Readonly<Record<string, string>>;
}

const noParent = "ffffffff";
/** As open-vmdk writes them: advice from the time of BIOS disks, the OVF decides. */
const heads = 255;
const sectorsPerTrack = 63;

/**
 * The text at sector 1. No indentation: VirtualBox cannot read that.
 *
 * @param seed content id and long content id are derived from it
 * @throws {RangeError} for a name that would end its line or its quotes
 */
export function createDiskDescriptor(disk: { readonly name: string; readonly sectors: number; readonly seed: string }) {
  // oxlint-disable-next-line no-control-regex -- they would begin lines of their own
  if (/["\u0000-\u001f\u007f]/.test(disk.name)) throw new RangeError(`impossible name ${JSON.stringify(disk.name)}`);
  const digest = sha256(disk.seed);
  const cid = contentId(digest);
  const cylinders = Math.min(65_535, Math.ceil(disk.sectors / (heads * sectorsPerTrack)));
  return `# Disk DescriptorFile
version=1
encoding="UTF-8"
CID=${cid}
parentCID=${noParent}
createType="streamOptimized"

# Extent description
RW ${disk.sectors} SPARSE "${disk.name}"

# The Disk Data Base
#DDB

ddb.longContentID = "${digest.slice(8, 32)}${cid}"
ddb.virtualHWVersion = "4"
ddb.geometry.cylinders = "${cylinders}"
ddb.geometry.heads = "${heads}"
ddb.geometry.sectors = "${sectorsPerTrack}"
ddb.adapterType = "lsilogic"
ddb.toolsInstallType = "4"
ddb.toolsVersion = "2147483647"
`;
}

/** 8 hex digits that mean neither "no parent" nor "not set". */
function contentId(digest: string): string {
  const found = digest.slice(0, 8);
  return found >= "fffffffe" ? "00000001" : found;
}

/**
 * Reads the text, up to its first NUL, of a disk that is whole in one file. Whatever points to another file is refused:
 * a parent, an extent that is not SPARSE, a second extent.
 *
 * @throws {EdgelabError} VMDK_INVALID
 */
export function parseDiskDescriptor(bytes: Uint8Array): VmdkDescriptor {
  const end = bytes.indexOf(0);
  const text = Buffer.from(bytes.subarray(0, end < 0 ? bytes.length : end)).toString("utf8");
  const settings = new Map<string, string>();
  const ddb: Record<string, string> = {};
  const extents: string[] = [];
  for (const raw of text.split(/\r?\n/)) {
    const line = raw.trim();
    if (line === "" || line.startsWith("#")) continue;
    if (/^(RW|RDONLY|NOACCESS)\s/i.test(line)) {
      extents.push(line);
      continue;
    }
    const setting = /^([\w.]+)\s*=\s*(.*)$/.exec(line);
    if (!setting) throw invalid(`its descriptor has the line ${quoted(line)}`);
    const name = setting[1]!.toLowerCase();
    if (settings.has(name)) throw invalid(`its descriptor says ${quoted(setting[1]!)} twice`);
    const value = setting[2]!.replace(/^"(.*)"$/, "$1");
    settings.set(name, value);
    if (name.startsWith("ddb.")) ddb[setting[1]!.slice(4)] = value;
  }
  const createType = settings.get("createtype") ?? "";
  if (createType !== "streamOptimized") throw invalid(`its type is ${quoted(createType)}, not "streamOptimized"`);
  const parent = settings.get("parentcid");
  if (parent?.toLowerCase() !== noParent || settings.has("parentfilenamehint")) {
    throw invalid(`it is the child of another disk (parentCID ${quoted(parent ?? "")})`);
  }
  const [only, ...others] = extents;
  if (only === undefined || others.length > 0) throw invalid(`its descriptor has ${extents.length} extents, not one`);
  const extent = /^(?:RW|RDONLY)\s+(\d{1,15})\s+SPARSE\s+"([^"]*)"$/i.exec(only);
  if (!extent) throw invalid(`its extent is ${quoted(only)}: only a SPARSE one is in the same file`);
  return {
    createType,
    cid: settings.get("cid") ?? "",
    extentName: extent[2]!,
    extentSectors: Number(extent[1]),
    ddb,
  };
}

function quoted(text: string): string {
  return JSON.stringify(text.length > 80 ? `${text.slice(0, 80)}…` : text);
}

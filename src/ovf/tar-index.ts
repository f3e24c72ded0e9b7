import type { RandomAccess } from "../core/random-access.ts";
import { checkFileName } from "./file-name.ts";
import type { Finding } from "./finding.ts";
import { invalid, shown } from "./invalid.ts";
import { isTarHeader, parseTarHeader, tarBlock } from "./tar-header.ts";

const limits = { members: 1000, paxBytes: 1 << 20 };

export interface TarMember {
  readonly name: string;
  readonly sizeBytes: number;
  /** Of its first byte in the archive. */
  readonly offset: number;
}

export interface TarIndex {
  /** In the order of the archive. */
  readonly members: readonly TarMember[];
  readonly findings: readonly Finding[];
}

/**
 * Where the files of an archive are. Nothing is extracted: only regular files with plain names are taken, everything
 * that points elsewhere is refused.
 *
 * @throws {EdgelabError} OVF_INVALID
 */
export async function indexTar(archive: RandomAccess): Promise<TarIndex> {
  if (!isTarHeader(await archive.read(0, tarBlock))) throw invalid("it is neither a tar archive nor an OVF descriptor");
  const members: TarMember[] = [];
  const findings: Finding[] = [];
  let isPax = false;
  let hasEnd = false;
  for (let at = 0; at + tarBlock <= archive.size; ) {
    const header = parseTarHeader(await archive.read(at, tarBlock));
    if (!header) {
      hasEnd = true;
      break;
    }
    const { name, sizeBytes, type } = header;
    const offset = at + tarBlock;
    if (sizeBytes > archive.size - offset) {
      throw invalid(
        `${shown(name)} ends at byte ${offset + sizeBytes}, but the archive has ${archive.size}: it is cut short or damaged`,
      );
    }
    at = offset + Math.ceil(sizeBytes / tarBlock) * tarBlock;
    if (type === "x" || type === "g") {
      isPax = true;
      await checkPax(archive, offset, sizeBytes);
      continue;
    }
    if (type !== "0") throw invalid(`${shown(name)} of its archive is ${kindOf(type)}, expected a regular file`);
    checkFileName(name, "a name in its archive");
    if (members.some((member) => member.name === name)) throw invalid(`its archive has ${shown(name)} twice`);
    if (members.length >= limits.members) throw invalid(`its archive has more than ${limits.members} members`);
    members.push({ name, sizeBytes, offset });
  }
  if (isPax)
    findings.push(found("warning", "The archive is in the pax format, which vSphere does not read; expected ustar."));
  if (!hasEnd) findings.push(found("warning", "The archive has no end mark: it may be cut short."));
  return { members, findings };
}

/** Times and owners are harmless; a name, a size or a sparse map would make it another archive for another reader. */
async function checkPax(archive: RandomAccess, offset: number, sizeBytes: number): Promise<void> {
  if (sizeBytes > limits.paxBytes) throw invalid("a pax header of its archive is absurdly large");
  const bytes = Buffer.from(await archive.read(offset, sizeBytes));
  for (let at = 0; at < bytes.length; ) {
    const found = /^(\d{1,7}) ([^=]+)=/.exec(bytes.toString("latin1", at, at + 300));
    const length = Number(found?.[1] ?? 0);
    if (!found || length <= found[0].length || at + length > bytes.length) {
      throw invalid("a pax header of its archive is damaged");
    }
    const key = found[2]!;
    if (
      !/^(mtime|atime|ctime|uid|gid|uname|gname|comment|SCHILY\.(?!realsize)[\w.]+|LIBARCHIVE\.creationtime)$/.test(key)
    ) {
      throw invalid(`a pax header of its archive sets ${shown(key)}`);
    }
    at += length;
  }
}

const kinds: Readonly<Record<string, string>> = {
  "1": "a hard link",
  "2": "a symbolic link",
  "3": "a device",
  "4": "a device",
  "5": "a folder",
  "6": "a pipe",
  L: "a long name of GNU tar",
  K: "a long link of GNU tar",
  S: "a sparse file of GNU tar",
};

function kindOf(type: string): string {
  return kinds[type] ?? `of the unknown type ${shown(type)}`;
}

function found(severity: Finding["severity"], message: string): Finding {
  return { severity, check: "archive", message };
}

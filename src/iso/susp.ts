import { type BoundedSource, invalid } from "./bounded-source.ts";
import { readBoth32, sectorSize, viewOf } from "./sector.ts";

/** As many as Linux follows. */
const maxContinuations = 32;

/** What Rock Ridge says about one directory record. */
export interface RockRidge {
  readonly name: string | undefined;
  readonly mode: number | undefined;
  /** Where a symbolic link points. For display: nothing here follows it. */
  readonly target: string | undefined;
  /** Sector of the directory that was moved away from here (CL). */
  readonly movedTo: number | undefined;
  /** A directory that shows up elsewhere (RE). */
  readonly isMoved: boolean;
}

/** Bytes to skip before the fields of every record, when the root's first record says that the fields are there. */
export function suspSkip(systemUse: Uint8Array): number | undefined {
  const [s, p, length, , check1, check2, skip] = systemUse;
  const found = s === 0x53 && p === 0x50 && (length ?? 0) >= 7 && check1 === 0xbe && check2 === 0xef;
  return found ? (skip ?? 0) : undefined;
}

/** Walks the fields of one record and of its continuations. Unknown fields are skipped, as the protocol wants. */
export async function decodeRockRidge(systemUse: Uint8Array, skip: number, source: BoundedSource): Promise<RockRidge> {
  const found = { mode: undefined as number | undefined, movedTo: undefined as number | undefined, isMoved: false };
  const name: Uint8Array[] = [];
  const link: string[] = [];
  let area: Uint8Array | undefined = systemUse.subarray(skip);
  for (let hops = 0; area; hops += 1) {
    if (hops > maxContinuations) throw invalid(`a record has more than ${maxContinuations} continuations`);
    let next: Promise<Uint8Array> | undefined;
    for (const { signature, data } of fields(area)) {
      const view = viewOf(data);
      if (signature === "PX" && data.length >= 8) found.mode = readBoth32(view, 0);
      else if (signature === "NM" && data.length > 0 && (data[0]! & 0b110) === 0) name.push(data.subarray(1));
      else if (signature === "SL") link.push(...linkParts(data.subarray(1)));
      else if (signature === "CL" && data.length >= 8) found.movedTo = readBoth32(view, 0);
      else if (signature === "RE") found.isMoved = true;
      else if (signature === "CE" && data.length >= 24) next = continuation(view, source);
    }
    area = await next;
  }
  return {
    ...found,
    name: name.length > 0 ? Buffer.concat(name).toString("utf8") : undefined,
    target: link.length > 0 ? link.join("/").replaceAll(/\/{2,}/g, "/") : undefined,
  };
}

function* fields(area: Uint8Array): Generator<{ signature: string; data: Uint8Array }> {
  for (let at = 0; at + 4 <= area.length && area[at] !== 0; ) {
    const length = area[at + 2]!;
    if (length < 4 || at + length > area.length) throw invalid("a Rock Ridge field has an impossible length");
    const signature = String.fromCharCode(area[at]!, area[at + 1]!);
    if (signature === "ST") return;
    yield { signature, data: area.subarray(at + 4, at + length) };
    at += length;
  }
}

async function continuation(view: DataView, source: BoundedSource): Promise<Uint8Array> {
  const [sector, offset, length] = [readBoth32(view, 0), readBoth32(view, 8), readBoth32(view, 16)];
  if (sector === undefined || offset === undefined || length === undefined || offset + length > sectorSize) {
    throw invalid("a Rock Ridge continuation is not inside one sector");
  }
  const bytes = await source.read(sector, offset + length, "a Rock Ridge continuation");
  return bytes.subarray(offset);
}

function* linkParts(data: Uint8Array): Generator<string> {
  for (let at = 0; at + 2 <= data.length; ) {
    const [flags, length] = [data[at]!, data[at + 1]!];
    if (flags & 0b0010) yield ".";
    else if (flags & 0b0100) yield "..";
    else if (flags & 0b1000) yield "/";
    else yield Buffer.from(data.subarray(at + 2, at + 2 + length)).toString("utf8");
    at += 2 + length;
  }
}

import { type BoundedSource, invalid } from "./bounded-source.ts";
import { readBoth32, sectorSize, viewOf } from "./sector.ts";

/** Continuations of one record that are followed: as many as Linux follows. */
const maxContinuations = 32;
/** Of the whole volume: two for each entry that a volume may have. */
const maxContinuationsInAll = 200_000;
/** Bytes of a name or of a link's target; Linux has no longer ones. */
const limits = { name: 255, target: 4096 };

const extensions = new Set(["RRIP_1991A", "IEEE_P1282", "IEEE_1282"]);

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
  /** Bytes of its content, which is stored in the compressed zisofs form; undefined for any other file. */
  readonly uncompressedSize: number | undefined;
  /** The record announces Rock Ridge for the whole volume (ER). */
  readonly isAnnounced: boolean;
}

/** Bytes to skip before the fields of every record, when the root's first record says that the fields are there. */
export function suspSkip(systemUse: Uint8Array): number | undefined {
  const [s, p, length, , check1, check2, skip] = systemUse;
  const found = s === 0x53 && p === 0x50 && (length ?? 0) >= 7 && check1 === 0xbe && check2 === 0xef;
  return found ? (skip ?? 0) : undefined;
}

/** Reads the fields of records and their continuations. Unknown fields are skipped, as the protocol wants. */
export class SuspReader {
  readonly #source: BoundedSource;
  readonly #skip: number;
  #continuations = 0;
  /** Records that follow each other have their continuations in one sector. */
  #last: { readonly sector: number; readonly bytes: Uint8Array } | undefined;

  constructor(source: BoundedSource, skip: number) {
    this.#source = source;
    this.#skip = skip;
  }

  /**
   * @param isRootSelf the root's own record is not skipped into: it says how much to skip in the others
   * @throws {EdgelabError} ISO_INVALID for impossible lengths, loops, and names and links longer than Linux has them
   */
  async decode(systemUse: Uint8Array, { isRootSelf = false } = {}): Promise<RockRidge> {
    const found = new Fields();
    let area: Uint8Array | undefined = systemUse.subarray(isRootSelf ? 0 : this.#skip);
    for (let hops = 0; area; hops += 1) {
      if (hops > maxContinuations) throw invalid(`a record has more than ${maxContinuations} continuations`);
      let next: Uint8Array | undefined;
      for (const { signature, data } of fields(area)) {
        if (signature === "CE" && data.length >= 24) next = await this.#continuation(viewOf(data));
        else found.add(signature, data);
      }
      area = next;
    }
    return found.result();
  }

  async #continuation(view: DataView): Promise<Uint8Array> {
    this.#continuations += 1;
    if (this.#continuations > maxContinuationsInAll) throw invalid("it has absurdly many continuations");
    const [sector, offset, length] = [readBoth32(view, 0), readBoth32(view, 8), readBoth32(view, 16)];
    if (sector === undefined || offset === undefined || length === undefined || offset + length > sectorSize) {
      throw invalid("a Rock Ridge continuation is not inside one sector");
    }
    if (this.#last?.sector !== sector) {
      const bytes = await this.#source.read(sector, sectorSize, "a Rock Ridge continuation");
      this.#last = { sector, bytes };
    }
    return this.#last.bytes.subarray(offset, offset + length);
  }
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

/** The fields of one record, as they come. */
class Fields {
  #mode: number | undefined;
  #movedTo: number | undefined;
  #isMoved = false;
  #uncompressedSize: number | undefined;
  #isAnnounced = false;
  readonly #name: Uint8Array[] = [];
  readonly #target = new LinkTarget();

  add(signature: string, data: Uint8Array): void {
    switch (signature) {
      case "PX":
        if (data.length >= 8) this.#mode = readBoth32(viewOf(data), 0);
        break;
      case "NM":
        // the other flags stand for the directory itself and its parent
        if (data.length > 0 && (data[0]! & 0b110) === 0) this.#name.push(data.subarray(1));
        break;
      case "SL":
        this.#target.add(data.subarray(1));
        break;
      case "CL":
        if (data.length >= 8) this.#movedTo = readBoth32(viewOf(data), 0);
        break;
      case "RE":
        this.#isMoved = true;
        break;
      case "ZF":
        this.#uncompressedSize = (data.length >= 12 ? readBoth32(viewOf(data), 4) : undefined) ?? 0;
        break;
      case "ER":
        this.#isAnnounced ||= extensions.has(Buffer.from(data.subarray(4, 4 + (data[0] ?? 0))).toString("latin1"));
    }
  }

  result(): RockRidge {
    const name = Buffer.concat(this.#name);
    if (name.length > limits.name) throw invalid(`a name has ${name.length} bytes`);
    return {
      mode: this.#mode,
      movedTo: this.#movedTo,
      isMoved: this.#isMoved,
      uncompressedSize: this.#uncompressedSize,
      isAnnounced: this.#isAnnounced,
      name: this.#name.length > 0 ? name.toString("utf8") : undefined,
      target: this.#target.text(),
    };
  }
}

/** Puts a link's target together from its components (RRIP 1.12, 4.1.3), which may be cut anywhere. */
class LinkTarget {
  readonly #parts: Uint8Array[] = [];
  #length = 0;
  #found = false;
  /** Whether the next component begins behind a slash. */
  #needsSlash = false;

  add(components: Uint8Array): void {
    this.#found = true;
    for (let at = 0; at + 2 <= components.length; ) {
      const [flags, length] = [components[at]!, components[at + 1]!];
      const end = at + 2 + length;
      if (end > components.length) throw invalid("a part of a link's target is longer than its field");
      if (this.#needsSlash) this.#push("/");
      if (flags & 0b0010) this.#push(".");
      else if (flags & 0b0100) this.#push("..");
      else if (flags & 0b1000) this.#push("/");
      else this.#push(components.subarray(at + 2, end));
      const [isCut, isRoot] = [(flags & 0b0001) !== 0, (flags & 0b1000) !== 0];
      this.#needsSlash = !isCut && !isRoot;
      at = end;
    }
  }

  text(): string | undefined {
    return this.#found ? Buffer.concat(this.#parts).toString("utf8") : undefined;
  }

  #push(part: Uint8Array | string): void {
    this.#length += part.length;
    if (this.#length > limits.target) throw invalid(`a link's target has more than ${limits.target} bytes`);
    this.#parts.push(typeof part === "string" ? Buffer.from(part) : part);
  }
}

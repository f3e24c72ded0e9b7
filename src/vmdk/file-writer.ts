import { createHash } from "node:crypto";
import { EdgelabError } from "../core/errors.ts";
import { createDiskDescriptor } from "./descriptor.ts";
import { entriesPerTable, grainSize, sectorSize, sectorsFor, tableSpan, viewOf } from "./layout.ts";
import { encodeMarker, type MarkerName } from "./marker.ts";
import { encodeSparseHeader } from "./sparse-header.ts";

/** Is called with one part of the file after the other. The bytes are used again once the promise has resolved. */
export interface VmdkSink {
  write(chunk: Uint8Array): Promise<void> | void;
}

export interface WrittenVmdk {
  readonly sizeBytes: number;
  /** Of the VMDK's own bytes, in lower-case hex. */
  readonly sha256: string;
  readonly capacityBytes: number;
  /** Bytes of the grains that are there. */
  readonly populatedBytes: number;
}

export interface VmdkIdentity {
  readonly name: string;
  readonly seed: string;
  readonly capacityBytes: number;
}

const descriptorOffset = 1;
const descriptorSectors = 20;
/** Where grains begin, by custom of all writers. */
const overhead = 128;
const entrySize = 4;
/** Tables count sectors with 32 bits: a VMDK ends below 2 TiB. */
const mostSectors = 2 ** 32;

/**
 * The file around the grains, written forward and hashed on the way: each table follows the grains that it lists, then
 * come the directory, the footer, and the mark of the end (Virtual Disk Format 5.0, "Stream-Optimized Compressed").
 */
export class VmdkFileWriter {
  readonly #sink: VmdkSink;
  readonly #capacity: number;
  readonly #directory: Uint8Array;
  readonly #table = new Uint8Array(entriesPerTable * entrySize);
  readonly #hash = createHash("sha256");
  /** Number of the table that is being filled. */
  #at = 0;
  #isTableEmpty = true;
  #grains = 0;
  #sectors = 0;

  private constructor(sink: VmdkSink, capacityBytes: number) {
    this.#sink = sink;
    this.#capacity = capacityBytes / sectorSize;
    const tables = Math.ceil(capacityBytes / tableSpan);
    this.#directory = new Uint8Array(sectorsFor(tables * entrySize) * sectorSize);
  }

  /** Writes header and descriptor. */
  static async begin(sink: VmdkSink, { name, seed, capacityBytes }: VmdkIdentity): Promise<VmdkFileWriter> {
    const file = new VmdkFileWriter(sink, capacityBytes);
    const front = new Uint8Array(overhead * sectorSize);
    front.set(file.#header(undefined));
    const descriptor = Buffer.from(createDiskDescriptor({ name, seed, sectors: file.#capacity }));
    if (descriptor.length > descriptorSectors * sectorSize) throw new RangeError("the disk's name is too long");
    front.set(descriptor, descriptorOffset * sectorSize);
    await file.#write(front);
    return file;
  }

  /**
   * @param diskOffset byte of the disk where the first grain begins; never below those of an earlier call
   * @param records the grains' records, one after the other
   * @param lengths sectors of each grain's record; 0 for a grain of zeros, which has none
   * @throws {EdgelabError} VMDK_INVALID when the file becomes larger than its format can hold
   */
  async addGrains(diskOffset: number, records: Uint8Array, lengths: readonly number[]): Promise<void> {
    const first = diskOffset / grainSize;
    const table = Math.floor(first / entriesPerTable);
    if (table !== this.#at) await this.#endTable();
    this.#at = table;
    const view = viewOf(this.#table);
    let sector = this.#sectors;
    for (const [at, length] of lengths.entries()) {
      if (length === 0) continue;
      view.setUint32(((first + at) % entriesPerTable) * entrySize, sector, true);
      this.#isTableEmpty = false;
      this.#grains += 1;
      sector += length;
    }
    await this.#write(records);
  }

  /** Writes what comes behind the grains. */
  async finish(): Promise<WrittenVmdk> {
    await this.#endTable();
    await this.#writeMarked("directory", this.#directory);
    await this.#writeMarked("footer", this.#header(this.#sectors - this.#directory.length / sectorSize));
    await this.#write(encodeMarker("endOfStream", 0));
    return {
      sizeBytes: this.#sectors * sectorSize,
      sha256: this.#hash.digest("hex"),
      capacityBytes: this.#capacity * sectorSize,
      populatedBytes: this.#grains * grainSize,
    };
  }

  async #endTable(): Promise<void> {
    if (this.#isTableEmpty) return;
    await this.#writeMarked("table", this.#table);
    viewOf(this.#directory).setUint32(this.#at * entrySize, this.#sectors - this.#table.length / sectorSize, true);
    this.#table.fill(0);
    this.#isTableEmpty = true;
  }

  async #writeMarked(name: MarkerName, payload: Uint8Array): Promise<void> {
    await this.#write(Buffer.concat([encodeMarker(name, payload.length / sectorSize), payload]));
  }

  async #write(bytes: Uint8Array): Promise<void> {
    this.#sectors += bytes.length / sectorSize;
    if (this.#sectors >= mostSectors) {
      throw new EdgelabError("VMDK_INVALID", {
        what: "The disk does not fit into a VMDK.",
        why: "A streamOptimized VMDK must stay below 2 TiB after compression.",
        next: "Use a smaller disk, or compress harder.",
      });
    }
    const written = this.#sink.write(bytes);
    this.#hash.update(bytes);
    await written;
  }

  #header(directoryOffset: number | undefined): Uint8Array {
    const capacity = this.#capacity;
    return encodeSparseHeader({ version: 3, capacity, descriptorOffset, descriptorSectors, directoryOffset, overhead });
  }
}

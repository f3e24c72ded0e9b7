import type { RandomAccess } from "../core/random-access.ts";
import { invalid } from "./invalid.ts";
import { sectorSize, sectorsFor, viewOf } from "./layout.ts";
import { isMarker, type MarkerName } from "./marker.ts";
import type { SparseHeader } from "./sparse-header.ts";

const entrySize = 4;
/** Sectors of neighbouring tables that are read at once. */
const mostSectors = 2048;

/** Where the grains of a disk are in its file; only those that are there. */
export interface GrainIndex {
  /** Numbers of grains, ascending. Grain n begins n grain sizes into the disk. */
  readonly numbers: Uint32Array;
  /** Sector of the marker of each, in the order of `numbers`. */
  readonly sectors: Uint32Array;
  /** The sector where each must have ended, because something else begins. In the order of `numbers`. */
  readonly ends: Uint32Array;
  /** Whether whoever reads the file forward meets them in the order of the disk. */
  readonly isOrdered: boolean;
}

interface Region {
  readonly start: number;
  readonly sectors: number;
  readonly what: string;
}

/**
 * Reads the directory and the tables. Sizes are compared with the file before anything is read, and no two parts of the
 * file may overlap.
 *
 * @param withMarkers directory and tables have markers before them, as in a file with a footer
 * @throws {EdgelabError} VMDK_INVALID
 */
export async function readGrainIndex(
  source: RandomAccess,
  header: SparseHeader & { readonly directoryOffset: number },
  withMarkers: boolean,
): Promise<GrainIndex> {
  const fileSectors = Math.floor(source.size / sectorSize);
  const grains = Math.ceil(header.capacity / header.grainSectors);
  const tables = Math.ceil(grains / header.entriesPerTable);
  if (fileSectors >= 2 ** 32 || grains >= 2 ** 32)
    throw invalid("it has more sectors or grains than 32 bits can count");
  const reader = new TableReader(source, fileSectors, withMarkers);

  const place = { start: header.directoryOffset, sectors: sectorsFor(tables * entrySize), what: "its directory" };
  const directory = (await reader.read("directory", place)).subarray(0, tables);
  const tableSectors = sectorsFor(header.entriesPerTable * entrySize);
  const starts = directory.filter((start) => start !== 0);
  if (starts.length * tableSectors > fileSectors) throw invalid("its tables are larger than the file");

  const regions: Region[] = [
    { start: 0, sectors: 1, what: "its header" },
    { start: header.descriptorOffset, sectors: header.descriptorSectors, what: "its descriptor" },
    reader.withMarker(place),
    ...Array.from(starts, (start) => reader.withMarker({ start, sectors: tableSectors, what: "a table" })),
  ];
  assertDisjoint(regions);

  const numbers: number[] = [];
  const sectors: number[] = [];
  for (let table = 0; table < tables; ) {
    const start = directory[table]!;
    if (start === 0) {
      table += 1;
      continue;
    }
    // qemu and open-vmdk put all tables side by side
    let run = 1;
    while (directory[table + run] === start + run * tableSectors && (run + 1) * tableSectors <= mostSectors) run += 1;
    const entries = await reader.read("table", { start, sectors: run * tableSectors, what: "a table" });
    const first = table * header.entriesPerTable;
    for (let at = 0; at < run * header.entriesPerTable; at += 1) {
      const sector = entries[at]!;
      if (sector === 0) continue;
      if (first + at >= grains) throw invalid("a table has a grain behind the end of the disk");
      if (sector >= fileSectors) throw invalid(`grain ${first + at} is at sector ${sector}, not inside the file`);
      numbers.push(first + at);
      sectors.push(sector);
    }
    table += run;
  }
  return withEnds(Uint32Array.from(numbers), Uint32Array.from(sectors), regions, fileSectors);
}

/** Tables of one file, with the markers before them when it has some. */
class TableReader {
  readonly #source: RandomAccess;
  readonly #fileSectors: number;
  readonly #marked: boolean;

  constructor(source: RandomAccess, fileSectors: number, marked: boolean) {
    this.#source = source;
    this.#fileSectors = fileSectors;
    this.#marked = marked;
  }

  withMarker(region: Region): Region {
    return this.#marked ? { ...region, start: region.start - 1, sectors: region.sectors + 1 } : region;
  }

  async read(marker: MarkerName, region: Region): Promise<Uint32Array> {
    const { start, sectors, what } = this.withMarker(region);
    if (start < 1 || start + sectors > this.#fileSectors) {
      throw invalid(`${what} of ${sectors} sectors at sector ${start} is not inside the file`);
    }
    const bytes = await this.#source.read(start * sectorSize, sectors * sectorSize);
    if (bytes.length !== sectors * sectorSize) throw invalid(`${what} could not be read to its end`);
    if (this.#marked && !isMarker(marker, bytes)) throw invalid(`${what} at sector ${start} has no marker before it`);
    const payload = this.#marked ? bytes.subarray(sectorSize) : bytes;
    const view = viewOf(payload);
    return Uint32Array.from({ length: payload.length / entrySize }, (_, at) => view.getUint32(at * entrySize, true));
  }
}

function assertDisjoint(regions: readonly Region[]): void {
  const sorted = [...regions].sort((a, b) => a.start - b.start);
  for (const [at, region] of sorted.entries()) {
    const before = sorted[at - 1];
    if (before && before.start + before.sectors > region.start) {
      throw invalid(`${before.what} and ${region.what} overlap at sector ${region.start}`);
    }
  }
}

function withEnds(
  numbers: Uint32Array,
  sectors: Uint32Array,
  regions: readonly Region[],
  fileSectors: number,
): GrainIndex {
  const bounds = Uint32Array.from([...regions.map(({ start }) => start), fileSectors]).sort();
  const sorted = isAscending(sectors) ? sectors : Uint32Array.from(sectors).sort();
  const behind = new Map(regions.map(({ start, sectors }) => [start, start + sectors]));
  const ends = new Uint32Array(sectors.length);
  for (const [at, sector] of sectors.entries()) {
    const bound = firstAbove(bounds, sector);
    const region = bounds[bound - 1]!;
    if (behind.get(region)! > sector) throw invalid(`grain ${numbers[at]} overlaps the tables at sector ${sector}`);
    const next = sorted === sectors ? at + 1 : firstAbove(sorted, sector);
    if (sorted !== sectors && sorted[next - 2] === sector) throw invalid(`two grains are at sector ${sector}`);
    ends[at] = Math.min(bounds[bound]!, sorted[next] ?? fileSectors);
  }
  return { numbers, sectors, ends, isOrdered: sorted === sectors };
}

function isAscending(values: Uint32Array): boolean {
  return values.every((value, at) => at === 0 || value > values[at - 1]!);
}

/** Index of the first element above `value` in ascending `values`. */
export function firstAbove(values: Uint32Array, value: number): number {
  let [low, high] = [0, values.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (values[middle]! > value) high = middle;
    else low = middle + 1;
  }
  return low;
}

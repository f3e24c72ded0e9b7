import { continuationField, continuationLength } from "./rock-ridge.ts";
import { sectorSize } from "./sector.ts";

/** System use fields of one record, whose continuation has a place only once the volume is laid out. */
export interface SystemUse {
  /** Bytes in the record itself. */
  readonly length: number;
  encode(): Uint8Array;
}

/** Longest directory record: its length is one byte, and even. */
const longestRecord = 254;

/** Takes in what directory records have no room for. Nothing crosses a sector: Linux reads one for each continuation. */
export class ContinuationArea {
  readonly #parts: { readonly at: number; readonly bytes: Uint8Array }[] = [];
  #end = 0;
  #firstSector: number | undefined;

  get sizeBytes(): number {
    return Math.ceil(this.#end / sectorSize) * sectorSize;
  }

  /**
   * The fields of one name and one link are shorter than a sector together, so one continuation is always enough.
   *
   * @param header bytes of the record before its system use
   */
  fit(fields: readonly Uint8Array[], header: number): SystemUse {
    const whole = Buffer.concat(fields);
    if (header + whole.length <= longestRecord) return { length: whole.length, encode: () => whole };
    let room = longestRecord - header - continuationLength;
    const firstOut = fields.findIndex((field) => (room -= field.length) < 0);
    const own = Buffer.concat(fields.slice(0, firstOut));
    const rest = Buffer.concat(fields.slice(firstOut));
    const at = this.#take(rest);
    return {
      length: own.length + continuationLength,
      encode: () => {
        const sector = this.#first() + Math.floor(at / sectorSize);
        return Buffer.concat([own, continuationField(sector, at % sectorSize, rest.length)]);
      },
    };
  }

  /** Nothing that points into the area can be encoded before. */
  place(firstSector: number): void {
    this.#firstSector = firstSector;
  }

  encode(): Uint8Array {
    const area = new Uint8Array(this.sizeBytes);
    for (const { at, bytes } of this.#parts) area.set(bytes, at);
    return area;
  }

  #take(bytes: Uint8Array): number {
    if (bytes.length > sectorSize) throw new RangeError("the fields of one record are longer than a sector");
    const left = sectorSize - (this.#end % sectorSize);
    const at = bytes.length > left ? this.#end + left : this.#end;
    this.#parts.push({ at, bytes });
    this.#end = at + bytes.length;
    return at;
  }

  #first(): number {
    if (this.#firstSector === undefined) throw new Error("the continuation area has no place yet");
    return this.#firstSector;
  }
}

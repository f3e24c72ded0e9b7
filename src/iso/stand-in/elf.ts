/** What a dynamically linked program asks for. */
export interface ElfNeeds {
  /** Path of its dynamic linker; undefined for a library and for a static program. */
  readonly interpreter: string | undefined;
  /** Names of shared libraries, in the order in which they are linked. */
  readonly libraries: readonly string[];
}

const segment = { load: 1, dynamic: 2, interpreter: 3 } as const;
const tag = { end: 0, needed: 1, strings: 5 } as const;

/**
 * Reads a 64-bit little-endian ELF file; undefined for anything else.
 *
 * @see System V ABI, chapter 5
 */
export function readElfNeeds(bytes: Uint8Array): ElfNeeds | undefined {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (file.length < 64 || file.readUInt32BE(0) !== 0x7f454c46 || file[4] !== 2 || file[5] !== 1) return undefined;
  const [start, size, count] = [number(file, 32), file.readUInt16LE(54), file.readUInt16LE(56)];
  const segments = Array.from({ length: count }, (_, index) => {
    const at = start + index * size;
    return {
      type: file.readUInt32LE(at),
      offset: number(file, at + 8),
      address: number(file, at + 16),
      length: number(file, at + 32),
    };
  });
  const interpreter = segments.find(({ type }) => type === segment.interpreter);
  const dynamic = segments.find(({ type }) => type === segment.dynamic);
  const entries: { readonly tag: number; readonly value: number }[] = [];
  for (let at = dynamic?.offset ?? file.length; at + 16 <= file.length; at += 16) {
    const entry = { tag: number(file, at), value: number(file, at + 8) };
    if (entry.tag === tag.end) break;
    entries.push(entry);
  }
  const stringsAddress = entries.find((entry) => entry.tag === tag.strings)?.value ?? 0;
  const strings = segments.find(
    ({ type, address, length }) =>
      type === segment.load && stringsAddress >= address && stringsAddress < address + length,
  );
  const stringsAt = stringsAddress - (strings?.address ?? 0) + (strings?.offset ?? 0);
  return {
    interpreter: interpreter && textAt(file, interpreter.offset),
    libraries: entries.filter((entry) => entry.tag === tag.needed).map(({ value }) => textAt(file, stringsAt + value)),
  };
}

function number(file: Buffer, at: number): number {
  return Number(file.readBigUInt64LE(at));
}

function textAt(file: Buffer, at: number): string {
  return file.toString("latin1", at, file.indexOf(0, at));
}

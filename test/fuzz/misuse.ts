import type { RandomAccess } from "../../src/core/random-access.ts";

export type MisuseKind = "outside" | "growth" | "path";

/** Something that no input may make a reader do. Kept as well as thrown: readers may catch what they do not know. */
export class Misuse extends Error {
  override readonly name = "Misuse";
  readonly kind: MisuseKind;
  static last: Misuse | undefined;

  constructor(kind: MisuseKind, message: string) {
    super(message);
    this.kind = kind;
    Misuse.last ??= this;
  }
}

/** Readers may ask for more than there is, and get less; but not for much more, nor for what cannot be anywhere. */
const slackBytes = 1 << 20;

/** A source that watches where its reader reads. */
export class WatchedSource implements RandomAccess {
  readonly size: number;
  readonly ranges: { readonly offset: number; readonly length: number }[] = [];
  readonly #bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.size = bytes.length;
  }

  async read(offset: number, length: number): Promise<Uint8Array> {
    const isNumber = Number.isSafeInteger(offset) && Number.isSafeInteger(length);
    const isInside = offset >= 0 && offset <= this.size && length >= 0 && offset + length <= this.size + slackBytes;
    if (!isNumber || !isInside) {
      throw new Misuse("outside", `read of ${length} bytes at ${offset}, of a source of ${this.size}`);
    }
    this.ranges.push({ offset, length });
    return this.#bytes.subarray(offset, offset + length);
  }
}

/** @throws {Misuse} when a name could lead out of the folder it is in */
export function checkName(name: string): void {
  if (name === "" || name === "." || name === ".." || /[/\0]/.test(name)) {
    throw new Misuse("path", `the name ${JSON.stringify(name)} leads out of its folder`);
  }
}

const limits = { oneBytes: 96 << 20, allBytes: 512 << 20 };
let allocated = 0;

/** Memory outside of the heap counts too: the limit on a worker's heap does not know it. */
export function watchAllocations(): void {
  for (const name of ["alloc", "allocUnsafe", "allocUnsafeSlow"] as const) {
    const original = Buffer[name].bind(Buffer) as (size: number, ...rest: unknown[]) => Buffer<ArrayBuffer>;
    Buffer[name] = (size: number, ...rest: unknown[]) => {
      count(size);
      return original(size, ...rest);
    };
  }
  const globals = globalThis as unknown as Record<string, new (...args: unknown[]) => object>;
  for (const [name, bytes] of [
    ["Uint8Array", 1],
    ["Uint16Array", 2],
    ["Uint32Array", 4],
  ] as const) {
    globals[name] = new Proxy(globals[name]!, {
      construct(type, args, target) {
        if (typeof args[0] === "number") count(args[0] * bytes);
        return Reflect.construct(type, args, target) as object;
      },
    });
  }
}

function count(bytes: number): void {
  allocated += bytes;
  if (bytes > limits.oneBytes) throw new Misuse("growth", `${bytes} bytes at once`);
  if (allocated > limits.allBytes) throw new Misuse("growth", `${allocated} bytes for one input`);
}

export function startCounting(): void {
  allocated = 0;
  Misuse.last = undefined;
}

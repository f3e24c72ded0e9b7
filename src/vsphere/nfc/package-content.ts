import { open } from "node:fs/promises";
import { addAbortSignal, type Readable } from "node:stream";
import type { Abortable } from "../../core/abort.ts";
import { EdgelabError } from "../../core/errors.ts";

/** A file of the package. It can be opened again for another attempt. */
export interface PackageContent {
  readonly sizeBytes: number;
  open(): Readable;
  /** Where on this machine its bytes are, if they are: from there they are read twice as fast as from a stream. */
  readonly path?: string | undefined;
  /** Of the first byte in the file at `path`. @default 0 */
  readonly offset?: number | undefined;
  /** What the package's manifest says, lower-case hex. Anything else than that is refused. */
  readonly sha256?: string | undefined;
}

interface Slot {
  readonly bytes: Buffer;
  /** Settled when the bytes may be overwritten. */
  free: Promise<void>;
}

const chunkBytes = 512 * 1024;
const slots = 6;

/**
 * Hands over the bytes in order. What is handed over may be overwritten as soon as `take` has resolved: a file is read
 * ahead into a few buffers that are used again and again, since new memory for each piece costs as much as the hashing.
 */
export async function eachChunk(
  content: PackageContent,
  name: string,
  options: Abortable,
  take: (chunk: Uint8Array) => Promise<void>,
): Promise<void> {
  if (content.path === undefined) await fromStream(content, name, options, take);
  else await fromFile(content.path, content, name, options, take);
}

async function fromStream(
  content: PackageContent,
  name: string,
  { signal }: Abortable,
  take: (chunk: Uint8Array) => Promise<void>,
): Promise<void> {
  const stream = addAbortSignal(signal, content.open());
  const chunks = (stream as AsyncIterable<Buffer>)[Symbol.asyncIterator]();
  try {
    for (;;) {
      const next = await chunks.next().catch((cause: unknown) => {
        throw unreadable(name, cause);
      });
      if (next.done === true) return;
      await take(next.value);
    }
  } finally {
    stream.destroy();
  }
}

async function fromFile(
  path: string,
  { offset = 0, sizeBytes }: PackageContent,
  name: string,
  { signal }: Abortable,
  take: (chunk: Uint8Array) => Promise<void>,
): Promise<void> {
  const file = await open(path, "r").catch((cause: unknown) => {
    throw unreadable(name, cause);
  });
  const ring: Slot[] = Array.from({ length: Math.min(slots, Math.ceil(sizeBytes / chunkBytes)) }, () => ({
    bytes: Buffer.allocUnsafeSlow(chunkBytes),
    free: Promise.resolve(),
  }));
  const fill = async (at: number, { bytes, free }: Slot): Promise<Uint8Array> => {
    await free;
    signal.throwIfAborted();
    const wanted = Math.min(chunkBytes, sizeBytes - at);
    let filled = 0;
    while (filled < wanted) {
      const { bytesRead } = await file.read(bytes, filled, wanted - filled, offset + at + filled);
      if (bytesRead === 0) break;
      filled += bytesRead;
    }
    return bytes.subarray(0, filled);
  };
  try {
    const filled = ring.map((slot, number) => quiet(fill(number * chunkBytes, slot)));
    for (let at = 0; at < sizeBytes; at += chunkBytes) {
      const number = (at / chunkBytes) % ring.length;
      const slot = ring[number];
      const chunk = await filled[number]?.catch((cause: unknown) => {
        throw cause instanceof EdgelabError ? cause : unreadable(name, cause);
      });
      if (slot === undefined || chunk === undefined) return;
      slot.free = quiet(take(chunk));
      const next = at + ring.length * chunkBytes;
      if (next < sizeBytes) filled[number] = quiet(fill(next, slot));
    }
    for (const { free } of ring) await free;
  } finally {
    await Promise.allSettled(ring.map(({ free }) => free));
    await file.close();
  }
}

/** Its failure is met where it is waited for, which may be later than it happens, or never after another one. */
function quiet<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => undefined);
  return promise;
}

function unreadable(name: string, cause: unknown): EdgelabError {
  if (cause instanceof EdgelabError) return cause;
  const why = cause instanceof Error ? cause.message : String(cause);
  return new EdgelabError("FILE_UNUSABLE", { what: `${name} cannot be read.`, why, cause });
}

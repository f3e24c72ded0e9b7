import { createHash } from "node:crypto";
import type { Abortable } from "../core/abort.ts";
import { EdgelabError } from "../core/errors.ts";
import { openRandomAccess } from "../core/random-access-file.ts";
import { changed, chunkBytes, readAhead } from "./chunks.ts";
import { type StoredContent, type StreamContent, sizeOf, stored } from "./content.ts";
import { type IsoSpec, layOut } from "./layout.ts";
import { sectorSize } from "./sector.ts";

export type { IsoBoot } from "./boot-plan.ts";
export type { BytesContent, LocalFile, StreamContent } from "./content.ts";
export type { IsoSpec } from "./layout.ts";
export type { IsoFile, IsoLink } from "./tree.ts";

/**
 * An ISO 9660 volume with Rock Ridge and Joliet names, in memory: made for seeds and small trees.
 *
 * @throws {EdgelabError} ISO_INVALID for a name, volume id or boot image that does not fit
 */
export function createIso(spec: IsoSpec): Uint8Array {
  const { sizeBytes, pieces } = layOut(spec);
  const volume = new Uint8Array(sizeBytes);
  for (const { sector, content } of pieces) {
    if (!(content instanceof Uint8Array)) throw new TypeError("createIso takes contents in memory only");
    volume.set(content, sector * sectorSize);
  }
  return volume;
}

/** Where a volume is written to, in order. Each call is awaited before the next. */
export interface IsoSink {
  write(chunk: Uint8Array): Promise<void> | void;
}

export interface WriteIsoOptions extends Abortable {
  readonly onProgress?: ((doneBytes: number, totalBytes: number) => void) | undefined;
}

export interface WrittenIso {
  readonly sizeBytes: number;
  /** Lower-case hex. */
  readonly sha256: string;
}

/** No boot loader for BIOSes is larger. */
const largestBootImage = 32 << 20;

/**
 * The same volume as {@link createIso}, of any size: contents are read while it is written, a few MiB at a time.
 *
 * @throws {EdgelabError} ISO_INVALID as createIso; FILE_UNUSABLE when a file is missing or its size has changed
 */
export async function writeIso(
  spec: IsoSpec<StreamContent>,
  sink: IsoSink,
  { signal, onProgress }: WriteIsoOptions,
): Promise<WrittenIso> {
  const { sizeBytes, pieces } = layOut(await withBootImageInMemory(spec));
  const output = new HashedOutput(sink, signal, (done) => onProgress?.(done, sizeBytes));
  for (const { sector, content } of pieces) {
    await output.fillTo(sector * sectorSize);
    for await (const chunk of chunksOf(content)) await output.write(chunk);
  }
  await output.fillTo(sizeBytes);
  return { sizeBytes, sha256: output.digest() };
}

const zeros = new Uint8Array(64 * 1024);

/** Counts and hashes what goes to a sink. */
class HashedOutput {
  readonly #sink: IsoSink;
  readonly #signal: AbortSignal;
  readonly #onWritten: (doneBytes: number) => void;
  readonly #hash = createHash("sha256");
  #done = 0;

  constructor(sink: IsoSink, signal: AbortSignal, onWritten: (doneBytes: number) => void) {
    this.#sink = sink;
    this.#signal = signal;
    this.#onWritten = onWritten;
  }

  async write(chunk: Uint8Array): Promise<void> {
    this.#signal.throwIfAborted();
    this.#hash.update(chunk);
    await this.#sink.write(chunk);
    this.#done += chunk.length;
    this.#onWritten(this.#done);
  }

  /** Zeros up to where the next piece begins. */
  async fillTo(end: number): Promise<void> {
    while (this.#done < end) await this.write(zeros.subarray(0, Math.min(zeros.length, end - this.#done)));
  }

  digest(): string {
    return this.#hash.digest("hex");
  }
}

/** The boot info table holds a sum over the image that it is written into. */
async function withBootImageInMemory(spec: IsoSpec<StreamContent>): Promise<IsoSpec<StreamContent>> {
  const image = spec.boot?.bios?.image;
  const files = spec.files.map(async (file) => {
    if (file.path !== image || !("content" in file)) return file;
    const size = sizeOf(stored(file.content));
    if (size > largestBootImage) {
      throw new EdgelabError("ISO_INVALID", {
        what: `${file.path} cannot be a boot image for BIOSes: it has ${size} bytes.`,
      });
    }
    const chunks: Uint8Array[] = [];
    for await (const chunk of chunksOf(stored(file.content))) chunks.push(chunk);
    return { ...file, content: Buffer.concat(chunks) };
  });
  return { ...spec, files: await Promise.all(files) };
}

async function* chunksOf(content: StoredContent): AsyncGenerator<Uint8Array> {
  if (content instanceof Uint8Array) {
    for (let at = 0; at < content.length; at += chunkBytes) yield content.subarray(at, at + chunkBytes);
  } else if ("read" in content) {
    yield* readAhead(content, "the content of a file");
  } else {
    await using file = await openRandomAccess(content.path);
    if (file.size !== content.sizeBytes) {
      throw changed(content.path, `It has ${file.size} bytes; ${content.sizeBytes} were expected.`);
    }
    yield* readAhead(file, content.path);
  }
}

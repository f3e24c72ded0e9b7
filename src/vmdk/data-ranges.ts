import { stat } from "node:fs/promises";
import { resolve } from "node:path";
import { execa } from "execa";
import { type Abortable, withDeadline } from "../core/abort.ts";

/** A part of a file or of a disk. In bytes. */
export interface DataRange {
  readonly offset: number;
  readonly length: number;
}

const timeoutMs = 30_000;
/** A file system counts in these whatever its own blocks are (POSIX `st_blocks`). */
const statBlock = 512;
/** Far above any disk: the answer for a badly fragmented one is dropped, and all of it is read. */
const mostAnswer = 64 << 20;

/**
 * The parts of a raw file that hold data, ascending; everything else is a hole and reads as zeros. Node cannot ask the
 * file system for holes, qemu-img can.
 *
 * @returns undefined when the file has no holes, or nobody tells where they are: then all of it is to be read
 */
export async function findDataRanges(path: string, { signal }: Abortable): Promise<readonly DataRange[] | undefined> {
  const { size, blocks } = await stat(path);
  // Windows counts no blocks
  if (blocks === undefined || blocks * statBlock >= size) return undefined;
  // An absolute path is never taken for a protocol of qemu's, and a given format is never guessed from the content.
  const args = ["map", "--output=json", "-f", "raw", resolve(path)];
  try {
    return await withDeadline(timeoutMs, `looking for holes in ${path}`, { signal }, async (bounded) => {
      const { stdout } = await execa("qemu-img", args, { cancelSignal: bounded.signal, maxBuffer: mostAnswer });
      return rangesOf(JSON.parse(stdout), size);
    });
  } catch {
    signal.throwIfAborted();
    return undefined;
  }
}

/** @throws when it is not what qemu-img prints, or does not cover the whole file */
function rangesOf(map: unknown, size: number): readonly DataRange[] {
  if (!Array.isArray(map)) throw new TypeError("no list");
  const found: DataRange[] = [];
  let end = 0;
  for (const part of map as { start?: unknown; length?: unknown; data?: unknown; zero?: unknown }[]) {
    const { start, length, data, zero } = part;
    if (start !== end || typeof length !== "number" || !(length > 0)) throw new TypeError("a gap");
    if (data !== false || zero !== true) found.push({ offset: end, length });
    end += length;
  }
  if (end < size) throw new TypeError("the end is missing");
  return found;
}

import { createHash } from "node:crypto";
import { EdgelabError } from "../core/errors.ts";
import type { RandomAccess } from "../core/random-access.ts";
import { isSafeName } from "./file-system.ts";

/**
 * A disk of edgelab's sandbox, exported. A simulated machine writes files, not sectors, so there is no file system to put on
 * the disk; what it wrote is kept in an area of edgelab's own instead, and the disk says so in plain text where a boot loader
 * would be. It starts on no machine. Imported into a sandbox it is the same disk again.
 *
 * Bytes 0 to 4095 hold the text, NUL padded; its last line tells where the contents are, their length, and their digest. The
 * contents are JSON: `{"files":[{"path":"COS_OEM:/90_custom.yaml","size":3,"base64":"…"}]}`, without `base64` for a file of
 * which only the size is known.
 */
export const simulatedDiskMark = "edgelab sandbox: simulated disk";

export interface SimulatedFile {
  /** `LABEL:/path`. */
  readonly path: string;
  readonly sizeBytes: number;
  /** Not of files that were too large to be kept. */
  readonly bytes?: Uint8Array | undefined;
}

const textBytes = 4096;
const contentsAt = 65_536;
const most = { contentsBytes: 64 * 2 ** 20, files: 100_000, pathLength: 4096 };
const placeLine = /^contents: offset=(\d{1,12}) length=(\d{1,9}) sha256=([0-9a-f]{64})$/m;

/** The parts of such a disk that are not zero, by offset. */
export function encodeSimulatedDisk(
  files: readonly SimulatedFile[],
): readonly { readonly offset: number; readonly bytes: Uint8Array }[] {
  const listed = files.map(({ path, sizeBytes, bytes }) => ({
    path,
    size: sizeBytes,
    ...(bytes && { base64: Buffer.from(bytes).toString("base64") }),
  }));
  const contents = Buffer.from(JSON.stringify({ files: listed }));
  if (contents.length > most.contentsBytes) throw new RangeError(`${contents.length} bytes are too many for the area`);
  const text = Buffer.alloc(textBytes);
  text.write(
    [
      simulatedDiskMark,
      "",
      "What a simulated machine of edgelab's sandbox wrote to its disk. No operating system is on it, and it starts on no",
      "machine. Import it into an edgelab sandbox to have the simulated machine back.",
      "",
      `contents: offset=${contentsAt} length=${contents.length} sha256=${sha256(contents)}`,
      "",
    ].join("\n"),
  );
  return [
    { offset: 0, bytes: text },
    { offset: contentsAt, bytes: contents },
  ];
}

/**
 * What is on such a disk; undefined for any other disk.
 *
 * @throws {EdgelabError} DISK_INVALID when it says that it is one and its contents are damaged
 */
export async function readSimulatedDisk(source: RandomAccess): Promise<readonly SimulatedFile[] | undefined> {
  const mark = await source.read(0, simulatedDiskMark.length);
  if (Buffer.from(mark).toString("latin1") !== simulatedDiskMark) return undefined;
  const text = Buffer.from(await source.read(0, textBytes)).toString("utf8");
  const place = placeLine.exec(text);
  const [offset, length] = [Number(place?.[1]), Number(place?.[2])];
  if (!place || length > most.contentsBytes || offset + length > source.size) {
    throw invalid("it does not tell where its contents are");
  }
  const contents = await source.read(offset, length);
  if (sha256(contents) !== place[3]) throw invalid("its contents are damaged");
  return parseContents(contents);
}

function parseContents(contents: Uint8Array): readonly SimulatedFile[] {
  let files: unknown;
  try {
    ({ files } = JSON.parse(Buffer.from(contents).toString("utf8")) as { files?: unknown });
  } catch (error) {
    throw invalid("its contents are no JSON", error);
  }
  if (!Array.isArray(files) || files.length > most.files) throw invalid("its contents list no files");
  return files.map(parseFile);
}

function parseFile(listed: unknown): SimulatedFile {
  const { path, size, base64 } = (listed ?? {}) as Readonly<Record<string, unknown>>;
  if (!isPath(path) || typeof size !== "number" || !Number.isSafeInteger(size) || size < 0) {
    throw invalid("one of its files has no name or size");
  }
  if (base64 === undefined) return { path, sizeBytes: size };
  const bytes = typeof base64 === "string" ? Buffer.from(base64, "base64") : undefined;
  if (bytes?.length !== size) throw invalid(`its file ${JSON.stringify(path)} has not the size that it should`);
  return { path, sizeBytes: size, bytes };
}

function isPath(path: unknown): path is string {
  if (typeof path !== "string" || path.length > most.pathLength) return false;
  const [, below] = /^[\w-]+:\/(.+)$/s.exec(path) ?? [];
  return below !== undefined && below.split("/").every(isSafeName);
}

function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

function invalid(why: string, cause?: unknown): EdgelabError {
  return new EdgelabError("DISK_INVALID", { what: `This simulated disk of a sandbox cannot be read: ${why}.`, cause });
}

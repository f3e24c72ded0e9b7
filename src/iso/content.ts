import type { RandomAccess } from "../core/random-access.ts";

/** A regular file on this machine, read while the volume is written. */
export interface LocalFile {
  readonly path: string;
  /** As it was when the volume was planned; a file that has another size by then is refused. */
  readonly sizeBytes: number;
}

/** Content that is in memory. */
export type BytesContent = Uint8Array | string;

/** Content of any size; only parts of it are ever in memory. */
export type StreamContent = BytesContent | LocalFile | RandomAccess;

/** Content as the layout keeps it: a text is bytes by then. */
export type StoredContent = Exclude<StreamContent, string>;

export function stored(content: StreamContent): StoredContent {
  return typeof content === "string" ? Buffer.from(content) : content;
}

/** In bytes. */
export function sizeOf(content: StoredContent): number {
  if (content instanceof Uint8Array) return content.length;
  return "read" in content ? content.size : content.sizeBytes;
}

import { createReadStream } from "node:fs";
import { TextDecoder } from "node:util";
import type { Abortable } from "./abort.ts";

/** Why a file is not a text that can be used, as a clause: `is not a text file`. */
export class UnusableTextError extends Error {
  override readonly name = "UnusableTextError";
}

/**
 * Reads a UTF-8 text of at most `maxBytes`, from a file, a pipe or a device. A byte-order mark is dropped.
 *
 * @throws {UnusableTextError} too long, binary, or another encoding. Errors of the file system pass through.
 */
export async function readTextFile(
  path: string,
  { maxBytes = 1 << 20, signal }: Abortable & { readonly maxBytes?: number },
): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of createReadStream(path, { end: maxBytes, signal })) chunks.push(chunk as Buffer);
  const bytes = Buffer.concat(chunks);
  if (bytes.includes(0)) {
    const utf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
    throw new UnusableTextError(utf16 ? "is UTF-16, expected UTF-8" : "is not a text file");
  }
  if (bytes.length > maxBytes) throw new UnusableTextError(`is longer than ${maxBytes} bytes`);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (error) {
    throw new UnusableTextError("is not UTF-8 text", { cause: error });
  }
}

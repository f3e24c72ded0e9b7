import { invalid } from "../bounded-source.ts";
import { latin1, uint16, uint32 } from "../bytes.ts";
import type { Inode } from "./inode.ts";

const attributeMagic = 0xea02_0000;
const entryBytes = 16;
/** The name "system.data" as attributes store it: number of the prefix, and the rest. */
const systemPrefix = 7;

/**
 * A small file's or directory's bytes that lie in the inode itself: in place of its block pointers, and in the
 * attribute `system.data` (filesystems/ext4/inlinedata.rst).
 */
export function readInlineData(inode: Inode, what: string): { readonly head: Uint8Array; readonly tail: Uint8Array } {
  const tail = systemData(inode.raw, what);
  if (!tail) throw invalid(`${what} is said to lie in its inode, and does not`);
  return { head: inode.block, tail };
}

/** The attributes in the inode's body: entries from the front, values anywhere behind, both counted from the entries. */
function systemData(raw: Uint8Array, what: string): Uint8Array | undefined {
  const start = 128 + (raw.length > 128 ? uint16(raw, 0x80) : 0);
  if (start + 8 > raw.length || uint32(raw, start) !== attributeMagic) return undefined;
  const body = raw.subarray(start + 4);
  for (let at = 0; at + entryBytes <= body.length && uint32(body, at) !== 0; ) {
    const nameLength = body[at]!;
    if (body[at + 1] === systemPrefix && latin1(body, at + entryBytes, nameLength) === "data") {
      const [offset, size] = [uint16(body, at + 2), uint32(body, at + 8)];
      if (offset + size > body.length) throw invalid(`the data of ${what} lie outside of its inode`);
      return body.subarray(offset, offset + size);
    }
    at += entryBytes + Math.ceil(nameLength / 4) * 4;
  }
  return undefined;
}

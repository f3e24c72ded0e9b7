import type { RandomAccess } from "../core/random-access.ts";
import type { BoundedSource } from "./bounded-source.ts";
import { sectorSize } from "./sector.ts";
import type { IsoEntry } from "./walk.ts";

/** The bytes of a file, across the places that they are in. */
export function extentsAsSource(source: BoundedSource, { path, size, extents }: IsoEntry): RandomAccess {
  return {
    size,
    read: async (offset, length) => {
      const end = Math.min(size, offset + length);
      const parts: Uint8Array[] = [];
      let before = 0;
      for (const extent of extents) {
        const [from, to] = [Math.max(offset - before, 0), Math.min(end - before, extent.size)];
        if (from < to) parts.push(await source.readAt(extent.sector * sectorSize + from, to - from, path));
        before += extent.size;
      }
      return parts.length === 1 ? parts[0]! : Buffer.concat(parts);
    },
  };
}

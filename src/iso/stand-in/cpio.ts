import type { SystemEntry, SystemTree } from "./system-tree.ts";

const types = { directory: 0o040000, file: 0o100000, symlink: 0o120000 } as const;

/**
 * A cpio archive in the newc format, as the kernel unpacks it into its initramfs. Every date is the epoch.
 *
 * @see Linux, Documentation/driver-api/early-userspace/buffer-format.rst
 */
export function createCpio(tree: SystemTree): Uint8Array {
  const entries = tree.entries().map((entry, index) => encode(entry, index + 1));
  return Buffer.concat([...entries, record("TRAILER!!!", 0, 0, 1, new Uint8Array())]);
}

function encode(entry: SystemEntry, inode: number): Uint8Array {
  const mode = types[entry.kind] | (entry.kind === "symlink" ? 0o777 : entry.mode);
  const content =
    entry.kind === "file" ? entry.content : Buffer.from(entry.kind === "symlink" ? entry.target : "", "utf8");
  return record(entry.path.slice(1), inode, mode, entry.kind === "directory" ? 2 : 1, content);
}

function record(name: string, inode: number, mode: number, links: number, content: Uint8Array): Uint8Array {
  const path = Buffer.from(`${name}\0`, "utf8");
  const own = [inode, mode, 0, 0, links, 0, content.length]; // owner, group and date are 0
  const fields = [...own, 0, 0, 0, 0, path.length, 0]; // as are devices and the checksum
  const header = Buffer.from(`070701${fields.map((field) => field.toString(16).padStart(8, "0")).join("")}`, "latin1");
  return Buffer.concat([padded(Buffer.concat([header, path])), padded(content)]);
}

function padded(bytes: Uint8Array): Uint8Array {
  return Buffer.concat([bytes, Buffer.alloc(-bytes.length & 3)]);
}

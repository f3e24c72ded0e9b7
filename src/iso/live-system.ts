import type { RandomAccess } from "../core/random-access.ts";
import { viewOf } from "./sector.ts";

/** What is known of the system in an installer without unpacking it. */
export interface LiveSystem {
  /** `6.8.0-51-generic`, from the kernel's own header. */
  readonly kernelVersion: string | undefined;
  /** Of the squashfs that is the system. */
  readonly rootFileSystem: RootFileSystem | undefined;
}

export interface RootFileSystem {
  readonly compression: string;
  /** When it was made, ISO 8601. */
  readonly createdAt: string;
  /** Bytes that it says it has; a shorter file is damaged. */
  readonly sizeBytes: number;
}

/** Version in the header of a Linux kernel for x86. @see Linux, Documentation/arch/x86/boot.rst, kernel_version */
export async function readKernelVersion(kernel: RandomAccess): Promise<string | undefined> {
  const header = Buffer.from(await kernel.read(0, 0x210));
  if (header.length < 0x210 || header.toString("latin1", 0x202, 0x206) !== "HdrS") return undefined;
  const text = Buffer.from(await kernel.read(header.readUInt16LE(0x20e) + 0x200, 128)).toString("latin1");
  return /^[\w.+~-]+/.exec(text)?.[0];
}

const compressions = ["", "gzip", "lzma", "lzo", "xz", "lz4", "zstd"];

/** The superblock of a squashfs, version 4. @see Linux, fs/squashfs/squashfs_fs.h, squashfs_super_block */
export async function readSquashfs(file: RandomAccess): Promise<RootFileSystem | undefined> {
  const bytes = await file.read(0, 96);
  if (bytes.length < 96 || Buffer.from(bytes.subarray(0, 4)).toString("latin1") !== "hsqs") return undefined;
  const view = viewOf(bytes);
  const compression = compressions[view.getUint16(20, true)] || "unknown";
  const createdAt = new Date(view.getUint32(8, true) * 1000).toISOString();
  return { compression, createdAt, sizeBytes: Number(view.getBigUint64(40, true)) };
}

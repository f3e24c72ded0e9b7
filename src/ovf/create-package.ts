import { rm } from "node:fs/promises";
import { join } from "node:path";
import type { Abortable } from "../core/abort.ts";
import { OutputFile } from "../core/output-file.ts";
import { sha256 } from "../core/sha256.ts";
import { type Compression, findDataRanges, type RawDisk, type WrittenVmdk, writeVmdk } from "../vmdk/index.ts";
import { createDescriptor, type DescriptorSpec } from "./create-descriptor.ts";
import { formatManifest } from "./manifest.ts";
import { type MemberSink, OvaWriter, type WrittenFile } from "./ova-writer.ts";
import { ownFolder } from "./own-folder.ts";

export interface PackageSpec extends Omit<DescriptorSpec, "disks"> {
  readonly disk: RawDisk;
}

export interface CreatePackageOptions extends Abortable {
  /** @default "default" */
  readonly compression?: Compression | undefined;
  /** Threads that compress. @default one for each processor */
  readonly workers?: number | undefined;
  /** Replace what has the names already. @default false */
  readonly overwrite?: boolean | undefined;
  /** Bytes of the disk. */
  readonly onProgress?: ((doneBytes: number, totalBytes: number) => void) | undefined;
}

export interface CreatedPackage {
  /** The archive, or the descriptor in its folder. */
  readonly path: string;
  /** Of all files together. */
  readonly sizeBytes: number;
  readonly disk: WrittenVmdk;
  /** In the order of the manifest, the descriptor first; without the manifest itself. */
  readonly files: readonly WrittenFile[];
}

/** Longest in decimal digits: room for it is kept in the archive. */
const unknownBytes = Number.MAX_SAFE_INTEGER;

/**
 * Makes a package of a raw disk, reading it once: compressed, hashed and written in one pass. Same input, same bytes.
 * Cut off, it leaves nothing under the final names.
 *
 * @param output `x.ova`, or a folder for descriptor, manifest and disk
 * @throws {EdgelabError} FILE_EXISTS, FILE_UNUSABLE; OVF_INVALID for names that no package can have
 */
export async function createPackage(
  spec: PackageSpec,
  output: string,
  options: CreatePackageOptions,
): Promise<CreatedPackage> {
  const names = namesOf(spec.name);
  const longest = describe(spec, names, {
    sizeBytes: unknownBytes,
    populatedBytes: unknownBytes,
    capacityBytes: unknownBytes,
  });
  const disk = await withHoles(spec.disk, options);
  const write = (sink: MemberSink) => writeVmdk(disk, sink, { ...options, diskName: names.disk });
  return /\.ova$/i.test(output)
    ? createArchive(spec, names, output, write, { ...options, longest })
    : createFolder(spec, names, output, write, options);
}

/**
 * Whether a package of that name could be made there: known before minutes are spent on what could not be kept.
 *
 * @throws {EdgelabError} FILE_EXISTS, FILE_UNUSABLE
 */
export async function checkOutput(
  name: string,
  output: string,
  { overwrite }: Pick<CreatePackageOptions, "overwrite">,
): Promise<void> {
  if (/\.ova$/i.test(output)) {
    await using _archive = await OutputFile.create(output, { overwrite });
    return;
  }
  const { descriptor } = namesOf(name);
  await using _folder = await ownFolder(output, descriptor);
  await using _descriptor = await OutputFile.create(join(output, descriptor), { overwrite });
}

interface Names {
  readonly base: string;
  readonly descriptor: string;
  readonly manifest: string;
  readonly disk: string;
}

/** Other characters are legal and trip older tools. */
function namesOf(name: string): Names {
  const base =
    name
      .replaceAll(/[^\w.-]+/g, "-")
      .replaceAll(/^[-.]+|[-.]+$/g, "")
      .slice(0, 60) || "package";
  return { base, descriptor: `${base}.ovf`, manifest: `${base}.mf`, disk: `${base}-disk1.vmdk` };
}

function describe(
  spec: PackageSpec,
  names: Names,
  disk: Pick<WrittenVmdk, "sizeBytes" | "populatedBytes" | "capacityBytes">,
): string {
  return createDescriptor({ ...spec, disks: [{ ...disk, fileName: names.disk }] });
}

async function withHoles(disk: RawDisk, options: Abortable): Promise<RawDisk> {
  if (disk.dataRanges || disk.offset) return disk;
  return { ...disk, dataRanges: await findDataRanges(disk.path, options) };
}

type WriteDisk = (sink: MemberSink) => Promise<WrittenVmdk>;

async function createArchive(
  spec: PackageSpec,
  names: Names,
  path: string,
  write: WriteDisk,
  { overwrite, longest }: CreatePackageOptions & { readonly longest: string },
): Promise<CreatedPackage> {
  await using output = await OutputFile.create(path, { overwrite });
  const writer = new OvaWriter(output, {
    name: names.base,
    maxDescriptorBytes: Buffer.byteLength(longest),
    fileNames: [names.disk],
  });
  let disk: WrittenVmdk | undefined;
  await writer.add(names.disk, async (sink) => (disk = await write(sink)));
  const { sizeBytes, files } = await writer.finish(describe(spec, names, disk!));
  await output.commit();
  return { path, sizeBytes, disk: disk!, files };
}

/** The descriptor gets its name last: a folder without it is no package. One that is replaced loses it first. */
async function createFolder(
  spec: PackageSpec,
  names: Names,
  folder: string,
  write: WriteDisk,
  { overwrite }: CreatePackageOptions,
): Promise<CreatedPackage> {
  await using made = await ownFolder(folder, names.descriptor);
  const create = (name: string) => OutputFile.create(join(folder, name), { overwrite });
  await using descriptorFile = await create(names.descriptor);
  await using manifestFile = await create(names.manifest);
  await using diskFile = await create(names.disk);

  const disk = await write({ write: (chunk) => diskFile.write(chunk) });
  const descriptor = Buffer.from(describe(spec, names, disk));
  const files = [
    { name: names.descriptor, sizeBytes: descriptor.length, sha256: sha256(descriptor) },
    { name: names.disk, sizeBytes: disk.sizeBytes, sha256: disk.sha256 },
  ];
  const manifest = Buffer.from(formatManifest(files));
  await descriptorFile.write(descriptor);
  await manifestFile.write(manifest);

  if (overwrite) await rm(join(folder, names.descriptor), { force: true });
  await diskFile.commit();
  await manifestFile.commit();
  await descriptorFile.commit();
  made.keep();
  const sizeBytes = descriptor.length + manifest.length + disk.sizeBytes;
  return { path: join(folder, names.descriptor), sizeBytes, disk, files };
}

import { createReadStream } from "node:fs";
import { lstat, readdir, stat } from "node:fs/promises";
import { basename, dirname, extname, join } from "node:path";
import { Readable } from "node:stream";
import { TextDecoder } from "node:util";
import { EdgelabError } from "../core/errors.ts";
import { slice, type RandomAccess } from "../core/random-access.ts";
import { openRandomAccess, type RandomAccessFile } from "../core/random-access-file.ts";
import type { OvfEnvelope } from "./envelope.ts";
import type { Finding } from "./finding.ts";
import { invalid, shown } from "./invalid.ts";
import { type Manifest, parseManifest } from "./manifest.ts";
import { parseDescriptor, type ParseOptions } from "./parse-descriptor.ts";
import { indexTar } from "./tar-index.ts";
import { tarBlock } from "./tar-header.ts";

const maxTextBytes = 4 << 20;

/** A file of a package: a range of an archive, or a file in a folder. */
export interface PackageFile {
  readonly name: string;
  readonly sizeBytes: number;
  /** Of the archive, or of the file itself. */
  readonly path: string;
  /** Where it begins there. */
  readonly offset: number;
  /** Readable until the package is disposed. */
  readonly source: RandomAccess;
  /** From its first byte; opens the file anew. */
  open(): Readable;
}

/** An OVA, or an OVF descriptor with the files beside it. Open until disposed; nothing is unpacked. */
export interface OvfPackage extends AsyncDisposable {
  readonly path: string;
  readonly kind: "ova" | "folder";
  /** Of the descriptor, without its ending. */
  readonly name: string;
  readonly descriptor: { readonly text: string; readonly file: PackageFile };
  readonly envelope: OvfEnvelope;
  readonly manifest?: Manifest | undefined;
  /** In the order of the References. */
  readonly files: readonly PackageFile[];
  /** Also in the archive, and mentioned nowhere. */
  readonly strays: readonly string[];
  readonly isSigned: boolean;
  /** What is odd about the archive itself. */
  readonly findings: readonly Finding[];
}

/**
 * Opens a package: an `.ova`, an `.ovf`, or a folder with one `.ovf` in it. What the descriptor refers to must be there;
 * sizes and digests are not yet compared.
 *
 * @throws {EdgelabError} OVF_INVALID; FILE_UNUSABLE when there is nothing to read
 */
export async function openPackage(path: string, options: ParseOptions = {}): Promise<OvfPackage> {
  const opened: RandomAccessFile[] = [];
  const close = async (): Promise<void> => {
    await Promise.all(opened.splice(0).map((file) => file[Symbol.asyncDispose]()));
  };
  const open = async (file: string): Promise<RandomAccessFile> => {
    const source = await openRandomAccess(file);
    opened.push(source);
    return source;
  };
  try {
    const descriptorPath = await descriptorIn(path);
    const source = await open(descriptorPath);
    const start = Buffer.from(await source.read(0, tarBlock));
    const found = isXml(start) ? await inFolder(descriptorPath, source, open) : await inArchive(path, source);
    return { ...(await assemble(path, found, options)), [Symbol.asyncDispose]: close };
  } catch (error) {
    await close();
    throw named(path, error);
  }
}

/** What is wrong, with the name of the package it is wrong with. */
function named(path: string, error: unknown): unknown {
  if (!(error instanceof EdgelabError) || error.code !== "OVF_INVALID") return error;
  const { what, why } = error.details;
  return new EdgelabError("OVF_INVALID", {
    what: `${path} cannot be used as an OVF package.`,
    why: [what, why].filter(Boolean).join(" "),
    next:
      error.details.next ?? "Copy or download it again; it must be an .ova, an .ovf with its files, or their folder.",
    cause: error,
  });
}

async function descriptorIn(path: string): Promise<string> {
  const isFolder = await stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
  if (!isFolder) return path;
  const names = (await readdir(path)).filter((name) => /\.ovf$/i.test(name)).toSorted();
  if (names.length !== 1) {
    throw new EdgelabError("FILE_UNUSABLE", {
      what: `${path} is a folder with ${names.length} OVF descriptors, expected one.`,
      next: "Name the .ovf or .ova file itself.",
    });
  }
  return join(path, names[0]!);
}

function isXml(start: Buffer): boolean {
  return /^(?:\u00ef\u00bb\u00bf)?\s*</.test(start.toString("latin1"));
}

/** Where a package's files are, before anything of it is believed. */
interface Found {
  readonly kind: OvfPackage["kind"];
  readonly descriptor: PackageFile;
  /** Undefined when the package has no such file. */
  readonly file: (name: string) => Promise<PackageFile | undefined>;
  readonly names: readonly string[];
  readonly findings: readonly Finding[];
}

async function inArchive(path: string, archive: RandomAccess): Promise<Found> {
  const { members, findings } = await indexTar(archive);
  const descriptors = members.filter(({ name }) => /\.ovf$/i.test(name));
  if (descriptors.length !== 1) throw invalid(`its archive has ${descriptors.length} descriptors, expected one`);
  const fileOf = ({ name, sizeBytes, offset }: (typeof members)[number]): PackageFile => ({
    name,
    sizeBytes,
    path,
    offset,
    source: slice(archive, offset, sizeBytes),
    open: () => readableOf(path, offset, sizeBytes),
  });
  const order: Finding[] =
    members[0] === descriptors[0]
      ? []
      : [{ severity: "error", check: "archive", message: "The descriptor is not the first file of the archive." }];
  return {
    kind: "ova",
    descriptor: fileOf(descriptors[0]!),
    file: async (name) => {
      const member = members.find((member) => member.name === name);
      return member && fileOf(member);
    },
    names: members.map(({ name }) => name),
    findings: [...findings, ...order],
  };
}

async function inFolder(
  path: string,
  source: RandomAccess,
  open: (path: string) => Promise<RandomAccessFile>,
): Promise<Found> {
  const fileOf = (name: string, at: string, content: RandomAccess): PackageFile => ({
    name,
    sizeBytes: content.size,
    path: at,
    offset: 0,
    source: content,
    open: () => readableOf(at, 0, content.size),
  });
  return {
    kind: "folder",
    descriptor: fileOf(basename(path), path, source),
    file: async (name) => {
      const at = join(dirname(path), name);
      const entry = await lstat(at).catch(() => undefined);
      if (!entry) return undefined;
      if (!entry.isFile()) throw invalid(`${shown(name)} is not a regular file`); // a link may lead out of the package
      return fileOf(name, at, await open(at));
    },
    names: [],
    findings: [],
  };
}

async function assemble(
  path: string,
  { kind, descriptor, file, names, findings }: Found,
  options: ParseOptions,
): Promise<Omit<OvfPackage, keyof AsyncDisposable>> {
  const text = await textOf(descriptor);
  const envelope = parseDescriptor(text, options);
  const name = basename(descriptor.name, extname(descriptor.name));
  const manifestFile = await file(`${name}.mf`);
  const isSigned = (await file(`${name}.cert`)) !== undefined;
  const files: PackageFile[] = [];
  for (const { href } of envelope.files) {
    const found = await file(href);
    if (!found) throw invalid(`the file ${shown(href)} is missing`);
    files.push(found);
  }
  const known = new Set([descriptor.name, `${name}.mf`, `${name}.cert`, ...envelope.files.map(({ href }) => href)]);
  return {
    path,
    kind,
    name,
    descriptor: { text, file: descriptor },
    envelope,
    manifest: manifestFile && parseManifest(await textOf(manifestFile)),
    files,
    strays: names.filter((name) => !known.has(name)),
    isSigned,
    findings,
  };
}

async function textOf({ name, sizeBytes, source }: PackageFile): Promise<string> {
  if (sizeBytes > maxTextBytes) throw invalid(`${shown(name)} has more than ${maxTextBytes} bytes`);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(await source.read(0, sizeBytes));
  } catch (error) {
    throw invalid(`${shown(name)} is not UTF-8 text`, error);
  }
}

function readableOf(path: string, offset: number, sizeBytes: number): Readable {
  if (sizeBytes === 0) return Readable.from([]);
  return createReadStream(path, { start: offset, end: offset + sizeBytes - 1, highWaterMark: 1 << 20 });
}

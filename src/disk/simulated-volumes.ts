import { EdgelabError } from "../core/errors.ts";
import { printable } from "../core/printable.ts";
import { fromBytes } from "../core/random-access.ts";
import type { DirectoryEntry, FileStat, FileSystem } from "./file-system.ts";
import { type PartitionTable, partitionTypes } from "./partition.ts";
import type { SimulatedFile } from "./simulated.ts";
import type { Volume } from "./volumes.ts";

/** Where a simulated disk keeps its partitions, a line each: number, name, label, file system, MiB. */
const tablePath = "GPT:/partitions";
const line = /^(\d{1,3}) (\S+) (\S+) (\S+) (\d{1,9})$/;
const mib = 1 << 20;

/** The partitions and file systems that a simulated disk claims to have, as if they were on it. */
export function simulatedVolumes(files: readonly SimulatedFile[]): {
  readonly table: PartitionTable;
  readonly volumes: readonly Volume[];
} {
  const text = Buffer.from(files.find(({ path }) => path === tablePath)?.bytes ?? []).toString("utf8");
  const volumes: Volume[] = [];
  let offset = mib;
  for (const row of text.split("\n")) {
    const [, number, name = "", label = "", type = "", sizeMib] = line.exec(row) ?? [];
    if (number === undefined) continue;
    const sizeBytes = Number(sizeMib) * mib;
    const partition = {
      number: Number(number),
      name: name === "-" ? "" : name,
      typeGuid: name === "bios" ? partitionTypes.biosBoot : name === "efi" ? partitionTypes.efiSystem : undefined,
      guid: undefined,
      mbrType: undefined,
      offset,
      sizeBytes,
    };
    offset += sizeBytes;
    const fileSystem = label === "-" ? undefined : new SimulatedFileSystem(label, type, files);
    volumes.push({ partition, name: printable(label), fileSystem, otherType: undefined, problem: undefined });
  }
  const diskGuid = /^disk ([0-9a-f-]{36})$/m.exec(text)?.[1];
  const kind = volumes.length > 0 ? "gpt" : "none";
  return { table: { kind, diskGuid, partitions: volumes.map(({ partition }) => partition), notes: [] }, volumes };
}

class SimulatedFileSystem implements FileSystem {
  readonly type: FileSystem["type"];
  readonly label: string;
  readonly uuid = "";
  readonly isDirty = false;
  /** By absolute path. */
  readonly #files = new Map<string, SimulatedFile>();

  constructor(label: string, type: string, files: readonly SimulatedFile[]) {
    this.label = label;
    this.type = type === "vfat" ? "vfat" : "ext4";
    for (const file of files) {
      if (file.path.startsWith(`${label}:`)) this.#files.set(file.path.slice(label.length + 1), file);
    }
  }

  async stat(path: string): Promise<FileStat | undefined> {
    const file = this.#files.get(path);
    if (file) return { kind: "file", size: file.sizeBytes, mode: undefined, target: undefined };
    const isDirectory = path === "/" || this.#below(path).length > 0;
    return isDirectory ? { kind: "directory", size: 0, mode: undefined, target: undefined } : undefined;
  }

  async list(path: string): Promise<DirectoryEntry[]> {
    const below = this.#below(path);
    const found = new Map<string, DirectoryEntry>();
    for (const rest of below) {
      const [name = "", ...more] = rest.split("/");
      found.set(name, { name, kind: more.length > 0 ? "directory" : "file" });
    }
    return [...found.values()];
  }

  async open(path: string) {
    return fromBytes(this.#bytes(path));
  }

  async readFile(path: string, { maxBytes = 16 << 20 }: { readonly maxBytes?: number } = {}): Promise<Uint8Array> {
    const bytes = this.#bytes(path);
    if (bytes.length > maxBytes) throw invalid(`${path} has ${bytes.length} bytes, more than ${maxBytes}`);
    return bytes;
  }

  #bytes(path: string): Uint8Array {
    const bytes = this.#files.get(path)?.bytes;
    if (!bytes) throw invalid(`${path} is not there, or only its size is known`);
    return bytes;
  }

  #below(path: string): string[] {
    const start = path === "/" ? "/" : `${path}/`;
    return [...this.#files.keys()].flatMap((one) => (one.startsWith(start) ? [one.slice(start.length)] : []));
  }
}

function invalid(why: string): EdgelabError {
  return new EdgelabError("DISK_INVALID", { what: `This simulated disk of a sandbox cannot be read: ${why}.` });
}

import { rm } from "node:fs/promises";
import { join } from "node:path";
import { createHash, type Hash } from "node:crypto";
import { OutputFile } from "../core/output-file.ts";
import { sha256 } from "../core/sha256.ts";
import { formatManifest } from "./manifest.ts";
import { OvaWriter, type WrittenFile } from "./ova-writer.ts";
import { ownFolder } from "./own-folder.ts";

/** What a descriptor that somebody else writes may take in an archive, where room for it comes first. */
const maxDescriptorBytes = 64 * 1024;

export interface ReceivedSpec {
  /** Of the descriptor and the manifest, without their endings. */
  readonly name: string;
  /** Of the files to come, in their order. */
  readonly fileNames: readonly string[];
  /** Replace what has the names already. */
  readonly overwrite: boolean;
}

/** One attempt at one file. */
export interface ReceivedFile extends AsyncDisposable {
  write(chunk: Uint8Array): Promise<void>;
  /** All of it has come. Left without this, nothing of it stays. */
  commit(): Promise<void>;
}

/** Takes the files of a package one after another as they come, then the descriptor, which is known last. */
export interface ReceivedPackage extends AsyncDisposable {
  /** Opens the next file, before or after the one before is committed; after an attempt that failed, the same one anew. */
  file(name: string): Promise<ReceivedFile>;
  finish(descriptor: string): Promise<{ readonly path: string; readonly files: readonly WrittenFile[] }>;
}

/**
 * A package that is received: an archive when `output` ends in `.ova`, else a folder. It has its names only once finished.
 *
 * @throws {EdgelabError} FILE_EXISTS, FILE_UNUSABLE
 */
export async function receivePackage(output: string, spec: ReceivedSpec): Promise<ReceivedPackage> {
  return /\.ova$/i.test(output) ? receiveArchive(output, spec) : receiveFolder(output, spec);
}

async function receiveArchive(path: string, { name, fileNames, overwrite }: ReceivedSpec): Promise<ReceivedPackage> {
  const output = await OutputFile.create(path, { overwrite });
  const writer = new OvaWriter(output, { name, maxDescriptorBytes, fileNames });
  let last: { readonly name: string; end(): Promise<void> } | undefined;
  return {
    file: async (fileName) => {
      if (last !== undefined && last.name !== fileName) await last.end(); // the next one stands behind it
      const member = writer.begin(fileName);
      const hash = createHash("sha256");
      let isEnded = false;
      const end = async () => {
        if (isEnded) return;
        isEnded = true;
        await member.end(hash.digest("hex"));
      };
      last = { name: fileName, end };
      return {
        write: async (chunk) => {
          hash.update(chunk);
          await member.write(chunk);
        },
        commit: end,
        [Symbol.asyncDispose]: async () => undefined, // what was not ended is written over
      };
    },
    finish: async (descriptor) => {
      const { files } = await writer.finish(descriptor);
      await output.commit();
      return { path, files };
    },
    [Symbol.asyncDispose]: () => output[Symbol.asyncDispose](),
  };
}

async function receiveFolder(folder: string, { name, fileNames, overwrite }: ReceivedSpec): Promise<ReceivedPackage> {
  const descriptorName = `${name}.ovf`;
  const made = await ownFolder(folder, descriptorName);
  const open = new Map<string, { readonly output: OutputFile; readonly hash: Hash; sizeBytes: number }>();
  const texts: OutputFile[] = [];
  const text = async (fileName: string, content: string): Promise<OutputFile> => {
    const file = await OutputFile.create(join(folder, fileName), { overwrite });
    texts.push(file);
    await file.write(Buffer.from(content));
    return file;
  };
  return {
    file: async (fileName) => {
      const attempt = {
        output: await OutputFile.create(join(folder, fileName), { overwrite }),
        hash: createHash("sha256"),
        sizeBytes: 0,
      };
      return {
        write: async (chunk) => {
          attempt.hash.update(chunk);
          attempt.sizeBytes += chunk.length;
          await attempt.output.write(chunk);
        },
        commit: async () => void open.set(fileName, attempt),
        [Symbol.asyncDispose]: async () => {
          if (open.get(fileName) !== attempt) await attempt.output[Symbol.asyncDispose]();
        },
      };
    },
    finish: async (descriptor) => {
      const disks = fileNames.map((fileName) => {
        const file = open.get(fileName);
        if (file === undefined) throw new TypeError(`${fileName} has not come`);
        return { name: fileName, sizeBytes: file.sizeBytes, sha256: file.hash.digest("hex"), output: file.output };
      });
      const bytes = Buffer.from(descriptor);
      const files = [{ name: descriptorName, sizeBytes: bytes.length, sha256: sha256(bytes) }, ...disks];
      const manifest = await text(`${name}.mf`, formatManifest(files));
      const described = await text(descriptorName, descriptor);
      if (overwrite) await rm(join(folder, descriptorName), { force: true });
      for (const { output } of disks) await output.commit();
      await manifest.commit();
      await described.commit(); // last: a folder without it is no package
      made.keep();
      return {
        path: join(folder, descriptorName),
        files: files.map(({ name: file, sizeBytes, sha256: digest }) => ({ name: file, sizeBytes, sha256: digest })),
      };
    },
    [Symbol.asyncDispose]: async () => {
      for (const { output } of open.values()) await output[Symbol.asyncDispose]();
      for (const file of texts) await file[Symbol.asyncDispose]();
      await made[Symbol.asyncDispose]();
    },
  };
}

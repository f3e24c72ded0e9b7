import type { OutputFile } from "../core/output-file.ts";
import { sha256 } from "../core/sha256.ts";
import { invalid, shown } from "./invalid.ts";
import { formatManifest } from "./manifest.ts";
import { formatTarHeader, tarBlock } from "./tar-header.ts";

export interface OvaSpec {
  /** Of the descriptor and the manifest, without their endings. */
  readonly name: string;
  /** The longest that the descriptor can become: what it says of the disks is known last. */
  readonly maxDescriptorBytes: number;
  /** In the order of its References. */
  readonly fileNames: readonly string[];
}

export interface WrittenFile {
  readonly name: string;
  readonly sizeBytes: number;
  readonly sha256: string;
}

/** Takes the bytes of a member, in order. */
export interface MemberSink {
  write(chunk: Uint8Array): Promise<void>;
}

/**
 * Writes an OVA in one pass: room for descriptor and manifest comes first, the members follow with sizes that nobody
 * knows beforehand, and what was learned on the way is put in its place at the end.
 */
export class OvaWriter {
  readonly #output: OutputFile;
  readonly #spec: OvaSpec;
  readonly #descriptorBlocks: number;
  readonly #manifestAt: number;
  readonly #written: WrittenFile[] = [];
  #end: number;

  constructor(output: OutputFile, spec: OvaSpec) {
    this.#output = output;
    this.#spec = spec;
    this.#descriptorBlocks = blocks(spec.maxDescriptorBytes);
    this.#manifestAt = tarBlock + this.#descriptorBlocks * tarBlock;
    this.#end = this.#manifestAt + tarBlock + blocks(this.#manifestBytes()) * tarBlock;
  }

  /** Adds the next file. `write` streams it into the sink and says what its digest was. */
  async add(fileName: string, write: (sink: MemberSink) => Promise<{ readonly sha256: string }>): Promise<WrittenFile> {
    const member = this.begin(fileName);
    const { sha256: digest } = await write(member);
    return member.end(digest);
  }

  /** Begins the next file. Until it is ended it may be begun anew, and what was written of it is written over. */
  begin(fileName: string): MemberSink & { end(sha256: string): Promise<WrittenFile> } {
    const expected = this.#spec.fileNames[this.#written.length];
    if (fileName !== expected) throw new TypeError(`the next file is ${expected ?? "none"}, not ${fileName}`);
    const headerAt = this.#end;
    const start = headerAt + tarBlock;
    let at = start;
    return {
      write: async (chunk) => {
        const position = at;
        at += chunk.length;
        await this.#output.write(chunk, position);
      },
      end: async (digest) => {
        const sizeBytes = at - start;
        await this.#output.write(formatTarHeader({ name: fileName, sizeBytes }), headerAt);
        this.#end = start + blocks(sizeBytes) * tarBlock;
        const written = { name: fileName, sizeBytes, sha256: digest };
        this.#written.push(written);
        return written;
      },
    };
  }

  /** Puts descriptor and manifest in their places and ends the archive. The output is still to be committed. */
  async finish(descriptor: string): Promise<{ readonly sizeBytes: number; readonly files: readonly WrittenFile[] }> {
    const { name, fileNames } = this.#spec;
    if (this.#written.length < fileNames.length)
      throw new TypeError(`${fileNames[this.#written.length]} was not added`);
    const bytes = this.#fitted(descriptor);
    const files = [{ name: `${name}.ovf`, sizeBytes: bytes.length, sha256: sha256(bytes) }, ...this.#written];
    const manifest = Buffer.from(formatManifest(files));
    await this.#put(0, `${name}.ovf`, bytes);
    await this.#put(this.#manifestAt, `${name}.mf`, manifest);
    const sizeBytes = this.#end + 2 * tarBlock;
    await this.#output.handle.truncate(sizeBytes);
    return { sizeBytes, files };
  }

  /** Blanks after the last line, should the text be a block shorter than the room kept for it. XML allows them. */
  #fitted(descriptor: string): Uint8Array {
    const length = Buffer.byteLength(descriptor);
    if (blocks(length) > this.#descriptorBlocks) {
      throw invalid(`the descriptor of ${shown(this.#spec.name)} became longer than expected: ${length} bytes`);
    }
    const least = (this.#descriptorBlocks - 1) * tarBlock + 1;
    return Buffer.from(length < least ? `${descriptor}${" ".repeat(least - length - 1)}\n` : descriptor);
  }

  async #put(at: number, name: string, bytes: Uint8Array): Promise<void> {
    const padded = Buffer.alloc(tarBlock + blocks(bytes.length) * tarBlock);
    padded.set(formatTarHeader({ name, sizeBytes: bytes.length }));
    padded.set(bytes, tarBlock);
    await this.#output.write(padded, at);
  }

  /** Names are known, and digests have one length. */
  #manifestBytes(): number {
    const names = [`${this.#spec.name}.ovf`, ...this.#spec.fileNames];
    return Buffer.byteLength(formatManifest(names.map((name) => ({ name, sha256: "0".repeat(64) }))));
  }
}

function blocks(bytes: number): number {
  return Math.ceil(bytes / tarBlock);
}

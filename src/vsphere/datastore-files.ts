import { createHash, randomUUID } from "node:crypto";
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { type Readable, Transform } from "node:stream";
import { type Abortable, withDeadline } from "../core/abort.ts";
import { EdgelabError } from "../core/errors.ts";
import { isType, type MoRef } from "../vim25/index.ts";
import { isFault } from "./fault-error.ts";
import { readRows } from "./property.ts";
import { retrying } from "./retrying.ts";
import type { Session } from "./session.ts";
import { OutcomeUnknownError, type Tasks } from "./task.ts";
import type { Datastore } from "./topology.ts";
import { type HttpAnswer, type HttpRequest, TransportError } from "./transport/transport.ts";

export interface FileEntry {
  readonly name: string;
  readonly isFolder: boolean;
  readonly sizeBytes: number;
  readonly modified: Date | undefined;
}

export interface UploadOptions extends Abortable {
  readonly onProgress?: ((doneBytes: number, totalBytes: number, bytesPerSecond: number) => void) | undefined;
}

/** A file's path on this machine, or anything that can be opened again for a second attempt. */
export type UploadSource = string | { readonly open: () => Readable; readonly sizeBytes: number };

export interface Uploaded {
  readonly path: string;
  readonly sha256: string;
  readonly sizeBytes: number;
}

/** No byte moves for this long: the transfer has stalled. */
const idleTimeoutMs = 120_000;
const smallBytes = 1024 * 1024;
const cleanUpTimeoutMs = 30_000;

/**
 * Files of one datastore, over `/folder` with the session's cookie and over the FileManager.
 * Paths are relative to the datastore's root: `edgelab/iso/x.iso`.
 */
export class DatastoreFiles {
  readonly #session: Session;
  readonly #tasks: Tasks;
  readonly #datastore: Datastore;
  #browser: Promise<MoRef> | undefined;

  constructor(session: Session, tasks: Tasks, datastore: Datastore) {
    this.#session = session;
    this.#tasks = tasks;
    this.#datastore = datastore;
  }

  /** `[nvme-01] edgelab/x.iso`, as devices and tasks name it. */
  path(path: string): string {
    return `[${this.#datastore.name}] ${path.replace(/^\/+/, "")}`.trimEnd();
  }

  async stat(path: string, options: Abortable): Promise<FileEntry | undefined> {
    const { folder, name } = split(path);
    const entries = await this.#search(folder, name, options);
    return entries?.find((entry) => entry.name === name);
  }

  /** Undefined when there is no such folder. */
  async list(path: string, options: Abortable): Promise<readonly FileEntry[] | undefined> {
    return await this.#search(path, "*", options);
  }

  async #search(folder: string, pattern: string, options: Abortable): Promise<readonly FileEntry[] | undefined> {
    const what = `list ${this.path(folder)}`;
    const details = { fileType: true, fileSize: true, modification: true, fileOwner: false };
    try {
      const result = await this.#tasks.run(
        "SearchDatastore_Task",
        await this.#findBrowser(options),
        { datastorePath: this.path(folder), searchSpec: { details, sortFoldersFirst: true, matchPattern: [pattern] } },
        { signal: options.signal, what, isRepeatable: true },
      );
      return (result.file ?? []).map((file) => ({
        name: file.path.replace(/\/$/, "").split("/").at(-1) ?? file.path,
        isFolder: isType(file, "FolderFileInfo"),
        sizeBytes: file.fileSize ?? 0,
        modified: file.modification,
      }));
    } catch (error) {
      if (isFault(error, "FileNotFound")) return undefined;
      throw error;
    }
  }

  async #findBrowser(options: Abortable): Promise<MoRef> {
    this.#browser ??= readRows(this.#session, [this.#datastore.ref], "Datastore", ["browser"], options).then(
      ([row]) => {
        const browser = row?.props.browser;
        if (browser === undefined)
          throw new EdgelabError("NOT_FOUND", { what: `Datastore "${this.#datastore.name}" is gone.` });
        return browser;
      },
    );
    try {
      return await this.#browser;
    } catch (error) {
      this.#browser = undefined;
      throw error;
    }
  }

  /** With parents; existing is fine. */
  async ensureFolder(path: string, options: Abortable): Promise<void> {
    await retrying(() => this.#makeDirectory(path, true, options), {
      signal: options.signal,
      isRetryable: (error) => error instanceof TransportError && error.isTemporary,
    });
  }

  /** Atomic: false when it exists already. Parents must exist. The primitive for locks. */
  async tryMakeFolder(path: string, options: Abortable): Promise<boolean> {
    return await this.#makeDirectory(path, false, options);
  }

  async #makeDirectory(path: string, createParentDirectories: boolean, options: Abortable): Promise<boolean> {
    try {
      await this.#session.call(
        "MakeDirectory",
        this.#fileManager(),
        { name: this.path(path), datacenter: this.#datastore.datacenter.ref, createParentDirectories },
        { signal: options.signal, what: `create the folder ${this.path(path)}` },
      );
      return true;
    } catch (error) {
      if (isFault(error, "FileAlreadyExists")) return false;
      throw error;
    }
  }

  /**
   * Sends the bytes to a temporary name, hashes them on the way, checks the size that arrived, and moves the file to its
   * final name: a complete name means complete bytes. After a cut it starts from the beginning, since `/folder` cannot resume.
   *
   * @param final the name; a function gets the digest
   */
  async upload(
    source: UploadSource,
    final: string | ((sha256: string) => string),
    options: UploadOptions,
  ): Promise<Uploaded> {
    const { open, sizeBytes } = typeof source === "string" ? await localFile(source) : source;
    const hint = typeof final === "string" ? final : final("0".repeat(64));
    const folder = split(hint).folder;
    const temporary = `${folder}${folder === "" ? "" : "/"}.edgelab-${randomUUID()}.part`;
    try {
      const sha256 = await this.#send(temporary, { open, sizeBytes }, options);
      const arrived = await this.stat(temporary, options);
      if (arrived?.sizeBytes !== sizeBytes) {
        throw new EdgelabError("PROTOCOL", {
          what: `The upload to ${this.path(hint)} is incomplete.`,
          why: `${sizeBytes} bytes were sent, ${arrived?.sizeBytes ?? 0} arrived.`,
          next: "Run the command again; look at the datastore's free space if it happens again.",
        });
      }
      const path = typeof final === "string" ? final : final(sha256);
      await this.#moveUnlessThere(temporary, path, sizeBytes, options);
      return { path, sha256, sizeBytes };
    } catch (error) {
      await this.#discard(temporary);
      throw error;
    }
  }

  /** Somebody may have uploaded the same content under its digest's name meanwhile: theirs is as good. */
  async #moveUnlessThere(temporary: string, path: string, sizeBytes: number, options: Abortable): Promise<void> {
    try {
      await this.move(temporary, path, options);
    } catch (error) {
      const there = isFault(error, "FileAlreadyExists") ? await this.stat(path, options) : undefined;
      if (there?.sizeBytes !== sizeBytes) throw error;
      await this.delete(temporary, options);
    }
  }

  async #send(
    path: string,
    { open, sizeBytes }: { readonly open: () => Readable; readonly sizeBytes: number },
    options: UploadOptions,
  ): Promise<string> {
    const start = performance.now();
    return await this.#persist(path, options, async () => {
      const hash = createHash("sha256");
      let done = 0;
      const meter = new Transform({
        transform(chunk: Buffer, _encoding, next) {
          hash.update(chunk);
          done += chunk.length;
          options.onProgress?.(done, sizeBytes, (done * 1000) / Math.max(1, performance.now() - start));
          next(null, chunk);
        },
      });
      const file = open();
      file.once("error", (error) => meter.destroy(error));
      file.pipe(meter);
      try {
        const answer = await this.#http(
          { method: "PUT", path: this.#url(path), body: { stream: meter, sizeBytes }, idleTimeoutMs, headers: octets },
          options,
        );
        await expectOk(answer, `upload ${this.path(path)}`);
      } finally {
        file.destroy();
      }
      return hash.digest("hex");
    });
  }

  async putSmall(path: string, content: string | Uint8Array, options: Abortable): Promise<void> {
    const body = typeof content === "string" ? Buffer.from(content) : content;
    await this.#persist(path, options, async () => {
      const answer = await this.#http(
        { method: "PUT", path: this.#url(path), body, idleTimeoutMs, headers: octets },
        options,
      );
      await expectOk(answer, `write ${this.path(path)}`);
    });
  }

  /** Undefined when there is none. At most a MiB. */
  async getSmall(path: string, options: Abortable): Promise<Uint8Array | undefined> {
    return await this.#persist(path, options, async () => {
      const answer = await this.#http({ method: "GET", path: this.#url(path), idleTimeoutMs }, options);
      if (answer.status === 404) {
        answer.body.resume();
        return undefined;
      }
      await expectOk(answer, `read ${this.path(path)}`, { leaveBody: true });
      const chunks: Buffer[] = [];
      let size = 0;
      for await (const chunk of answer.body as AsyncIterable<Buffer>) {
        size += chunk.length;
        if (size > smallBytes) throw new EdgelabError("PROTOCOL", { what: `${this.path(path)} is larger than a MiB.` });
        chunks.push(chunk);
      }
      return Buffer.concat(chunks);
    });
  }

  async download(
    path: string,
    options: Abortable,
  ): Promise<{ readonly stream: Readable; readonly sizeBytes: number | undefined }> {
    const answer = await this.#persist(path, options, async () => {
      const response = await this.#http({ method: "GET", path: this.#url(path), idleTimeoutMs }, options);
      await expectOk(response, `download ${this.path(path)}`, { leaveBody: true });
      return response;
    });
    const length = Number(answer.headers["content-length"]);
    return { stream: answer.body, sizeBytes: Number.isFinite(length) ? length : undefined };
  }

  /** Files, and folders with all they hold. Gone already is success. */
  async delete(path: string, options: Abortable): Promise<"deleted" | "gone"> {
    try {
      await this.#tasks.run(
        "DeleteDatastoreFile_Task",
        this.#fileManager(),
        { name: this.path(path), datacenter: this.#datastore.datacenter.ref },
        { signal: options.signal, what: `delete ${this.path(path)}`, isRepeatable: true },
      );
      return "deleted";
    } catch (error) {
      if (isFault(error, "FileNotFound")) return "gone";
      throw error;
    }
  }

  /** Atomic. FileNotFound of the source and FileAlreadyExists of the target are FaultErrors. */
  async move(from: string, to: string, options: Abortable & { readonly overwrite?: boolean }): Promise<void> {
    const { ref } = this.#datastore.datacenter;
    const params = {
      sourceName: this.path(from),
      sourceDatacenter: ref,
      destinationName: this.path(to),
      destinationDatacenter: ref,
      force: options.overwrite ?? false,
    };
    const what = `move ${this.path(from)} to ${this.path(to)}`;
    const { signal } = options;
    try {
      await this.#tasks.run("MoveDatastoreFile_Task", this.#fileManager(), params, { signal, what });
    } catch (error) {
      if (!(error instanceof OutcomeUnknownError)) throw error;
      if ((await this.stat(from, { signal })) === undefined && (await this.stat(to, { signal })) !== undefined) return;
      await this.#tasks.run("MoveDatastoreFile_Task", this.#fileManager(), params, { signal, what });
    }
  }

  /** `/folder/<path>?dcPath=<datacenter>&dsName=<datastore>`, each part percent-encoded. */
  #url(path: string): string {
    const parts = path.split("/").filter(Boolean).map(encodeURIComponent).join("/");
    const { datacenter, name } = this.#datastore;
    const query = `dcPath=${encodeURIComponent(datacenter.path.replace(/^\//, ""))}&dsName=${encodeURIComponent(name)}`;
    return `/folder/${parts}?${query}`;
  }

  async #http(request: HttpRequest, options: Abortable): Promise<HttpAnswer> {
    return await this.#session.http(request, options);
  }

  /** 401 means the session has ended: one call brings it back. Cut transfers are repeated from the start. */
  async #persist<T>(path: string, options: Abortable, work: () => Promise<T>): Promise<T> {
    let hasLoggedIn = false;
    return await retrying(
      async () => {
        try {
          return await work();
        } catch (error) {
          if (!(error instanceof FolderStatusError) || error.status !== 401 || hasLoggedIn) throw error;
          hasLoggedIn = true;
          await this.#session.ensureLoggedIn(options);
          return await work();
        }
      },
      {
        signal: options.signal,
        isRetryable: (error) =>
          (error instanceof TransportError && error.isTemporary) ||
          (error instanceof FolderStatusError && error.status >= 500 && error.status !== 507),
      },
    ).catch((error: unknown) => {
      if (error instanceof FolderStatusError && error.status === 404) {
        throw new EdgelabError("NOT_FOUND", { what: `There is no ${this.path(path)}.`, cause: error });
      }
      throw error;
    });
  }

  /** The upload has failed for another reason; what is left of it goes, if it can be reached at all. */
  async #discard(path: string): Promise<void> {
    try {
      await withDeadline(
        cleanUpTimeoutMs,
        "removing a partial upload",
        { signal: new AbortController().signal },
        async (options) => this.delete(path, options),
      );
    } catch (error) {
      if (!(error instanceof EdgelabError)) throw error;
    }
  }

  #fileManager(): MoRef {
    const { fileManager } = this.#session.content;
    if (fileManager === undefined) throw new EdgelabError("UNSUPPORTED", { what: "The server has no file manager." });
    return fileManager;
  }
}

const octets = { "Content-Type": "application/octet-stream" };

/** `/folder` answered with a status that is no success. */
export class FolderStatusError extends EdgelabError {
  override readonly name = "FolderStatusError";
  readonly status: number;
  constructor(what: string, status: number, text: string) {
    super(status === 507 ? "DATASTORE_FULL" : status === 403 ? "PRIVILEGE_MISSING" : "FAULT", {
      what: `Cannot ${what}.`,
      why: `The vCenter answered HTTP ${status}${text === "" ? "" : `: ${text}`}.`,
      next: advice[status],
    });
    this.status = status;
  }
}

const advice: Readonly<Record<number, string>> = {
  403: "The user needs Datastore.FileManagement and Datastore.Browse on the datastore.",
  507: "Free some space on the datastore, or choose another one.",
};

async function expectOk(answer: HttpAnswer, what: string, { leaveBody = false } = {}): Promise<void> {
  const isOk = answer.status === 200 || answer.status === 201 || answer.status === 204;
  if (isOk && leaveBody) return;
  let text = "";
  for await (const chunk of answer.body as AsyncIterable<Buffer>) if (text.length < 200) text += chunk.toString("utf8");
  if (!isOk)
    throw new FolderStatusError(
      what,
      answer.status,
      text
        .replaceAll(/<[^>]*>|\s+/g, " ")
        .trim()
        .slice(0, 200),
    );
}

async function localFile(file: string): Promise<{ readonly open: () => Readable; readonly sizeBytes: number }> {
  const size = await stat(file).then(
    (found) => found.size,
    (cause: unknown) => {
      throw new EdgelabError("NOT_FOUND", { what: `Cannot read ${file}.`, why: (cause as Error).message, cause });
    },
  );
  return { open: () => createReadStream(file, { highWaterMark: 1024 * 1024 }), sizeBytes: size };
}

function split(path: string): { readonly folder: string; readonly name: string } {
  const parts = path.split("/").filter(Boolean);
  return { folder: parts.slice(0, -1).join("/"), name: parts.at(-1) ?? "" };
}

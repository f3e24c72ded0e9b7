import { createHash } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { Fault } from "../fault.ts";
import { refuse, statusOf } from "../http.ts";
import { CutShort, cutShort, type TransferInjection } from "../transfer-injections.ts";
import type { World } from "../world.ts";
import { ExportFile, ImportFile } from "./lease-file.ts";

/**
 * `/nfc/<ticket>/<file>`: disks by POST, other files by PUT with `Overwrite: t`, exports by GET. The ticket in the URL is all
 * that is asked for, as of an ESXi host, which knows nothing of the vCenter's sessions.
 */
export async function serveNfc(
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
  { world, injection }: { readonly world: World; readonly injection: TransferInjection | undefined },
): Promise<void> {
  const [, , ticket = "", name = ""] = url.pathname.split("/").map((part) => decodeURIComponent(part));
  const lease = world.site.nfc.find(ticket);
  const file = lease?.files.find((one) => one.name === name);
  if (!lease || !file) return refuse(request, response, 404, "The lease or its file does not exist, or is over.");
  if (injection?.httpStatus !== undefined) return refuse(request, response, injection.httpStatus);
  await file.transfer(async (stopped) => {
    const over = AbortSignal.any([stopped, lease.ended]);
    const cut = (): void => void request.destroy();
    over.addEventListener("abort", cut, { once: true });
    try {
      if (file instanceof ExportFile) await send(request, response, file, over, injection);
      else if (file instanceof ImportFile) await receive(request, response, file, over, injection);
    } catch (error) {
      over.removeEventListener("abort", cut);
      if (error instanceof Fault && !over.aborted) lease.end(error);
      if (error instanceof CutShort) request.socket.destroy();
      const isBroken = request.destroyed && !request.complete;
      if (response.headersSent || isBroken) return void response.destroy();
      if (!(error instanceof Fault)) throw error;
      refuse(request, response, statusOf(error), error.message);
    } finally {
      over.removeEventListener("abort", cut);
    }
  });
}

async function receive(
  request: IncomingMessage,
  response: ServerResponse,
  file: ImportFile,
  over: AbortSignal,
  injection: TransferInjection | undefined,
): Promise<void> {
  if (request.method !== (file.isDisk ? "POST" : "PUT")) return refuse(request, response, 405);
  if (!file.isDisk && request.headers["overwrite"] !== "t") {
    return refuse(request, response, 409, "The file exists: send Overwrite: t");
  }
  const length = Number(request.headers["content-length"]);
  // Whether hosts of today take a chunked body is not known: a client that counts on it is found out here.
  if (request.headers["content-length"] === undefined) return refuse(request, response, 411);
  if (!Number.isSafeInteger(length)) return refuse(request, response, 400);
  file.transferred = undefined;
  // A refusal has to be sent on the same connection.
  const incoming = request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>;
  const transferred = await file.receive(cutShort(incoming, injection), over);
  over.throwIfAborted();
  file.transferred = transferred;
  response.writeHead(201).end();
}

async function send(
  request: IncomingMessage,
  response: ServerResponse,
  file: ExportFile,
  over: AbortSignal,
  injection: TransferInjection | undefined,
): Promise<void> {
  if (request.method !== "GET" && request.method !== "HEAD") return refuse(request, response, 405);
  // A disk's stream is made as it goes out: hosts do not tell its length beforehand.
  const length = file.isDisk ? {} : { "Content-Length": file.sizeBytes };
  const type = file.isDisk ? "application/x-vnd.vmware-streamVmdk" : "application/octet-stream";
  response.writeHead(200, { "Content-Type": type, ...length });
  if (request.method === "HEAD") return void response.end();
  const [sha1, sha256] = [createHash("sha1"), createHash("sha256")];
  let size = 0;
  async function* counted(): AsyncGenerator<Uint8Array> {
    for await (const chunk of file.read()) {
      sha1.update(chunk);
      sha256.update(chunk);
      size += chunk.length;
      yield chunk;
    }
    // Before the end goes out: whoever has seen it may ask for the manifest.
    file.transferred = { size, sha1: sha1.digest("hex"), sha256: sha256.digest("hex"), ...file.disk };
  }
  file.transferred = undefined;
  await pipeline(Readable.from(cutShort(counted(), injection)), response, { signal: over });
}

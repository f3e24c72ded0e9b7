import type { IncomingMessage, ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { RandomAccess } from "../../core/random-access.ts";
import { Fault } from "./fault.ts";
import { baseName, normalizePath } from "./files/datastore-path.ts";
import { refuse, statusOf } from "./http.ts";
import type { Datastore } from "./inventory/datastore.ts";
import type { Privileges } from "./privileges.ts";
import type { Session } from "./session.ts";
import { cutShort, type TransferInjection } from "./transfer-injections.ts";
import type { World } from "./world.ts";

const chunkBytes = 256 * 1024;

/**
 * `/folder/<path>?dcPath=<datacenter>&dsName=<datastore>`: reads and writes datastore files over HTTP, with the session of the
 * SOAP login. A PUT makes missing directories; a broken one leaves what has arrived.
 */
export async function serveFolder(
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
  {
    world,
    session,
    privileges,
    injection,
  }: {
    readonly world: World;
    readonly session: Session | undefined;
    readonly privileges: Privileges;
    readonly injection: TransferInjection | undefined;
  },
): Promise<void> {
  const { method } = request;
  if (!session) return refuse(request, response, 401);
  const datastore = world.site.datastoreNamed(url.searchParams.get("dsName") ?? "");
  const datacenter = (url.searchParams.get("dcPath") ?? "").replace(/^\/|\/$/g, "");
  if (!datastore || datacenter !== world.site.datacenter.path) return refuse(request, response, 404);
  const isRead = method === "GET" || method === "HEAD";
  if (!privileges.has(session.userName, isRead ? "Datastore.Browse" : "Datastore.FileManagement")) {
    return refuse(request, response, 403);
  }
  if (injection?.httpStatus !== undefined) return refuse(request, response, injection.httpStatus);
  try {
    const path = normalizePath(decodeURIComponent(url.pathname.slice("/folder".length)), "path");
    if (path === "") return refuse(request, response, 400);
    if (isRead) return await send(request, response, datastore.files.open(path), baseName(path), injection);
    if (method === "PUT") return await receive(request, response, datastore, path, injection);
    if (method !== "DELETE") return refuse(request, response, 405);
    datastore.files.remove(path);
    response.writeHead(204).end();
  } catch (error) {
    if (response.headersSent || request.destroyed) return void response.destroy();
    if (error instanceof URIError) return refuse(request, response, 400);
    if (!(error instanceof Fault)) throw error;
    refuse(request, response, statusOf(error), error.message);
  }
}

async function receive(
  request: IncomingMessage,
  response: ServerResponse,
  { files }: Datastore,
  path: string,
  injection: TransferInjection | undefined,
): Promise<void> {
  const length = request.headers["content-length"];
  const expectedBytes = length === undefined ? undefined : Number(length);
  const outcome = await files.receive(path, cutShort(request as AsyncIterable<Buffer>, injection), expectedBytes);
  response.writeHead(outcome === "created" ? 201 : 200).end();
}

async function send(
  request: IncomingMessage,
  response: ServerResponse,
  file: RandomAccess,
  name: string,
  injection: TransferInjection | undefined,
): Promise<void> {
  const range = parseRange(request.headers.range, file.size);
  if (range === "unsatisfiable") {
    response.writeHead(416, { "Content-Range": `bytes */${file.size}` }).end();
    return;
  }
  const { start, end } = range ?? { start: 0, end: file.size };
  response.writeHead(range ? 206 : 200, {
    "Content-Type": "application/octet-stream",
    "Content-Length": end - start,
    "Accept-Ranges": "bytes",
    "Content-Disposition": `attachment; filename*=UTF-8''${encodeURIComponent(name)}`,
    ...(range && { "Content-Range": `bytes ${start}-${end - 1}/${file.size}` }),
  });
  if (request.method === "HEAD") response.end();
  else await pipeline(Readable.from(cutShort(chunks(file, start, end), injection)), response);
}

async function* chunks(file: RandomAccess, start: number, end: number): AsyncGenerator<Uint8Array> {
  for (let at = start; at < end; at += chunkBytes) yield await file.read(at, Math.min(chunkBytes, end - at));
}

/** One range of bytes; undefined to send it all. */
function parseRange(
  header: string | undefined,
  size: number,
): { start: number; end: number } | "unsatisfiable" | undefined {
  const match = header === undefined ? undefined : /^bytes=(\d*)-(\d*)$/.exec(header);
  if (!match || (match[1] === "" && match[2] === "")) return undefined;
  const [, first = "", last = ""] = match;
  const start = first === "" ? Math.max(0, size - Number(last)) : Number(first);
  const end = first === "" || last === "" ? size : Math.min(size, Number(last) + 1);
  return start < end ? { start, end } : "unsatisfiable";
}

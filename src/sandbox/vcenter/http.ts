import type { IncomingMessage, ServerResponse } from "node:http";
import type { Fault } from "./fault.ts";

/** Statuses of faults. vSphere's own for a full datastore and a locked file are not documented; these are HTTP's. */
const statuses: Readonly<Record<string, number>> = {
  FileNotFound: 404,
  FileAlreadyExists: 409,
  FileLocked: 423,
  NoDiskSpace: 507,
  InvalidArgument: 400,
};

export function statusOf({ fault }: Fault): number {
  return statuses[fault._type ?? ""] ?? 500;
}

/** Refuses without reading what is still being sent. */
export function refuse(
  request: IncomingMessage,
  response: ServerResponse,
  status: number,
  message = `HTTP ${status}`,
): void {
  response.writeHead(status, { "Content-Type": "text/plain", Connection: "close" }).end(message);
  request.resume();
}

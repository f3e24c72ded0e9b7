import type { Readable } from "node:stream";
import { EdgelabError } from "../../core/errors.ts";
import type { HttpAnswer } from "../transport/transport.ts";

/** The server of a lease's file answered with a status that is no success. */
export class NfcStatusError extends EdgelabError {
  override readonly name = "NfcStatusError";
  readonly status: number;

  constructor(what: string, host: string, status: number, text: string) {
    super(status === 507 ? "DATASTORE_FULL" : "FAULT", {
      what: `Cannot ${what}.`,
      why: `${host} answered HTTP ${status}${text === "" ? "" : `: ${text}`}.`,
      next: advice[status],
    });
    this.status = status;
  }

  /** A gateway's answer, not the server's own. */
  get isTemporary(): boolean {
    return this.status === 502 || this.status === 503 || this.status === 504;
  }
}

const advice: Readonly<Record<number, string>> = {
  401: "The ticket of the transfer is not accepted any more: run the command again.",
  403: "The ticket of the transfer is not accepted any more: run the command again.",
  404: "The transfer has lapsed on the host: run the command again.",
  500: "Look at the host's events, and at the free space of the datastore.",
  507: "Free some space on the datastore, or choose another one.",
};

/** Reads an answer that has nothing to say beside its status. */
export async function expectOk(answer: HttpAnswer & { readonly host: string }, what: string): Promise<void> {
  const text = await textOf(answer.body);
  if (!isOk(answer)) throw new NfcStatusError(what, answer.host, answer.status, text);
}

export function isOk({ status }: HttpAnswer): boolean {
  return status === 200 || status === 201 || status === 204;
}

/** The beginning, as plain text. */
async function textOf(body: Readable): Promise<string> {
  let text = "";
  try {
    for await (const chunk of body as AsyncIterable<Buffer>) if (text.length < 1000) text += chunk.toString("utf8");
  } catch (error) {
    if (!(error instanceof Error)) throw error; // cut off: the status is what counts
  }
  return text
    .replaceAll(/(?:<[^>]*>|\s)+/g, " ")
    .trim()
    .slice(0, 200);
}

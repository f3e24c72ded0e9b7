import { request as httpRequest } from "node:http";
import { type RequestOptions, request as httpsRequest } from "node:https";
import type { Abortable } from "../core/abort.ts";

export interface HttpGetAnswer {
  readonly status: number;
  readonly body: Buffer;
}

const maxBodyBytes = 16 * 1024 * 1024;

/**
 * One GET on a connection of its own. Redirects are not followed: the check says which status it expects.
 *
 * @param options TLS and credentials, where there are any
 */
export async function httpGet(
  url: URL,
  options: RequestOptions,
  { signal, timeoutMs }: Abortable & { readonly timeoutMs: number },
): Promise<HttpGetAnswer> {
  const late = AbortSignal.timeout(timeoutMs);
  const request = url.protocol === "https:" ? httpsRequest : httpRequest;
  try {
    return await new Promise<HttpGetAnswer>((resolve, reject) => {
      const outgoing = request(url, { ...options, method: "GET", signal: AbortSignal.any([signal, late]) });
      outgoing.on("error", reject);
      outgoing.once("response", (incoming) => {
        const chunks: Buffer[] = [];
        let bytes = 0;
        incoming.on("data", (chunk: Buffer) => {
          bytes += chunk.length;
          if (bytes <= maxBodyBytes) chunks.push(chunk);
          else incoming.destroy(new Error(`the answer is larger than ${maxBodyBytes / 1024 / 1024} MiB`));
        });
        incoming.on("error", reject);
        incoming.once("end", () => resolve({ status: incoming.statusCode ?? 0, body: Buffer.concat(chunks) }));
      });
      outgoing.end();
    });
  } catch (error) {
    signal.throwIfAborted();
    if (late.aborted) throw new Error(`no answer in ${timeoutMs / 1000} s`, { cause: error });
    throw error;
  }
}

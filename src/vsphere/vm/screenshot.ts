import type { Abortable } from "../../core/abort.ts";
import { EdgelabError } from "../../core/errors.ts";
import type { MoRef } from "../../vim25/index.ts";
import type { Session } from "../session.ts";
import type { HttpAnswer } from "../transport/transport.ts";

const maxBytes = 32 * 1024 * 1024;
const idleTimeoutMs = 30_000;
const png = Buffer.from([0x89, 0x50, 0x4e, 0x47]);

/** The console as PNG, straight from `/screen`. Undefined when the server has no such page, or shows no picture. */
export async function screenPage(session: Session, ref: MoRef, options: Abortable): Promise<Uint8Array | undefined> {
  const answer = await session.http(
    { method: "GET", path: `/screen?id=${encodeURIComponent(ref.value)}`, idleTimeoutMs },
    options,
  );
  const bytes = await readAll(answer);
  return answer.status === 200 && bytes.subarray(0, 4).equals(png) ? bytes : undefined;
}

async function readAll({ body }: HttpAnswer): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maxBytes) throw new EdgelabError("PROTOCOL", { what: "The screenshot is larger than 32 MiB." });
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** `[nvme-01] demo-1/demo-1-1.png` as the datastore's name and a path in it. */
export function parseDatastorePath(path: string): { readonly datastore: string; readonly file: string } | undefined {
  const match = /^\[([^\]]+)\]\s*(.+)$/.exec(path);
  return match?.[1] === undefined || match[2] === undefined ? undefined : { datastore: match[1], file: match[2] };
}

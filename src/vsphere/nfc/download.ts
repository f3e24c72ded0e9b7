import type { Abortable } from "../../core/abort.ts";
import { EdgelabError } from "../../core/errors.ts";
import { retrying } from "../retrying.ts";
import { cut } from "../transport/https-endpoint.ts";
import { TransportError } from "../transport/transport.ts";
import { explainByLease, isWorthRepeating } from "./attempts.ts";
import type { DeviceUrl, Lease } from "./lease.ts";
import type { LeaseServers } from "./lease-servers.ts";
import { expectOk, isOk } from "./status-error.ts";
import { TransferDigest, type Transferred } from "./transfer-digest.ts";

export interface ExportFile {
  /** `edge-disk-1.vmdk`: ours, whatever the server calls it. */
  readonly name: string;
  /** What the vCenter says beforehand; it does not know how well a disk compresses. */
  readonly estimatedBytes: number | undefined;
  /** 1, or more when a cut made it begin anew. */
  readonly attempt: number;
}

/** Where the bytes of one attempt at one file go. Left without {@link commit}, nothing of it may stay. */
export interface ExportSink extends AsyncDisposable {
  write(chunk: Uint8Array): Promise<void> | void;
  /** Called once all files have arrived and are right. */
  commit(): Promise<void> | void;
}

export interface Download {
  readonly lease: Lease;
  readonly servers: LeaseServers;
  readonly device: DeviceUrl;
  readonly name: string;
  readonly sink: (file: ExportFile) => Promise<ExportSink> | ExportSink;
  /** How long no byte may come, in milliseconds. */
  readonly idleTimeoutMs: number;
  readonly withSha1: boolean;
  readonly onReceived: (doneBytes: number) => void;
}

export interface Downloaded extends Transferred {
  readonly path: string;
  readonly deviceKey: string;
  /** Holds the file until it is committed or disposed of. */
  readonly sink: ExportSink;
}

/** Fetches one file; after a cut from its beginning, into a new sink. */
export async function download(spec: Download, { signal }: Abortable): Promise<Downloaded> {
  const { lease, device, name } = spec;
  const options = { signal: AbortSignal.any([signal, lease.lost]) };
  let attempt = 0;
  return await retrying(
    async () => {
      attempt += 1;
      const estimatedBytes = device.fileSize !== undefined && device.fileSize > 0 ? device.fileSize : undefined;
      const sink = await spec.sink({ name, estimatedBytes, attempt });
      try {
        return { ...(await receive(spec, sink, options)), path: name, deviceKey: device.key, sink };
      } catch (error) {
        await sink[Symbol.asyncDispose]();
        options.signal.throwIfAborted();
        await explainByLease(lease, options);
        throw error;
      }
    },
    { signal: options.signal, isRetryable: isWorthRepeating },
  );
}

async function receive(
  { servers, device, name, idleTimeoutMs, withSha1, onReceived }: Download,
  sink: ExportSink,
  options: Abortable,
): Promise<Transferred> {
  const answer = await servers.request(device, { method: "GET", idleTimeoutMs }, options);
  if (!isOk(answer)) await expectOk(answer, `fetch ${name}`);
  const digest = new TransferDigest({ withSha1 });
  const chunks = (answer.body as AsyncIterable<Buffer>)[Symbol.asyncIterator]();
  try {
    for (;;) {
      const next = await nextOf(chunks, answer.host, options);
      if (next.done === true) break;
      digest.update(next.value);
      await sink.write(next.value);
      options.signal.throwIfAborted();
      onReceived(digest.sizeBytes);
    }
  } finally {
    answer.body.destroy(); // of a sink that failed nobody takes the rest
  }
  const announced = Number(answer.headers["content-length"] ?? digest.sizeBytes);
  if (announced === digest.sizeBytes) return digest.end();
  throw new EdgelabError("VERIFY_FAILED", {
    what: `${name} did not arrive whole.`,
    why: `${announced} bytes were announced, ${digest.sizeBytes} came.`,
    next: "Run the command again.",
  });
}

/** What fails here failed on the way; what fails in the sink is none of the network's. */
async function nextOf(
  chunks: AsyncIterator<Buffer>,
  host: string,
  { signal }: Abortable,
): Promise<IteratorResult<Buffer>> {
  try {
    return await chunks.next();
  } catch (error) {
    signal.throwIfAborted();
    throw error instanceof TransportError ? error : cut({ host, port: 0 }, error, true);
  }
}

import type { Abortable } from "../../core/abort.ts";
import { EdgelabError } from "../../core/errors.ts";
import type { Data } from "../../vim25/index.ts";
import { retrying } from "../retrying.ts";
import { explainByLease, isWorthRepeating } from "./attempts.ts";
import type { SentBody } from "../transport/transport.ts";
import type { DeviceUrl, Lease } from "./lease.ts";
import type { LeaseServers } from "./lease-servers.ts";
import { eachChunk, type PackageContent } from "./package-content.ts";
import { expectOk } from "./status-error.ts";
import { TransferDigest, type Transferred } from "./transfer-digest.ts";

export interface Upload {
  readonly lease: Lease;
  readonly servers: LeaseServers;
  readonly device: DeviceUrl;
  readonly item: Data<"OvfFileItem">;
  readonly content: PackageContent;
  /** How long no byte may move, in milliseconds. */
  readonly idleTimeoutMs: number;
  readonly withSha1: boolean;
  readonly onSent: (doneBytes: number) => void;
}

export interface Uploaded extends Transferred {
  readonly path: string;
  readonly deviceKey: string;
  /** How often it was begun. More than once: the server's own digest has to prove that nothing is mixed up. */
  readonly attempts: number;
}

/**
 * Sends one file, from its beginning after a cut, as long as the lease lives.
 *
 * @throws {EdgelabError} VERIFY_FAILED when the bytes are not those of the package; LEASE_LOST
 */
export async function upload(spec: Upload, { signal }: Abortable): Promise<Uploaded> {
  const { lease, item, device } = spec;
  const options = { signal: AbortSignal.any([signal, lease.lost]) };
  let attempts = 0;
  const transferred = await retrying(
    async () => {
      attempts += 1;
      try {
        return await send(spec, options);
      } catch (error) {
        options.signal.throwIfAborted();
        await explainByLease(lease, options);
        throw error;
      }
    },
    { signal: options.signal, isRetryable: isWorthRepeating },
  );
  return { ...transferred, path: item.path, deviceKey: device.key, attempts };
}

async function send(
  { servers, device, item, content, idleTimeoutMs, withSha1, onSent }: Upload,
  options: Abortable,
): Promise<Transferred> {
  const { sizeBytes } = content;
  const digest = new TransferDigest({ withSha1 });
  const ended = new AbortController();
  let sentBytes = 0;
  const body: SentBody = {
    sizeBytes,
    async send(write) {
      await eachChunk(content, item.path, ended, async (chunk) => {
        digest.update(chunk);
        if (digest.sizeBytes > sizeBytes) throw changed(item.path, sizeBytes, digest.sizeBytes);
        await write(chunk);
        sentBytes += chunk.length;
        onSent(sentBytes);
      });
      if (digest.sizeBytes < sizeBytes) throw changed(item.path, sizeBytes, digest.sizeBytes);
    },
  };
  try {
    const answer = await servers.request(device, { ...methodOf(item), body, idleTimeoutMs }, options);
    await expectOk(answer, `send ${item.path}`);
  } finally {
    ended.abort();
  }
  return expected(digest.end(), item.path, content);
}

/**
 * SHA-1 of what has been sent, read again: only where nothing else proves what arrived.
 *
 * @throws {EdgelabError} VERIFY_FAILED when the file has changed meanwhile
 */
export async function sha1Of(content: PackageContent, sent: Uploaded, options: Abortable): Promise<string> {
  const digest = new TransferDigest({ withSha1: true });
  await eachChunk(content, sent.path, options, async (chunk) => digest.update(chunk));
  const { sizeBytes, sha256, sha1 = "" } = digest.end();
  if (sha256 !== sent.sha256) throw changed(sent.path, sent.sizeBytes, sizeBytes);
  return sha1;
}

/** Disks are posted as streamOptimized VMDK; what the server is to create as it comes, as an ISO, is put. */
function methodOf({ create }: Data<"OvfFileItem">) {
  return create
    ? { method: "PUT" as const, headers: { Overwrite: "t" } }
    : { method: "POST" as const, headers: { "Content-Type": "application/x-vnd.vmware-streamVmdk" } };
}

function expected(sent: Transferred, path: string, { sha256 }: PackageContent): Transferred {
  if (sha256 === undefined || sha256.toLowerCase() === sent.sha256) return sent;
  throw new EdgelabError("VERIFY_FAILED", {
    what: `${path} is not the file that the package's manifest describes.`,
    why: `Its SHA-256 is ${sent.sha256}, the manifest has ${sha256.toLowerCase()}.`,
    next: "Get the package again.",
  });
}

function changed(path: string, expectedBytes: number, foundBytes: number): EdgelabError {
  return new EdgelabError("VERIFY_FAILED", {
    what: `${path} changed while it was being sent.`,
    why:
      expectedBytes === foundBytes
        ? "Its content is another one now."
        : `It had ${expectedBytes} bytes, and now ${foundBytes > expectedBytes ? "more" : foundBytes}.`,
    next: "Let nothing write to the package, and run the command again.",
  });
}

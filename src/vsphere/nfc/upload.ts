import { type Readable, Transform } from "node:stream";
import type { Abortable } from "../../core/abort.ts";
import { EdgelabError } from "../../core/errors.ts";
import type { Data } from "../../vim25/index.ts";
import { retrying } from "../retrying.ts";
import { explainByLease, isWorthRepeating } from "./attempts.ts";
import type { DeviceUrl, Lease } from "./lease.ts";
import type { LeaseServers } from "./lease-servers.ts";
import { expectOk } from "./status-error.ts";
import { TransferDigest, type Transferred } from "./transfer-digest.ts";

/** A file of the package. It can be opened again for another attempt. */
export interface PackageContent {
  readonly sizeBytes: number;
  open(): Readable;
  /** What the package's manifest says, lower-case hex. Anything else than that is refused. */
  readonly sha256?: string | undefined;
}

export interface Upload {
  readonly lease: Lease;
  readonly servers: LeaseServers;
  readonly device: DeviceUrl;
  readonly item: Data<"OvfFileItem">;
  readonly content: PackageContent;
  /** How long no byte may move, in milliseconds. */
  readonly idleTimeoutMs: number;
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
  { servers, device, item, content, idleTimeoutMs, onSent }: Upload,
  options: Abortable,
): Promise<Transferred> {
  const { sizeBytes } = content;
  const digest = new TransferDigest();
  const meter = new Transform({
    transform(chunk: Buffer, _encoding, next) {
      digest.update(chunk);
      if (digest.sizeBytes > sizeBytes) return next(changed(item.path, sizeBytes, digest.sizeBytes));
      onSent(digest.sizeBytes);
      next(null, chunk);
    },
    flush: (next) => next(digest.sizeBytes === sizeBytes ? null : changed(item.path, sizeBytes, digest.sizeBytes)),
  });
  meter.on("error", () => undefined); // whoever reads it has a listener too, but only once it is its turn
  const file = content.open();
  file.once("error", (cause) => meter.destroy(unreadable(item.path, cause)));
  file.pipe(meter);
  try {
    const answer = await servers.request(
      device,
      { ...methodOf(item), body: { stream: meter, sizeBytes }, idleTimeoutMs },
      options,
    );
    await expectOk(answer, `send ${item.path}`);
  } finally {
    file.destroy();
    meter.destroy();
  }
  return expected(digest.end(), item.path, content);
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
    why: `It had ${expectedBytes} bytes, and now ${foundBytes > expectedBytes ? "more" : foundBytes}.`,
    next: "Let nothing write to the package, and run the command again.",
  });
}

function unreadable(path: string, cause: Error): EdgelabError {
  if (cause instanceof EdgelabError) return cause;
  return new EdgelabError("FILE_UNUSABLE", { what: `${path} cannot be read.`, why: cause.message, cause });
}

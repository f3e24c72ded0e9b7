import type { Abortable } from "../../core/abort.ts";
import { TransportError } from "../transport/transport.ts";
import type { Lease } from "./lease.ts";
import { NfcStatusError } from "./status-error.ts";

/** A cut connection, or a gateway's answer: a transfer is repeated from its beginning. */
export function isWorthRepeating(error: unknown): boolean {
  return (error instanceof TransportError || error instanceof NfcStatusError) && error.isTemporary;
}

/**
 * After a failed transfer: throws why the lease is no more, if that is so. When the vCenter cannot be asked either, the
 * transfer's own failure stands.
 */
export async function explainByLease(lease: Lease, options: Abortable): Promise<void> {
  try {
    await lease.check(options);
  } catch (error) {
    if (!(error instanceof TransportError)) throw error;
  }
}

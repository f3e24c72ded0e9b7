import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe } from "vitest";
import { hasCode } from "../../src/core/errors.ts";
import { findPackages } from "../../src/iso/stand-in/packages.ts";
import { peer } from "./peers.ts";

const unpacked = resolve(import.meta.dirname, "../../.peers/stand-in");

/** Where the packages of the bootable stand-in are: as scripts/peers.sh unpacked them, else on this machine. */
export const standInPackages = existsSync(join(unpacked, "complete")) ? unpacked : "/";

/**
 * A suite that boots the stand-in in QEMU. Without the packages or QEMU it is skipped by name; with
 * EDGELAB_DEMAND_PEERS=1, as in CI, it fails.
 */
export async function describeStandIn(title: string, suite: () => void): Promise<void> {
  const missing = (await hasPackages()) ? (peer("qemu-system-x86_64") ? undefined : "QEMU") : "the stand-in's packages";
  if (!missing) describe(title, suite);
  else if (process.env["EDGELAB_DEMAND_PEERS"] === "1") {
    throw new Error(`${missing}: run scripts/peers.sh --apt`);
  } else describe.skip(`${title} (needs ${missing}: scripts/peers.sh --apt)`, suite);
}

async function hasPackages(): Promise<boolean> {
  try {
    await findPackages(standInPackages);
    return true;
  } catch (error) {
    if (hasCode(error, "PROGRAM_MISSING")) return false;
    throw error;
  }
}

import { existsSync } from "node:fs";
import { delimiter, join, resolve } from "node:path";
import { describe } from "vitest";

/** The programs of other people that edgelab is tested against. `scripts/peers.sh --apt` puts them on a machine. */
export type PeerName =
  | "vcsim"
  | "govc"
  | "pyvmomi"
  | "kubectl"
  | "xorriso"
  | "isoinfo"
  | "genisoimage"
  | "bsdtar"
  | "blkid"
  | "openssl"
  | "mke2fs"
  | "debugfs"
  | "e2fsck"
  | "grub-mkimage"
  | "mkfs.vfat"
  | "mcopy"
  | "sfdisk"
  | "busybox"
  | "qemu-img"
  | "qemu-system-x86_64";

const own = resolve(import.meta.dirname, "../../.peers");
const places: Partial<Record<PeerName, string>> = {
  vcsim: join(own, "bin/vcsim"),
  govc: join(own, "bin/govc"),
  /** The Python of the virtual environment that holds pyvmomi. */
  pyvmomi: join(own, "venv/bin/python"),
};

/** Path of a peer, or undefined when it is not on this machine. */
export function peer(name: PeerName): string | undefined {
  const place = places[name];
  if (place) return existsSync(place) ? place : undefined;
  return [...(process.env["PATH"] ?? "").split(delimiter), "/usr/sbin", "/sbin"]
    .map((folder) => join(folder, name))
    .find((path) => existsSync(path));
}

/**
 * A suite that needs a peer. Without it the suite is skipped by name; with EDGELAB_DEMAND_PEERS=1, as in CI, it fails.
 */
export function describePeer(name: PeerName, title: string, suite: (path: string) => void): void {
  const path = peer(name);
  if (path) describe(title, () => suite(path));
  else if (process.env["EDGELAB_DEMAND_PEERS"] === "1") {
    throw new Error(`${name} is missing: run scripts/peers.sh --apt`);
  } else describe.skip(`${title} (needs ${name}: scripts/peers.sh --apt)`, () => suite(name));
}

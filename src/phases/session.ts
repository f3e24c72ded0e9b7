import { readFileSync, readlinkSync } from "node:fs";
import { hostname, userInfo } from "node:os";
import type { Abortable } from "../core/abort.ts";
import { hasCode } from "../core/errors.ts";
import { labUuid } from "../lab/identity.ts";
import type { Palette } from "../palette/index.ts";
import { type Datacenter, type Datastore, type DatastoreFiles, isFault, type Vsphere } from "../vsphere/index.ts";
import type { LockSelf, LockStore } from "./lock.ts";
import type { LabRef } from "./results.ts";

/** Both connections of one run, and who the lab is on them. */
export interface Session {
  readonly vsphere: Vsphere;
  readonly palette: Palette;
  /** The lab's UUID on this vCenter. */
  readonly labUuid: string;
}

export function openSession(lab: LabRef, vsphere: Vsphere, palette: Palette): Session {
  return { vsphere, palette, labUuid: labUuid(lab, vsphere.instanceUuid) };
}

/** Where the lab's files are. */
export async function labDatastore(
  lab: LabRef,
  { vsphere }: Session,
  options: Abortable,
): Promise<{ readonly datacenter: Datacenter; readonly datastore: Datastore; readonly files: DatastoreFiles }> {
  const datacenter = await vsphere.inventory.datacenter(lab.vcenter.datacenter, options);
  const datastore = await vsphere.inventory.datastore(lab.vcenter.datastore, datacenter, options);
  return { datacenter, datastore, files: vsphere.datastore(datastore) };
}

/** Paths on the datastore. No folder can carry a mark there: its name holds the lab's UUID. */
export const places = {
  iso: (digest: string) => `edgelab/iso/${digest}.iso`,
  lab: (uuid: string) => `edgelab/labs/${uuid}`,
  seed: (uuid: string, host: string) => `edgelab/labs/${uuid}/${host}.iso`,
  labLock: (uuid: string) => `edgelab/locks/${uuid}`,
  templateLock: (key: string) => `edgelab/locks/template-${key.slice(0, 32)}`,
  isoLock: (digest: string) => `edgelab/locks/iso-${digest.slice(0, 32)}`,
  /** For what is made under a lock and is gone when it is given back: whoever gets the lock may clear the folder. */
  work: (uuid: string, lock: string) => `edgelab/labs/${uuid}/${lock.slice(lock.lastIndexOf("/") + 1)}`,
  vipLock: "edgelab/locks/vip",
  locks: "edgelab/locks",
} as const;

/** A datastore as the lock wants it. */
export function lockStore(files: DatastoreFiles, vsphere: Pick<Vsphere, "serverTime">): LockStore {
  return {
    makeDirectory: async (path, options) => {
      await files.ensureFolder(path.slice(0, path.lastIndexOf("/")), options);
      try {
        return await files.tryMakeFolder(path, options);
      } catch (error) {
        // when the answer was lost, the folder may be ours: it then has no holder, and is taken over as such
        if (!hasCode(error, "UNREACHABLE")) throw error;
        return await files.tryMakeFolder(path, options);
      }
    },
    readText: async (path, options) => {
      const bytes = await files.getSmall(path, options);
      return bytes && Buffer.from(bytes).toString("utf8");
    },
    writeText: (path, text, options) => files.putSmall(path, text, options),
    move: async (from, to, options) => {
      try {
        await files.move(from, to, options);
        return true;
      } catch (error) {
        if (isFault(error, "FileNotFound", "FileAlreadyExists")) return false;
        throw error;
      }
    },
    remove: async (path, options) => {
      await files.delete(path, options);
    },
    serverTime: async (options) => (await vsphere.serverTime(options)).getTime(),
  };
}

/** This process, as others see it in a lock. */
export function thisProcess(): LockSelf {
  return {
    user: userInfo().username,
    host: hostname(),
    pidSpace: pidSpace(),
    pid: process.pid,
    isAlive: (pid) => {
      try {
        process.kill(pid, 0);
        return true;
      } catch (error) {
        // EPERM: there is such a process, of another user
        return error instanceof Error && "code" in error && error.code === "EPERM";
      }
    },
  };
}

/** The host's name; on Linux also the boot and the namespace, since containers number their processes anew. */
function pidSpace(): string {
  if (process.platform !== "linux") return hostname();
  const boot = readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
  return [hostname(), boot, readlinkSync("/proc/self/ns/pid")].join(" ");
}

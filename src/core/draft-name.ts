import { createHash, randomUUID } from "node:crypto";
import { readdir, rm } from "node:fs/promises";
import { hostname } from "node:os";
import { basename, dirname, join } from "node:path";
import { ownIdentity, pidNamespace, processStart } from "./process-identity.ts";

/**
 * A hidden name beside `path` for what will become it: `.x.ova.PLACE-PID-START-RANDOM.part`. It says who writes, so that
 * what a killed process left can be told from what a living one is writing.
 */
export async function draftName(path: string): Promise<string> {
  const { pid, started } = await ownIdentity();
  const writer = [await place(), pid, short(started), randomUUID().slice(0, 8)].join("-");
  return join(dirname(path), `.${basename(path)}.${writer}.part`);
}

/** Removes the drafts of `path` whose writers have died. Those of other machines and containers stay: nobody can tell. */
export async function removeDeadDrafts(path: string): Promise<void> {
  const folder = dirname(path);
  const here = await place();
  for (const name of await readdir(folder)) {
    const writer = writerOf(name, basename(path));
    if (writer === undefined || writer.place !== here) continue;
    const started = await processStart(writer.pid);
    if (started === undefined || short(started) !== writer.started) await rm(join(folder, name), { force: true });
  }
}

function writerOf(
  name: string,
  of: string,
): { readonly place: string; readonly pid: number; readonly started: string } | undefined {
  if (!name.startsWith(`.${of}.`)) return undefined;
  const [, place, pid, started] =
    /^([0-9a-f]{8})-(\d+)-([0-9a-f]{8})-[0-9a-f]{8}\.part$/.exec(name.slice(of.length + 2)) ?? [];
  return place && pid && started ? { place, pid: Number(pid), started } : undefined;
}

/** Where a process id means the same process. */
async function place(): Promise<string> {
  return short(`${hostname()}\n${await pidNamespace()}`);
}

function short(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 8);
}

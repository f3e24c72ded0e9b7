import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";

/** Runs a program of other people where it is there; says whether it was. */
export async function runIfThere(name: string, args: readonly string[]): Promise<boolean> {
  const folders = [...(process.env["PATH"] ?? "").split(delimiter), "/usr/sbin", "/sbin"];
  const path = folders.map((folder) => join(folder, name)).find((path) => existsSync(path));
  if (path === undefined) return false;
  await promisify(execFile)(path, [...args]);
  return true;
}

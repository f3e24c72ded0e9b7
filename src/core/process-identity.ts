import { readFile, readlink } from "node:fs/promises";
import { execa } from "execa";

/** Names one process for ever: its id, and when it started, since ids are used again. */
export interface ProcessIdentity {
  readonly pid: number;
  readonly started: string;
}

/** When a process started, as text that only its own start gives; undefined when there is no such process. */
export async function processStart(pid: number): Promise<string | undefined> {
  return process.platform === "linux" ? linuxStart(pid) : portableStart(pid);
}

export async function isRunning({ pid, started }: ProcessIdentity): Promise<boolean> {
  return (await processStart(pid)) === started;
}

export async function ownIdentity(): Promise<ProcessIdentity> {
  return { pid: process.pid, started: (await processStart(process.pid)) ?? "" };
}

/** Field 22 of /proc/PID/stat, in clock ticks since boot, counted after the command's name, which may hold spaces. */
async function linuxStart(pid: number): Promise<string | undefined> {
  try {
    const [stat, bootId] = await Promise.all([
      readFile(`/proc/${pid}/stat`, "utf8"),
      readFile("/proc/sys/kernel/random/boot_id", "utf8"),
    ]);
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    const isDead = fields[0] === "Z" || fields[0] === "X";
    return isDead ? undefined : `${bootId.trim()}/${fields[19]}`;
  } catch (error) {
    if (["ENOENT", "ESRCH"].includes((error as NodeJS.ErrnoException).code ?? "")) return undefined;
    throw error;
  }
}

async function portableStart(pid: number): Promise<string | undefined> {
  const { stdout, exitCode } = await execa("ps", ["-o", "lstart=", "-p", String(pid)], { reject: false });
  return exitCode === 0 && stdout.trim() !== "" ? stdout.trim() : undefined;
}

/** Names the space in which a process id means one process, as each container has its own; empty where there is no such thing. */
export async function pidNamespace(): Promise<string> {
  try {
    return await readlink("/proc/self/ns/pid");
  } catch (error) {
    if (["ENOENT", "ENOTDIR", "EACCES"].includes((error as NodeJS.ErrnoException).code ?? "")) return "";
    throw error;
  }
}

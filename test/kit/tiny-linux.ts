import { accessSync, constants, existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** A kernel of this machine's distribution, with what it takes to start it in a virtual machine. */
export interface TinyLinux {
  readonly kernel: string;
  /** Its modules that were asked for, as an initramfs that runs `script` with busybox and then powers off. */
  initramfs(script: string): Buffer;
}

/**
 * The newest readable kernel in /boot whose modules are there, and Debian's busybox-static.
 *
 * @param modules by name, loaded with all that they need
 * @returns undefined when anything is missing
 */
export function findLinux(modules: readonly string[]): TinyLinux | undefined {
  const busybox = ["/bin/busybox", "/usr/bin/busybox"].find((path) => existsSync(path));
  const version = existsSync("/lib/modules") ? readdirSync("/lib/modules").toSorted().findLast(isUsable) : undefined;
  if (busybox === undefined || version === undefined) return undefined;
  const folder = join("/lib/modules", version);
  const files = withDependencies(readFileSync(join(folder, "modules.dep"), "utf8"), modules);
  if (files === undefined) return undefined;
  return {
    kernel: kernelOf(version),
    initramfs: (script) =>
      newc([
        { path: "bin", mode: 0o040755 },
        { path: "bin/busybox", mode: 0o100755, content: readFileSync(busybox) },
        { path: "init", mode: 0o100755, content: Buffer.from(init(files.length, script)) },
        ...files.map((file, index) => ({
          path: `${index}.ko`,
          mode: 0o100644,
          content: readFileSync(join(folder, file)),
        })),
      ]),
  };
}

const kernelOf = (version: string) => join("/boot", `vmlinuz-${version}`);

function isUsable(version: string): boolean {
  try {
    accessSync(kernelOf(version), constants.R_OK);
    return existsSync(join("/lib/modules", version, "modules.dep"));
  } catch {
    return false;
  }
}

/** Files in the order in which they can be inserted; undefined when a module is missing or stored compressed. */
function withDependencies(dependencies: string, modules: readonly string[]): string[] | undefined {
  const lines = dependencies.split("\n").map((line) =>
    line
      .split(/:? /)
      .filter(Boolean)
      .map((file) => file.replace(/:$/, "")),
  );
  const files = modules.map((name) => lines.find(([file]) => file?.endsWith(`/${name}.ko`)));
  if (files.includes(undefined)) return undefined;
  return [...new Set(files.flatMap((line) => line?.toReversed() ?? []))];
}

function init(moduleCount: number, script: string): string {
  return `#!/bin/busybox sh
/bin/busybox mkdir -p /proc /sys /dev /tmp
/bin/busybox --install -s /bin
export PATH=/bin
mount -t proc proc /proc
mount -t sysfs sys /sys
mount -t devtmpfs dev /dev
exec >/dev/ttyS0 2>&1
for n in $(seq 0 ${moduleCount - 1}); do insmod /$n.ko || echo "INSMOD $n failed"; done
${script}
poweroff -f
`;
}

interface Member {
  readonly path: string;
  readonly mode: number;
  readonly content?: Buffer;
}

/** An archive of the "new ASCII" format, which is what kernels unpack. @see cpio(5) */
function newc(members: readonly Member[]): Buffer {
  const pad = (length: number) => Buffer.alloc((4 - (length % 4)) % 4);
  const parts = [...members, { path: "TRAILER!!!", mode: 0 }].flatMap(
    ({ path, mode, content = Buffer.alloc(0) }: Member, inode) => {
      const fields = [inode + 1, mode, 0, 0, 1, 0, content.length, 0, 0, 0, 0, path.length + 1, 0];
      const header = `070701${fields.map((field) => field.toString(16).padStart(8, "0")).join("")}${path}\0`;
      return [Buffer.from(header), pad(header.length), content, pad(content.length)];
    },
  );
  return Buffer.concat(parts);
}

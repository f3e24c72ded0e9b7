import { chmod, mkdir, readFile, stat, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { execa } from "execa";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { EdgelabError } from "../../src/core/errors.ts";
import {
  bootDisk,
  findQemu,
  installDisk,
  type InstallProgress,
  type InstallSpec,
  probeAccelerator,
} from "../../src/qemu/index.ts";
import {
  bootImage,
  forever,
  hang,
  type Instruction,
  installerOf,
  powerOff,
  print,
  readSector,
  reboot,
  show,
  spin,
  tinyInstaller,
  tripleFault,
  writeOnAndOn,
  writeSectors,
} from "../kit/boot-sectors.ts";
import { built } from "../kit/built.ts";
import { describePeer } from "../kit/peers.ts";
import { openQemuRoom, type QemuRoom } from "../kit/qemu-run.ts";

const { signal } = new AbortController();
let room: QemuRoom;
beforeEach(async () => {
  room = await openQemuRoom();
});
afterEach(async () => {
  await expect.poll(() => room.processes(), { timeout: 5_000 }).toEqual([]);
  await room[Symbol.asyncDispose]();
});

/** A system that says on its serial port that it was booted from the disk. */
const system = bootImage(print("booted from its own disk\nlogin: "), hang());

describePeer("qemu-system-x86_64", "QEMU, with guests of a few instructions", (program) => {
  /** The error of an installation, after which nothing may be left. */
  async function failure(iso: Uint8Array, more: Partial<InstallSpec> = {}): Promise<EdgelabError> {
    const error: unknown = await installDisk({ ...(await room.spec(iso)), ...more }, { signal }).catch(
      (e: unknown) => e,
    );
    expect(error).toBeInstanceOf(EdgelabError);
    expect(await room.leftBehind()).toEqual([]);
    return error as EdgelabError;
  }

  async function expectPicture({ details }: EdgelabError): Promise<void> {
    const [, path = ""] = /picture of its screen: (.*)$/.exec(details.why ?? "") ?? [];
    expect(dirname(path)).toBe(room.evidenceFolder);
    expect((await readFile(path)).subarray(1, 4).toString()).toBe("PNG");
    expect((await stat(path)).mode & 0o777).toBe(0o600);
  }

  describe("an installation", () => {
    test("makes a sparse disk that boots from itself and is not changed by it", async () => {
      const progress: InstallProgress[] = [];
      const spec = await room.spec(installerOf(system, print("Partitioning device\n"), show("Installing GRUB")));
      const installed = await installDisk({ ...spec, onProgress: (step) => progress.push(step) }, { signal });
      expect(installed).toMatchObject({
        writtenBytes: 512,
        console: ["Partitioning device"],
        accelerator: { name: "tcg" },
      });
      expect(progress).toContainEqual({ consoleLine: "Partitioning device" });
      expect(progress).toContainEqual({ message: "partitioning the disk" });
      expect(progress).toContainEqual({ writtenBytes: 512 });
      expect(await room.leftBehind()).toEqual([basename(room.disk)]);
      const made = await stat(room.disk);
      expect(made).toMatchObject({ size: 153_600 * 2 ** 20 });
      expect(made.mode & 0o777).toBe(0o600);
      expect(made.blocks * 512).toBeLessThan(2 ** 20);

      const { disk, temporaryFolder } = spec;
      const machine = { disk, temporaryFolder, firmware: "bios", cpus: 1, memoryMiB: 64, accelerator: "tcg" } as const;
      const booted = await bootDisk({ ...machine, until: /own disk/ }, { signal });
      expect(booted).toMatchObject({ line: "booted from its own disk" });
      // a prompt ends in no newline
      expect(await bootDisk({ ...machine, until: /^login:$/ }, { signal })).toMatchObject({ line: "login:" });
      expect((await stat(room.disk)).mtimeMs).toBe(made.mtimeMs);
      expect(await room.leftBehind()).toEqual([basename(room.disk)]);
    });

    test.each(["lsilogicsas", "lsilogic"] as const)("on a disk of %s", async (scsiController) => {
      const spec = await room.spec(installerOf(system));
      expect(await installDisk({ ...spec, scsiController }, { signal })).toMatchObject({ writtenBytes: 512 });
      const { temporaryFolder } = room;
      const boot = { temporaryFolder, firmware: "bios", cpus: 1, memoryMiB: 64, accelerator: "tcg" } as const;
      const wish = { ...boot, disk: room.disk, diskController: scsiController, until: /own disk/ };
      expect(await bootDisk(wish, { signal })).toBeTruthy();
    });

    test("of an installer that reboots is ended at its first reboot", async () => {
      const error = await failure(tinyInstaller(print("Rebooting node\n"), writeSectors(0), reboot()));
      expect(error).toMatchObject({
        code: "INSTALL_FAILED",
        details: {
          what: "installer.iso reboots instead of powering off.",
          why: expect.stringMatching(/512 bytes had been written(.|\n)*\| Rebooting node(.|\n)*\| SeaBIOS/),
          next: expect.stringContaining("install.poweroff: true"),
        },
      });
      await expectPicture(error);
      const [, log = ""] = /More of its console: (.*)$/m.exec(error.details.why ?? "") ?? [];
      expect(await readFile(log, "utf8")).toBe("Rebooting node\n");
    });

    test.each([
      ["reboots in a circle", reboot()],
      ["faults until the processor gives up", tripleFault()],
    ])("of a guest that %s is ended the first time", async (_, instruction) => {
      const error = await failure(tinyInstaller(instruction));
      expect(error).toMatchObject({
        code: "INSTALL_FAILED",
        details: { next: expect.stringContaining("in a circle") },
      });
    });

    test("of an installer that does not power off ends when it has been idle for long", async () => {
      const iso = tinyInstaller(writeSectors(0), print("Installation complete\n"), hang());
      const error = await failure(iso, { idleTimeoutMs: 1_500 });
      expect(error).toMatchObject({
        code: "INSTALL_FAILED",
        details: {
          what: "installer.iso has done nothing for 1.5 s and does not power off.",
          why: expect.stringContaining("  | Installation complete"),
          next: expect.stringContaining("install.poweroff: true"),
        },
      });
      await expectPicture(error);
    });

    test("of one that never ends its work ends at the deadline", async () => {
      const error = await failure(tinyInstaller(writeOnAndOn()), { timeoutMs: 1_500, idleTimeoutMs: 1_000 });
      expect(error).toMatchObject({
        code: "TIMED_OUT",
        details: { what: "installer.iso has not powered off after 1.5 s.", why: expect.stringMatching(/MiB had been/) },
      });
    });

    test("of one that fills the console for ever ends at the deadline, in bounded memory", async () => {
      const error = await failure(tinyInstaller(forever(print("noise\n"))), { timeoutMs: 2_000, idleTimeoutMs: 1_000 });
      expect(error).toMatchObject({ code: "TIMED_OUT", details: { why: expect.stringContaining("  | noise") } });
    });

    test.each([
      ["halts", hang()],
      ["runs in a circle", spin()],
    ])("of a guest that never writes and %s ends early", async (_, instruction) => {
      const error = await failure(tinyInstaller(instruction), { idleTimeoutMs: 1_500 });
      expect(error).toMatchObject({
        code: "INSTALL_FAILED",
        details: { what: "installer.iso has written nothing to the disk, and done nothing at all for 1.5 s." },
      });
    });

    test("of an installer that gave up quotes the line it did so with, from the screen too", async () => {
      const iso = tinyInstaller(show("No users found in any stage"), hang());
      const error = await failure(iso, { idleTimeoutMs: 1_500 });
      expect(error.details.what).toBe("installer.iso gave up: No users found in any stage");
    });

    test("of something that powers off at once is no installation", async () => {
      expect(await failure(tinyInstaller(powerOff()))).toMatchObject({
        code: "INSTALL_FAILED",
        details: { what: expect.stringContaining("without writing anything") },
      });
    });

    test("of a kernel that panics ends at the panic", async () => {
      const iso = tinyInstaller(print("---[ end Kernel panic - not syncing: VFS ]---\n"), hang());
      expect(await failure(iso)).toMatchObject({ details: { what: "The kernel of installer.iso panicked." } });
    });

    test.each([
      ["bios", 64],
      ["efi", 256],
    ] as const)("of a raw disk with %s firmware says that it does not boot", async (firmware, memoryMiB) => {
      const error = await failure(new Uint8Array(1 << 20), { firmware, memoryMiB, idleTimeoutMs: 25_000 });
      expect(error).toMatchObject({
        code: "INSTALL_FAILED",
        details: { what: expect.stringMatching(/^installer\.iso does not boot with (BIOS|UEFI) firmware\.$/) },
      });
    });

    /** Sends a signal to QEMU as soon as its guest runs. */
    async function struckBy(signal: NodeJS.Signals): Promise<EdgelabError> {
      const strike = async () => {
        const { stdout } = await execa("pgrep", ["-f", `^qemu-system.*${room.folder}`]);
        for (const pid of stdout.split("\n")) process.kill(Number(pid), signal);
      };
      return failure(tinyInstaller(print("here\n"), writeOnAndOn()), {
        idleTimeoutMs: 2_000,
        onProgress: ({ consoleLine }) => void (consoleLine === "here" && strike()),
      });
    }

    test("by a QEMU that stands still says so", async () => {
      expect(await struckBy("SIGSTOP")).toMatchObject({
        code: "QEMU_FAILED",
        details: { what: "QEMU does not answer any more.", why: expect.stringContaining("  | here") },
      });
    });

    test("by a QEMU that dies says so", async () => {
      expect(await struckBy("SIGKILL")).toMatchObject({
        code: "QEMU_FAILED",
        details: {
          what: "QEMU ended in the middle of the installation: it was ended by SIGKILL.",
          why: expect.stringContaining("  | here"),
        },
      });
    });

    test("by a QEMU that does not start quotes its words", async () => {
      const error = await failure(tinyInstaller(hang()), { macAddress: "none" });
      expect(error).toMatchObject({
        code: "QEMU_FAILED",
        details: { why: expect.stringMatching(/exit code 1 .*mac/) },
      });
    });

    test("that is interrupted tells what was seen until then", async () => {
      const stop = new AbortController();
      const spec = await room.spec(tinyInstaller(print("copying\n"), hang()));
      const reason = new EdgelabError("INTERRUPTED", { what: "Interrupted." });
      const onProgress = () => stop.abort(reason);
      await expect(installDisk({ ...spec, onProgress }, { signal: stop.signal })).rejects.toMatchObject({
        code: "INTERRUPTED",
        details: { what: "Interrupted.", why: expect.stringContaining("  | copying") },
      });
      expect(await room.leftBehind()).toEqual([]);
    });

    test("can be interrupted at any moment, and leaves nothing", async () => {
      const qemu = await findQemu({}, { signal });
      const spec = await room.spec(installerOf(system));
      for (const afterMs of [0, 2, 5, 10, 20, 40, 80, 160]) {
        const outcome = await installDisk({ ...spec, qemu }, { signal: AbortSignal.timeout(afterMs) }).then(
          () => "installed",
          (error: Error) => error.name,
        );
        expect(["installed", "TimeoutError"]).toContain(outcome);
        if (outcome === "installed") break;
        expect(await room.leftBehind()).toEqual([]);
      }
    });

    test("on a disk of less than 60 GiB is refused before anything starts", async () => {
      const error = await failure(tinyInstaller(hang()), { capacityBytes: 51_200 * 2 ** 20 });
      expect(error).toMatchObject({
        code: "USAGE",
        details: { what: expect.stringContaining("50.0 GiB is too small") },
      });
    });

    test("does not replace a disk that is there", async () => {
      await writeFile(room.disk, "precious");
      const spec = await room.spec(tinyInstaller(hang()));
      await expect(installDisk(spec, { signal })).rejects.toMatchObject({ code: "FILE_EXISTS" });
      expect(await readFile(room.disk, "utf8")).toBe("precious");
    });

    test("of an ISO that is not there names it", async () => {
      const spec = { ...(await room.spec(tinyInstaller(hang()))), iso: join(room.folder, "no.iso") };
      await expect(installDisk(spec, { signal })).rejects.toMatchObject({ code: "FILE_UNUSABLE" });
    });

    test("in a folder whose name would be options of QEMU", async () => {
      const folder = join(room.folder, 'a,snapshot=on,"b" {}');
      await mkdir(folder);
      const spec = { ...(await room.spec(installerOf(system))), disk: join(folder, "x,y.raw") };
      await installDisk(spec, { signal });
      const { temporaryFolder } = room;
      const boot = { temporaryFolder, firmware: "bios", cpus: 1, memoryMiB: 64, accelerator: "tcg" } as const;
      expect(await bootDisk({ ...boot, disk: spec.disk, until: /own disk/ }, { signal })).toBeTruthy();
    });

    test("on a file system that gets full says so", async ({ skip }) => {
      const small = join(room.folder, "small");
      await mkdir(small);
      const { failed } = await execa("mount", ["-t", "tmpfs", "-o", "size=4m", "none", small], { reject: false });
      if (failed) skip("needs the right to mount a small file system");
      try {
        const error = await failure(tinyInstaller(print("copying\n"), writeOnAndOn()), {
          disk: join(small, "disk.raw"),
        });
        expect(error).toMatchObject({
          code: "FILE_UNUSABLE",
          details: { what: expect.stringMatching(/^No space is left where .*disk\.raw is being made\.$/) },
        });
        await expectPicture(error);
        expect((await execa("ls", ["-A", small])).stdout).toBe("");
      } finally {
        await execa("umount", [small]);
      }
    });
  });

  describe("booting a disk from itself", () => {
    const usual = {
      firmware: "bios",
      cpus: 1,
      memoryMiB: 64,
      accelerator: "tcg",
      until: /never said/,
      timeoutMs: 30_000,
      idleTimeoutMs: 10_000,
    } as const;
    const boot = async (disk: Uint8Array, more: object = {}) => {
      await writeFile(room.disk, disk);
      const { temporaryFolder, evidenceFolder } = room;
      return bootDisk({ ...usual, disk: room.disk, temporaryFolder, evidenceFolder, ...more }, { signal });
    };
    const diskOf = (...instructions: readonly Instruction[]) => {
      const disk = new Uint8Array(1 << 20);
      disk.set(bootImage(...instructions));
      return disk;
    };

    test("that powers off when that is awaited", async () => {
      expect(await boot(diskOf(print("bye\n"), powerOff()), { until: "poweroff" })).toMatchObject({ console: ["bye"] });
    });

    test.each([
      ["that reboots", diskOf(reboot()), {}, "disk.raw rebooted, or its processor gave up (a triple fault)."],
      ["that powers off too early", diskOf(powerOff()), {}, "disk.raw powered the machine off before it was up."],
      ["that stands still", diskOf(hang()), { idleTimeoutMs: 1_500 }, "disk.raw has done nothing for 1.5 s"],
      ["that is empty", new Uint8Array(1 << 20), {}, "disk.raw does not boot with BIOS firmware."],
    ])("%s", async (_, disk, more, what) => {
      await expect(boot(disk, more)).rejects.toMatchObject({
        code: "VERIFY_FAILED",
        details: { what: expect.stringContaining(what), why: expect.stringContaining("picture of its screen") },
      });
    });

    test("with a reboot in between, when that is allowed", async () => {
      // the second time its first sector is another one
      const disk = diskOf(print("once\n"), readSector(1, 0x7e00), writeSectors(0, 1, 0x7e00), reboot());
      disk.set(bootImage(print("twice\n"), hang()), 512);
      const booted = await boot(disk, { mayReboot: true, until: /twice/ });
      expect(booted).toMatchObject({ line: "twice", console: ["once", "twice"] });
    });
  });

  test("killed without warning, neither QEMU nor its files outlive the next run", async () => {
    const spec = await room.spec(tinyInstaller(print("running\n"), hang()));
    const script = `import { installDisk } from ${JSON.stringify(built("qemu/index.js"))};
      const spec = JSON.parse(process.argv[1]);
      spec.seed = new Uint8Array(2048);
      spec.onProgress = ({ consoleLine }) => console.log(consoleLine);
      await installDisk(spec, { signal: new AbortController().signal });`;
    const { seed: _, ...json } = spec;
    const run = execa(process.execPath, ["--input-type=module", "-e", script, JSON.stringify(json)], { reject: false });
    await new Promise<void>((resolve, reject) => {
      run.stdout.on("data", (text: Buffer) => text.includes("running") && resolve());
      run.once("exit", () => reject(new Error("ended too early")));
    });
    expect(await room.processes()).not.toEqual([]);
    expect(await room.leftBehind()).toHaveLength(2);
    run.kill("SIGKILL");
    await run;
    await expect.poll(() => room.processes(), { timeout: 5_000 }).toEqual([]);
    const { disk } = spec;
    await installDisk({ ...(await room.spec(installerOf(system))), disk: `${disk}.2` }, { signal });
    expect(await room.leftBehind()).toEqual([`${basename(disk)}.2`]);
  });

  describe("finding QEMU", () => {
    /** A folder with a program of this name that is a shell script. */
    async function scripted(body: string): Promise<string> {
      const path = join(room.folder, basename(program));
      await writeFile(path, `#!/bin/sh\n${body}\n`);
      await chmod(path, 0o755);
      return room.folder;
    }

    test("tells which packages to install when it is missing", async () => {
      await expect(findQemu({ searchPath: room.folder }, { signal })).rejects.toMatchObject({
        code: "PROGRAM_MISSING",
        details: { next: expect.stringMatching(/apt install qemu-system-x86 ovmf.*dnf install.*brew install qemu/) },
      });
    });

    test.each([
      ["too old", "echo QEMU emulator version 5.2.0", /too old: it is QEMU 5.2.0, and 6.0/],
      ["something else", "echo hello", /does not say which version/],
      ["broken", "echo cannot open shared object >&2; exit 127", /cannot be run/],
      [
        "incomplete",
        `case $* in *version*) echo QEMU emulator version 9.0.1;; *device*) echo 'name "vmxnet3"';; *) echo user;; esac`,
        /QEMU 9\.0\.1\) was built without pvscsi, ich9-ahci, scsi-hd, ide-cd\./,
      ],
    ])("refuses one that is %s", async (_, body, what) => {
      await expect(findQemu({ searchPath: await scripted(body) }, { signal })).rejects.toMatchObject({
        code: "PROGRAM_MISSING",
        details: { what: expect.stringMatching(what), next: expect.stringContaining("apt install") },
      });
    });

    test("the accelerator is the one that runs a guest, found out in seconds", async () => {
      const qemu = await findQemu({ firmware: "efi" }, { signal });
      const start = performance.now();
      const accelerator = await probeAccelerator(qemu, { signal });
      expect(["kvm", "hvf", "tcg"]).toContain(accelerator.name);
      expect(performance.now() - start).toBeLessThan(20_000);
      expect(await probeAccelerator(qemu, { signal })).toBe(accelerator);
    });

    test.runIf(process.platform === "linux" && process.arch === "x64")(
      "an accelerator that hangs, deaf to signals, gives way to the emulation",
      async () => {
        const deaf = "trap '' TERM INT HUP; while :; do sleep 1; done";
        const searchPath = await scripted(`case $* in *-accel' 'kvm*) ${deaf};; esac\nexec ${program} "$@"`);
        const qemu = await findQemu({ searchPath }, { signal });
        expect(await probeAccelerator(qemu, { signal })).toMatchObject({
          name: "tcg",
          why: expect.stringMatching(/^KVM cannot be used: QEMU had not run a boot sector after \d+\.\d s$/),
        });
      },
    );
  });
});

import { expect, test } from "vitest";
import { hardwareOf } from "./accelerator.ts";
import { spanOf } from "./machine-run.ts";
import { endOfPanic, findFailure, milestoneOf, nothingToBoot } from "./milestones.ts";
import { timeLimits } from "./time-limits.ts";

test.each([
  ["[    0.000000] Linux version 6.1.0-37-amd64 (debian-kernel@lists.debian.org)", "the installer's kernel starts"],
  ["2026-08-01T10:00:00Z INF Partitioning device /dev/sda", "partitioning the disk"],
  ["2026-08-01T10:00:00Z INF Creating file system image /run/cos/state/cOS/active.img", "making the system image"],
  ["2026-08-01T10:00:00Z INF Copying /run/rootfsbase source to /run/cos/active", "copying the system"],
  ["2026-08-01T10:00:00Z INF Generating grub files for efi on /dev/sda", "installing the boot loader"],
  ["[  412.133742] reboot: Power down", "powering off"],
  ["Welcome to Ubuntu 22.04.5 LTS!", "the installer's system starts"],
  ["Welcome to GRUB!", undefined],
  ["root@localhost:~#", undefined],
])("%s", (line, message) => {
  expect(milestoneOf(line)).toBe(message);
});

test("known failures are found among other lines", () => {
  const line = "ERR 1 error occurred: No users found in any stage that are part of the 'admin' group";
  expect(findFailure(["ok", line])).toBe(line);
  expect(findFailure(["ok"])).toBeUndefined();
});

test("the ends of a kernel and of firmware are known", () => {
  expect("[    1.0] ---[ end Kernel panic - not syncing: VFS: Unable to mount root fs ]---").toMatch(endOfPanic);
  expect('BdsDxe: starting Boot0002 "EFI Internal Shell" from Fv(7CB8BDC9)').toMatch(nothingToBoot);
  expect("BdsDxe: No bootable option or device was found.").toMatch(nothingToBoot);
  expect('BdsDxe: failed to load Boot0001 "UEFI QEMU DVD-ROM": Not Found').not.toMatch(nothingToBoot);
});

test.each([
  [1_500, "1.5 s"],
  [59_990, "1 min"],
  [200_000, "3 min 20 s"],
  [480_000, "8 min"],
])("%i ms are %s", (ms, text) => {
  expect(spanOf(ms)).toBe(text);
});

test("limits are longer for the emulation, and those that are asked for count", () => {
  expect(timeLimits("tcg", {}).timeoutMs).toBeGreaterThan(timeLimits("kvm", {}).timeoutMs);
  expect(timeLimits("kvm", {}).idleTimeoutMs).toBeGreaterThan(5 * 60_000); // as long as an installer waits for user-data
  expect(timeLimits("tcg", { timeoutMs: 1 })).toMatchObject({ timeoutMs: 1, idleTimeoutMs: 30 * 60_000 });
});

test("only processors of the guest's kind can accelerate it", () => {
  expect(hardwareOf("linux", "x64")).toBe("kvm");
  expect(hardwareOf("darwin", "x64")).toBe("hvf");
  expect(hardwareOf("darwin", "arm64")).toBeUndefined();
  expect(hardwareOf("win32", "x64")).toBeUndefined();
});

import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { PackageRoot } from "./package-root.ts";
import { findPackages } from "./packages.ts";

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "edgelab-packages-"));
  await mkdir(join(folder, "usr/lib/x86_64-linux-gnu"), { recursive: true });
  await mkdir(join(folder, "boot"));
  await writeFile(join(folder, "usr/lib/x86_64-linux-gnu/libc.so.6"), "library");
  await symlink("usr/lib", join(folder, "lib"));
  await symlink("/lib/x86_64-linux-gnu", join(folder, "lib64"));
  await symlink("loop", join(folder, "loop"));
  await symlink("../../../../../../etc", join(folder, "outside"));
});
afterAll(() => rm(folder, { recursive: true }));

test("all missing packages are named at once, with the way to have them", async () => {
  await expect(findPackages(folder)).rejects.toMatchObject({
    code: "PROGRAM_MISSING",
    details: {
      why: expect.stringContaining(
        "linux-image-amd64, busybox-static, e2fsprogs, fdisk, curl, grub-common, grub-pc-bin, grub-efi-amd64-bin",
      ),
      next: expect.stringContaining("scripts/stand-in-packages.sh"),
    },
  });
});

test("a cloud kernel is no kernel for the stand-in", async () => {
  await writeFile(join(folder, "boot/vmlinuz-6.1.0-56-cloud-amd64"), "kernel");
  await mkdir(join(folder, "usr/lib/modules/6.1.0-56-cloud-amd64"), { recursive: true });
  await expect(findPackages(folder)).rejects.toMatchObject({
    details: { why: expect.stringContaining("linux-image-amd64") },
  });
});

test("symbolic links are followed inside the tree", async () => {
  const root = new PackageRoot(folder);
  const library = join(folder, "usr/lib/x86_64-linux-gnu/libc.so.6");
  expect(await root.locate("/lib/x86_64-linux-gnu/libc.so.6")).toBe(library);
  expect(await root.locate("/lib64/libc.so.6")).toBe(library);
  expect(await root.locate("/loop")).toBeUndefined();
  expect(await root.locate("/outside/passwd")).toBeUndefined();
});

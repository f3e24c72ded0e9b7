import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createBootableStandIn, createSeedIso } from "../../src/iso/index.ts";
import { installDisk, type InstallSpec } from "../../src/qemu/index.ts";
import { describeStandIn, standInPackages } from "../kit/stand-in.ts";

/** On two idle cores each takes 20 seconds. Installations that end well are in stand-in.test.ts. */
const timeout = 240_000;
const signal = AbortSignal.timeout(900_000);

await describeStandIn("an installation by Linux that goes wrong", () => {
  let folder: string;
  let iso: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "edgelab-install-"));
    iso = join(folder, "stand-in.iso");
    await createBootableStandIn({ packages: standInPackages, menuTimeoutSeconds: 0 }, iso, { signal });
  }, timeout);
  afterAll(() => rm(folder, { recursive: true, force: true }));

  /** What is told of it, after which there is nothing but evidence. */
  async function failure(end: string, more: Partial<InstallSpec> = {}): Promise<unknown> {
    const spec: InstallSpec = {
      iso,
      seed: createSeedIso({ userData: `#cloud-config\ninstall:\n  ${end}\n` }),
      disk: join(folder, "disk.raw"),
      firmware: "bios",
      cpus: 2,
      memoryMiB: 1024,
      accelerator: "tcg",
      timeoutMs: 200_000,
      idleTimeoutMs: 90_000,
      temporaryFolder: folder,
      evidenceFolder: join(folder, "evidence"),
      ...more,
    };
    const error: unknown = await installDisk(spec, { signal }).catch((thrown: unknown) => thrown);
    expect((await readdir(folder)).sort()).toEqual(["evidence", "stand-in.iso"]);
    return error;
  }

  test("by a reboot, on a disk of lsilogicsas", { timeout }, async () => {
    expect(await failure("reboot: true", { scsiController: "lsilogicsas" })).toMatchObject({
      code: "INSTALL_FAILED",
      details: {
        what: "stand-in.iso reboots instead of powering off.",
        why: expect.stringMatching(/MiB had been written(.|\n)*Unmounting disk partitions(.|\n)*screen: .*\.png/),
        next: expect.stringContaining("install.poweroff: true"),
      },
    });
  });

  test("by staying on, with a disk of lsilogic", { timeout }, async () => {
    expect(await failure("poweroff: false", { scsiController: "lsilogic", idleTimeoutMs: 40_000 })).toMatchObject({
      code: "INSTALL_FAILED",
      details: {
        what: "stand-in.iso has done nothing for 40 s and does not power off.",
        why: expect.stringMatching(/MiB had been written(.|\n)*Unmounting disk partitions(.|\n)*screen: .*\.png/),
        next: expect.stringContaining("install.poweroff: true"),
      },
    });
  });
});

import { mkdir, mkdtemp, readdir, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { pidNamespace } from "../../src/core/process-identity.ts";
import type { LabEvent } from "../../src/core/events.ts";
import { bootPackage, buildTemplateLocally, type LocalTemplateOptions } from "../../src/index.ts";
import { createIso, createStandIn } from "../../src/iso/index.ts";
import { verifyPackage } from "../../src/ovf/index.ts";
import { copyingInstaller, powerOff, print, tinyInstaller } from "../kit/boot-sectors.ts";
import { createEdgeDisk } from "../kit/disk-image.ts";
import { describePeer } from "../kit/peers.ts";

const signal = AbortSignal.timeout(300_000);

describePeer("qemu-system-x86_64", "a template built on this machine", () => {
  let folder: string;
  let events: LabEvent[];
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "edgelab-local-"));
    events = [];
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  async function build(installer: Uint8Array, more: Partial<LocalTemplateOptions> = {}) {
    const iso = join(folder, "installer.iso");
    await writeFile(iso, installer);
    return buildTemplateLocally({
      iso,
      userData: { userData: "#cloud-config\n", userDataFile: undefined },
      hardware: {
        cpus: 2,
        coresPerSocket: 1,
        memoryMiB: 2048,
        diskGiB: 60,
        firmware: "bios",
        guestId: "ubuntu64Guest",
        version: "vmx-14",
        scsiController: "pvscsi",
      },
      output: join(folder, "edge.ova"),
      cwd: folder,
      cacheDir: join(folder, "cache"),
      accelerator: "tcg",
      signal,
      emit: (event) => events.push(event),
      ...more,
    });
  }

  test("is a package that passes every check, and is not built twice", { timeout: 120_000 }, async () => {
    const installer = await copyingInstaller(createEdgeDisk());
    const made = await build(installer);
    expect(made).toMatchObject({ outcome: "built", path: join(folder, "edge.ova") });
    const report = await verifyPackage(made.path, { signal });
    expect(report.findings.filter(({ severity }) => severity === "error")).toEqual([]);
    const before = await stat(made.path, { bigint: true });
    expect(await build(installer)).toMatchObject({ outcome: "unchanged", key: made.key });
    expect(await stat(made.path, { bigint: true })).toEqual(before);
    expect(await readdir(join(folder, "cache/work"))).toEqual([]);
  });

  test("is not made of a disk that was booted, or where nothing was installed", { timeout: 120_000 }, async () => {
    const machineId = "0123456789abcdef0123456789abcdef\n";
    const booted = createEdgeDisk({ persistent: { "/etc/machine-id": machineId } });
    await expect(build(await copyingInstaller(booted))).rejects.toMatchObject({
      code: "INSTALL_FAILED",
      message: expect.stringContaining("machine-id"),
    });
    await expect(build(tinyInstaller(print("bye\n"), powerOff()))).rejects.toMatchObject({ code: "INSTALL_FAILED" });
    expect((await readdir(folder)).filter((name) => name !== "cache" && name !== "installer.iso")).toEqual([]);
    expect(await readdir(join(folder, "cache/work"))).toEqual([]);
  });

  test("is not made of an ISO that is no Edge installer", async () => {
    const desktop = Buffer.from(
      createIso({ volumeId: "Desktop 24.04", files: [{ path: "/casper.txt", content: "x" }] }),
    );
    await expect(build(desktop)).rejects.toMatchObject({
      code: "ISO_INVALID",
      message: expect.stringContaining("label"),
    });
    await expect(build(desktop.subarray(0, 20 * 2048))).rejects.toMatchObject({ code: "ISO_INVALID" });
    await expect(build(createEdgeDisk())).rejects.toMatchObject({ code: "ISO_INVALID" });
  });

  test("is not made of an installer that asks a person", async () => {
    await expect(build(Buffer.from(createStandIn({ interactive: true })))).rejects.toMatchObject({
      code: "ISO_INVALID",
      message: expect.stringContaining("asks a person"),
    });
  });

  test("lets the installer's complaints be heard", { timeout: 120_000 }, async () => {
    const failing = tinyInstaller(print("2026-11-26T00:00:00Z ERR no disk to install to\n"), powerOff());
    await expect(build(failing)).rejects.toMatchObject({ code: "INSTALL_FAILED" });
    expect(events).toContainEqual({ type: "note", message: expect.stringContaining("ERR no disk to install to") });
  });

  test("does not start when its loader only looks like one", { timeout: 120_000 }, async () => {
    const made = await build(await copyingInstaller(createEdgeDisk()));
    const report = await verifyPackage(made.path, { signal });
    const cacheDir = join(folder, "cache");
    const killed = join(cacheDir, "work/edgelab-qemu-killed");
    await mkdir(killed, { recursive: true });
    const owner = { pid: process.pid, started: "in another life", namespace: await pidNamespace(), drafts: [] };
    await writeFile(join(killed, "owner.json"), JSON.stringify(owner));
    const found = await bootPackage(report, { cacheDir, accelerator: "tcg", timeoutMs: 3_000, signal });
    expect(found).toEqual([expect.objectContaining({ severity: "error", check: "boot" })]);
    expect((await readdir(cacheDir)).toSorted()).toEqual(["digests.json", "evidence", "work"]);
    expect(await readdir(join(cacheDir, "work"))).toEqual([]);
    const after = await verifyPackage(made.path, { signal });
    expect(after.disk?.inspection?.booted.ever).toBe(false);
  });

  test("does not replace a package of something else unless told", { timeout: 120_000 }, async () => {
    await writeFile(join(folder, "edge.ova"), "precious");
    const installer = await copyingInstaller(createEdgeDisk());
    await expect(build(installer)).rejects.toMatchObject({ code: "FILE_EXISTS" });
    expect(await build(installer, { overwrite: true })).toMatchObject({ outcome: "built" });
  });

  test("stops when told, and leaves nothing", { timeout: 120_000 }, async () => {
    const stop = new AbortController();
    const building = build(await copyingInstaller(createEdgeDisk()), {
      signal: AbortSignal.any([signal, stop.signal]),
      emit: (event) => {
        if (event.type === "step:progress" && event.done !== undefined) stop.abort(new Error("stopped by the test"));
      },
    });
    await expect(building).rejects.toThrow();
    expect((await readdir(folder)).filter((name) => name !== "cache" && name !== "installer.iso")).toEqual([]);
    expect(await readdir(join(folder, "cache/work"))).toEqual([]);
  });
});

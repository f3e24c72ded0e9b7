import type { Abortable } from "../../core/abort.ts";
import { EdgelabError } from "../../core/errors.ts";
import type { Data, MoRef } from "../../vim25/index.ts";
import type { VsphereLimits } from "../options.ts";
import type { Session } from "../session.ts";
import type { Watcher } from "../watcher.ts";
import { download, type Downloaded, type ExportFile, type ExportSink } from "./download.ts";
import { refuse, textOf } from "./import-spec.ts";
import { type DeviceUrl, Lease, type LeaseContext } from "./lease.ts";
import { type CompareDigests, compareEntry, type ManifestEntry } from "./lease-manifest.ts";
import { LeaseServers } from "./lease-servers.ts";

export interface ExportMachineSpec {
  /** Of the package: its files are `<name>-disk-1.vmdk` and so on. */
  readonly name: string;
  /** One of the machine's snapshots; the machine as it is, powered off, when left out. */
  readonly snapshot?: MoRef | undefined;
  /** Opens where a file goes, anew for each attempt. All are committed at the end, or none. */
  readonly sink: (file: ExportFile) => Promise<ExportSink> | ExportSink;
  /** `totalBytes` is an estimate, since nobody knows how well a disk compresses; it never ends below what is done. */
  readonly onProgress?: ((doneBytes: number, totalBytes: number) => void) | undefined;
  /** How long no byte of a file may come, in milliseconds. @default 120_000 */
  readonly idleTimeoutMs?: number | undefined;
  /** As in `ImportPackageSpec`. @default "sha256" */
  readonly compareDigests?: CompareDigests | undefined;
}

export interface ExportedFile {
  readonly name: string;
  readonly sizeBytes: number;
  readonly sha256: string;
  readonly deviceKey: string;
  /** The vCenter has told the same digest of what it sent. */
  readonly isConfirmed: boolean;
  /** Of the disk, as the vCenter tells them. */
  readonly capacityBytes?: number | undefined;
  readonly populatedBytes?: number | undefined;
}

export interface ExportedMachine {
  /** Text of the .ovf, which names the files. */
  readonly descriptor: string;
  readonly files: readonly ExportedFile[];
  /** What the vCenter has to say about the descriptor, in its own words. */
  readonly warnings: readonly string[];
}

export interface ExportDependencies {
  readonly session: Session;
  readonly watcher: Watcher;
  readonly limits: VsphereLimits;
}

const usualIdleTimeoutMs = 120_000;

/** The disks of a machine and a descriptor of it. Its CDs, floppies and firmware settings stay: see decision 018. */
export class MachineExport {
  readonly #dependencies: ExportDependencies;
  readonly #ref: MoRef;
  readonly #spec: ExportMachineSpec;
  readonly #context: LeaseContext;

  constructor(dependencies: ExportDependencies, ref: MoRef, spec: ExportMachineSpec) {
    const { session, watcher } = dependencies;
    this.#dependencies = dependencies;
    this.#ref = ref;
    this.#spec = spec;
    this.#context = { session, watcher, what: `export "${spec.name}"` };
  }

  async run({ signal }: Abortable): Promise<ExportedMachine> {
    const options = { signal };
    const arrived: Downloaded[] = [];
    try {
      const files = await this.#transfer(arrived, options);
      const { descriptor, warnings } = await this.#describe(files, options);
      for (const { sink } of arrived) await sink.commit();
      return { descriptor, files, warnings };
    } finally {
      for (const { sink } of arrived) await sink[Symbol.asyncDispose]();
    }
  }

  async #transfer(arrived: Downloaded[], options: Abortable): Promise<readonly ExportedFile[]> {
    const lease = await this.#open(options);
    try {
      await this.#download(lease, arrived, options);
      const manifest = this.#spec.compareDigests === "never" ? undefined : await lease.manifest(options);
      const files = arrived.map((file) => exportedFile(file, manifest));
      await lease.complete(options);
      return files;
    } catch (error) {
      await lease.abort(error);
      throw error;
    }
  }

  async #open(options: Abortable): Promise<Lease> {
    const { limits } = this.#dependencies;
    const ref = await this.#begin(options);
    try {
      return await Lease.open(this.#context, ref, { ...options, timeoutMs: limits.taskTimeoutMs });
    } catch (error) {
      await Lease.giveUp(this.#context, ref, error);
      throw error;
    }
  }

  /** Under a signal of its own: a lease that nobody has heard of keeps the machine locked until it lapses. */
  async #begin({ signal }: Abortable): Promise<MoRef> {
    signal.throwIfAborted();
    const { session } = this.#dependencies;
    const { snapshot } = this.#spec;
    const own = { signal: new AbortController().signal, what: this.#context.what };
    return snapshot === undefined
      ? await session.call("ExportVm", this.#ref, {}, own)
      : await session.call("ExportSnapshot", snapshot, {}, own);
  }

  async #download(lease: Lease, arrived: Downloaded[], options: Abortable): Promise<void> {
    const { name, sink, onProgress, compareDigests, idleTimeoutMs = usualIdleTimeoutMs } = this.#spec;
    const withSha1 = compareDigests === "always";
    const disks = lease.deviceUrls.filter(isDisk);
    if (disks.length === 0)
      throw new EdgelabError("NOT_FOUND", { what: `Cannot ${this.#context.what}.`, why: "It has no disks." });
    const estimate = estimatedBytes(lease.info, disks);
    const servers = new LeaseServers(this.#dependencies.session);
    let before = 0;
    for (const [index, device] of disks.entries()) {
      const onReceived = (doneBytes: number): void => {
        const done = before + doneBytes;
        lease.report(Math.min(done, 0.99 * estimate), estimate); // not at its end before its end
        onProgress?.(done, Math.max(done, estimate));
      };
      const file = `${fileName(name)}-disk-${index + 1}.vmdk`;
      const done = await download(
        { lease, servers, device, name: file, sink, idleTimeoutMs, withSha1, onReceived },
        options,
      );
      arrived.push(done);
      before += done.sizeBytes;
    }
    onProgress?.(before, before);
  }

  async #describe(
    files: readonly ExportedFile[],
    options: Abortable,
  ): Promise<Pick<ExportedMachine, "descriptor" | "warnings">> {
    const { session } = this.#dependencies;
    const { ovfManager } = session.content;
    const { what } = this.#context;
    if (ovfManager === undefined)
      throw new EdgelabError("UNSUPPORTED", { what: "The server cannot describe machines." });
    const { name, snapshot } = this.#spec;
    const cdp = {
      ovfFiles: files.map(({ deviceKey, name: path, sizeBytes, capacityBytes, populatedBytes }) => ({
        deviceId: deviceKey,
        path,
        size: sizeBytes,
        ...(capacityBytes === undefined ? {} : { capacity: capacityBytes }),
        ...(populatedBytes === undefined ? {} : { populatedSize: populatedBytes }),
      })),
      name,
      ...(snapshot === undefined ? {} : { snapshot }),
    };
    const result = await session.call("CreateDescriptor", ovfManager, { obj: this.#ref, cdp }, { ...options, what });
    refuse(result.error ?? [], { method: "CreateDescriptor", object: ovfManager, what, names: session.names });
    return { descriptor: result.ovfDescriptor, warnings: (result.warning ?? []).map(textOf) };
  }
}

function isDisk({ disk, targetId, url }: DeviceUrl): boolean {
  return disk ?? /\.vmdk$/i.test(targetId ?? url);
}

/** Sizes that the lease tells, or half of all capacity: better than nothing for a bar that moves. */
function estimatedBytes({ totalDiskCapacityInKB }: Data<"HttpNfcLeaseInfo">, disks: readonly DeviceUrl[]): number {
  const told = disks.map(({ fileSize }) => fileSize ?? 0);
  const isTold = told.every((size) => size > 0);
  return Math.max(1, isTold ? told.reduce((sum, size) => sum + size, 0) : (totalDiskCapacityInKB ?? 0) * 512);
}

/** No path, no surprise in a shell. */
function fileName(name: string): string {
  return name.replaceAll(/[^\w.+-]+/g, "-").replace(/^[.-]+/, "") || "machine";
}

function exportedFile(file: Downloaded, manifest: readonly ManifestEntry[] | undefined): ExportedFile {
  const { path, sizeBytes, sha256, deviceKey } = file;
  const comparison = compareEntry(file, manifest);
  if (comparison === "none" && (manifest?.length ?? 0) > 0) {
    throw new EdgelabError("VERIFY_FAILED", {
      what: `It is not certain that ${path} arrived whole.`,
      why: "The vCenter tells of other files, and not of this one.",
      next: "Run the command again.",
    });
  }
  const isConfirmed = comparison === "digest";
  const entry = manifest?.find(({ key }) => key === deviceKey);
  return {
    name: path,
    sizeBytes,
    sha256,
    deviceKey,
    isConfirmed,
    capacityBytes: entry?.capacity,
    populatedBytes: entry?.populatedSize,
  };
}

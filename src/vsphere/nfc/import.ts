import { randomUUID } from "node:crypto";
import type { Abortable } from "../../core/abort.ts";
import { EdgelabError } from "../../core/errors.ts";
import type { MoRef } from "../../vim25/index.ts";
import { isFault } from "../fault-error.ts";
import type { VsphereLimits } from "../options.ts";
import type { Session } from "../session.ts";
import { OutcomeUnknownError, type Tasks } from "../task.ts";
import type { Named } from "../topology.ts";
import { TransportError } from "../transport/transport.ts";
import type { Watcher } from "../watcher.ts";
import { findChild, type HalfMade, removeAfter } from "./half-made.ts";
import { type ImportPlan, type ImportRequest, type MachineImportSpec, planImport } from "./import-spec.ts";
import { Lease, type LeaseContext } from "./lease.ts";
import { type CompareDigests, compareEntry } from "./lease-manifest.ts";
import { LeaseServers } from "./lease-servers.ts";
import type { PackageContent } from "./package-content.ts";
import { sha1Of, upload, type Uploaded } from "./upload.ts";

export interface ImportPackageSpec extends ImportRequest {
  readonly folder: Named;
  /** What the machine is to carry from its first moment, as its mark: the spec returned is the one that creates it. */
  readonly adjust?: ((spec: MachineImportSpec) => MachineImportSpec) | undefined;
  /** A file of the package by its path in the descriptor; undefined when there is none. */
  file(path: string): PackageContent | undefined;
  readonly onProgress?: ((doneBytes: number, totalBytes: number) => void) | undefined;
  /** How long no byte of a file may move, in milliseconds. @default 120_000 */
  readonly idleTimeoutMs?: number | undefined;
  /** @default "sha256" */
  readonly compareDigests?: CompareDigests | undefined;
}

export interface ImportedFile {
  readonly path: string;
  readonly sizeBytes: number;
  readonly sha256: string;
  /** The vCenter has told the same digest of what it received. */
  readonly isConfirmed: boolean;
}

export interface ImportedPackage {
  readonly ref: MoRef;
  readonly files: readonly ImportedFile[];
  /** What the vCenter thinks of the descriptor, in its own words. */
  readonly warnings: readonly string[];
}

export interface ImportDependencies {
  readonly session: Session;
  readonly watcher: Watcher;
  readonly tasks: Tasks;
  readonly limits: VsphereLimits;
}

const usualIdleTimeoutMs = 120_000;
/** A lost answer is followed by another attempt, once what the first has made is gone. */
const maxAttempts = 3;

/** A package becomes a machine, or nothing: see decision 018. */
export class PackageImport {
  readonly #dependencies: ImportDependencies;
  readonly #spec: ImportPackageSpec;
  readonly #context: LeaseContext;

  constructor(dependencies: ImportDependencies, spec: ImportPackageSpec) {
    const { session, watcher } = dependencies;
    this.#dependencies = dependencies;
    this.#spec = spec;
    this.#context = { session, watcher, what: `import "${spec.name}"` };
  }

  async run({ signal }: Abortable): Promise<ImportedPackage> {
    const options = { signal };
    const plan = await planImport(this.#dependencies.session, this.#spec, options);
    const contents = this.#contents(plan);
    await this.#expectFreeName(options);
    for (const attempts: HalfMade[] = []; ; ) {
      const spec = this.#marked(plan.spec);
      const made = this.#halfMade(spec);
      attempts.push(made);
      try {
        const lease = await this.#open(await this.#begin(spec, options), made, options);
        return await this.#fill(lease, made, plan, contents, options);
      } catch (error) {
        const mayRepeat = await this.#isUndone(error, attempts);
        if (!mayRepeat || attempts.length === maxAttempts) throw error;
      }
    }
  }

  /** Before anything is made: are all files there that the vCenter will ask for? */
  #contents({ files }: ImportPlan): ReadonlyMap<string, PackageContent> {
    const problem = (path: string, why: string): EdgelabError =>
      new EdgelabError("OVF_INVALID", {
        what: `Cannot ${this.#context.what}: ${path} is not as the descriptor says.`,
        why,
        next: "Get the package again, or run `edgelab template verify` on it.",
      });
    return new Map(
      files.map(({ path, deviceId, size }) => {
        const content = this.#spec.file(path);
        if (content === undefined) throw problem(path, "The package does not hold it.");
        if (size !== undefined && size > 0 && size !== content.sizeBytes)
          throw problem(path, `It has ${content.sizeBytes} bytes, the descriptor says ${size}.`);
        return [deviceId, content];
      }),
    );
  }

  /** Whatever has the name from here on can be told apart: it is an attempt's own, or somebody has just taken the name. */
  async #expectFreeName(options: Abortable): Promise<void> {
    const { name, folder } = this.#spec;
    if ((await findChild(this.#dependencies.session, folder, name, options)) === undefined) return;
    throw new EdgelabError("NAME_TAKEN", {
      what: `Cannot ${this.#context.what}.`,
      why: `There is something of that name in ${folder.path} already.`,
      next: "Choose another name, or remove what holds it if it is yours.",
    });
  }

  /** Each attempt has an `instanceUuid` of its own unless the caller gives one: it tells the machine that it made. */
  #marked(spec: MachineImportSpec): MachineImportSpec {
    const adjusted = this.#spec.adjust?.(spec) ?? spec;
    const { configSpec } = adjusted;
    return { ...adjusted, configSpec: { ...configSpec, instanceUuid: configSpec.instanceUuid ?? randomUUID() } };
  }

  #halfMade({ configSpec }: MachineImportSpec): HalfMade {
    const { name, folder } = this.#spec;
    return { name, folder, instanceUuid: (configSpec.instanceUuid ?? "").toLowerCase() };
  }

  /** Under a signal of its own: only with the lease that it returns can what it begins be ended again. */
  async #begin(spec: MachineImportSpec, { signal }: Abortable): Promise<MoRef> {
    signal.throwIfAborted();
    const { place, folder } = this.#spec;
    const { what } = this.#context;
    const host = place.host === undefined ? {} : { host: place.host.ref };
    const own = { signal: new AbortController().signal, what };
    try {
      const params = { spec, folder: folder.ref, ...host };
      return await this.#dependencies.session.call("ImportVApp", place.pool.ref, params, own);
    } catch (error) {
      if (!(error instanceof TransportError) || !error.maySucceed) throw error;
      throw new OutcomeUnknownError({ method: "ImportVApp", object: place.pool.ref, what }, error);
    }
  }

  async #open(ref: MoRef, made: HalfMade, options: Abortable): Promise<Lease> {
    const { session, tasks, limits } = this.#dependencies;
    try {
      return await Lease.open(this.#context, ref, { ...options, timeoutMs: limits.taskTimeoutMs });
    } catch (error) {
      const entity = await Lease.giveUp(this.#context, ref, error);
      await removeAfter(error, session, tasks, { ...made, entity });
      throw error;
    }
  }

  async #fill(
    lease: Lease,
    made: HalfMade,
    plan: ImportPlan,
    contents: ReadonlyMap<string, PackageContent>,
    options: Abortable,
  ): Promise<ImportedPackage> {
    const { session, tasks } = this.#dependencies;
    const { entity } = lease.info;
    try {
      const uploaded = await this.#upload(lease, plan, contents, options);
      const files = await this.#confirm(lease, uploaded, plan, contents, options);
      await lease.complete(options);
      return { ref: entity, files, warnings: plan.warnings };
    } catch (error) {
      await lease.abort(error);
      await removeAfter(error, session, tasks, { ...made, entity });
      throw error;
    }
  }

  /** One after another, in the order in which the vCenter asks for them. */
  async #upload(
    lease: Lease,
    { files }: ImportPlan,
    contents: ReadonlyMap<string, PackageContent>,
    options: Abortable,
  ): Promise<readonly Uploaded[]> {
    const { onProgress, idleTimeoutMs = usualIdleTimeoutMs } = this.#spec;
    const wanted = lease.deviceUrls.flatMap((device) => {
      const item = files.find(({ deviceId }) => deviceId === device.importKey);
      const content = contents.get(device.importKey);
      return item && content ? [{ device, item, content }] : [];
    });
    const forgotten = files.find(({ deviceId }) => !wanted.some(({ item }) => item.deviceId === deviceId));
    if (forgotten !== undefined) {
      throw new EdgelabError("PROTOCOL", {
        what: `Cannot ${this.#context.what}.`,
        why: `The lease has no place for ${forgotten.path} (${forgotten.deviceId}).`,
      });
    }
    const totalBytes = wanted.reduce((sum, { content }) => sum + content.sizeBytes, 0);
    const servers = new LeaseServers(this.#dependencies.session);
    const withSha1 = this.#spec.compareDigests === "always";
    const uploaded: Uploaded[] = [];
    let before = 0;
    for (const job of wanted) {
      const onSent = (doneBytes: number): void => {
        lease.report(before + doneBytes, totalBytes);
        onProgress?.(before + doneBytes, totalBytes);
      };
      uploaded.push(await upload({ lease, servers, ...job, idleTimeoutMs, withSha1, onSent }, options));
      before += job.content.sizeBytes;
    }
    return uploaded;
  }

  async #confirm(
    lease: Lease,
    uploaded: readonly Uploaded[],
    { files }: ImportPlan,
    contents: ReadonlyMap<string, PackageContent>,
    options: Abortable,
  ): Promise<readonly ImportedFile[]> {
    const manifest = this.#spec.compareDigests === "never" ? undefined : await lease.manifest(options);
    const confirmed: ImportedFile[] = [];
    for (const file of uploaded) {
      let comparison = compareEntry(file, manifest);
      const wasSentAgain = file.attempts > 1;
      if (comparison === "sha1" && wasSentAgain) {
        const content = contents.get(files.find(({ path }) => path === file.path)?.deviceId ?? "");
        if (content !== undefined)
          comparison = compareEntry({ ...file, sha1: await sha1Of(content, file, options) }, manifest);
      }
      const isConfirmed = comparison === "digest";
      if (wasSentAgain && !isConfirmed) throw uncertain(file);
      const { path, sizeBytes, sha256 } = file;
      confirmed.push({ path, sizeBytes, sha256, isConfirmed });
    }
    return confirmed;
  }

  /** Whether another attempt may be made: after a lost answer, and when the name is held by what such a call has made. */
  async #isUndone(error: unknown, attempts: readonly HalfMade[]): Promise<boolean> {
    const isUnknown = error instanceof OutcomeUnknownError;
    if (!isUnknown && !(isFault(error, "DuplicateName") && attempts.length > 1)) return false;
    const { session, tasks } = this.#dependencies;
    let isRemoved = false;
    for (const made of attempts) if (await removeAfter(error, session, tasks, made)) isRemoved = true;
    return isUnknown || isRemoved;
  }
}

function uncertain({ path, attempts }: Uploaded): EdgelabError {
  return new EdgelabError("VERIFY_FAILED", {
    what: `It is not certain that ${path} arrived whole.`,
    why: `It was sent ${attempts} times, and the vCenter does not tell the digest of what it kept.`,
    next: "Run the command again.",
  });
}

import { randomUUID } from "node:crypto";
import type { Data, EnumValue, MoRef, Poly } from "../../../vim25/schema.ts";
import { Fault, fault, invalidArgument } from "../fault.ts";
import { ManagedObject, type MethodTable, type PropertyTable } from "../managed-object.ts";
import type { Session } from "../session.ts";
import type { Running } from "../tasks/task-manager.ts";
import type { World } from "../world.ts";
import { ExportFile, ImportFile, type LeaseFile } from "./lease-file.ts";

/** How long a lease lives on without HttpNfcLeaseProgress, in seconds: what a vCenter says in HttpNfcLeaseInfo. */
const leaseTimeoutSeconds = 300;

/** What a lease is for. */
export interface Transfer {
  readonly entity: MoRef;
  readonly capacityBytes: number;
  readonly files: readonly LeaseFile[];
  /** Finishes what the transfers began. @throws {Fault} what ends the lease */
  complete(): Promise<void>;
  /** Undoes all, however far it got. Not called after a {@link complete} that succeeded. */
  abandon(): void;
}

/**
 * The right to move the disks of one machine over HTTP, for as long as it is renewed. It belongs to the session that asked
 * for it. Where it ends before it is complete, whatever it began is undone.
 */
export class HttpNfcLease extends ManagedObject {
  protected override readonly propertyTable = properties;
  protected override readonly methodTable = methods;
  override readonly session: Session;
  /** What stands in the URLs and opens them: whoever knows it needs no cookie. */
  readonly ticket = randomUUID();
  readonly #ended = new AbortController();
  /** Aborted when the lease is over, whichever way. */
  readonly ended: AbortSignal = this.#ended.signal;
  state: EnumValue<"HttpNfcLeaseState"> = "initializing";
  error: Fault | undefined;
  percent = 0;
  #transfer: Transfer | undefined;
  #running: Running | undefined;
  #deadlineMs = 0;
  #isCompleting = false;

  constructor(world: World, session: Session) {
    super(world, "HttpNfcLease", session.newId());
    this.session = session;
  }

  get info(): Data<"HttpNfcLeaseInfo"> | undefined {
    const transfer = this.#transfer;
    if (!transfer) return undefined;
    const { nfc } = this.world.site;
    return {
      lease: this.ref,
      entity: transfer.entity,
      deviceUrl: transfer.files.map((file) => ({
        key: file.key,
        importKey: file.importKey,
        url: `${nfc.baseUrl}/nfc/${this.ticket}/${encodeURIComponent(file.name)}`,
        sslThumbprint: nfc.thumbprint,
        disk: file.isDisk,
        ...(file instanceof ExportFile && { targetId: file.name, fileSize: file.sizeBytes }),
      })),
      totalDiskCapacityInKB: Math.ceil(transfer.capacityBytes / 1024),
      leaseTimeout: leaseTimeoutSeconds,
    };
  }

  get files(): readonly LeaseFile[] {
    return this.#transfer?.files ?? [];
  }

  /** The body of the task that stands beside the lease: from the preparations to the end. */
  async run(running: Running, prepare: (running: Running) => Promise<Transfer>): Promise<MoRef> {
    this.#running = running;
    const cancelled = (): void => this.end(running.task.cancelled.reason as Fault);
    running.task.cancelled.addEventListener("abort", cancelled, { once: true });
    try {
      const transfer = await prepare(running);
      if (this.state !== "initializing") {
        transfer.abandon();
        throw this.#failure;
      }
      this.#transfer = transfer;
      this.#renew();
      void this.#watch();
      this.#become("ready");
      await new Promise<void>((resolve) => this.ended.addEventListener("abort", () => resolve(), { once: true }));
      if (this.error) throw this.error;
      return transfer.entity;
    } catch (error) {
      this.end(asFault(error));
      throw this.#failure;
    } finally {
      running.task.cancelled.removeEventListener("abort", cancelled);
    }
  }

  /** HttpNfcLeaseProgress. @throws Timedout after the lease expired */
  progress(percent: number): void {
    if (percent < 0 || percent > 100) throw invalidArgument("percent");
    if (this.state === "done") return;
    this.#demand("initializing", "ready");
    this.percent = percent;
    this.#renew();
    this.#running?.task.advance(percent);
    this.touch("transferProgress");
  }

  /** HttpNfcLeaseComplete. @throws InvalidState unless all that was announced has come; Timedout */
  async complete(): Promise<void> {
    this.#demand("ready");
    const transfer = this.#transfer!;
    const busy = transfer.files.find((file) => file instanceof ImportFile && file.isBusy);
    if (busy || this.#isCompleting) throw invalidState(`The transfer of ${busy?.name ?? "the disks"} is under way.`);
    const missing = transfer.files.find(
      (file) => file instanceof ImportFile && !file.isOptional && file.transferred === undefined,
    );
    if (missing) throw invalidState(`The file ${missing.name} (${missing.importKey}) has not been uploaded.`);
    this.#isCompleting = true;
    try {
      await transfer.complete();
    } catch (error) {
      this.end(asFault(error));
      throw this.#failure;
    }
    if (this.state === "error") throw this.#failure;
    this.percent = 100;
    this.#become("done");
    this.#ended.abort();
  }

  /** HttpNfcLeaseAbort: undoes all. A lease that is over already is left as it is. */
  abort(reason: Data<"LocalizedMethodFault"> | undefined): void {
    if (this.state === "done") throw invalidState("The lease is complete.");
    const given = reason && new Fault(reason.fault as Poly<"MethodFault">, reason.localizedMessage ?? "");
    this.end(given ?? fault("RequestCanceled", {}, "The lease was aborted by the client."));
  }

  manifest(): readonly Data<"HttpNfcLeaseManifestEntry">[] {
    if (this.state !== "done") this.#demand("ready");
    return this.files.flatMap((file) => file.manifestEntry ?? []);
  }

  override released(): void {
    this.end(fault("RequestCanceled", {}, "The session of the lease has ended."));
  }

  /** Ends the lease with an error, unless it is over. */
  end(error: Fault): void {
    if (this.state === "done" || this.state === "error") return;
    this.error = error;
    this.#become("error");
    this.#ended.abort(error);
    this.#transfer?.abandon();
  }

  get #failure(): Fault {
    return this.error ?? invalidState("The lease is over.");
  }

  #become(state: HttpNfcLease["state"]): void {
    this.state = state;
    // In one update: clients read `info` as soon as the state says that it is there.
    this.touch("info", "error", "initializeProgress", "transferProgress", "state");
    if (state === "done" || state === "error") this.world.site.nfc.forget(this);
  }

  #renew(): void {
    this.#deadlineMs = this.world.clock.now() + leaseTimeoutSeconds * 1000;
  }

  /** A deadline moves with each renewal, and a clock may run faster than it tells. */
  async #watch(): Promise<void> {
    const { clock } = this.world;
    try {
      for (let left = leaseTimeoutSeconds * 1000; left > 0; left = this.#deadlineMs - clock.now()) {
        await clock.sleep(left, { signal: this.ended });
      }
    } catch {
      return; // the lease ended first
    }
    this.end(fault("Timedout", {}, "The operation timed out: the lease was not renewed in time."));
  }

  /** @throws Timedout when it expired, InvalidState when it is in another state for another reason */
  #demand(...states: readonly HttpNfcLease["state"][]): void {
    if (states.includes(this.state)) return;
    if (this.error?.fault._type === "Timedout") throw fault("Timedout", {}, "Operation timed out.");
    throw invalidState(`The operation is not allowed in the current state: the lease is ${this.state}.`);
  }
}

const invalidState = (message: string): Fault => fault("InvalidState", {}, message);

function asFault(error: unknown): Fault {
  return error instanceof Fault ? error : fault("SystemError", { reason: String(error) }, String(error));
}

const properties: PropertyTable<HttpNfcLease, "HttpNfcLease"> = {
  initializeProgress: ({ state }) => (state === "initializing" ? 0 : 100),
  transferProgress: ({ percent }) => percent,
  mode: () => "pushOrGet",
  capabilities: () => ({ pullModeSupported: false, corsSupported: false }),
  info: ({ info }) => info,
  state: ({ state }) => state,
  error: ({ error }) => error?.localized,
};

const methods: MethodTable<HttpNfcLease> = {
  HttpNfcLeaseProgress: (lease, { percent }) => lease.progress(percent),
  HttpNfcLeaseComplete: (lease) => lease.complete(),
  HttpNfcLeaseAbort: (lease, { fault: reason }) => lease.abort(reason),
  HttpNfcLeaseGetManifest: (lease) => lease.manifest(),
};

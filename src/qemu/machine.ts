import { readFile, rm } from "node:fs/promises";
import { type Abortable, orAborted, withDeadline } from "../core/abort.ts";
import { EdgelabError } from "../core/errors.ts";
import { ConsoleTail } from "./console-tail.ts";
import { type Evidence, openEvidence } from "./evidence.ts";
import type { Qemu } from "./find.ts";
import { type ChildEnd, GuardedChild } from "./guarded-child.ts";
import { type MachineSpec, machineArguments, names } from "./machine-arguments.ts";
import type { PrivateFolder } from "./private-folder.ts";
import { Qmp, type QmpEvent } from "./qmp.ts";
import { ppmToPng, textOfScreen, textScreen } from "./screen.ts";

/** Why a machine does not run any more. */
export type Stop =
  | { readonly kind: "poweroff" }
  /** Also after a triple fault, which is how a processor gives up. */
  | { readonly kind: "reboot" }
  | { readonly kind: "panic" }
  | { readonly kind: "disk-error"; readonly isFull: boolean; readonly reason: string }
  | { readonly kind: "ended"; readonly how: string };

export interface Activity {
  /** Bytes that the guest wrote to its disk. */
  readonly writtenBytes: number;
  /** Bytes that the guest read, from the disk and all CDs. */
  readonly readBytes: number;
}

/** What a person would have seen, standing in front of the machine. */
export interface Seen {
  readonly console: readonly string[];
  /** The screen's text; empty when it shows graphics. */
  readonly screen: readonly string[];
  /** Where its picture was put. */
  readonly picture?: string | undefined;
  /** Where all of the console that was kept was put. */
  readonly log?: string | undefined;
}

export interface MachineOptions extends Abortable {
  readonly folder: PrivateFolder;
  readonly onLine?: ((line: string, isComplete: boolean) => void) | undefined;
}

/** From start to the first answer; QEMU reserves memory and opens files in it. */
const startTimeoutMs = 60_000;
/** For a last look, and for writing out what is in flight. */
const farewellTimeoutMs = 10_000;

/** A virtual machine in a QEMU of its own. Left without {@link quit} it is ended at once, by SIGKILL. */
export class Machine implements AsyncDisposable {
  readonly console: ConsoleTail;
  /** Resolves when the machine has stopped, for whatever reason; never rejects. */
  readonly stopped: Promise<Stop>;
  readonly #child: GuardedChild;
  readonly #qmp: Qmp;
  readonly #folder: PrivateFolder;
  #stop: (stop: Stop) => void = () => undefined;

  private constructor(child: GuardedChild, { folder, onLine }: MachineOptions) {
    this.#child = child;
    this.#folder = folder;
    this.stopped = new Promise((resolve) => {
      this.#stop = resolve;
    });
    this.console = new ConsoleTail(onLine);
    child.socket.on("data", (chunk: Buffer) => this.console.receive(chunk));
    this.#qmp = new Qmp(child.input, child.output, (event) => this.#receive(event));
    void child.ended.then((end) => this.#stop({ kind: "ended", how: this.#describe(end) }));
  }

  /** @throws {EdgelabError} QEMU_FAILED with QEMU's own words; TIMED_OUT when it does not answer */
  static async start(qemu: Qemu, spec: MachineSpec, options: MachineOptions): Promise<Machine> {
    const { signal, folder } = options;
    signal.throwIfAborted();
    const env = { TMPDIR: folder.path }; // where a discarded disk's changes go
    const machine = new Machine(new GuardedChild(qemu.program, machineArguments(spec), { env }), options);
    try {
      await machine.#qmp.open(startTimeoutMs, { signal });
      await machine.#qmp.execute("cont", {}, { signal });
      return machine;
    } catch (error) {
      const end = await machine[Symbol.asyncDispose]().then(() => machine.stopped);
      if (signal.aborted || !(error instanceof EdgelabError) || error.code !== "QEMU_FAILED") throw error;
      throw new EdgelabError("QEMU_FAILED", {
        what: "QEMU did not start.",
        why: end.kind === "ended" ? `It ${end.how}.` : undefined,
        next: hint(machine.#child.errorText),
        cause: error,
      });
    }
  }

  async activity(options: Abortable): Promise<Activity> {
    interface BlockStats {
      readonly qdev?: string;
      readonly stats: { readonly rd_bytes: number; readonly wr_bytes: number };
    }
    const drives = await this.#qmp.execute<readonly BlockStats[]>("query-blockstats", {}, options);
    const isDisk = ({ qdev = "" }: BlockStats) => qdev.split("/").includes(names.disk);
    return {
      writtenBytes: drives.find(isDisk)?.stats.wr_bytes ?? 0,
      readBytes: drives.reduce((sum, { stats }) => sum + stats.rd_bytes, 0),
    };
  }

  /** The lines of the screen while it is in text mode, as firmware and boot loaders have it. */
  async screenText(options: Abortable): Promise<string[]> {
    const file = this.#folder.file("screen.txt");
    const { address: val, sizeBytes: size } = textScreen;
    try {
      await this.#qmp.execute("pmemsave", { val, size, filename: file }, options);
      return textOfScreen(await readFile(file));
    } finally {
      await rm(file, { force: true });
    }
  }

  /**
   * Console and screen as they are now. What cannot be had in time, from a QEMU that has ended for example, is left out.
   *
   * @param evidenceFolder where all lines of the console that were kept and a picture of the screen are put, if anywhere
   */
  async look(evidenceFolder: string | undefined): Promise<Seen> {
    const console = this.console.last();
    const evidence = evidenceFolder === undefined ? undefined : await openEvidence(evidenceFolder);
    const log = console.length === 0 ? undefined : await evidence?.write("console", "txt", `${console.join("\n")}\n`);
    try {
      return await withDeadline(farewellTimeoutMs, "looking at the screen", fresh(), async (options) => ({
        console,
        log,
        screen: await this.screenText(options),
        picture: evidence && (await this.#photograph(evidence, options)),
      }));
    } catch (error) {
      if (!(error instanceof EdgelabError)) throw error;
      return { console, log, screen: [] };
    }
  }

  /** Ends QEMU after it has written out everything. */
  async quit(options: Abortable): Promise<void> {
    await withDeadline(farewellTimeoutMs, "waiting for QEMU to end", options, async (bounded) => {
      await this.#qmp.execute("quit", {}, bounded);
      await orAborted(this.#child.ended, bounded);
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#child.kill();
  }

  async #photograph(evidence: Evidence, options: Abortable): Promise<string | undefined> {
    const file = this.#folder.file("screen.ppm");
    await this.#qmp.execute("screendump", { filename: file }, options);
    const png = ppmToPng(await readFile(file));
    await rm(file, { force: true });
    return png && evidence.write("screen", "png", png);
  }

  /** https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html: SHUTDOWN, GUEST_PANICKED, BLOCK_IO_ERROR */
  #receive({ event, data }: QmpEvent): void {
    if (event === "GUEST_PANICKED") this.#stop({ kind: "panic" });
    if (event === "SHUTDOWN") {
      const reason = String(data["reason"]);
      if (reason === "guest-reset") this.#stop({ kind: "reboot" });
      else if (reason === "guest-panic") this.#stop({ kind: "panic" });
      else if (data["guest"] === true) this.#stop({ kind: "poweroff" });
      // else QEMU ends, and says how by that
    }
    if (event === "BLOCK_IO_ERROR" && data["action"] === "stop") {
      const reason = typeof data["reason"] === "string" ? data["reason"] : "unknown error";
      this.#stop({ kind: "disk-error", isFull: data["nospace"] === true, reason });
    }
  }

  #describe({ exitCode, signal }: ChildEnd): string {
    const words = this.#child.errorText.split("\n").slice(-5).join(" / ");
    const how =
      signal !== undefined
        ? `was ended by ${signal}`
        : exitCode === undefined
          ? "could not be run"
          : `ended with exit code ${exitCode}`;
    return words === "" ? how : `${how} and said: ${words}`;
  }
}

function fresh(): Abortable {
  return { signal: new AbortController().signal };
}

function hint(errorText: string): string | undefined {
  if (/get .*lock/i.test(errorText)) return "Another QEMU uses one of these files: wait for it, or end it.";
  if (/cannot (set up guest memory|allocate)/i.test(errorText)) return "Give the machine less memory.";
  return undefined;
}

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { type Finding, InputSlot, type Tally, type WorkerMessage, type WorkerTask } from "./finding.ts";

export interface HuntSpec {
  readonly target: string;
  readonly seed: number;
  readonly seconds: number;
  /** How long one input may take. */
  readonly deadlineMs: number;
  readonly replay?: Uint8Array | undefined;
  /** Module that the thread runs. */
  readonly worker: URL;
}

export interface HuntResult {
  readonly finding: Finding | undefined;
  readonly tally: Tally | undefined;
}

/** Far above what any reader needs for inputs of a few megabytes; what is not on the heap is counted in the thread. */
const heapMiB = 512;
const watchEveryMs = 100;
/** Seeds are made by other programs, some of them slow. */
const startMs = 60_000;

/** Lets a thread read inputs, and ends it when it does not come back from one. */
export async function hunt({ worker, deadlineMs, ...spec }: HuntSpec): Promise<HuntResult> {
  const folder = await mkdtemp(join(tmpdir(), "edgelab-fuzz-"));
  const slot = new InputSlot();
  const workerData: WorkerTask = { replay: undefined, ...spec, folder, slot: slot.buffer };
  const thread = new Worker(worker, { workerData, resourceLimits: { maxOldGenerationSizeMb: heapMiB } });
  let watch: NodeJS.Timeout | undefined;
  try {
    return await new Promise<HuntResult>((resolve) => {
      const found = (kind: Finding["kind"], detail: string, tally?: Tally) =>
        resolve({ finding: { kind, detail, input: slot.take() }, tally });
      thread.on("message", (message: WorkerMessage) => {
        if (message.type === "done") resolve({ finding: undefined, tally: message.tally });
        else found(message.kind, message.detail, message.tally);
      });
      thread.on("error", (error: Error & { code?: string }) => {
        found(error.code === "ERR_WORKER_OUT_OF_MEMORY" ? "growth" : "error", error.stack ?? error.message);
      });
      thread.on("exit", (code) => found("crash", `the thread ended with ${code} and had not finished its input`));
      let [number, since] = [slot.number, performance.now()];
      watch = setInterval(() => {
        if (slot.number !== number) [number, since] = [slot.number, performance.now()];
        else if (performance.now() - since > (number === 0 ? startMs : deadlineMs)) {
          found("hang", `not finished after ${deadlineMs} ms`);
        }
      }, watchEveryMs);
    });
  } finally {
    clearInterval(watch);
    await thread.terminate();
    await rm(folder, { recursive: true, force: true });
  }
}

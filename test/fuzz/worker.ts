import { parentPort, workerData } from "node:worker_threads";
import { EdgelabError } from "../../src/core/errors.ts";
import { Coverage } from "./coverage.ts";
import { type FindingKind, InputSlot, type Tally, type WorkerMessage, type WorkerTask } from "./finding.ts";
import { Misuse, startCounting, WatchedSource, watchAllocations } from "./misuse.ts";
import { cellBytes, type Corpus, mutateBinary, mutateText } from "./mutate.ts";
import { Random } from "./random.ts";
import type { Target } from "./target.ts";
import { targets } from "./targets/index.ts";

/** Inputs between two looks at the coverage, which costs more than most inputs. */
const batchSize = 32;

const task = workerData as WorkerTask;
const target = targets.find(({ name }) => name === task.target)!;
const slot = new InputSlot(task.slot);
const post = (message: WorkerMessage) => parentPort!.postMessage(message, []);
const random = new Random(task.seed);
const corpus: Corpus[] = [];
const seeds = await target.seeds(task.folder);
const coverage = new Coverage(new URL("../../src/", import.meta.url).href);
let runs = 0;

watchAllocations();
const finding = task.replay ? await run(Buffer.from(task.replay)) : await hunt(target);
if (finding) post({ type: "finding", ...finding, tally: tally() });
else post({ type: "done", tally: tally() });

function tally(): Tally {
  return { runs, corpus: corpus.length, features: coverage.size, seeds: seeds.map(({ name }) => name) };
}

type Found = { readonly kind: FindingKind; readonly detail: string };

async function hunt(target: Target): Promise<Found | undefined> {
  const { form, blockBytes, words } = target;
  for (const { bytes } of seeds) {
    const found = await run(bytes);
    if (found) return found;
    coverage.hasNews("each");
    await keep(bytes);
  }
  const mutate = form === "text" ? mutateText : mutateBinary;
  for (const end = performance.now() + task.seconds * 1000; performance.now() < end; ) {
    const batch = Array.from({ length: batchSize }, () => {
      // the first are sound, and the newest nearest to what was not reached yet
      const entry = random.pick(random.pick([corpus, corpus.slice(0, seeds.length), corpus.slice(-8)]));
      const isKnowing = target.change !== undefined && random.once(2);
      const known = isKnowing ? target.change?.(Buffer.from(entry.bytes), random) : undefined;
      const bytes = known ?? mutate(entry, { random, blockBytes, words, others: corpus });
      if (!random.once(6)) target.repair?.(bytes);
      return bytes;
    });
    for (const bytes of batch) {
      const found = await run(bytes);
      if (found) return found;
    }
    if (coverage.hasNews("batch")) await keepNew(batch);
  }
  return undefined;
}

/** Which of a batch it was: each is run again by itself, beside what the others before it reached. */
async function keepNew(batch: readonly Buffer[]): Promise<void> {
  for (const bytes of batch) {
    await run(bytes);
    if (coverage.hasNews("each")) await keep(bytes);
  }
}

async function keep(bytes: Buffer): Promise<void> {
  const source = new WatchedSource(bytes);
  await attempt(source, bytes);
  const cells = new Set<number>();
  for (const { offset, length } of source.ranges) {
    for (let at = offset - (offset % cellBytes); at < Math.min(bytes.length, offset + length); at += cellBytes) {
      if (bytes.subarray(at, at + cellBytes).some((byte) => byte !== 0)) cells.add(at);
    }
  }
  corpus.push({ bytes, cells: cells.size > 0 ? [...cells] : [0] });
}

async function run(bytes: Buffer): Promise<Found | undefined> {
  slot.put(bytes);
  runs += 1;
  startCounting();
  const error = await attempt(new WatchedSource(bytes), bytes);
  const misuse = Misuse.last;
  if (misuse) return { kind: misuse.kind, detail: `${misuse.message}\n${misuse.stack ?? ""}` };
  if (error === undefined) return undefined;
  return {
    kind: "error",
    detail: error instanceof Error ? (error.stack ?? error.message) : `${typeof error} was thrown`,
  };
}

/** What was thrown and may not be. */
async function attempt(source: WatchedSource, bytes: Buffer): Promise<unknown> {
  try {
    await target.run(source, bytes, task.folder);
    return undefined;
  } catch (error) {
    if (error instanceof EdgelabError && target.codes.includes(error.code)) return undefined;
    return error ?? new Error("undefined was thrown");
  }
}

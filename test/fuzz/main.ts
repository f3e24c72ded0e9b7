import { createHash } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { join, relative, resolve } from "node:path";
import { parseArgs } from "node:util";
import { type HuntResult, hunt } from "./hunt.ts";
import { plantBug, plants } from "./plants.ts";

/** In the order of how much they read; each has a module of its own in targets/. */
const names = ["iso", "vmdk", "ovf", "ova", "qcow2", "partitions", "ext", "fat", "simulated"];
const project = resolve(import.meta.dirname, "../../../..");
const usage = `npm run fuzz -- [target...] [--seconds N] [--seed S] [--deadline SECONDS] [--replay FILE] [--plant]

Targets: ${names.join(", ")}; all of them unless some are named.
  --seconds N         how long each target runs (default 10)
  --seed S            the same seed gives the same inputs in the same order (default: a new one)
  --deadline SECONDS  how long one input may take (default 5)
  --replay FILE       run this one input of the one target that is named
  --plant             put the target's planted bug into a copy of the readers first, to see it found
`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seconds: { type: "string", default: "10" },
    seed: { type: "string" },
    deadline: { type: "string", default: "5" },
    replay: { type: "string" },
    plant: { type: "boolean", default: false },
    help: { type: "boolean", default: false },
  },
});
const chosen = positionals.length > 0 ? positionals : names;
const unknown = chosen.find((name) => !names.includes(name));
if (values.help || unknown !== undefined || (values.replay !== undefined && positionals.length !== 1)) {
  console.error(unknown === undefined ? usage : `There is no target ${unknown}.\n\n${usage}`);
  process.exit(2);
}

const seed = values.seed === undefined ? Date.now() % 2 ** 32 : Number(values.seed);
const replay = values.replay === undefined ? undefined : await readFile(values.replay);
console.log(`seed ${seed}`);
const waiting = [...chosen];
let findings = 0;
await Promise.all(
  Array.from({ length: Math.min(availableParallelism(), 4) }, async () => {
    for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) await fuzz(name);
  }),
);
process.exitCode = findings > 0 ? 1 : 0;

async function fuzz(target: string): Promise<void> {
  const own = new URL("worker.js", import.meta.url);
  await using planted = values.plant ? await plantBug(plants[target]!, project) : undefined;
  const result = await hunt({
    target,
    seed,
    seconds: Number(values.seconds),
    deadlineMs: Number(values.deadline) * 1000,
    replay,
    worker: planted?.worker ?? own,
  });
  await report(target, result);
}

async function report(target: string, { finding, tally }: HuntResult): Promise<void> {
  const work = tally
    ? `${tally.runs} inputs, ${tally.corpus} kept, ${tally.features} places (${tally.seeds.join(", ")})`
    : "";
  if (!finding) return console.log(`${target}: nothing found. ${work}`);
  findings += 1;
  const folder = join(project, ".fuzz/findings");
  await mkdir(folder, { recursive: true });
  const digest = createHash("sha256").update(finding.input).digest("hex").slice(0, 12);
  const file = join(folder, `${target}-${finding.kind}-${digest}`);
  await writeFile(file, finding.input);
  console.log(`${target}: FOUND ${finding.kind}. ${work}\n${finding.detail}`);
  console.log(
    `${target}: again with: npm run fuzz -- ${target} --replay ${relative(project, file)}${values.plant ? " --plant" : ""}`,
  );
}

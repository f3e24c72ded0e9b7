import { createSeedIso } from "../dist/iso/index.js";
import { median, report } from "./table.mjs";

export async function run() {
  const userData = `#cloud-config\nstylus:\n  site:\n    edgeHostToken: ${"x".repeat(200)}\n${"# a line\n".repeat(200)}`;
  const found = [];
  for (let round = 0; round < 50; round += 1) {
    const start = performance.now();
    createSeedIso({ userData, metaData: `instance-id: bench-${round}\n` });
    found.push(performance.now() - start);
  }
  const ms = median(found);
  report({
    what: "seed ISO, in process",
    measured: `${ms.toFixed(2)} ms`,
    beside: `the first ${found[0].toFixed(2)} ms`,
    bound: "at most 5 ms",
    ok: ms <= 5,
  });
}

import { cli, timed } from "./process.mjs";
import { median, report, seconds, times } from "./table.mjs";

/** Rounds A B A B, the ratio of medians. */
async function pair(args, rounds) {
  const ours = [];
  const node = [];
  for (let round = 0; round < rounds; round += 1) {
    node.push((await timed(process.execPath, ["-e", "0"])).ms);
    ours.push((await timed(process.execPath, [cli, ...args])).ms);
  }
  return { ours: median(ours), node: median(node) };
}

export async function run({ quick }) {
  const bounds = [
    { args: ["--version"], most: 1.3 },
    { args: ["--help"], most: 1.6 },
  ];
  for (const { args, most } of bounds) {
    await pair(args, 2);
    const { ours, node } = await pair(args, quick ? 9 : 21);
    report({
      what: `edgelab ${args[0]}`,
      measured: seconds(ours),
      beside: `node -e 0 ${seconds(node)}`,
      ratio: times(ours / node),
      bound: `at most ${most}x`,
      ok: ours / node <= most,
    });
  }
}

import { join } from "node:path";
import { govc, root, startVcsim, timed } from "./process.mjs";
import { median, report, seconds, times } from "./table.mjs";

const script = `
for i in $(seq 1 "$N"); do
  "$GOVC" vm.clone -link=false -vm "$TEMPLATE" -m 8000 -on=false -folder "$FOLDER" -pool "$POOL" -ds LocalDS_0 "$PREFIX-$i" >/dev/null
  "$GOVC" vm.power -on -wait=false "$FOLDER/$PREFIX-$i" >/dev/null
  "$GOVC" vm.info "$FOLDER/$PREFIX-$i" | awk '/UUID/ {print $2}'
done`;
const xargs = `seq 1 "$N" | xargs -P8 -I{} "$GOVC" vm.clone -vm "$TEMPLATE" -m 8000 -on=true -waitip=false -folder "$FOLDER" -pool "$POOL" -ds LocalDS_0 "$PREFIX-{}" >/dev/null`;

/** One vcsim world: a powered-off template with a snapshot, a folder for the clones, the references by moid. */
async function world(args) {
  const vcsim = await startVcsim(["-autostart=false", "-vm", "1", ...args]);
  const run = (...words) => timed(govc, words, { env: vcsim.env });
  const template = "/DC0/vm/DC0_C0_RP0_VM0";
  await run("snapshot.create", "-vm", template, "-m=false", "base");
  await run("folder.create", "/DC0/vm/bench");
  const moid = async (root, name) => (await run("find", "-i", root, "-name", name)).stdout.trim().split(":")[1];
  const pool = "/DC0/host/DC0_C0/Resources";
  return {
    ...vcsim,
    env: { ...vcsim.env, GOVC: govc, TEMPLATE: template, FOLDER: "/DC0/vm/bench", POOL: pool },
    ids: await Promise.all([
      moid("/DC0/vm", "DC0_C0_RP0_VM0"),
      moid("/DC0/vm", "bench"),
      moid("/DC0/host/DC0_C0", "Resources"),
    ]),
  };
}

const contenders = {
  edgelab: (w, n, prefix) =>
    timed(process.execPath, [join(root, "bench/clone-hosts.mjs"), n, "DC0_C0_RP0_VM0", "bench", prefix], {
      env: w.env,
    }),
  smallest: (w, n, prefix) =>
    timed(process.execPath, [join(root, "bench/smallest-client.mjs"), n, ...w.ids, prefix], { env: w.env }),
  xargs: (w, n, prefix) => timed("bash", ["-c", xargs], { env: { ...w.env, N: n, PREFIX: prefix } }),
  script: (w, n, prefix) => timed("bash", ["-c", script], { env: { ...w.env, N: n, PREFIX: prefix } }),
};

/** Rounds in turn, each on clean names; the median of each. */
async function compare(args, n, { rounds, only = Object.keys(contenders) }) {
  const w = await world(args);
  try {
    const found = Object.fromEntries(only.map((name) => [name, []]));
    for (let round = 0; round < rounds; round += 1) {
      for (const name of only) {
        if (name === "script" && round > 0 && n > 10) continue; // nearly a minute each; one round tells
        found[name].push((await contenders[name](w, String(n), `${name}-${n}-${round}`)).ms);
      }
    }
    return Object.fromEntries(only.map((name) => [name, median(found[name])]));
  } finally {
    await w.stop();
  }
}

export async function run({ quick }) {
  const start = median(await Promise.all([1, 2, 3].map(async () => (await timed(process.execPath, ["-e", "0"])).ms)));
  for (const delay of [0, 20]) {
    for (const n of [3, 50]) {
      const label = `clone ${n} hosts, ${delay} ms a call`;
      const got = await compare(["-delay", String(delay)], n, { rounds: quick ? 1 : 3 });
      const goal = n === 50 && delay === 20;
      const row = (beside, name, bound, good) => {
        const ratio = name === "smallest" ? got.edgelab / got[name] : got[name] / got.edgelab;
        report({
          what: label,
          measured: seconds(got.edgelab),
          beside: `${beside} ${seconds(got[name])}`,
          ratio: times(ratio),
          bound: goal ? bound : "",
          ok: goal ? good(ratio) : undefined,
        });
      };
      row("govc loop", "script", "aim: at least 40x", (ratio) => ratio >= 40);
      row("xargs -P8 govc", "xargs", "aim: at least 5x", (ratio) => ratio >= 5);
      row("smallest client", "smallest", "aim: at most 1.3x", (ratio) => ratio <= 1.3);
      if (goal) {
        const trips = (8 + 2 * Math.ceil(n / 16)) * delay;
        const serial = n * 11;
        report({
          what: "  its critical path",
          measured: seconds(got.edgelab),
          beside: `${seconds(start + trips + serial)}: start ${seconds(start)} + round trips ${seconds(trips)} + vcsim's serial clones ${seconds(serial)}`,
          ratio: times(got.edgelab / (start + trips + serial)),
          bound: "",
          ok: undefined,
        });
      }
    }
  }
  const slow = ["-delay", "20", "-method-delay", "LockHandoff:0,CloneVm:2000,PowerOn:500"];
  for (const n of quick ? [3] : [3, 50]) {
    const got = await compare(slow, n, { rounds: 1, only: ["edgelab", "smallest", "xargs"] });
    report({
      what: `clone ${n} hosts, tasks of 2 s and 0.5 s`,
      measured: seconds(got.edgelab),
      beside: `xargs -P8 govc ${seconds(got.xargs)}`,
      ratio: times(got.xargs / got.edgelab),
      bound: "",
      ok: undefined,
    });
    report({
      what: `clone ${n} hosts, tasks of 2 s and 0.5 s`,
      measured: seconds(got.edgelab),
      beside: `smallest client, no limits ${seconds(got.smallest)}`,
      ratio: times(got.edgelab / got.smallest),
      bound: "",
      ok: undefined,
    });
  }
}

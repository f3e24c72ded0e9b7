import { expect, test } from "vitest";
import { down, plan, up } from "../../src/index.ts";
import { openStage, recorder } from "./lab-on-sandbox.ts";

const signal = AbortSignal.timeout(120_000);

test("scratch: up", { timeout: 120_000 }, async () => {
  await using stage = await openStage();
  const lab = await stage.lab("tutorial", "mia");
  const t0 = performance.now();
  const emit = (event: object) => console.log(((performance.now() - t0) / 1000).toFixed(2), JSON.stringify(event));
  console.log(JSON.stringify(await plan(lab, { signal }), null, 1));
  const result = await up(lab, { signal, emit });
  console.log(JSON.stringify(result, null, 1));
  const again = await plan(lab, { signal });
  console.log(JSON.stringify(again, null, 1));
  const gone = await down(lab, { signal, emit });
  console.log(JSON.stringify(gone, null, 1));
  void recorder;
  expect(again.pending).toBe(false);
});

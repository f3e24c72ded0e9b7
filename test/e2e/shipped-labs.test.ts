import { afterAll, beforeAll, expect, test } from "vitest";
import { down, plan, up } from "../../src/index.ts";
import { isShared, openStage, signal, type Stage } from "./lab-on-sandbox.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
}, 60_000);
afterAll(() => stage[Symbol.asyncDispose](), 60_000);

test.each([
  ["tutorial", 3],
  ["single-node", 1],
  ["ha", 5],
  ["custom-registry", 2],
  ["qa-matrix", 4],
])("labs/%s comes up with %i hosts, answers, and goes", { timeout: 120_000 }, async (name, count) => {
  const before = await stage.inventory();
  const lab = await stage.lab(name, "ci");
  const { hosts, checks, cluster } = await up(lab, { signal, emit: () => undefined });
  expect(hosts.map(({ state, health }) => `${state} ${health}`)).toEqual(Array(count).fill("in-use healthy"));
  expect(cluster).toMatchObject({ state: "Running" });
  expect(checks).toMatchObject([{ status: 200 }]);
  expect((await plan(lab, { signal })).items.filter(({ action }) => action !== "keep")).toEqual([]);
  await down(lab, { signal, emit: () => undefined });
  const shared = (line: string) => !isShared(line);
  expect((await stage.inventory()).filter(shared)).toEqual(before.filter(shared));
});

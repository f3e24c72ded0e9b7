import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readState, StateFile } from "./state.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "edgelab-state-"));
});
afterAll(() => rm(folder, { recursive: true }));

const never = (error: unknown) => {
  throw error;
};

describe("StateFile", () => {
  test("writes the latest state once for many changes, readable by its owner only", async () => {
    const path = join(folder, "many.json");
    let snapshots = 0;
    const state = { value: 0 };
    const file = new StateFile(path, () => ({ ...state, snapshots: (snapshots += 1) }), never);
    for (state.value = 1; state.value < 100; state.value += 1) file.changed();
    await file.flush();
    expect(await readState(path)).toEqual({ value: 100, snapshots: 1 });
    expect((await stat(path)).mode & 0o777).toBe(0o600);
  });

  test("does not touch the file when nothing has changed", async () => {
    const path = join(folder, "untouched.json");
    await new StateFile(path, () => ({}), never).flush();
    expect(await readState(path)).toBeUndefined();
  });

  test("writes by itself, and again for a change during the write", async () => {
    const path = join(folder, "alone.json");
    let value = 1;
    const file = new StateFile(path, () => value, never);
    file.changed();
    await expect.poll(() => readState(path)).toBe(1);
    value = 2;
    file.changed();
    await expect.poll(() => readState(path)).toBe(2);
  });

  test("tells of a write that failed, and tries again at the next change", async () => {
    const path = join(folder, "missing", "file.json");
    const failures: unknown[] = [];
    const file = new StateFile(
      path,
      () => 1,
      (error) => failures.push(error),
    );
    file.changed();
    await expect.poll(() => failures).toMatchObject([{ code: "ENOENT" }]);
    file.changed();
    await expect(file.flush()).rejects.toMatchObject({ code: "ENOENT" });
  });

  test("a damaged file is an error that names it", async () => {
    const path = join(folder, "damaged.json");
    await writeFile(path, '{"half":');
    await expect(readState(path)).rejects.toMatchObject({ code: "SANDBOX", message: expect.stringContaining(path) });
    expect(await readFile(path, "utf8")).toBe('{"half":');
  });
});

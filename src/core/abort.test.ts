import { expect, test } from "vitest";
import { orAborted, withDeadline } from "./abort.ts";
import { hasCode } from "./errors.ts";

const untilAborted = ({ signal }: { signal: AbortSignal }) =>
  new Promise<never>((_, reject) => signal.addEventListener("abort", () => reject(signal.reason as Error)));

test("a deadline names what it gave up on", async () => {
  const late = withDeadline(10, "waiting for task-1", { signal: new AbortController().signal }, untilAborted);
  await expect(late).rejects.toThrow("Gave up waiting for task-1 after 0.01 s.");
  await late.catch((error: unknown) => expect(hasCode(error, "TIMED_OUT")).toBe(true));
});

test("the caller's own reason wins over the deadline's", async () => {
  const stop = new AbortController();
  const work = withDeadline(60_000, "waiting", stop, untilAborted);
  stop.abort(new Error("stopped by hand"));
  await expect(work).rejects.toThrow("stopped by hand");
});

test("a failure of the work itself passes through, and no timer is left", async () => {
  const work = withDeadline(60_000, "waiting", { signal: new AbortController().signal }, () =>
    Promise.reject(new Error("broken")),
  );
  await expect(work).rejects.toThrow("broken");
});

test("orAborted settles with whichever comes first", async () => {
  const stop = new AbortController();
  await expect(orAborted(Promise.resolve(1), stop)).resolves.toBe(1);
  const waiting = orAborted(new Promise(() => {}), stop);
  stop.abort(new Error("enough"));
  await expect(waiting).rejects.toThrow("enough");
  await expect(orAborted(Promise.resolve(1), stop)).rejects.toThrow("enough");
});

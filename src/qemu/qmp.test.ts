import { PassThrough } from "node:stream";
import { expect, test } from "vitest";
import { Qmp, type QmpEvent } from "./qmp.ts";

const options = { signal: new AbortController().signal };
const greeting = `{"QMP": {"version": {}, "capabilities": ["oob"]}}\r\n`;

/** A QEMU that answers as `answers` says, by command. */
function open(answers: (command: string, id: number) => string) {
  const [input, output] = [new PassThrough(), new PassThrough()];
  const events: QmpEvent[] = [];
  input.on("data", (line: Buffer) => {
    const { execute, id } = JSON.parse(line.toString()) as { readonly execute: string; readonly id: number };
    output.write(execute === "qmp_capabilities" ? `{"return": {}, "id": ${id}}\r\n` : answers(execute, id));
  });
  output.write(greeting);
  return { qmp: new Qmp(input, output, (event) => events.push(event)), output, events };
}

test("answers belong to their commands, whatever comes in between", async () => {
  const { qmp, events } = open(
    (command, id) =>
      `{"event": "RESUME", "timestamp": {}}\r\n{"event": "SHUTDOWN", "data": {"guest": true}}\r\n{"return": "${command}", "id": ${id}}\r\n`,
  );
  await qmp.open(1_000, options);
  expect(await Promise.all(["a", "b"].map((command) => qmp.execute(command, {}, options)))).toEqual(["a", "b"]);
  expect(events[1]).toEqual({ event: "SHUTDOWN", data: { guest: true } });
  expect(events[0]).toEqual({ event: "RESUME", data: {} });
});

test("an answer may come in pieces", async () => {
  const { qmp, output } = open(() => "");
  await qmp.open(1_000, options);
  const answer = qmp.execute("slow", {}, options);
  for (const piece of [`{"ret`, `urn": 1, "id"`, `: 2}\r`, "\n"]) output.write(piece);
  expect(await answer).toBe(1);
});

test("a refusal is told in QEMU's words", async () => {
  const { qmp } = open((_, id) => `{"error": {"class": "GenericError", "desc": "No such thing"}, "id": ${id}}\n`);
  await qmp.open(1_000, options);
  await expect(qmp.execute("x", {}, options)).rejects.toMatchObject({
    code: "QEMU_FAILED",
    message: "QEMU refused a command: No such thing",
  });
});

test("no greeting, and no answer, is waited for for ever", async () => {
  const silent = new Qmp(new PassThrough(), new PassThrough(), () => undefined);
  await expect(silent.open(20, options)).rejects.toMatchObject({ code: "TIMED_OUT" });
  const { qmp } = open(() => "");
  await qmp.open(1_000, options);
  await expect(qmp.execute("x", {}, options, 20)).rejects.toMatchObject({ code: "TIMED_OUT" });
});

test.each([
  ["closed", (output: PassThrough) => output.destroy()],
  ["talking nonsense", (output: PassThrough) => output.write("hello\n")],
  ["endless", (output: PassThrough) => output.write("x".repeat(5 << 20))],
])("a socket that is %s fails what waits, and all that comes later", async (_, harm) => {
  const { qmp, output } = open(() => "");
  await qmp.open(1_000, options);
  const waiting = qmp.execute("x", {}, options);
  harm(output);
  await expect(waiting).rejects.toMatchObject({ code: "QEMU_FAILED" });
  await expect(qmp.execute("y", {}, options)).rejects.toMatchObject({ code: "QEMU_FAILED" });
});

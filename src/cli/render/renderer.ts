import type { LabEvent } from "../../core/events.ts";
import type { ProcessLike, Style } from "../io.ts";

/** Shows events while a command runs. `close` may be called more than once. */
export interface Renderer {
  event(event: LabEvent): void;
  close(): void;
}

/** The live tree on a terminal, plain lines elsewhere, JSON lines for machines. A renderer that throws is dropped. */
export async function openRenderer(process: ProcessLike, json: boolean, style: Style): Promise<Renderer> {
  return contained(await choose(process, json, style), process.stderr);
}

async function choose({ stdout, stderr, env }: ProcessLike, json: boolean, style: Style): Promise<Renderer> {
  if (json) return (await import("./json.ts")).jsonRenderer(stdout);
  const live = stderr.isTTY && !env["CI"] && env["TERM"] !== "dumb";
  if (live) return (await import("./tty.ts")).ttyRenderer(stderr, style);
  return (await import("./lines.ts")).linesRenderer(stderr, style);
}

function contained(renderer: Renderer, stderr: NodeJS.WriteStream): Renderer {
  let broken = false;
  const guard = (work: () => void): void => {
    if (broken) return;
    try {
      work();
    } catch (error) {
      broken = true;
      stderr.write(`Progress can no longer be shown: ${String(error)}\n`);
    }
  };
  return { event: (event) => guard(() => renderer.event(event)), close: () => guard(() => renderer.close()) };
}

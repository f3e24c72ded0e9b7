import type { Renderer } from "./renderer.ts";

/** One JSON object a line on stdout, in the order of events; a command's result or error is the last line. */
export function jsonRenderer(stdout: NodeJS.WriteStream): Renderer {
  return {
    event: (event) => stdout.write(`${JSON.stringify({ at: new Date().toISOString(), ...event })}\n`),
    close: () => {},
  };
}

import type { LabEvent } from "../../core/events.ts";
import type { Style } from "../io.ts";
import { duration, progress, steps } from "./format.ts";
import { OpenWaits, waitText } from "./open-waits.ts";
import type { Renderer } from "./renderer.ts";

/** How often a step that goes on may say so, and a wait repeat itself, in milliseconds. */
const progressEveryMs = 5_000;
const waitingEveryMs = 15_000;
/** A wait shorter than this is not worth a line. */
const waitingAfterMs = 3_000;

/** Plain lines for pipes and logs: one when a step ends, few in between. */
export function linesRenderer(stderr: NodeJS.WriteStream, style: Style): Renderer {
  const lastShown = new Map<string, number>();
  const due = (key: string, everyMs: number): boolean => {
    const now = Date.now();
    if (now - (lastShown.get(key) ?? 0) < everyMs) return false;
    lastShown.set(key, now);
    return true;
  };
  const write = (text: string): void => void stderr.write(`${text}\n`);
  const waits = new OpenWaits();
  const tellWaits = (): void => {
    for (const { event, key, elapsedMs } of waits.list()) {
      if (elapsedMs >= waitingAfterMs && due(key, waitingEveryMs)) {
        write(`  ${event.phase.padEnd(9)} … ${waitText(event, elapsedMs)}`);
      }
    }
  };
  // a wait is told when it changes; a log that stays silent for minutes looks like a hang
  const timer = setInterval(tellWaits, 1_000);
  timer.unref();

  return {
    event(event: LabEvent): void {
      waits.see(event);
      switch (event.type) {
        case "run:start": {
          const estimate =
            event.estimateMs === undefined ? "" : `, about ${duration(event.estimateMs)} by earlier runs`;
          write(
            `${event.command} ${event.lab} (instance ${event.instance}) on the ${event.target}: ${steps(event.steps)}${estimate}`,
          );
          break;
        }
        case "step:start":
          lastShown.set(event.step, Date.now());
          break;
        case "step:progress":
          if (due(event.step, progressEveryMs)) {
            write(
              `  ${event.phase.padEnd(9)} … ${event.title}: ${[event.message, progress(event)].filter(Boolean).join(", ")}`,
            );
          }
          break;
        case "step:end": {
          const mark = {
            changed: style("green", "✓"),
            unchanged: style("dim", "="),
            failed: style("red", "✗"),
            skipped: "-",
          };
          const more = event.message ? ` (${event.message})` : "";
          write(
            `  ${event.phase.padEnd(9)} ${mark[event.outcome]} ${event.title}${more} ${style("dim", duration(event.durationMs))}`,
          );
          break;
        }
        case "waiting":
          tellWaits();
          break;
        case "note":
          write(`  ${event.subject ? `${event.subject}: ` : ""}${event.message}`);
          break;
        case "warning":
          write(`${style("yellow", "!")} ${event.message}`);
          break;
        case "run:end":
          write(`${event.outcome} after ${duration(event.durationMs)}`);
          break;
        default:
          event satisfies never;
      }
    },
    close() {
      clearInterval(timer);
    },
  };
}

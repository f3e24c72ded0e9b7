import { createLogUpdate } from "log-update";
import { type LabEvent, type PhaseId, phaseIds } from "../../core/events.ts";
import type { Style } from "../io.ts";
import { duration, fit, progress, steps } from "./format.ts";
import { names, OpenWaits } from "./open-waits.ts";
import type { Renderer } from "./renderer.ts";

const frames = ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"];
const redrawEveryMs = 80;
/** Running steps shown below a phase; the rest are counted. */
const stepsShown = 6;

interface RunningStep {
  readonly title: string;
  readonly since: number;
  readonly estimateMs: number | undefined;
  detail: string;
}

interface PhaseView {
  readonly running: Map<string, RunningStep>;
  done: number;
  skipped: number;
  failed: number;
  changed: number;
  firstAt: number;
  lastAt: number;
}

/** A live tree: a line per phase, below it what runs and what it waits for. Ends as a summary that stays. */
export function ttyRenderer(stderr: NodeJS.WriteStream, style: Style): Renderer {
  const draw = createLogUpdate(stderr, { showCursor: false });
  const phases = new Map<PhaseId, PhaseView>();
  const waits = new OpenWaits();
  let head = "";
  let estimate = "";
  let total = 0;
  let foot = "";
  let frame = 0;
  const timer = setInterval(() => {
    frame += 1;
    draw(lines().join("\n"));
  }, redrawEveryMs);
  timer.unref();
  let closed = false;

  const view = (phase: PhaseId): PhaseView => {
    let found = phases.get(phase);
    if (!found) {
      const now = Date.now();
      found = { running: new Map(), done: 0, skipped: 0, failed: 0, changed: 0, firstAt: now, lastAt: now };
      phases.set(phase, found);
    }
    return found;
  };

  const above = (text: string): void => {
    draw.clear();
    stderr.write(`${text}\n`);
    draw(lines().join("\n"));
  };

  // no line is wider than the terminal: a redraw loses count of wrapped ones
  const line = (before: string, text: string, after = ""): string => {
    const columns = (stderr.columns ?? 80) - before.length - after.length - 2;
    return `${before}${fit(text, columns)}${after && ` ${style("dim", after)}`}`;
  };

  const phaseLine = (at: PhaseView, phase: PhaseId): string => {
    const { running, failed, skipped } = at;
    const spinner = style("cyan", frames[frame % frames.length] ?? "");
    const ended = skipped ? "-" : style("green", "✓");
    const mark = failed ? style("red", "✗") : running.size ? spinner : ended;
    const time = duration((running.size ? Date.now() : at.lastAt) - at.firstAt);
    return `${mark} ${style("bold", phase.padEnd(10))}${summary(at)} ${style("dim", time)}`;
  };

  const stepLines = ({ running }: PhaseView, phase: PhaseId): string[] => {
    const now = Date.now();
    const open = waits.list(phase);
    const told = new Set<string>();
    const out = [...running.values()].slice(0, stepsShown).map((step) => {
      const wait = open.find(({ event }) => names(step.title, event.subject));
      const left = step.estimateMs === undefined ? "" : ` of about ${duration(step.estimateMs)}`;
      if (wait) told.add(wait.key);
      const detail = wait ? `waits for ${wait.event.waitingFor}; last seen: ${wait.event.lastSeen}` : step.detail;
      const title = wait?.event.subject ?? step.title;
      return line("    ", detail ? `${title}: ${detail}` : title, duration(now - step.since) + left);
    });
    if (running.size > stepsShown) return [...out, style("dim", `    and ${running.size - stepsShown} more`)];
    for (const { event, key, elapsedMs } of open) {
      if (told.has(key)) continue;
      const text = `${event.subject} waits for ${event.waitingFor}; last seen: ${event.lastSeen}`;
      out.push(line("    ", text, duration(elapsedMs)));
    }
    return out;
  };

  const lines = (): string[] => {
    const done = [...phases.values()].reduce((sum, at) => sum + at.done, 0);
    const out = head ? [`${head}${style("dim", `: ${done} of ${steps(total)}${estimate}`)}`] : [];
    for (const phase of phaseIds) {
      const at = phases.get(phase);
      if (!at) continue;
      out.push(phaseLine(at, phase));
      if (at.running.size > 0) out.push(...stepLines(at, phase));
    }
    if (foot) out.push(foot);
    return out;
  };

  return {
    event(event: LabEvent): void {
      waits.see(event);
      switch (event.type) {
        case "run:start":
          estimate = event.estimateMs === undefined ? "" : `, about ${duration(event.estimateMs)} by earlier runs`;
          total = event.steps;
          head = `${style("bold", `${event.command} ${event.lab}`)} (instance ${event.instance}) on the ${event.target}`;
          break;
        case "step:start":
          view(event.phase).running.set(event.step, {
            title: event.title,
            since: Date.now(),
            estimateMs: event.estimateMs,
            detail: "",
          });
          break;
        case "step:progress": {
          const step = view(event.phase).running.get(event.step);
          if (step) step.detail = [event.message, progress(event)].filter(Boolean).join(", ");
          break;
        }
        case "step:end": {
          const at = view(event.phase);
          at.running.delete(event.step);
          at[event.outcome === "skipped" ? "skipped" : "done"] += 1;
          at.lastAt = Date.now();
          if (event.outcome === "changed") at.changed += 1;
          if (event.outcome === "failed") {
            at.failed += 1;
            above(`${style("red", "✗")} ${event.title}${event.message ? `: ${event.message}` : ""}`);
          }
          break;
        }
        case "waiting":
          break;
        case "note":
          above(style("dim", `${event.subject ? `${event.subject}: ` : ""}${event.message}`));
          break;
        case "warning":
          above(`${style("yellow", "!")} ${event.message}`);
          break;
        case "run:end":
          if (event.outcome !== "done") foot = style("dim", `${event.outcome} after ${duration(event.durationMs)}`);
          break;
        default:
          event satisfies never;
      }
    },
    close() {
      if (closed) return;
      closed = true;
      clearInterval(timer);
      draw(lines().join("\n"));
      draw.done();
    },
  };
}

function summary({ running, done, skipped, failed, changed }: PhaseView): string {
  if (running.size) return `${done} done, ${running.size} running`;
  if (skipped) return `${done} done, ${skipped} not done`;
  return steps(done) + (changed || failed ? "" : ", nothing changed");
}

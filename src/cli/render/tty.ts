import { createLogUpdate } from "log-update";
import { type LabEvent, type PhaseId, phaseIds } from "../../core/events.ts";
import type { Style } from "../io.ts";
import { duration, progress } from "./format.ts";
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
  readonly waits: Map<string, string>;
  done: number;
  failed: number;
  changed: number;
  firstAt: number;
  lastAt: number;
}

/** A live tree: a line per phase, below it what runs and what it waits for. Ends as a summary that stays. */
export function ttyRenderer(stderr: NodeJS.WriteStream, style: Style): Renderer {
  const draw = createLogUpdate(stderr, { showCursor: false });
  const phases = new Map<PhaseId, PhaseView>();
  let head = "";
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
      found = { running: new Map(), waits: new Map(), done: 0, failed: 0, changed: 0, firstAt: now, lastAt: now };
      phases.set(phase, found);
    }
    return found;
  };

  const above = (text: string): void => {
    draw.clear();
    stderr.write(`${text}\n`);
    draw(lines().join("\n"));
  };

  const lines = (): string[] => {
    const now = Date.now();
    const out = head ? [head] : [];
    for (const phase of phaseIds) {
      const at = phases.get(phase);
      if (!at) continue;
      const active = at.running.size > 0;
      const mark = at.failed
        ? style("red", "✗")
        : active
          ? style("cyan", frames[frame % frames.length] ?? "")
          : style("green", "✓");
      const total = at.done + at.running.size;
      const summary = active ? `${at.done} of ${total} steps` : at.changed ? `${at.done} steps` : "nothing to do";
      out.push(
        `${mark} ${style("bold", phase.padEnd(10))}${summary} ${style("dim", duration((active ? now : at.lastAt) - at.firstAt))}`,
      );
      const running = [...at.running.values()];
      for (const step of running.slice(0, stepsShown)) {
        const left = step.estimateMs === undefined ? "" : ` of about ${duration(step.estimateMs)}`;
        out.push(
          `    ${step.title}${step.detail ? `: ${step.detail}` : ""} ${style("dim", duration(now - step.since) + left)}`,
        );
      }
      if (running.length > stepsShown) out.push(style("dim", `    and ${running.length - stepsShown} more`));
      if (active)
        for (const wait of [...at.waits.values()].slice(0, stepsShown)) out.push(style("yellow", `    ${wait}`));
    }
    if (foot) out.push(foot);
    return out;
  };

  return {
    event(event: LabEvent): void {
      switch (event.type) {
        case "run:start": {
          const estimate = event.estimateMs === undefined ? "" : style("dim", ` about ${duration(event.estimateMs)}`);
          head = `${style("bold", `${event.command} ${event.lab}`)} instance ${event.instance}, ${event.target}${estimate}`;
          break;
        }
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
          at.done += 1;
          at.lastAt = Date.now();
          if (event.outcome === "changed") at.changed += 1;
          if (event.outcome === "failed") {
            at.failed += 1;
            above(`${style("red", "✗")} ${event.title}${event.message ? `: ${event.message}` : ""}`);
          }
          if (at.running.size === 0) at.waits.clear();
          break;
        }
        case "waiting":
          view(event.phase).waits.set(
            event.subject,
            `${event.subject} waits for ${event.waitingFor}; last seen: ${event.lastSeen} (${duration(event.elapsedMs)})`,
          );
          break;
        case "note":
          above(style("dim", `${event.subject ? `${event.subject}: ` : ""}${event.message}`));
          break;
        case "warning":
          above(`${style("yellow", "!")} ${event.message}`);
          break;
        case "run:end":
          foot = style("dim", `${event.outcome} after ${duration(event.durationMs)}`);
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

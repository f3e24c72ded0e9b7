import type { Plan, PlanAction, PlanItem } from "../../index.ts";
import type { Style, StyleFormat } from "../io.ts";
import { duration } from "./format.ts";

const marks: Record<PlanAction, { mark: string; format: StyleFormat; word: string }> = {
  create: { mark: "+", format: "green", word: "to create" },
  change: { mark: "~", format: "yellow", word: "to change" },
  restart: { mark: "↻", format: "yellow", word: "to change with a restart" },
  replace: { mark: "±", format: "red", word: "to replace" },
  delete: { mark: "-", format: "red", word: "to delete" },
  keep: { mark: " ", format: "dim", word: "as they are" },
};

/** A plan as a diff: a line per object, below it the fields that differ. */
export function planText(plan: Plan, style: Style): string {
  const lines = [`${style("bold", plan.lab)} instance ${plan.instance}, ${plan.target}: ${plan.where}`];
  let phase: string | undefined;
  for (const item of plan.items) {
    if (item.phase !== phase) {
      phase = item.phase;
      lines.push("", style("bold", phase));
    }
    lines.push(...itemLines(item, style));
  }
  lines.push("", summary(plan));
  return lines.join("\n");
}

function itemLines({ action, kind, name, reasons, details, needsConsent }: PlanItem, style: Style): string[] {
  const { mark, format } = marks[action];
  const facts = Object.entries(details).map(([field, value]) => `${field} ${value}`);
  const consent = needsConsent ? " (only with --replace)" : "";
  const lines = [
    style(format, `  ${mark} ${kind} ${name}${consent}`) + (facts.length ? style("dim", `  ${facts.join(", ")}`) : ""),
  ];
  for (const { field, found, wanted } of reasons) {
    const unshown = found === undefined && wanted === undefined;
    lines.push(`      ${field}: ${unshown ? "changed" : `${found ?? "(nothing)"} -> ${wanted ?? "(nothing)"}`}`);
  }
  return lines;
}

function summary({ items, pending, estimateMs }: Plan): string {
  if (!pending) return "Nothing to do: all is as the lab file says.";
  const counts = (Object.keys(marks) as PlanAction[])
    .map((action) => ({ action, count: items.filter((item) => item.action === action).length }))
    .filter(({ count }) => count > 0)
    .map(({ action, count }) => `${count} ${marks[action].word}`);
  return counts.join(", ") + (estimateMs === undefined ? "." : `; about ${duration(estimateMs)} by earlier runs.`);
}

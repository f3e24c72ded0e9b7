import type { PruneResult, ShelfContent, TemplateResult } from "../../index.ts";
import type { Style } from "../io.ts";
import { bytes, table } from "./format.ts";

export function templateText({ name, outcome, path }: TemplateResult, style: Style): string {
  const done = { built: "is made", imported: "is imported", unchanged: "is there already: nothing was built or sent" };
  return `${style("green", "✓")} Template ${style("bold", name)} ${done[outcome]}: ${path}`;
}

export function shelfText({ templates, isos }: ShelfContent): string {
  if (templates.length === 0 && isos.length === 0) return "No templates.";
  const rows = templates.map(({ name, state, builder, linkedClones, path }) => [
    name,
    builder === undefined ? state : `${state} by ${builder}`,
    String(linkedClones.length),
    path,
  ]);
  const parts = [];
  if (rows.length > 0) parts.push(table([["TEMPLATE", "STATE", "CLONES", "PATH"], ...rows]));
  const files = isos.map(({ path, sizeBytes, usedBy }) => [path, bytes(sizeBytes), usedBy.join(", ") || "-"]);
  if (files.length > 0) parts.push(table([["ISO", "SIZE", "USED BY"], ...files]));
  return parts.join("\n\n");
}

export function pruneText({ removed, unused, kept }: PruneResult, style: Style): string {
  const lines = [
    ...removed.map((what) => `${style("red", "-")} ${what}`),
    ...unused.map((what) => `  would remove ${what}`),
    ...kept.map(({ what, why }) => `  kept ${what}: ${why}`),
  ];
  return lines.length === 0 ? "There is nothing to remove." : lines.join("\n");
}

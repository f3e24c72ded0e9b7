/** `4.2 s`, `3 min 05 s`, `1 h 02 min`. */
export function duration(ms: number): string {
  const seconds = ms / 1000;
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  const pad = (value: number) => String(value).padStart(2, "0");
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${pad(whole % 60)} s`;
  return `${Math.floor(whole / 3600)} h ${pad(Math.floor((whole % 3600) / 60))} min`;
}

/** `512 B`, `1.5 MiB`. */
export function bytes(count: number): string {
  const units = ["B", "KiB", "MiB", "GiB", "TiB"];
  let value = count;
  let unit = 0;
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024;
    unit += 1;
  }
  return unit === 0 ? `${value} B` : `${value.toFixed(1)} ${units[unit]}`;
}

/** Progress of a step as words: `42 %`, `1.2 GiB of 3.0 GiB`, `2 of 3`. */
export function progress({
  done,
  total,
  unit,
}: {
  done?: number;
  total?: number;
  unit?: "bytes" | "percent" | "items";
}): string {
  if (done === undefined) return "";
  if (unit === "percent") return `${Math.round(done)} %`;
  const show = unit === "bytes" ? bytes : String;
  return total === undefined ? show(done) : `${show(done)} of ${show(total)}`;
}

/** `1 step`, `12 steps`. */
export function steps(count: number): string {
  return `${count} ${count === 1 ? "step" : "steps"}`;
}

/** Text in at most so many columns, cut with an ellipsis; without line breaks. */
export function fit(text: string, columns: number): string {
  const line = text.replace(/\s*\n\s*/g, " ");
  return line.length <= columns ? line : `${line.slice(0, Math.max(0, columns - 1))}…`;
}

/** Columns padded to the widest cell; the last one is not. */
export function table(rows: readonly (readonly string[])[]): string {
  const widths: number[] = [];
  for (const row of rows) row.forEach((cell, at) => (widths[at] = Math.max(widths[at] ?? 0, cell.length)));
  return rows
    .map((row) =>
      row
        .map((cell, at) => (at === row.length - 1 ? cell : cell.padEnd(widths[at] ?? 0)))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}

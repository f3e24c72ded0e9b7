/** @typedef {{ what: string, measured: string, beside: string, ratio?: string, bound: string, ok: boolean | undefined }} Row */

/** @type {Row[]} */
const rows = [];

/** @param {Row} row */
export function report(row) {
  rows.push(row);
  process.stderr.write(`  ${row.what}: ${row.measured} beside ${row.beside}${row.ratio ? `, ${row.ratio}` : ""}\n`);
}

/** Prints the table; true when no bound was broken. */
export function finish() {
  const verdict = (row) =>
    row.ok === undefined ? "" : row.ok ? "ok" : row.bound.startsWith("aim") ? "missed" : "FAILED";
  const cells = [
    ["what", "edgelab", "beside", "ratio", "bound", ""],
    ...rows.map((row) => [row.what, row.measured, row.beside, row.ratio ?? "", row.bound, verdict(row)]),
  ];
  const widths = cells[0].map((_, at) => Math.max(...cells.map((row) => row[at].length)));
  for (const row of cells)
    console.log(
      row
        .map((cell, at) => cell.padEnd(widths[at]))
        .join("  ")
        .trimEnd(),
    );
  return rows.every((row) => verdict(row) !== "FAILED");
}

export const seconds = (ms) => `${(ms / 1000).toFixed(2)} s`;
export const times = (ratio) => `${ratio.toFixed(ratio < 10 ? 2 : 0)}x`;

export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

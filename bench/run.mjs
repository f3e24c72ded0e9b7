const parts = ["start", "clone", "status", "sandbox", "seed", "package", "import", "build"];
const words = process.argv.slice(2);
const unknown = words.filter((word) => word !== "--quick" && !parts.includes(word));
if (unknown.length) {
  console.error(`unknown: ${unknown.join(" ")}; parts are ${parts.join(", ")}, and --quick`);
  process.exit(2);
}
const quick = words.includes("--quick");
const chosen = parts.filter((part) => words.includes(part));
for (const part of chosen.length ? chosen : parts) {
  console.error(`${part}:`);
  await (await import(`./${part}.mjs`)).run({ quick });
}
const { finish } = await import("./table.mjs");
process.exitCode = finish() ? 0 : 1;

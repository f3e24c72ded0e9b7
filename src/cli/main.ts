#!/usr/bin/env node
// `--version` is answered before anything else loads.
const [, , first, ...others] = process.argv;
if ((first === "--version" || first === "-V") && others.length === 0) {
  const { version } = await import("./version.ts");
  process.stdout.write(`${version()}\n`);
} else {
  const { run } = await import("./run.ts");
  process.exitCode = await run(process.argv.slice(2), process);
}

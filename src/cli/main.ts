#!/usr/bin/env node
// `--version` is answered before anything else loads.
const [, , first, ...others] = process.argv;
if ((first === "--version" || first === "-V") && others.length === 0) {
  const { version } = await import("./version.ts");
  process.stdout.write(`${version()}\n`);
} else {
  // `edgelab hosts | head -1` closes the pipe early: the rest goes nowhere, and a run that changes things still ends well
  for (const stream of [process.stdout, process.stderr]) {
    stream.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code !== "EPIPE") throw error;
    });
  }
  const { run } = await import("./run.ts");
  process.exitCode = await run(process.argv.slice(2), process);
}

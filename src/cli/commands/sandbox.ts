import { sandboxFolder } from "../../lab/environment.ts";
import { ensureSandbox, sandboxEnv, sandboxStatus, stopSandbox } from "../../sandbox/process.ts";
import { EdgelabError } from "../../core/errors.ts";
import type { CommandContext } from "../io.ts";

export async function start(context: CommandContext): Promise<void> {
  const place = { stateDir: sandboxFolder(context.env) };
  const { vcenterUrl, paletteEndpoint } = await ensureSandbox({ ...place, signal: context.signal });
  context.result(
    { state: "running", vcenterUrl, paletteEndpoint },
    `The sandbox runs: vCenter ${vcenterUrl}, Palette ${paletteEndpoint}.\n` +
      'eval "$(edgelab sandbox env)" gives govc, pyvmomi and curl their environment.',
  );
}

export async function env(context: CommandContext): Promise<void> {
  const status = await sandboxStatus({ stateDir: sandboxFolder(context.env) });
  if (status.state !== "running") {
    throw new EdgelabError("SANDBOX", { what: "The sandbox does not run.", next: "edgelab sandbox start" });
  }
  const variables = sandboxEnv(status.connection);
  const lines = Object.entries(variables).map(([name, value]) => `export ${name}='${value.replaceAll("'", `'\\''`)}'`);
  context.result(variables, lines.join("\n"));
}

export async function status(context: CommandContext): Promise<void> {
  const found = await sandboxStatus({ stateDir: sandboxFolder(context.env) });
  if (found.state === "stopped") {
    context.result({ state: "stopped" }, "The sandbox does not run.");
    return;
  }
  const { state, pid, since, connection } = found;
  const { vcenterUrl, paletteEndpoint } = connection;
  context.result(
    { state, pid, since, vcenterUrl, paletteEndpoint },
    `The sandbox runs since ${since} (process ${pid}): vCenter ${vcenterUrl}, Palette ${paletteEndpoint}.`,
  );
}

export async function stop(options: { readonly purge?: boolean }, context: CommandContext): Promise<void> {
  const outcome = await stopSandbox({
    stateDir: sandboxFolder(context.env),
    signal: context.signal,
    purge: options.purge === true,
  });
  context.result({ state: outcome }, outcome === "stopped" ? "The sandbox is stopped." : "The sandbox did not run.");
}

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { LabEvent } from "../../src/core/events.ts";
import { Secret } from "../../src/core/secret.ts";
import { type Lab, loadLab } from "../../src/index.ts";
import { type Sandbox, type SandboxOptions, startSandbox } from "../../src/sandbox/index.ts";

const labs = fileURLToPath(new URL("../../labs", import.meta.url));

/** A sandbox of this process, and labs on it with a work folder each. */
export interface Stage extends AsyncDisposable {
  readonly sandbox: Sandbox;
  /** A shipped lab, as `instance`, pointing at this sandbox. */
  lab(name: string, instance: string, change?: (lab: Lab) => Lab): Promise<Lab>;
}

export async function openStage(options: SandboxOptions = {}): Promise<Stage> {
  const home = await mkdtemp(join(tmpdir(), "edgelab-stage-"));
  const sandbox = await startSandbox({ speed: 40, ...options });
  const { connection } = sandbox;
  const tls = { ca: connection.caPem, insecure: false };
  return {
    sandbox,
    lab: async (name, instance, change = (lab) => lab) => {
      const { lab } = await loadLab(join(labs, name), {
        signal: AbortSignal.timeout(10_000),
        env: {},
        cwd: home,
        user: instance,
        overrides: { target: "sandbox", instance },
      });
      return change({
        ...lab,
        workDir: join(home, `${name}-${instance}`),
        vcenter: {
          ...lab.vcenter,
          server: connection.vcenterUrl,
          username: connection.username,
          password: new Secret(connection.password),
          tls,
        },
        palette: { ...lab.palette, endpoint: connection.paletteEndpoint, apiKey: new Secret(connection.apiKey), tls },
      });
    },
    [Symbol.asyncDispose]: async () => {
      await sandbox[Symbol.asyncDispose]();
      await rm(home, { recursive: true, force: true });
    },
  };
}

/** Keeps what the engine says. */
export function recorder(): { readonly events: LabEvent[]; readonly emit: (event: LabEvent) => void } {
  const events: LabEvent[] = [];
  return { events, emit: (event) => events.push(event) };
}

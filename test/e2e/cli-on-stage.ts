import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Secret } from "../../src/core/secret.ts";
import { connectPalette, type Palette } from "../../src/palette/index.ts";
import type { SandboxOptions } from "../../src/sandbox/index.ts";
import { sandboxEnv } from "../../src/sandbox/process.ts";
import { createPaletteInstaller } from "../kit/bootable-iso.ts";
import { type CliHome, type Ended, type Environment, openHome, type Running } from "../kit/cli.ts";
import { openStage, signal, type Stage } from "./lab-on-sandbox.ts";

/** The built command with a vCenter and a Palette that run in the test, where they can be broken: `--target vsphere`. */
export interface CliOnStage extends AsyncDisposable {
  readonly stage: Stage;
  readonly home: CliHome;
  /** Where the command finds both, as `sandbox env` would say. */
  readonly env: Environment;
  /** A copy of a shipped lab for this test alone, with an installer of its own; its folder. */
  lab(source: string, name: string, change?: Partial<Record<string, (text: string) => string>>): Promise<string>;
  /** A verb on a lab, with `--json`. */
  run(verb: string, lab: string, instance: string, ...more: readonly string[]): Promise<Ended>;
  /** Does something in another project of the same Palette. */
  inProject<T>(project: string, work: (palette: Palette) => Promise<T>): Promise<T>;
  start(verb: string, lab: string, instance: string, ...more: readonly string[]): Running;
}

export async function openCliOnStage(options: SandboxOptions = {}): Promise<CliOnStage> {
  const stage = await openStage(options);
  const env = { ...sandboxEnv(stage.sandbox.connection), EDGELAB_TARGET: "vsphere" };
  const home = await openHome(env);
  const args = (verb: string, lab: string, instance: string, more: readonly string[]) =>
    [verb, lab, "--instance", instance, "--json", ...more] as const;
  return {
    stage,
    home,
    env,
    lab: (source, name, change = {}) => copyLab(join(home.folder, "labs"), { source, name, change }),
    run: (verb, lab, instance, ...more) => home.edgelab(args(verb, lab, instance, more)),
    start: (verb, lab, instance, ...more) => home.start(args(verb, lab, instance, more)),
    inProject: async (project, work) => {
      const { paletteEndpoint: endpoint, apiKey, caPem: ca } = stage.sandbox.connection;
      const settings = { endpoint, apiKey: new Secret(apiKey), project, tls: { ca, insecure: false } };
      await using palette = await connectPalette(settings, { signal });
      return await work(palette);
    },
    [Symbol.asyncDispose]: async () => {
      await stage[Symbol.asyncDispose]();
      await home[Symbol.asyncDispose]();
    },
  };
}

interface Copy {
  readonly source: string;
  readonly name: string;
  readonly change: Partial<Record<string, (text: string) => string>>;
}

const copied = ["lab.yaml", "profile.yaml", "user-data.yaml", "manifests/hello-universe.yaml"];

async function copyLab(labs: string, { source, name, change }: Copy): Promise<string> {
  const folder = join(labs, name);
  await Promise.all(["manifests", "build"].map((part) => mkdir(join(folder, part), { recursive: true })));
  for (const file of copied) {
    const text = await readFile(join(labs, source, file), "utf8");
    await writeFile(join(folder, file), change[file]?.(text) ?? text);
  }
  await writeFile(join(folder, "build/palette-edge-installer.iso"), createPaletteInstaller());
  return `labs/${name}`;
}

/** Hardware of its own, and so a template that no other lab has built. */
export function ownHardware(memoryMiB: number): (text: string) => string {
  return (text) => text.replace("hardware: ../../ovf/palette-edge.yaml", `hardware: { memoryMiB: ${memoryMiB} }`);
}

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { LabEvent } from "../../src/core/events.ts";
import { Secret } from "../../src/core/secret.ts";
import { type Lab, loadLab } from "../../src/index.ts";
import { connectPalette, type Palette } from "../../src/palette/index.ts";
import { type Sandbox, type SandboxOptions, startSandbox } from "../../src/sandbox/index.ts";
import { connect, type Vsphere } from "../../src/vsphere/index.ts";

const labs = fileURLToPath(new URL("../../labs", import.meta.url));

/** A sandbox of this process, labs on it with a work folder each, and a look at it that owes nothing to the phases. */
export interface Stage extends AsyncDisposable {
  readonly sandbox: Sandbox;
  readonly vsphere: Vsphere;
  readonly palette: Palette;
  /** A shipped lab, as `instance`, pointing at this sandbox. */
  lab(name: string, instance: string, change?: (lab: Lab) => Lab): Promise<Lab>;
  /** Every VM, folder and file on the vCenter, and every object in Palette, a line each. */
  inventory(): Promise<readonly string[]>;
}

export const signal = AbortSignal.timeout(600_000);

export async function openStage(options: SandboxOptions = {}): Promise<Stage> {
  const home = await mkdtemp(join(tmpdir(), "edgelab-stage-"));
  const sandbox = await startSandbox({ speed: 60, ...options });
  const { connection } = sandbox;
  const tls = { ca: connection.caPem, insecure: false };
  const password = new Secret(connection.password);
  const apiKey = new Secret(connection.apiKey);
  const { vcenterUrl, username, paletteEndpoint: endpoint } = connection;
  const [vsphere, palette] = await Promise.all([
    connect({ url: vcenterUrl, username, password, tls, operationId: "test" }, { signal }),
    connectPalette({ endpoint, apiKey, tls, project: "Default" }, { signal }),
  ]);
  return {
    sandbox,
    vsphere,
    palette,
    lab: async (name, instance, change = (lab) => lab) => {
      const { lab } = await loadLab(join(labs, name), {
        signal,
        env: { VCENTER_SERVER: "unused", EXAMPLE_REGISTRY_USER: "u", EXAMPLE_REGISTRY_PASSWORD: "p" },
        cwd: home,
        user: instance,
        overrides: { target: "sandbox", instance },
      });
      return change({
        ...lab,
        workDir: join(home, `${name}-${instance}`),
        cacheDir: join(home, "cache"),
        vcenter: { ...lab.vcenter, server: vcenterUrl, username, password, tls },
        palette: { ...lab.palette, endpoint, apiKey, tls },
      });
    },
    inventory: async () => [...(await machinesAndFiles(vsphere)), ...(await paletteObjects(palette))].sort(),
    [Symbol.asyncDispose]: async () => {
      await vsphere[Symbol.asyncDispose]();
      await palette[Symbol.asyncDispose]();
      await sandbox[Symbol.asyncDispose]();
      await rm(home, { recursive: true, force: true });
    },
  };
}

async function machinesAndFiles(vsphere: Vsphere): Promise<string[]> {
  const { inventory } = vsphere;
  const datacenter = await inventory.datacenter(undefined, { signal });
  const lines: string[] = [];
  const folders = [await inventory.folder("", datacenter, { signal })];
  for (const folder of folders) {
    const content = await inventory.listFolder(folder, ["config.instanceUuid", "runtime.powerState"], { signal });
    for (const { props } of content.machines) {
      lines.push(`VM ${folder.path}/${props.name} ${props["config.instanceUuid"]} ${props["runtime.powerState"]}`);
    }
    lines.push(...content.folders.map(({ path }) => `folder ${path}`));
    folders.push(...content.folders);
  }
  const datastore = await inventory.datastore("nvme-01", datacenter, { signal });
  const files = vsphere.datastore(datastore);
  const paths = [""];
  for (const path of paths) {
    for (const { name, isFolder } of (await files.list(path, { signal })) ?? []) {
      const full = path === "" ? name : `${path}/${name}`;
      lines.push(`${isFolder ? "directory" : "file"} ${full}`);
      if (isFolder) paths.push(full);
    }
  }
  return lines;
}

async function paletteObjects({ tokens, profiles, edgeHosts, clusters }: Palette): Promise<string[]> {
  const [token, profile, host, cluster] = await Promise.all([
    tokens.list({ signal }),
    profiles.listByLabels({}, { signal }),
    edgeHosts.search({}, { signal }),
    clusters.search({}, { signal }),
  ]);
  return [
    ...token.map(({ name, uid, isActive }) => `token ${name} ${uid} ${isActive}`),
    ...profile.map(({ name, version, uid }) => `profile ${name} ${version} ${uid}`),
    ...host.map(({ name, state, labels }) => `Edge host ${name} ${state} ${JSON.stringify(labels)}`),
    ...cluster.map(({ name, uid, state }) => `cluster ${name} ${uid} ${state}`),
  ];
}

/** What labs share and `down` keeps. */
export function isShared(line: string): boolean {
  return /edgelab-templates|palette-edge-|^(directory|file) edgelab(\/(iso|locks|labs)(\/[0-9a-f]{64}\.iso)?)?$/.test(
    line,
  );
}

/** Keeps what the engine says, and can stop a run when it says something. */
export function recorder(until: (event: LabEvent) => boolean = () => false): {
  readonly events: LabEvent[];
  readonly emit: (event: LabEvent) => void;
  readonly signal: AbortSignal;
  /** With what it stops. */
  readonly reason: Error;
} {
  const events: LabEvent[] = [];
  const stop = new AbortController();
  const reason = new Error("stopped by the test");
  return {
    events,
    signal: AbortSignal.any([signal, stop.signal]),
    emit: (event) => {
      events.push(event);
      if (until(event)) stop.abort(reason);
    },
    reason,
  };
}

/** Titles of steps that did something. */
export function changes(events: readonly LabEvent[]): string[] {
  return events.flatMap((event) => (event.type === "step:end" && event.outcome === "changed" ? [event.step] : []));
}

/** A powered-off VM of somebody else: no mark, no snapshot, a disk of 1 GiB. */
export function createPlainMachine(
  { machines }: Vsphere,
  where: Pick<Parameters<Vsphere["machines"]["create"]>[0], "name" | "folder" | "place">,
  options: Parameters<Vsphere["machines"]["create"]>[1],
) {
  return machines.create(
    {
      ...where,
      version: "vmx-14",
      guestId: "otherLinux64Guest",
      firmware: "bios",
      scsiController: "pvscsi",
      disks: [{ capacityBytes: 1 << 30, thin: true }],
      isos: [],
      bootOrder: ["disk"],
      config: { cpus: 1, memoryMiB: 512, nics: [{ network: where.place.network }] },
    },
    options,
  );
}

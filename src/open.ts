import type { Abortable } from "./core/abort.ts";
import { EdgelabError } from "./core/errors.ts";
import { Secret } from "./core/secret.ts";
import type { Plan } from "./engine/plan.ts";
import type { Lab } from "./lab/lab.ts";
import type { Palette } from "./palette/index.ts";
import type { CloneHostsOptions, CloneHostsResult } from "./phases/clone-hosts.ts";
import type {
  DownOptions,
  DownResult,
  HostReport,
  LabPlace,
  LabRef,
  LabStatus,
  LabSummary,
  UpOptions,
  UpResult,
} from "./phases/results.ts";
import { openSession, type Session } from "./phases/session.ts";
import type { ExportedTemplate } from "./phases/export-template.ts";
import type { PruneOptions, PruneResult, ShelfContent } from "./phases/template-shelf.ts";
import type { TemplateIngredients, TemplatePlace, TemplateResult, TemplateRunOptions } from "./phases/templates.ts";
import type { Vsphere } from "./vsphere/index.ts";

/**
 * The composition root: the one place that knows where the two ends are, opens them and hands them to the phases.
 * Whether they are the sandbox or the real thing is decided here; no phase knows.
 */
type Command = "plan" | "up" | "down" | "status" | "hosts" | "list" | "clone" | "template";

export async function plan(lab: Lab, options: Abortable): Promise<Plan> {
  return withSession(lab, "plan", options, async (session, known) =>
    (await import("./phases/up.ts")).planUp(known, session, options),
  );
}

export async function up(lab: Lab, options: UpOptions): Promise<UpResult> {
  return withSession(lab, "up", options, async (session, known) =>
    (await import("./phases/up.ts")).runUp(known, session, options),
  );
}

export async function down(lab: LabRef, options: DownOptions): Promise<DownResult> {
  return withSession(lab, "down", options, async (session, known) =>
    (await import("./phases/down.ts")).runDown(known, session, options),
  );
}

export async function status(lab: LabRef, options: Abortable): Promise<LabStatus> {
  return withSession(lab, "status", options, async (session, known) =>
    (await import("./phases/report.ts")).runStatus(known, session, options),
  );
}

export async function hosts(lab: LabRef, options: Abortable): Promise<readonly HostReport[]> {
  return withSession(lab, "hosts", options, async (session, known) =>
    (await import("./phases/report.ts")).reportHosts(known, session, options),
  );
}

export async function list(place: LabPlace, options: Abortable): Promise<readonly LabSummary[]> {
  const known = await located(place, options);
  await using vsphere = await openVsphere(known, "list", options);
  return await (await import("./phases/report.ts")).listLabs(known, vsphere, options);
}

export async function cloneHosts(options: CloneHostsOptions): Promise<CloneHostsResult> {
  const { vcenter, hostCloneUnits } = options;
  const [vsphere, phase] = await Promise.all([
    openVsphere({ vcenter, limits: { hostCloneUnits } }, "clone", options),
    import("./phases/clone-hosts.ts"),
  ]);
  await using _ = vsphere;
  return await phase.cloneHosts(options, vsphere);
}

export async function buildTemplate(
  place: TemplatePlace,
  options: TemplateRunOptions & TemplateIngredients,
): Promise<TemplateResult> {
  return withVcenter(place, options, async (vsphere, known) =>
    (await import("./phases/templates.ts")).buildOnVcenter(known, vsphere, options),
  );
}

export async function importTemplate(
  place: TemplatePlace,
  options: TemplateRunOptions & { readonly path: string },
): Promise<TemplateResult> {
  return withVcenter(place, options, async (vsphere, known) =>
    (await import("./phases/templates.ts")).importPackageFile(known, vsphere, options),
  );
}

export async function exportTemplate(
  place: TemplatePlace,
  options: TemplateRunOptions & { readonly name: string; readonly output: string; readonly overwrite: boolean },
): Promise<ExportedTemplate> {
  return withVcenter(place, options, async (vsphere, known) =>
    (await import("./phases/templates.ts")).exportTemplate(known, vsphere, options),
  );
}

export async function listTemplates(place: TemplatePlace, options: Abortable): Promise<ShelfContent> {
  return withVcenter(place, options, async (vsphere, known) =>
    (await import("./phases/templates.ts")).listTemplates(known, vsphere, options),
  );
}

export async function pruneTemplates(
  place: TemplatePlace,
  options: TemplateRunOptions & PruneOptions,
): Promise<PruneResult> {
  return withVcenter(place, options, async (vsphere, known) =>
    (await import("./phases/templates.ts")).pruneTemplates(known, vsphere, options),
  );
}

async function withVcenter<T>(
  place: TemplatePlace,
  options: Abortable,
  work: (vsphere: Vsphere, place: TemplatePlace) => Promise<T>,
): Promise<T> {
  const known = await located(place, options);
  await using vsphere = await openVsphere(known, "template", options);
  return await work(vsphere, known);
}

/** Both ends, opened together and closed whatever happens. */
async function withSession<L extends LabRef, T>(
  lab: L,
  command: Command,
  options: Abortable,
  work: (session: Session, lab: L) => Promise<T>,
): Promise<T> {
  const known = await located(lab, options);
  const [vsphere, palette] = await Promise.allSettled([
    openVsphere(known, command, options),
    openPalette(known, options),
  ]);
  await using _vsphere = vsphere.status === "fulfilled" ? vsphere.value : undefined;
  await using _palette = palette.status === "fulfilled" ? palette.value : undefined;
  if (vsphere.status === "rejected") throw vsphere.reason;
  if (palette.status === "rejected") throw palette.reason;
  return await work(openSession(known, vsphere.value, palette.value), known);
}

type Ends = Pick<LabPlace, "target" | "sandboxDir" | "vcenter"> & Partial<Pick<LabPlace, "palette">>;

/** The lab with the addresses and credentials of its ends filled in: those of the sandbox are only known once it runs. */
async function located<P extends Ends>(lab: P, { signal }: Abortable): Promise<P> {
  if (lab.target === "vsphere" || lab.vcenter.server !== undefined) return lab;
  const { ensureSandbox } = await import("./sandbox/process.ts");
  const connection = await ensureSandbox({ stateDir: lab.sandboxDir, signal });
  const tls = { ca: connection.caPem, insecure: false };
  const { vcenter, palette } = lab;
  return {
    ...lab,
    vcenter: {
      ...vcenter,
      server: connection.vcenterUrl,
      username: connection.username,
      password: new Secret(connection.password),
      tls,
    },
    ...(palette && {
      palette: { ...palette, endpoint: connection.paletteEndpoint, apiKey: new Secret(connection.apiKey), tls },
    }),
  };
}

async function openVsphere(
  {
    vcenter,
    limits,
  }: Pick<LabRef, "vcenter"> & { readonly limits?: Partial<Record<keyof LabRef["limits"], number | undefined>> },
  command: Command,
  options: Abortable,
): Promise<Vsphere> {
  const { server, username, password, tls, transport } = vcenter;
  if (server === undefined || username === undefined || password === undefined) {
    const missing = [
      server === undefined && "its address (vcenter.server or GOVC_URL)",
      username === undefined && "the user (vcenter.username or GOVC_USERNAME)",
      password === undefined && "the password (GOVC_PASSWORD)",
    ];
    throw new EdgelabError("LAB_INVALID", {
      what: "The vCenter is not known.",
      why: `Missing: ${missing.filter(Boolean).join(", ")}.`,
      next: "Set them, or use `--target sandbox`.",
    });
  }
  const { connect } = await import("./vsphere/index.ts");
  return connect(
    {
      url: server,
      username,
      password,
      tls,
      transport,
      operationId: `edgelab-${command}-${process.pid.toString(36)}`,
      limits,
    },
    options,
  );
}

async function openPalette({ palette }: Pick<LabRef, "palette">, options: Abortable): Promise<Palette> {
  const { endpoint, apiKey, project, tls } = palette;
  if (endpoint === undefined || apiKey === undefined) {
    throw new EdgelabError("LAB_INVALID", {
      what: endpoint === undefined ? "The Palette endpoint is not known." : "There is no Palette API key.",
      next:
        endpoint === undefined
          ? "Set palette.endpoint in the lab file, or use `--target sandbox`."
          : "Set PALETTE_API_KEY, or use `--target sandbox`.",
    });
  }
  const { connectPalette } = await import("./palette/index.ts");
  return connectPalette({ endpoint, apiKey, project, tls, poll: { minMs: 250, maxMs: 8_000 } }, options);
}

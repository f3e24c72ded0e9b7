import type { Abortable } from "../core/abort.ts";
import { EdgelabError } from "../core/errors.ts";
import { isPending, type Plan, type PlanItem } from "../engine/plan.ts";
import type { Lab } from "../lab/lab.ts";
import { clusterName, profileName, tokenName } from "../lab/names.ts";
import type { EdgeHost, Token } from "../palette/index.ts";
import { clusterItem, type ClusterDecision, decideCluster, type WantedCluster, wantedCluster } from "./cluster-plan.ts";
import { decideHost, type HostDecision, hostItem } from "./host-plan.ts";
import { digest } from "./inputs.ts";
import { openInstaller } from "./installer.ts";
import { type FoundMachine, untilComplete } from "./machines.ts";
import { decideProfile, type ProfileDecision, profileItems } from "./model.ts";
import { findCluster, findLabFolder, findRecords, type FoundFolder, labFolderPath, templatesPath } from "./observe.ts";
import { findProfile, wantedProfile } from "./profile.ts";
import type { LabRef } from "./results.ts";
import { places, type Session } from "./session.ts";
import { existingTemplate, findTemplate, type FoundTemplate } from "./template.ts";
import { findToken, tokenIsFine } from "./token.ts";
import { wantedHosts, type WantedTemplate, wantedTemplate } from "./wanted.ts";

/** The lab as it should be beside the lab as it is, and what follows. */
export interface Intent {
  readonly lab: Lab;
  readonly profile: ProfileDecision;
  readonly template: { readonly wanted: WantedTemplate; readonly found: FoundTemplate | undefined };
  readonly token: Token | "given" | undefined;
  readonly hosts: readonly HostDecision[];
  /** Hosts of the lab that its file no longer has. */
  readonly superfluous: readonly FoundMachine[];
  readonly records: ReadonlyMap<string, EdgeHost>;
  readonly cluster: ClusterDecision;
  readonly wantedCluster: WantedCluster;
  readonly folder: FoundFolder;
  readonly warnings: readonly string[];
}

/**
 * Observes both systems and compares. Changes nothing.
 *
 * @throws {EdgelabError} for everything that the lab file names and does not exist, before anything is touched
 */
export async function intend(lab: Lab, session: Session, options: Abortable): Promise<Intent> {
  const { palette, labUuid } = session;
  const [template, profile, folder, seeds, token, cluster] = await Promise.all([
    findTemplateOf(lab, session, options),
    compareProfile(lab, session, options),
    settledFolder(lab, session, options),
    findSeeds(lab, session, options),
    lab.registration.token === "find-or-create" ? findToken(lab, labUuid, palette, options) : ("given" as const),
    findCluster(palette, labUuid, clusterName(lab), options),
    findBase(lab, session, options),
  ]);
  const hosts = wantedHosts(lab, { labUuid, ...template });
  const records = await findRecords(
    palette,
    labUuid,
    hosts.map(({ edgeHostId }) => edgeHostId),
    options,
  );
  const machines = new Map(folder.hosts.map((machine) => [machine.mark?.host, machine]));
  refuseTakenNames(folder, hosts);
  const decisions = hosts.map((host) =>
    decideHost(host, machines.get(host.name), records.get(host.edgeHostId), { hasSeed: seeds.has(`${host.name}.iso`) }),
  );
  const names = new Set(hosts.map(({ name }) => name));
  const wanted = wantedCluster(lab, labUuid, hosts);
  const lostHosts = decisions.filter(({ action }) => action === "replace").map(({ host }) => host);
  return {
    lab,
    profile,
    template: { wanted: template.wanted, found: template.found },
    token,
    hosts: decisions,
    superfluous: folder.hosts.filter(({ mark }) => !names.has(mark?.host ?? "")),
    records,
    cluster: decideCluster(wanted, cluster, { lostHosts, profileUid: profile.found.current?.uid }),
    wantedCluster: wanted,
    folder,
    warnings: template.warnings,
  };
}

/** The folder of the labs is the user's: it is not made, since nothing would take it away again. */
async function findBase({ vcenter }: Lab, { vsphere }: Session, options: Abortable): Promise<void> {
  const { datacenter } = await vsphere.inventory.place(vcenter, options);
  if (vcenter.folder !== undefined) await vsphere.inventory.folder(vcenter.folder, datacenter, options);
}

async function findTemplateOf(lab: Lab, { vsphere }: Session, options: Abortable) {
  if (lab.template.builder === "existing") {
    const wanted = wantedTemplate(lab, undefined);
    if (wanted.builder !== "existing") throw new TypeError("unreachable");
    const datacenter = await vsphere.inventory.datacenter(lab.vcenter.datacenter, options);
    const { source, snapshot } = await existingTemplate(wanted, datacenter, vsphere, options);
    const templateId = digest([source.instanceUuid, snapshot.value]);
    return { wanted, found: undefined, templateId, hardwareVersion: source.hardwareVersion, warnings: [] };
  }
  const installer = await openInstaller(lab, options);
  const wanted = wantedTemplate(lab, installer);
  if (wanted.builder === "existing") throw new TypeError("unreachable");
  const found = await findTemplate(templatesPath(lab), wanted, lab.vcenter.datacenter, vsphere, options);
  const { warnings } = installer;
  return { wanted, found, templateId: wanted.key, hardwareVersion: lab.template.hardware.version, warnings };
}

async function compareProfile(lab: Lab, { palette, labUuid }: Session, options: Abortable): Promise<ProfileDecision> {
  const name = { name: profileName(lab), version: lab.profile.version };
  const [wanted, found] = await Promise.all([
    wantedProfile(lab, labUuid, palette, options),
    findProfile(name, labUuid, palette, options),
  ]);
  return decideProfile(wanted, found);
}

/** The lab's folder once the vCenter has finished what a killed run had asked of it. */
async function settledFolder(lab: Lab, { vsphere, labUuid }: Session, options: Abortable): Promise<FoundFolder> {
  const folder = await findLabFolder(lab, labUuid, vsphere, options);
  const { taskTimeoutMs: timeoutMs } = lab.limits;
  const waited = await untilComplete(folder.unfinished, vsphere, { ...options, timeoutMs });
  return waited ? findLabFolder(lab, labUuid, vsphere, options) : folder;
}

/** Seeds hold the token, so one that is left must be seen. */
async function findSeeds(lab: Lab, { vsphere, labUuid }: Session, options: Abortable): Promise<ReadonlySet<string>> {
  const { datastore } = await vsphere.inventory.place(lab.vcenter, options);
  const files = await vsphere.datastore(datastore).list(places.lab(labUuid), options);
  return new Set(files?.map(({ name }) => name));
}

function refuseTakenNames({ foreign }: FoundFolder, hosts: readonly { readonly vmName: string }[]): void {
  const names = new Set(hosts.map(({ vmName }) => vmName));
  const taken = foreign.filter(({ name }) => names.has(name));
  if (taken.length === 0) return;
  throw new EdgelabError("NAME_TAKEN", {
    what: `The lab's folder already holds ${taken.map(({ path }) => `"${path}"`).join(", ")}.`,
    why: taken.map(({ name, unmarked }) => `${name}: ${unmarked ?? "it belongs to another lab"}`).join("; "),
    next: "Rename it or move it elsewhere; edgelab touches only what carries its own mark.",
  });
}

/** The intent as a person reads it. */
export function planOf(intent: Intent, session: Session, estimateMs?: number): Plan {
  const { lab } = intent;
  const items = itemsOf(intent, session);
  return {
    lab: lab.name,
    instance: lab.instance,
    target: lab.target,
    where: whereOf(lab, session),
    items,
    pending: isPending(items),
    estimateMs,
  };
}

export function whereOf(lab: LabRef, { vsphere, labUuid }: Session): string {
  const { datacenter } = lab.vcenter;
  return `${vsphere.host}/${datacenter === undefined ? "" : `${datacenter.replace(/^\//, "")}/vm/`}${labFolderPath(lab, labUuid)}`;
}

function itemsOf(intent: Intent, { palette }: Session): PlanItem[] {
  const { profile, token, hosts, superfluous, cluster, wantedCluster: wanted } = intent;
  const needsToken = hosts.some(({ action }) => action === "create" || action === "replace");
  return [
    ...profileItems(profile),
    ...templateItems(intent),
    ...(needsToken && token !== "given" ? [tokenItem(intent, token, palette.project)] : []),
    ...hosts.map(hostItem),
    ...superfluous.map(
      ({ mark, path }): PlanItem => ({
        phase: "register",
        kind: "Edge host",
        name: mark?.host ?? path,
        action: "delete",
        reasons: [{ field: "hosts", found: mark?.host, wanted: undefined }],
        details: { vm: path },
      }),
    ),
    clusterItem(wanted, cluster),
  ];
}

function templateItems({ template: { wanted, found } }: Intent): PlanItem[] {
  const item = { phase: "install", kind: "template", name: wanted.name } as const;
  if (wanted.builder === "existing") return [{ ...item, action: "keep", reasons: [], details: {} }];
  const details = { installer: wanted.installer.name, ...(found ? { vm: found.machine.path } : {}) };
  if (found === undefined) return [{ ...item, action: "create", reasons: [], details }];
  if (found.state === "ready") return [{ ...item, action: "keep", reasons: [], details }];
  const reasons = [
    { field: "state", found: found.state === "building" ? "half-made" : "not marked as template", wanted: "ready" },
  ];
  return [{ ...item, action: found.state === "building" ? "create" : "change", reasons, details }];
}

function tokenItem({ lab }: Intent, token: Token | undefined, project: Session["palette"]["project"]): PlanItem {
  const isFine = token !== undefined && project !== undefined && tokenIsFine(token, project, Date.now());
  return {
    phase: "register",
    kind: "registration token",
    name: tokenName(lab),
    action: token === undefined ? "create" : isFine ? "keep" : "change",
    reasons: [],
    details: { project: lab.palette.project },
  };
}

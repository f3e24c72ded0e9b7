import type { Abortable } from "../core/abort.ts";
import { edgeHostId as derivedId, hostIdentity } from "../lab/identity.ts";
import type { Lab } from "../lab/lab.ts";
import type { EdgeHost } from "../palette/index.ts";
import { isReadyState } from "./host-plan.ts";
import { labLockHolder } from "./lab-lock.ts";
import { waitOf } from "./late-host.ts";
import { type FoundMachine, foundMachine, machinePaths } from "./machines.ts";
import { findCluster, findLabFolder, findRecords, type FoundCluster, type FoundFolder } from "./observe.ts";
import { whereOf } from "./intent.ts";
import type { ClusterReport, HostReport, LabPlace, LabRef, LabStatus, LabSummary, PhaseStatus } from "./results.ts";
import type { Session } from "./session.ts";
import type { Vsphere } from "../vsphere/index.ts";
import { labUuidOfFolder } from "../lab/names.ts";

/** Every host of the lab, from its file when there is one, else from what is there. */
export async function reportHosts(lab: LabRef | Lab, session: Session, options: Abortable): Promise<HostReport[]> {
  const folder = await findLabFolder(lab, session.labUuid, session.vsphere, options);
  return hostsIn(lab, folder, session, options);
}

async function hostsIn(
  lab: LabRef | Lab,
  folder: FoundFolder,
  session: Session,
  options: Abortable,
): Promise<HostReport[]> {
  const { labUuid, palette } = session;
  const expected = expectedHosts(lab, labUuid, folder.hosts);
  const records = await findRecords(
    palette,
    labUuid,
    expected.map(({ id }) => id),
    options,
  );
  const machines = new Map(folder.hosts.map((machine) => [machine.mark?.host, machine]));
  const byHost = new Map([...records.values()].map((record) => [record.labels["edgelab-host"], record]));
  const reports = expected.map(({ name, id }) => {
    const record = records.get(id) ?? byHost.get(name);
    return reportHost(name, record?.name ?? id, machines.get(name), record);
  });
  const ids = new Set(reports.map(({ edgeHostId }) => edgeHostId));
  const orphans = [...records.values()].filter(({ name }) => !ids.has(name));
  return [
    ...reports,
    ...orphans.map((record) =>
      reportHost(record.labels["edgelab-host"] ?? record.name, record.name, undefined, record),
    ),
  ];
}

/** The lab file tells the hosts and how their IDs are made; without it, the machines do. */
function expectedHosts(lab: LabRef | Lab, labUuid: string, machines: readonly FoundMachine[]) {
  const found = machines.flatMap(({ mark, uuid, hardwareVersion }) =>
    mark?.host === undefined ? [] : [{ name: mark.host, id: derivedId(uuid, { hardwareVersion }) }],
  );
  if (!("hosts" in lab)) return found;
  const versions = new Map(machines.map(({ mark, hardwareVersion }) => [mark?.host, hardwareVersion]));
  const uuids = new Map(machines.map(({ mark, uuid }) => [mark?.host, uuid]));
  const wanted = lab.hosts.map(({ name, edgeHostId: fixed, edgeHostPrefix: prefix }) => {
    const hardwareVersion = versions.get(name) ?? lab.template.hardware.version;
    const uuid = uuids.get(name) ?? hostIdentity(name, labUuid).uuid;
    return { name, id: fixed ?? derivedId(uuid, { hardwareVersion, prefix }) };
  });
  const names = new Set(wanted.map(({ name }) => name));
  return [...wanted, ...found.filter(({ name }) => !names.has(name))];
}

function reportHost(
  name: string,
  id: string,
  machine: FoundMachine | undefined,
  record: EdgeHost | undefined,
): HostReport {
  const wait = waitOf({ edgeHostId: id, machine, record, clusterUid: record?.inUseBy[0]?.uid });
  return {
    name,
    vmPath: machine?.path,
    edgeHostId: id,
    address: machine?.addresses[0] ?? record?.address,
    power: machine?.power,
    state: record?.state,
    health: record?.health,
    cluster: record?.inUseBy[0]?.name,
    clone: machine?.clone,
    waitingFor: wait?.waitingFor,
  };
}

export async function reportCluster(
  { palette, labUuid }: Session,
  options: Abortable,
): Promise<ClusterReport | undefined> {
  const cluster = await findCluster(palette, labUuid, undefined, options);
  return cluster && clusterReport(cluster);
}

function clusterReport({ name, uid, state, health, vip, conditions }: FoundCluster): ClusterReport {
  return { name, uid, state, health, vip, openConditions: conditions.filter(({ status }) => status !== "True") };
}

/** Where the lab stands and why. Each part is what the two systems say now. */
export async function runStatus(lab: LabRef | Lab, session: Session, options: Abortable): Promise<LabStatus> {
  const { palette, labUuid, vsphere } = session;
  const [folder, cluster, profiles, holder] = await Promise.all([
    findLabFolder(lab, labUuid, vsphere, options),
    reportCluster(session, options),
    palette.profiles.listByLabels({ "edgelab-id": labUuid }, options),
    labLockHolder(lab, session, options),
  ]);
  const hosts = await hostsIn(lab, folder, session, options);
  const profile = profiles[0];
  return {
    lab: lab.name,
    instance: lab.instance,
    target: lab.target,
    where: whereOf(lab, session),
    phases: phasesOf(profile, folder, hosts, cluster),
    hosts,
    cluster,
    profile: profile && { name: profile.name, version: profile.version, published: profile.isPublished },
    lock: holder && {
      holder: `${holder.user} on ${holder.host} (process ${holder.pid})`,
      since: holder.since,
      // the vCenter's clock decides when it is taken; a difference of seconds does not matter for looking at it
      expired: Date.now() > Date.parse(holder.expires),
    },
    soapCalls: vsphere.stats.total,
    soapBytes: vsphere.stats.bytesIn + vsphere.stats.bytesOut,
  };
}

function phasesOf(
  profile: { readonly isPublished: boolean; readonly name: string } | undefined,
  { hosts: machines }: FoundFolder,
  hosts: readonly HostReport[],
  cluster: ClusterReport | undefined,
): PhaseStatus[] {
  const late = hosts.filter(({ waitingFor }) => waitingFor !== undefined);
  const registered = hosts.filter(({ state, health }) => isReadyState(state) && health === "healthy");
  const isUp = cluster?.state === "Running" && cluster.health?.toLowerCase() === "healthy";
  return [
    profile === undefined
      ? { phase: "model", state: "none", detail: "there is no cluster profile" }
      : {
          phase: "model",
          state: profile.isPublished ? "done" : "partly",
          detail: `cluster profile ${profile.name}${profile.isPublished ? "" : ", not published"}`,
        },
    // a clone proves its template; without one, only `plan` can tell whether the template of this very lab file is there
    machines.length > 0
      ? { phase: "install", state: "done", detail: "hosts have been cloned from the template" }
      : {
          phase: "install",
          state: "unknown",
          detail: "no host has been cloned yet; `plan` tells whether the template is there",
        },
    {
      phase: "register",
      state:
        hosts.length > 0 && late.length === 0
          ? "done"
          : registered.length > 0 || machines.length > 0
            ? "partly"
            : "none",
      detail:
        late.length === 0
          ? `${registered.length} of ${hosts.length} hosts are ready and healthy`
          : late.map(({ name, waitingFor }) => `${name} waits for ${waitingFor}`).join("; "),
    },
    cluster === undefined
      ? { phase: "provision", state: "none", detail: "there is no cluster" }
      : { phase: "provision", state: isUp ? "done" : "partly", detail: provisionDetail(cluster) },
    isUp
      ? { phase: "validate", state: "unknown", detail: "`up` calls the application again" }
      : { phase: "validate", state: "none", detail: "the cluster is not running" },
  ];
}

function provisionDetail({ name, state, health, openConditions }: ClusterReport): string {
  const open = openConditions.map(({ type, reason, message }) => `${type}: ${message ?? reason ?? "not yet"}`);
  return [`cluster ${name}: ${[state, health].filter(Boolean).join(", ")}`, ...open].join("; ");
}

/** Every lab below the folder, by the names of their folders and the marks of what is in them. */
export async function listLabs(
  { vcenter }: LabPlace,
  { inventory }: Pick<Vsphere, "inventory">,
  options: Abortable,
): Promise<LabSummary[]> {
  const folder = await inventory.tryFolder(vcenter.folder ?? "", vcenter.datacenter, options);
  if (folder === undefined) return [];
  const labs = await inventory.listSubfolders(folder, machinePaths, options);
  return labs.flatMap(({ name, path, machines }) => {
    const id = labUuidOfFolder(name);
    if (id === undefined) return [];
    const hosts = machines
      .map((row) => foundMachine(row, { path }))
      .filter(({ mark }) => mark?.role === "host" && mark.lab === id);
    const mark = hosts[0]?.mark;
    const [, shortName = name, instance = ""] =
      /^(.+)-([^-]+)-[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.exec(name) ?? [];
    return [
      {
        name: mark?.name ?? shortName,
        instance: mark?.instance ?? instance,
        id,
        vmPath: path,
        hosts: hosts.length,
        poweredOn: hosts.filter(({ power }) => power === "poweredOn").length,
      },
    ];
  });
}

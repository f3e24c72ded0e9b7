import { join } from "node:path";
import { EdgelabError } from "../core/errors.ts";
import { Graph, type StepReport } from "../engine/graph.ts";
import type { Plan } from "../engine/plan.ts";
import { readTimings, type Timings, withRun, writeTimings } from "../engine/timings.ts";
import type { Abortable } from "../core/abort.ts";
import type { Lab } from "../lab/lab.ts";
import { addInstall } from "./install.ts";
import { type Intent, intend, planOf } from "./intent.ts";
import { withLabLock } from "./lab-lock.ts";
import { addModel, addModelCleanUp } from "./model.ts";
import { addClusterRemoval, addProvision, kubeconfigFile } from "./provision.ts";
import { addRegister } from "./register.ts";
import { reportCluster, reportHosts } from "./report.ts";
import type { CheckReport, UpOptions, UpResult } from "./results.ts";
import type { Session } from "./session.ts";
import { addValidate } from "./validate.ts";

const order = ["model", "install", "register", "provision", "validate"] as const;

export async function planUp(lab: Lab, session: Session, options: Abortable): Promise<Plan> {
  const [intent, timings] = await Promise.all([intend(lab, session, options), readTimings(timingsFile(lab))]);
  const agreed = withConsent(intent, true);
  const plan = planOf(intent, session);
  if (!plan.pending) return plan;
  const graph = graphOf(agreed.intent, session, "validate", () => undefined);
  return { ...plan, estimateMs: graph.estimateMs(timings) };
}

/** Converges: does what the plan says, and nothing that is done already. */
export async function runUp(lab: Lab, session: Session, options: UpOptions): Promise<UpResult> {
  const began = performance.now();
  const { emit, until = "validate", replace = false } = options;
  return withLabLock(lab, session, options, async (signal) => {
    const [observed, timings] = await Promise.all([intend(lab, session, { signal }), readTimings(timingsFile(lab))]);
    const { intent, notDone } = withConsent(observed, replace);
    for (const message of intent.warnings) emit({ type: "warning", code: "INSTALLER", message });
    for (const { what, why } of notDone) emit({ type: "warning", code: "NEEDS_REPLACE", message: `${what}: ${why}` });
    const checks: CheckReport[] = [];
    const graph = graphOf(intent, session, until, (answer) => checks.push(answer));
    const { name, instance, target } = lab;
    const estimateMs = graph.estimateMs(timings);
    emit({ type: "run:start", command: "up", lab: name, instance, target, steps: graph.size, estimateMs });
    const reports: StepReport[] = [];
    let outcome: "done" | "failed" | "interrupted" = "failed";
    try {
      await graph.apply({ signal, emit, timings, ended: (report) => reports.push(report) });
      outcome = "done";
    } catch (error) {
      if (options.signal.aborted) outcome = "interrupted";
      throw error;
    } finally {
      await rememberTimings(lab, timings, reports);
      emit({ type: "run:end", outcome, durationMs: performance.now() - began });
    }
    const reached = order.indexOf(until);
    const [hosts, cluster] = await Promise.all([
      reportHosts(lab, session, { signal }),
      reached >= order.indexOf("provision") ? reportCluster(session, { signal }) : undefined,
    ]);
    return {
      lab: name,
      instance,
      target,
      until,
      hosts,
      cluster,
      kubeconfig: reached >= order.indexOf("provision") ? kubeconfigFile(lab) : undefined,
      checks,
      notDone,
      soapCalls: session.vsphere.stats.total,
      paletteCalls: session.palette.requests,
      timings: reports.map(({ phase, step, durationMs }) => ({ phase, step, durationMs })),
      durationMs: performance.now() - began,
    };
  });
}

interface Consented {
  readonly intent: Intent;
  readonly notDone: UpResult["notDone"];
}

/**
 * What may be done without asking. What would destroy something is left as it is until told `--replace`, and said.
 *
 * @throws {EdgelabError} REGISTRATION_FAILED when the lab cannot go on without
 */
export function withConsent(intent: Intent, replace: boolean): Consented {
  if (replace) return { intent, notDone: [] };
  const gone = intent.hosts.filter(({ machine, needsConsent }) => needsConsent && machine === undefined);
  if (gone.length > 0) {
    throw new EdgelabError("REGISTRATION_FAILED", {
      what: `The cluster has lost ${gone.map(({ host }) => host.name).join(", ")}: ${gone.length === 1 ? "its VM is" : "their VMs are"} gone.`,
      why: "A cluster does not take a new machine under the identity of a lost one.",
      next: "Run `edgelab up --replace`: it makes the cluster anew. Or `edgelab down`.",
    });
  }
  const notDone: { what: string; why: string }[] = [];
  const explain = (what: string, reasons: readonly { readonly field: string }[]) =>
    notDone.push({ what, why: `${reasons.map(({ field }) => field).join(", ")} changed; needs --replace` });
  const hosts = intent.hosts.map((decision) => {
    if (!decision.needsConsent) return decision;
    explain(`replace ${decision.host.name}`, decision.reasons);
    return { ...decision, action: decision.machine?.power === "poweredOn" ? ("keep" as const) : ("change" as const) };
  });
  const { cluster } = intent;
  if (!cluster.needsConsent) return { intent: { ...intent, hosts }, notDone };
  explain(`replace cluster ${intent.wantedCluster.name}`, cluster.reasons);
  const members = new Set(cluster.cluster?.pools.flatMap(({ hostUids }) => hostUids));
  const isMember = (host: string | undefined) =>
    [...intent.records.values()].some(({ uid, labels }) => members.has(uid) && labels["edgelab-host"] === host);
  const superfluous = intent.superfluous.filter(({ mark }) => !isMember(mark?.host));
  return { intent: { ...intent, hosts, superfluous, cluster: { ...cluster, action: "change" } }, notDone };
}

function graphOf(
  intent: Intent,
  session: Session,
  until: (typeof order)[number],
  answered: (check: CheckReport) => void,
): Graph {
  const { lab, cluster, wantedCluster: wanted } = intent;
  const graph = new Graph();
  const reaches = (phase: (typeof order)[number]) => order.indexOf(phase) <= order.indexOf(until);
  const staying = cluster.action === "replace" ? undefined : cluster.cluster?.uid;
  const profile = addModel(graph, session, intent.profile, staying);
  if (!reaches("install")) return graph;
  const template = addInstall(graph, { lab, session, ...intent.template });
  if (!reaches("register")) return graph;
  const clusterGone = addClusterRemoval(graph, { lab, session, decision: cluster });
  const hosts = addRegister(graph, {
    lab,
    session,
    decisions: intent.hosts,
    superfluous: intent.superfluous,
    records: intent.records,
    template,
    clusterGone,
    clusterUid: cluster.cluster?.uid,
  });
  if (!reaches("provision")) return graph;
  const running = addProvision(graph, { lab, session, wanted, decision: cluster, profile, hosts, clusterGone });
  addModelCleanUp(graph, session, intent.profile, [running]);
  if (reaches("validate")) addValidate(graph, lab, running, answered);
  return graph;
}

function timingsFile({ workDir }: Pick<Lab, "workDir">): string {
  return join(workDir, "timings.json");
}

async function rememberTimings(lab: Lab, timings: Timings, reports: readonly StepReport[]): Promise<void> {
  // steps that found nothing to do would spoil the estimate of those that will
  const done = reports.filter(({ outcome }) => outcome === "changed");
  await writeTimings(timingsFile(lab), withRun(timings, done));
}

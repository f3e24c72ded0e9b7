import { hostSteps, type PoolHostRecord } from "./state.ts";

/** What is known about a cluster's hosts and profiles when its next condition is looked at. */
export interface Situation {
  readonly providerImage: string;
  readonly controlPlane: readonly PoolHostRecord[];
  readonly workers: readonly PoolHostRecord[];
  readonly inContact: (host: PoolHostRecord) => boolean;
  readonly label: (host: PoolHostRecord) => string;
  readonly bootstrapProblem: string | undefined;
  readonly addOnProblem: string | undefined;
}

/** A condition of an edge-native cluster. They turn True in this order (which is unverified, as is the set). */
export interface ConditionStep {
  readonly type: string;
  /** Reason once it is True. */
  readonly reason: string;
  /** Reason before that. */
  readonly waiting: string;
  /** Message once it is True. */
  readonly done: string;
  /** Why it cannot be True yet. */
  readonly blocked: (situation: Situation) => string | undefined;
}

const atLeast = (step: PoolHostRecord["step"]) => (host: PoolHostRecord) =>
  hostSteps.indexOf(host.step) >= hostSteps.indexOf(step);

/** "1 of 3 edge hosts have joined the cluster; waiting for ..." */
function waitFor(
  hosts: readonly PoolHostRecord[],
  step: PoolHostRecord["step"],
  what: string,
  { label }: Situation,
): string | undefined {
  const missing = hosts.filter((host) => !atLeast(step)(host));
  if (missing.length === 0) return undefined;
  return `${hosts.length - missing.length} of ${hosts.length} edge hosts have ${what}; waiting for ${missing.map(label).join(", ")}`;
}

export const conditionSteps: readonly ConditionStep[] = [
  {
    type: "ImageResolutionDone",
    reason: "ImageResolved",
    waiting: "ImageResolutionInProgress",
    done: "The provider image is resolved",
    blocked: ({ providerImage, controlPlane, inContact, label }) => {
      if (providerImage === "") return "the operating system pack names no provider image (options.system.uri)";
      if (providerImage.includes("{{")) return `the provider image has macros that lead nowhere: ${providerImage}`;
      const reachable = controlPlane.some((host) => inContact(host) || host.step !== "assigned");
      return reachable ? undefined : `no control plane host is reachable: ${controlPlane.map(label).join(", ")}`;
    },
  },
  {
    type: "CloudInfrastructureReady",
    reason: "InfrastructureReady",
    waiting: "InfrastructureProvisioning",
    done: "The control plane hosts are ready",
    blocked: (situation) =>
      waitFor(situation.controlPlane, "image-downloaded", `downloaded ${situation.providerImage}`, situation),
  },
  {
    type: "BootstrappingDone",
    reason: "Bootstrapped",
    waiting: "Bootstrapping",
    done: "The control plane is bootstrapped",
    blocked: (situation) => {
      const first = situation.controlPlane.some(atLeast("joined"));
      return first
        ? situation.bootstrapProblem
        : waitFor(situation.controlPlane, "joined", "joined the cluster", situation);
    },
  },
  {
    type: "KubeConfigReady",
    reason: "KubeConfigReady",
    waiting: "KubeConfigPending",
    done: "The kubeconfig is available",
    blocked: () => undefined,
  },
  {
    type: "ImagePullSecretPropagationDone",
    reason: "Completed",
    waiting: "ConnectivityIssue",
    done: "Image pull secrets are in place",
    blocked: () => undefined,
  },
  {
    type: "ControlPlaneNodeAdditionDone",
    reason: "ControlPlaneNodeAdditionDone",
    waiting: "ControlPlaneNodeAdditionInProgress",
    done: "All control plane nodes have joined",
    blocked: (situation) => waitFor(situation.controlPlane, "joined", "joined the control plane", situation),
  },
  {
    type: "WorkerNodeAdditionDone",
    reason: "WorkerNodeAdditionDone",
    waiting: "WorkerNodeAdditionInProgress",
    done: "All worker nodes have joined",
    blocked: (situation) => waitFor(situation.workers, "joined", "joined as workers", situation),
  },
  {
    type: "AddOnDeploymentDone",
    reason: "AddOnDeploymentDone",
    waiting: "AddOnDeploymentInProgress",
    done: "All add-ons are deployed",
    blocked: ({ addOnProblem }) => addOnProblem,
  },
];

export const unmet = (step: ConditionStep, situation: Situation): string | undefined => step.blocked(situation);

/** A host in a message: how far it got, and whether anyone hears from it. */
export function describe({ hostUid, step }: PoolHostRecord, inContact: boolean): string {
  return `${hostUid} (${step}${inContact ? "" : ", not in contact"})`;
}

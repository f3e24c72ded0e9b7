import type { Graph, Node } from "../engine/graph.ts";
import type { PlanItem, PlanReason } from "../engine/plan.ts";
import type { ProfileSpec } from "../palette/index.ts";
import { type FoundProfile, pendingLabel, profileReasons } from "./profile.ts";
import type { Session } from "./session.ts";

const phase = "model";

export interface ProfileDecision {
  readonly wanted: ProfileSpec;
  readonly found: FoundProfile;
  readonly action: "create" | "change" | "keep";
  readonly reasons: readonly PlanReason[];
}

export function decideProfile(wanted: ProfileSpec, found: FoundProfile): ProfileDecision {
  const reasons = found.current ? profileReasons(found.current, wanted) : [];
  const action = found.current === undefined ? "create" : reasons.length > 0 ? "change" : "keep";
  return { wanted, found, action, reasons };
}

/**
 * Adds what makes the cluster profile as wanted and published; hands over its uid.
 *
 * @param clusterUid the lab's own cluster, when it stays: a changed profile is applied to it
 */
export function addModel(
  graph: Graph,
  { palette }: Session,
  { wanted, found, action }: ProfileDecision,
  clusterUid: string | undefined,
): Node<string> {
  const { current } = found;
  const title = `cluster profile ${wanted.name} ${wanted.version}`;
  return graph.add({
    phase,
    id: "model/profile",
    title: action === "keep" ? title : `${action === "create" ? "create" : "update"} ${title}`,
    after: [],
    run: async (step) => {
      if (current === undefined) {
        const uid = await palette.profiles.create(wanted, step);
        step.changed("created and published");
        return uid;
      }
      if (action === "keep") return current.uid;
      const users = current.inUseBy.filter(({ uid }) => uid === clusterUid);
      const pending = users.length > 0 ? { [pendingLabel]: "pending" } : {};
      await palette.profiles.update(current.uid, { ...wanted, labels: { ...wanted.labels, ...pending } }, step);
      for (const { uid } of users) {
        await palette.clusters.setProfiles(uid, [current.uid], step);
        await palette.profiles.update(current.uid, wanted, step);
      }
      step.changed(users.length > 0 ? "updated, published and applied to the cluster" : "updated and published");
      for (const { name } of current.inUseBy.filter(({ uid }) => uid !== clusterUid)) {
        step.warn("PROFILE_IN_USE", `Cluster "${name}" uses the profile too; it is offered the update, not changed.`);
      }
      return current.uid;
    },
  });
}

/** Versions that the lab no longer uses go once its cluster has let go of them. */
export function addModelCleanUp(
  graph: Graph,
  { palette }: Session,
  { found }: ProfileDecision,
  after: readonly Node<unknown>[],
): void {
  for (const { uid, name, version } of found.others) {
    graph.add({
      phase,
      id: `model/remove-${name}-${version}`,
      title: `remove cluster profile ${name} ${version}`,
      after: [],
      dependsOn: after,
      run: async (step) => {
        await palette.profiles.delete(uid, step);
        step.changed();
      },
    });
  }
}

export function profileItems({ wanted, found, action, reasons }: ProfileDecision): PlanItem[] {
  const kind = "cluster profile";
  const packs = wanted.packs.map(({ name, tag }) => (tag === undefined ? name : `${name} ${tag}`)).join(", ");
  return [
    { phase, kind, name: `${wanted.name} ${wanted.version}`, action, reasons, details: { packs } },
    ...found.others.map(
      ({ name, version }): PlanItem => ({
        phase,
        kind,
        name: `${name} ${version}`,
        action: "delete",
        reasons: [{ field: "profile", found: `${name} ${version}`, wanted: `${wanted.name} ${wanted.version}` }],
        details: {},
      }),
    ),
  ];
}

import type { Graph, Node } from "../engine/graph.ts";
import type { PlanItem, PlanReason } from "../engine/plan.ts";
import type { ProfileSpec } from "../palette/index.ts";
import { type FoundProfile, profileReasons } from "./profile.ts";
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

/** Adds what makes the cluster profile as wanted and published; hands over its uid. */
export function addModel(
  graph: Graph,
  { palette }: Session,
  { wanted, found, action, reasons }: ProfileDecision,
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
      const template = reasons.some(({ field }) => field !== "published");
      if (template) await palette.profiles.update(current.uid, wanted, step);
      else await palette.profiles.publish(current.uid, step);
      step.changed(template ? "updated and published" : "published");
      for (const { name } of current.inUseBy) {
        step.warn(
          "PROFILE_IN_USE",
          `Cluster "${name}" uses the profile: Palette offers it the update, it is not applied by itself.`,
        );
      }
      return current.uid;
    },
  });
}

export function profileItem({ wanted, action, reasons }: ProfileDecision): PlanItem {
  return {
    phase,
    kind: "cluster profile",
    name: `${wanted.name} ${wanted.version}`,
    action,
    reasons,
    details: { packs: wanted.packs.map(({ name, tag }) => (tag === undefined ? name : `${name} ${tag}`)).join(", ") },
  };
}

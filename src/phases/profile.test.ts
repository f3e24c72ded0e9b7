import { expect, test } from "vitest";
import type { Profile, ProfilePack, ProfileSpec } from "../palette/index.ts";
import { decideProfile, profileItems } from "./model.ts";
import { pendingLabel } from "./profile.ts";

function pack(name: string, tag: string | undefined, values = "", content = ""): ProfilePack {
  const manifests = content === "" ? [] : [{ name, content }];
  return {
    name,
    type: tag === undefined ? "manifest" : "spectro",
    layer: "addon",
    tag,
    registryUid: tag && "r1",
    uid: tag && "u1",
    values,
    manifests,
  };
}

const labels = { "edgelab-id": "uuid-1" };
const wanted: ProfileSpec = {
  name: "demo-mia",
  version: "1.0.0",
  description: "a profile",
  labels,
  packs: [pack("edge-k3s", "1.33.5", "a: 1"), pack("hello", undefined, "", "kind: Service")],
};
const found: Profile = { ...wanted, uid: "p1", isPublished: true, hasDraft: false, inUseBy: [] };

test.each<[string, Partial<Profile>, readonly string[]]>([
  ["nothing differs", {}, []],
  ["white space", { packs: [pack("edge-k3s", "1.33.5", "a: 1\n"), wanted.packs[1]!] }, []],
  ["it was never published", { isPublished: false }, ["published"]],
  ["a draft that nobody published", { hasDraft: true }, ["published"]],
  ["description", { description: "" }, ["description"]],
  ["tags", { labels: { ...labels, app: "x" } }, ["tags"]],
  ["it was changed, but not applied", { labels: { ...labels, [pendingLabel]: "pending" } }, ["applied to its cluster"]],
  ["another tag", { packs: [pack("edge-k3s", "1.32.1", "a: 1"), wanted.packs[1]!] }, ["packs.edge-k3s.tag"]],
  [
    "other values",
    { packs: [pack("edge-k3s", "1.33.5", "a: 2"), wanted.packs[1]!] },
    ["packs.edge-k3s.values or manifests"],
  ],
  [
    "another manifest",
    { packs: [wanted.packs[0]!, pack("hello", undefined, "", "kind: Pod")] },
    ["packs.hello.values or manifests"],
  ],
  ["a pack less", { packs: [wanted.packs[0]!] }, ["packs.hello"]],
  ["a pack more", { packs: [...wanted.packs, pack("cni", "3.30.1")] }, ["packs.cni"]],
  ["another order", { packs: wanted.packs.toReversed() }, ["packs"]],
])("%s", (_, change, fields) => {
  const { action, reasons } = decideProfile(wanted, { current: { ...found, ...change }, others: [] });
  expect(reasons.map(({ field }) => field)).toEqual(fields);
  expect(action).toBe(fields.length > 0 ? "change" : "keep");
});

test("what is not there is created, and what no longer belongs is deleted", () => {
  const old = { uid: "p0", name: "demo-mia", version: "0.9.0" };
  expect(profileItems(decideProfile(wanted, { current: undefined, others: [old] }))).toMatchObject([
    { name: "demo-mia 1.0.0", action: "create", details: { packs: "edge-k3s 1.33.5, hello" } },
    { name: "demo-mia 0.9.0", action: "delete" },
  ]);
});

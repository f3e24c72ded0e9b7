import { describe, expect, it } from "vitest";
import { edgeHostId, assignMacs, hostIdentity, labUuid, preferredMac } from "./identity.ts";
import {
  clusterName,
  instanceOfUser,
  labFolderName,
  labUuidOfFolder,
  profileName,
  tokenName,
  vmName,
} from "./names.ts";

const vcenter = "4b0d3c6e-58f7-4a0e-9f3a-3c0d6f0c2b11";
const lab = { name: "docs-tutorial", instance: "anna" };
const uuid = labUuid(lab, vcenter);

describe("names", () => {
  it("end in the instance", () => {
    expect(vmName("demo-1", lab)).toBe("demo-1-anna");
    expect(clusterName({ ...lab, cluster: { name: "docs-tutorial-cluster" } })).toBe("docs-tutorial-cluster-anna");
    expect(profileName({ ...lab, profile: { name: "docs-ubuntu-k3s" } })).toBe("docs-ubuntu-k3s-anna");
    expect(tokenName(lab)).toBe("edgelab-docs-tutorial-anna");
  });

  it("of the lab's folder hold its uuid, within vCenter's limit", () => {
    expect(labFolderName(lab, uuid)).toBe(`docs-tutorial-anna-${uuid}`);
    const long = labFolderName({ name: "n".repeat(40), instance: "i".repeat(20) }, uuid);
    expect(long).toHaveLength(80);
    expect(labUuidOfFolder(long)).toBe(uuid);
    expect(labFolderName({ name: `${"n".repeat(21)}-${"m".repeat(18)}`, instance: "i".repeat(20) }, uuid)).toBe(
      `${"n".repeat(21)}-${"i".repeat(20)}-${uuid}`,
    );
  });

  it.each(["docs-tutorial", uuid, `-${uuid}`, `x-${uuid}-y`, `x-${uuid.toUpperCase()}`])(
    "no lab's folder is named %s",
    (name) => {
      expect(labUuidOfFolder(name)).toBeUndefined();
    },
  );

  it.each([
    ["Anna.Müller@corp.example.com", "anna-muller"],
    ["CORP\\anna", "anna"],
    ["_svc_ci_", "svc-ci"],
    ["a-very-long-name-of-a-user", "a-very-long-name-of"],
    ["7of9", "7of9"],
    ["用户", undefined],
  ])("%s as an instance is %s", (user, expected) => {
    expect(instanceOfUser(user)).toBe(expected);
  });
});

describe("identity", () => {
  it("is the same in every run, and another one on another vCenter, for another instance, lab or host", () => {
    expect(uuid).toBe(labUuid(lab, vcenter.toUpperCase()));
    const others = [
      labUuid(lab, uuid),
      labUuid({ ...lab, instance: "ben" }, vcenter),
      labUuid({ ...lab, name: "x" }, vcenter),
    ];
    expect(new Set([uuid, ...others]).size).toBe(4);
    expect(labUuid({ name: "a-b", instance: "c" }, vcenter)).not.toBe(labUuid({ name: "a", instance: "b-c" }, vcenter));
    const [one, two] = ["demo-1", "demo-2"].map((host) => hostIdentity(host, uuid));
    expect(new Set([one?.uuid, one?.instanceUuid, two?.uuid, two?.instanceUuid]).size).toBe(4);
  });

  it("is pinned: a change of derivation would orphan every lab that is up", () => {
    expect(uuid).toMatchInlineSnapshot(`"ae2c292e-ce01-581b-9680-1487b1b24936"`);
    expect(hostIdentity("demo-1", uuid)).toMatchInlineSnapshot(`
      {
        "host": "demo-1",
        "instanceUuid": "3d5fd7d1-f325-5eb7-9058-3671b32d98b2",
        "uuid": "670eefce-0bb0-5654-8e7a-0852d660713d",
      }
    `);
    expect(preferredMac("demo-1", 0, uuid)).toMatchInlineSnapshot(`"00:50:56:33:e7:de"`);
  });

  it.each([
    ["4238f297-b433-f698-aa8d-ec90c3437c28", "vmx-14", undefined, "edge-97f2384233b498f6aa8dec90c3437c28"],
    ["421F245C-7FA8-60FA-6AF6-A46351CED0EB", "vmx-13", undefined, "edge-5c241f42a87ffa606af6a46351ced0eb"],
    ["4238f297-b433-f698-aa8d-ec90c3437c28", "vmx-11", undefined, "edge-4238f297b433f698aa8dec90c3437c28"],
    ["422813f5-d420-7161-5db0-7b96440ccf54", "vmx-19", "lab", "lab-f513284220d461715db07b96440ccf54"],
  ])("the Edge host ID of %s at %s", (host, hardwareVersion, prefix, expected) => {
    expect(edgeHostId(host, { hardwareVersion, prefix })).toBe(expected);
  });
});

describe("MAC addresses", () => {
  const nics = Array.from({ length: 200 }, (_, index) => ({ host: `demo-${index >> 1}`, nic: index & 1 }));

  it("are in VMware's range for administrators, and differ", () => {
    const macs = assignMacs(nics, uuid, []);
    expect(new Set(macs).size).toBe(200);
    for (const mac of macs) expect(mac).toMatch(/^00:50:56:[0-3][0-9a-f]:[0-9a-f]{2}:[0-9a-f]{2}$/);
  });

  it("that are taken move to the next free one, and leave the others where they are", () => {
    const [first = "", ...rest] = assignMacs(nics.slice(0, 3), uuid, []);
    const [moved, ...others] = assignMacs(nics.slice(0, 3), uuid, [first.toUpperCase()]);
    expect(Number.parseInt(moved?.replaceAll(":", "") ?? "", 16)).toBe(
      Number.parseInt(first.replaceAll(":", ""), 16) + 1,
    );
    expect(others).toEqual(rest);
  });

  it("go on from the beginning of the range after its end", () => {
    const index = (mac: string) => Number.parseInt(mac.slice(9).replaceAll(":", ""), 16);
    const host = Array.from({ length: 100_000 }, (_, count) => `demo-${count}`).find(
      (name) => index(preferredMac(name, 0, uuid)) >= 0x3f_fe_00,
    )!;
    const from = index(preferredMac(host, 0, uuid));
    const taken = Array.from(
      { length: 0x40_00_00 - from },
      (_, step) => `00:50:56:${(from + step).toString(16).replaceAll(/(..)(?!$)/g, "$1:")}`,
    );
    expect(assignMacs([{ host, nic: 0 }], uuid, taken)).toEqual(["00:50:56:00:00:00"]);
  });
});

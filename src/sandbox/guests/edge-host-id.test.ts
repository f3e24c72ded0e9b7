import { describe, expect, test } from "vitest";
import { edgeHostId, type IdentitySettings } from "./edge-host-id.ts";

const uuid = "97f23842-33b4-98f6-aa8d-ec90c3437c28";
const random = () => "0123456789abcdef0123456789abcdef";

function id(settings: Partial<IdentitySettings>, files: Readonly<Record<string, string>> = {}): string {
  const all: Readonly<Record<string, string>> = { "/sys/class/dmi/id/product_uuid": `${uuid}\n`, ...files };
  return edgeHostId(
    { name: undefined, prefix: undefined, deviceUidPaths: [], ...settings },
    (path) => all[path],
    random,
  );
}

describe("edgeHostId", () => {
  test("is the product UUID without dashes in lower case after edge-", () => {
    expect(id({})).toBe("edge-97f2384233b498f6aa8dec90c3437c28");
    expect(id({}, { "/sys/class/dmi/id/product_uuid": uuid.toUpperCase() })).toBe(
      "edge-97f2384233b498f6aa8dec90c3437c28",
    );
  });

  test("takes another prefix, and none twice", () => {
    expect(id({ prefix: "lab-7" })).toBe("lab-7-97f2384233b498f6aa8dec90c3437c28");
    const paths = [{ name: "/oem/id", regex: "edge-[0-9a-f]+" }];
    expect(id({ deviceUidPaths: paths }, { "/oem/id": "serial edge-00ff.\n" })).toBe("edge-00ff");
  });

  test("is site.name as given, which wins over everything", () => {
    expect(id({ name: "Store-12", prefix: "lab", deviceUidPaths: [{ name: "/oem/id", regex: undefined }] })).toBe(
      "Store-12",
    );
  });

  test("is random for $random, and when no file gives anything", () => {
    expect(id({ name: "$random" })).toBe("edge-0123456789abcdef0123456789abcdef");
    expect(id({ deviceUidPaths: [{ name: "/missing", regex: undefined }] })).toBe(
      "edge-0123456789abcdef0123456789abcdef",
    );
  });

  test("takes the first file that has something that matches", () => {
    const paths = [
      { name: "/missing", regex: undefined },
      { name: "/oem/id", regex: "unlike" },
      { name: "/sys/class/net/ens160/address", regex: undefined },
    ];
    const files = { "/oem/id": "something", "/sys/class/net/ens160/address": "00:50:56:AB:CD:EF\n" };
    expect(id({ deviceUidPaths: paths }, files)).toBe("edge-005056abcdef");
  });

  test("drops what Palette refuses and is cut at 128 characters", () => {
    expect(id({ name: "a/b?c#d&e.f g" })).toBe("abcdefg");
    expect(id({ name: "x".repeat(200) })).toHaveLength(128);
  });
});

import { describe, expect, test } from "vitest";
import {
  compareVersions,
  encodeServiceVersions,
  latestVersion,
  negotiateVersion,
  parseSoapAction,
  soapAction,
} from "./version.ts";

test("versions compare by number, part by part", () => {
  const shuffled = ["8.0.3.0", "6.7", "10.0", "6.7.3", "8.0.0.1", "6.5"];
  expect(shuffled.sort(compareVersions)).toEqual(["6.5", "6.7", "6.7.3", "8.0.0.1", "8.0.3.0", "10.0"]);
  expect(compareVersions("8.0", "8.0.0.0")).toBe(0);
  expect(() => compareVersions("8.0", "8.0u3")).toThrow(RangeError);
});

test.each([
  ["urn:vim25/9.1.0.0", "9.1.0.0"],
  ['"urn:vim25/8.0.3.0"', "8.0.3.0"],
  [" urn:vim25/6.5 ", "6.5"],
  ["urn:vim25", undefined],
  ["urn:pbm/8.0", undefined],
  ["urn:vim25/8.0.3.0.1", undefined],
])("SOAPAction %j speaks %j", (header, version) => {
  expect(parseSoapAction(header)).toBe(version);
});

describe("negotiation", () => {
  const document = (version: string, ...prior: string[]) =>
    `<?xml version="1.0" encoding="UTF-8" ?><!-- Copyright --><namespaces version="1.0"><namespace><name>urn:vim25</name><version>${version}</version>
     <priorVersions>${prior.map((each) => `<version>${each}</version>`).join("")}</priorVersions></namespace></namespaces>`;

  test.each([
    ["the server's own, when we know it", document("8.0.3.0", "8.0.2.0", "6.5"), "8.0.3.0"],
    ["the newest we know, when the server is newer", document("9.9.0.0", "9.2.0.0", "9.0.0.0", "8.0.3.0"), "9.0.0.0"],
    ["without prior versions", document("6.7.3"), "6.7.3"],
    ["of vcsim, which repeats an older form", document("6.5", "6.0", "5.5"), "6.5"],
  ])("%s", (_, xml, version) => {
    expect(negotiateVersion(xml)).toBe(version);
  });

  test("agrees with what a server of ours lists", () => {
    expect(negotiateVersion(encodeServiceVersions("8.0.3.0"))).toBe("8.0.3.0");
    expect(encodeServiceVersions("8.0.3.0")).not.toContain(latestVersion);
    expect(parseSoapAction(soapAction(latestVersion))).toBe(latestVersion);
  });

  test("fails by name when nothing is in common", () => {
    expect(() => negotiateVersion(document("99.0"))).toThrow(/known up to 9.1.0.0, the server lists 99.0/);
    expect(() => negotiateVersion("<html/>")).toThrow(/no namespace urn:vim25/);
    expect(() => negotiateVersion("")).toThrow(expect.objectContaining({ kind: "malformed" }));
  });
});

import { describe, expect, test } from "vitest";
import { checkCoverage, formatManifest, parseManifest } from "./manifest.ts";

const digest = "0123456789abcdef".repeat(4);

test("lines are in the one spelling that VMware's tools read", () => {
  const text = formatManifest([
    { name: "a.ovf", sha256: digest },
    { name: "a-disk1.vmdk", sha256: digest },
  ]);
  expect(text).toBe(`SHA256(a.ovf)= ${digest}\nSHA256(a-disk1.vmdk)= ${digest}\n`);
  expect(parseManifest(text)).toEqual({
    entries: [
      { fileName: "a.ovf", algorithm: "SHA256", digest },
      { fileName: "a-disk1.vmdk", algorithm: "SHA256", digest },
    ],
    findings: [],
  });
});

test("SHA-512, CRLF, upper case, parentheses in names", () => {
  const text = `SHA512(a (1).ovf)= ${digest.toUpperCase()}${digest}\r\n`;
  expect(parseManifest(text)).toEqual({
    entries: [{ fileName: "a (1).ovf", algorithm: "SHA512", digest: digest + digest }],
    findings: [],
  });
});

describe("what is found fault with, and read all the same", () => {
  test.each([
    ["sha256sum --tag", `SHA256 (a.ovf) = ${digest}`, "VMware's tools do not read line 1"],
    ["OpenSSL 3", `SHA2-256(a.ovf)= ${digest}`, "VMware's tools do not read line 1"],
    ["SHA-1 only", `SHA1(a.ovf)= ${digest.slice(0, 40)}`, "SHA-1 only, which can be forged"],
  ])("%s", (_, text, message) => {
    const { entries, findings } = parseManifest(text);
    expect(entries).toMatchObject([{ fileName: "a.ovf" }]);
    expect(findings).toEqual([expect.objectContaining({ severity: "error", check: "manifest" })]);
    expect(findings[0]?.message).toContain(message);
  });

  test.each([
    ["a digest of another length", `SHA256(a.ovf)= ${digest.slice(1)}`, "Line 1 of the manifest is"],
    ["an unknown algorithm", `MD5(a.ovf)= ${digest.slice(0, 32)}`, "Line 1 of the manifest is"],
    ["something else", "hello\u0007", 'Line 1 of the manifest is "hello\\u0007"'],
    ["one file twice", `SHA256(a)= ${digest}\nSHA256(a)= ${digest}`, 'has "a" twice'],
    ["two algorithms", `SHA256(a)= ${digest}\nSHA1(b)= ${digest.slice(0, 40)}`, "mixes SHA256 and SHA1"],
  ])("%s", (_, text, message) => {
    const { findings } = parseManifest(text);
    expect(findings.map((finding) => finding.message)).toEqual([expect.stringContaining(message)]);
  });
});

test("coverage is asked for both ways", () => {
  const manifest = parseManifest(`SHA256(a.ovf)= ${digest}\nSHA256(../../x)= ${digest}\n`);
  expect(checkCoverage(manifest, ["a.ovf", "a.vmdk"]).map(({ message }) => message)).toEqual([
    'The manifest does not vouch for "a.vmdk".',
    'The manifest has "../../x", which is no file of the package.',
  ]);
});

test.each([
  ["bytes", "x".repeat((1 << 20) + 1)],
  ["lines", "\n".repeat(10_001)],
])("too many %s is no manifest", (_, text) => {
  expect(() => parseManifest(text)).toThrow(expect.objectContaining({ code: "OVF_INVALID" }));
});

import { expect, test } from "vitest";
import { findSecrets } from "./secrets.ts";

const found = (text: string) => findSecrets(text).map(({ kind, path }) => `${kind} ${path}`);

test("tokens, passwords and keys are found by the names of their settings", () => {
  const text = `#cloud-config
users:
  - { name: kairos, passwd: s3cr3t, ssh_authorized_keys: [ssh-ed25519 AAAA] }
stylus:
  site: { edgeHostToken: s3cr3t, paletteEndpoint: api.example.com }
  registryCredentials: { domain: d, username: u, password: 5318008 }
write_files:
  - { path: /root/key, content: "-----BEGIN OPENSSH PRIVATE KEY-----\\ns3cr3t" }
`;
  expect(found(text)).toEqual([
    "secret users[0].passwd",
    "token stylus.site.edgeHostToken",
    "secret stylus.registryCredentials.password",
    "secret write_files[0].content",
  ]);
  expect(JSON.stringify(findSecrets(text))).not.toContain("s3cr3t");
});

test("empty values and locked accounts are none", () => {
  expect(
    found('users: [{ passwd: "!" }, { passwd: "*" }]\nstylus: { site: { edgeHostToken: "" } }\npassword:\n'),
  ).toEqual([]);
});

test("what cannot be parsed is searched by line", () => {
  expect(found("a: [\n  edgeHostToken: abc\n - password: 'x'\n-----BEGIN RSA PRIVATE KEY-----\n")).toEqual([
    "token edgeHostToken",
    "secret password",
    "secret line 4",
  ]);
});

test("a text that refers to itself without end is given up on", () => {
  const bomb = `a: &a [x]\n${Array.from({ length: 12 }, (_, i) => `${"bcdefghijklm"[i]}: &${"bcdefghijklm"[i]} [${`*${"abcdefghijkl"[i]},`.repeat(9)}]`).join("\n")}\n`;
  expect(found(bomb)).toEqual([]);
});

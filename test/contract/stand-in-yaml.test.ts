import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { execa } from "execa";
import { afterAll, beforeAll, expect, test } from "vitest";
import { parse } from "yaml";
import { mergeUserData } from "../../src/iso/user-data.ts";
import { describePeer } from "../kit/peers.ts";

const programs = resolve(import.meta.dirname, "../../stand-in/system/usr/lib/stand-in");

const embedded = `#cloud-config
# what the builder said
install:
  poweroff: true   # off
  reboot: no
  bind_mounts:
  - /var/lib/a
  - "/var/lib/b"
stylus:
  site:
    paletteEndpoint: 10.0.2.2:8443
    edgeHostToken: 'it''s "quoted"'
    tags: {a/b: c, "x y": "q, z"}
    caCerts:
      - |
        -----BEGIN CERTIFICATE-----
        bm90IG9uZQ==
        -----END CERTIFICATE-----
      - "one\\ntwo\\t\\\\"
    deviceUIDPaths:
      - name: /etc/edge
        regex: "edge-[0-9a-f]+"
    network:
      interfaces:
        ens160:
          type: static
          ipAddress: 10.0.0.5/24
    name:
    prefix: ~
stages:
  initramfs:
    - name: users
      users:
        kairos: {groups: [admin, "b"], passwd: k}
    - if: '[ -f "/x" ]'
      commands:
        - >-
          folded
          text

          after a blank
        - echo "#no comment" # but this
`;
const cd = `#cloud-config
install:
    poweroff: false
    bind_mounts:
    - /var/lib/c
    - /var/lib/a
stylus:
    site:
        edgeHostToken: another
        network:
            interfaces:
                ens160:
                    type: dhcp
stages:
    initramfs:
        - name: more
          script: |
              #!/bin/sh
                indented
users:
  - name: admin
`;

describePeer("busybox", "how the stand-in reads user-data", (busybox) => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "edgelab-stand-in-yaml-"));
  });
  afterAll(() => rm(folder, { recursive: true }));

  const awk = async (program: string, ...texts: string[]) => {
    const files = texts.map((_, index) => join(folder, `${index}.yaml`));
    for (const [index, text] of texts.entries()) await writeFile(files[index]!, text);
    return execa(busybox, ["awk", "-f", join(programs, program), ...files], { reject: false });
  };
  const read = async (text: string) => (await awk("yaml.awk", text)).stdout.split("\n").filter(Boolean).sort();

  test.each([
    ["block style", embedded],
    ["other indentation", cd],
    ["flow style", '#cloud-config\n{"install": {"poweroff": true,\n  "list": [1, {"a": "b"}, []]}}\n'],
  ])("it finds what a YAML reader finds: %s", async (_, text) => {
    expect(await read(text)).toEqual(flattened(parse(text, { schema: "failsafe" })).sort());
  });

  test("what it merges is what edgelab merges", async () => {
    const { stdout, exitCode } = await awk("merge.awk", embedded, cd);
    expect(exitCode).toBe(0);
    expect(parse(stdout, { schema: "failsafe" })).toEqual(parse(mergeUserData(embedded, cd), { schema: "failsafe" }));
  });

  test.each([
    ["a: &x 1\n", "line 1: anchors, aliases and tags are not read here"],
    ["a:\n\tb: 1\n", "line 2: a tab cannot indent"],
    ["a: 1\n---\nb: 2\n", "line 2: more than one document"],
    ['a: "no end\n', "line 1: the quote never ends"],
    ["a: 1\n  b: 2\nc\n", "line 3: expected `key: value`"],
  ])("it refuses what it cannot read: %j", async (text, why) => {
    const { stderr, exitCode } = await awk("yaml.awk", text);
    expect([exitCode, stderr]).toEqual([1, why]);
  });

  test.each([
    ["a:\n  b: 1\n", "a:\n- 1\n", "a is a map in one text and a list in the next"],
    ["a: {b: 1}\n", "a: {c: 2}\n", "to merge a it must be written in block style"],
    ["a:\n  b: 1\n", '{"a": {"b": 2}}\n', "a cloud-config that is merged must be written in block style"],
  ])("it does not merge what it cannot tell apart: %j and %j", async (first, second, why) => {
    const { stderr, exitCode } = await awk("merge.awk", first, second);
    expect([exitCode, stderr]).toEqual([1, why]);
  });
});

/** Pointer, tab, value: the lines of yaml.awk. */
function flattened(value: unknown, path = ""): string[] {
  if (typeof value === "object" && value !== null) {
    return Object.entries(value).flatMap(([key, inner]) =>
      flattened(inner, `${path}/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`),
    );
  }
  const text = value;
  if (typeof text !== "string" || text === "" || text === "~") return [];
  return [`${path}\t${text.replaceAll("\\", "\\\\").replaceAll("\n", "\\n").replaceAll("\t", "\\t")}`];
}

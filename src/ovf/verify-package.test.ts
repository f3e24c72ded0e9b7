import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { built } from "../../test/kit/built.ts";
import { createEdgeDisk } from "../../test/kit/disk-image.ts";
import { encodeSimulatedDisk } from "../disk/index.ts";
import { createPackage } from "./create-package.ts";
import { verifyPackage, type VerifyPackageOptions } from "./verify-package.ts";

const signal = AbortSignal.timeout(60_000);
let folder: string;
beforeAll(() => void built("vmdk/write-worker.js"));
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "edgelab-verify-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function packed(content: Uint8Array, { firmware = "bios" as "bios" | "efi", output = "edge" } = {}) {
  const disk = { path: join(folder, "disk.raw"), sizeBytes: content.length };
  await writeFile(disk.path, content);
  const hardware = {
    cpus: 2,
    memoryMiB: 2048,
    firmware,
    guestId: "ubuntu64Guest",
    version: "vmx-14",
    scsiController: "pvscsi",
  } as const;
  return (await createPackage({ name: "edge", hardware, disk }, join(folder, output), { signal, workers: 1 })).path;
}

/** Errors and warnings as one text each. */
async function problems(path: string, options: Partial<VerifyPackageOptions> = {}): Promise<string[]> {
  const { findings, ok } = await verifyPackage(path, { signal, ...options });
  expect(ok).toBe(findings.every(({ severity }) => severity !== "error"));
  return findings.flatMap(({ severity, check, message }) =>
    severity === "info" ? [] : [`${severity} ${check}: ${message}`],
  );
}

/** Changes a file of the unpacked package; the manifest then no longer vouches for it. */
async function change(file: string, edit: (text: string) => string): Promise<void> {
  const path = join(folder, "edge", file);
  await writeFile(path, edit(await readFile(path, "latin1")), "latin1");
}
const withoutManifest = () => rm(join(folder, "edge/edge.mf"));
const nothingVouches = "warning manifest: There is no manifest: nothing vouches for it.";

test.each([
  ["bios", "edge.ova"],
  ["efi", "edge"],
] as const)("a sound template, %s, as %s", async (firmware, output) => {
  const path = await packed(createEdgeDisk({ firmware }), { firmware, output });
  expect(await problems(path)).toEqual([]);
  const progress: number[] = [];
  const report = await verifyPackage(path, { signal, onProgress: (done, total) => progress.push(done / total) });
  expect(report).toMatchObject({
    ok: true,
    name: "edge",
    files: [
      { name: "edge.ovf", matches: true },
      { name: "edge-disk1.vmdk", matches: true },
    ],
    disk: { inspection: { edge: { installed: true }, booted: { ever: false } } },
  });
  expect(report.findings.map(({ message }) => message).join("\n")).toContain(
    `boots from its own disk by ${firmware.toUpperCase()}`,
  );
  expect(progress.at(-1)).toBe(1);
});

describe("the package", () => {
  beforeEach(async () => void (await packed(createEdgeDisk())));
  const path = () => join(folder, "edge");

  test("a changed file is found out", async () => {
    await change("edge.ovf", (text) => text.replace("2 virtual CPU(s)", "9 virtual CPU(s)"));
    expect(await problems(path())).toEqual([
      expect.stringMatching(
        /^error manifest: "edge\.ovf" is not what the manifest vouches for: its SHA256 is \w{64}, expected/,
      ),
    ]);
  });

  test("SHA-1 only is a finding", async () => {
    await change("edge.mf", () => `SHA1(edge.ovf)= ${"0".repeat(40)}\n`);
    expect((await problems(path())).join("\n")).toMatch(/SHA-1 only[^]*does not vouch for "edge-disk1\.vmdk"/);
  });

  test("a package without a manifest", async () => {
    await withoutManifest();
    expect(await problems(path())).toEqual([nothingVouches]);
  });

  test.each<[string, (text: string) => string, string]>([
    [
      "a wrong size",
      (text) => text.replace(/ovf:size="\d+"/, 'ovf:size="7"'),
      "error files: .* bytes, its descriptor says 7",
    ],
    [
      "gzip around it",
      (text) => text.replace("<File", '<File ovf:compression="gzip"'),
      "error files: .*which vSphere refuses",
    ],
    [
      "another format",
      (text) => text.replace("vmdk.html#streamOptimized", "vmdk.html#sparse"),
      "warning disk: .*expected streamOptimized",
    ],
    [
      "a capacity that is too small",
      (text) => text.replace(/capacity="\d+"/, 'capacity="1"'),
      "error disk: .*its end would be cut off",
    ],
    [
      "a capacity that is larger",
      (text) => text.replace(/capacity="\d+"/, 'capacity="1099511627776"'),
      "warning disk: .*it grows",
    ],
    [
      "VirtualBox's machine",
      (text) => text.replace(">vmx-14<", ">virtualbox-2.2<"),
      'error descriptor: .*"virtualbox-2.2"',
    ],
    [
      "a network that is not there",
      (text) => text.replace('ovf:name="VM Network"', 'ovf:name="other"'),
      'error descriptor: .*on "VM Network"',
    ],
    [
      "a section that must be known",
      (text) => text.replace("</VirtualSystem>", "<vmw:XSection><Info/></vmw:XSection></VirtualSystem>"),
      'warning descriptor: .*"XSection"',
    ],
    [
      "no firmware",
      (text) => text.replace(/<vmw:Config[^>]*firmware[^>]*>/, ""),
      "warning boot: The descriptor does not say which firmware",
    ],
    [
      "the wrong firmware",
      (text) => text.replace('vmw:value="bios"', 'vmw:value="efi"'),
      "error boot: .*by EFI: .*By BIOS it does: the descriptor has the wrong firmware",
    ],
  ])("%s", async (_, edit, expected) => {
    await withoutManifest();
    await change("edge.ovf", edit);
    const found = await problems(path());
    expect(found).toContain(nothingVouches);
    expect(
      found.some((problem) => new RegExp(expected).test(problem)),
      found.join("\n"),
    ).toBe(true);
  });

  test("a damaged disk is a finding, not a crash", async () => {
    await withoutManifest();
    await change("edge-disk1.vmdk", (text) => `KDMV${text.slice(4, 20)}${"\u00ff".repeat(100)}${text.slice(120)}`);
    expect(await problems(path())).toEqual([expect.stringMatching(/^error disk: /), nothingVouches]);
  });

  test("something else is no package", async () => {
    await writeFile(join(folder, "x.ova"), "hello");
    await expect(verifyPackage(join(folder, "x.ova"), { signal })).rejects.toMatchObject({ code: "OVF_INVALID" });
  });

  test("it stops when told to", async () => {
    const stopped = verifyPackage(path(), { signal: AbortSignal.abort() });
    await expect(stopped).rejects.toMatchObject({ name: "AbortError" });
  });
});

describe("the disk", () => {
  test("one that was started before", async () => {
    const path = await packed(
      createEdgeDisk({ persistent: { "/etc/machine-id": "0123456789abcdef0123456789abcdef\n" } }),
    );
    expect(await problems(path)).toEqual([expect.stringMatching(/^error edge: It was started before: .*machine-id/)]);
  });

  test("one without an Edge system", async () => {
    const path = await packed(createEdgeDisk({ oem: { "/90_custom.yaml": undefined } }));
    expect(await problems(path)).toEqual([
      expect.stringMatching(/^error edge: No Edge system is installed on it: .*90_custom\.yaml is missing/),
    ]);
  });

  test("an empty one", async () => {
    const found = await problems(await packed(new Uint8Array(1 << 20)));
    expect(found.filter((problem) => problem.startsWith("error boot"))).toHaveLength(1);
    expect(found.filter((problem) => problem.startsWith("error edge"))).toHaveLength(1);
  });

  test("the stand-in's", async () => {
    const path = await packed(createEdgeDisk({ state: { "/EDGELAB-STAND-IN.txt": "no product" } }));
    expect(await problems(path)).toEqual([expect.stringContaining("stand-in installer")]);
  });

  test("a simulated one of the sandbox boots nowhere, and is looked through all the same", async () => {
    const text = "#cloud-config\nstylus:\n  site:\n    edgeHostToken: secret-token\n";
    const labels = ["COS_OEM", "COS_RECOVERY", "COS_STATE", "COS_PERSISTENT"];
    const table = ["1 bios - - 1", ...labels.map((label, index) => `${index + 2} x ${label} ext4 64`), ""].join("\n");
    const contents = {
      "COS_OEM:/90_custom.yaml": text,
      "COS_STATE:/cOS/active.img": "image",
      "GPT:/partitions": table,
    };
    const files = Object.entries(contents).map(([path, content]) => ({
      path,
      sizeBytes: content.length,
      bytes: Buffer.from(content),
    }));
    const disk = Buffer.alloc(1 << 20);
    for (const { offset, bytes } of encodeSimulatedDisk(files)) disk.set(bytes, offset);
    const found = await problems(await packed(disk));
    expect(found).toContainEqual(
      expect.stringMatching(/^error boot: .*it is a simulated disk of edgelab's sandbox\.$/),
    );
    expect(found).toContainEqual(expect.stringMatching(/^error secrets: COS_OEM:.90_custom.yaml holds a registration/));
    expect(found.join()).not.toContain("secret-token");
    expect(found.join()).not.toContain("No Edge system");
  });

  test("a token and a password on it are told of, and never shown", async () => {
    const userData =
      "#cloud-config\nstylus: { site: { edgeHostToken: s3cr3t } }\nusers: [{ name: kairos, passwd: s3cr3t }]\n";
    const path = await packed(createEdgeDisk({ oem: { "/90_custom.yaml": userData } }));
    const report = await verifyPackage(path, { signal });
    expect(JSON.stringify(report)).not.toContain("s3cr3t");
    expect(await problems(path)).toEqual([
      'error secrets: COS_OEM:/90_custom.yaml holds a registration token ("stylus.site.edgeHostToken"): everybody who gets the package can read it.',
      'error secrets: COS_OEM:/90_custom.yaml holds a secret ("users[0].passwd"): everybody who gets the package can read it.',
    ]);
    expect(await problems(path, { allowToken: true, allowSecrets: true })).toEqual([]);
  });
});

import { createHash } from "node:crypto";
import { copyFile, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createPackage, openPackage, verifyPackage } from "../../src/ovf/index.ts";
import { type CliHome, openHome } from "../kit/cli.ts";
import { createEdgeDisk } from "../kit/disk-image.ts";
import { createStandIn } from "../../src/iso/index.ts";

const signal = AbortSignal.timeout(300_000);
const key = createHash("sha256").update("what went into it").digest("hex");
const hardware = {
  cpus: 4,
  memoryMiB: 8192,
  firmware: "bios",
  guestId: "ubuntu64Guest",
  version: "vmx-14",
  scsiController: "pvscsi",
} as const;

async function makePackage(folder: string, name: string, disk: Buffer, facts: Record<string, string> = {}) {
  const raw = join(folder, `${name}.raw`);
  await writeFile(raw, disk);
  const product = { name: "Palette Edge host template", facts };
  const path = join(folder, `${name}.ova`);
  await createPackage({ name, hardware, product, disk: { path: raw, sizeBytes: disk.length } }, path, { signal });
  return path;
}

describe("template", () => {
  let home: CliHome;
  let ova: string;
  beforeAll(async () => {
    home = await openHome();
    ova = await makePackage(home.folder, "edge", createEdgeDisk(), { inputs: key });
  });
  afterAll(() => home[Symbol.asyncDispose]());

  test("import makes a template of a package, and sends nothing the second time", { timeout: 120_000 }, async () => {
    const first = await home.edgelab(["template", "import", ova, "--json"]);
    expect(first.stderr).toBe("");
    expect(first.result).toMatchObject({ name: `palette-edge-${key.slice(0, 12)}`, key, outcome: "imported" });
    const again = await home.edgelab(["template", "import", ova, "--json"]);
    expect(again.result).toMatchObject({ outcome: "unchanged", path: first.result!["path"] });
    const list = await home.edgelab(["template", "list", "--json"]);
    expect(list.result).toMatchObject({ templates: [{ key, state: "ready", linkedClones: [] }] });
  });

  test("export brings it back as a package that is known again", { timeout: 120_000 }, async () => {
    const name = `palette-edge-${key.slice(0, 12)}`;
    const exported = await home.edgelab(["template", "export", name, "-o", "back.ova", "--json"]);
    expect(exported.stderr).toBe("");
    const path = join(home.folder, "back.ova");
    expect(exported.result).toMatchObject({ path });
    const { findings } = await verifyPackage(path, { signal });
    expect(findings.filter(({ severity }) => severity === "error")).toEqual([]);
    await using found = await openPackage(path);
    expect(found.envelope.system.products.flatMap(({ properties }) => properties)).toContainEqual(
      expect.objectContaining({ key: "edgelab.inputs", value: key }),
    );
    const again = await home.edgelab(["template", "import", "back.ova", "--json"]);
    expect(again.result).toMatchObject({ outcome: "unchanged" });
    const taken = await home.edgelab(["template", "export", name, "-o", "back.ova", "--json"]);
    expect(taken.error).toMatchObject({ code: "FILE_EXISTS", exitCode: 2 });
    const folder = await home.edgelab(["template", "export", name, "-o", "back", "--json"]);
    expect(folder.stderr).toBe("");
    expect((await readdir(join(home.folder, "back"))).toSorted()).toEqual([
      `${name}-disk-1.vmdk`,
      `${name}.mf`,
      `${name}.ovf`,
    ]);
  });

  test("import refuses what cannot be a template, and leaves nothing", { timeout: 120_000 }, async () => {
    const booted = createEdgeDisk({ persistent: { "/etc/machine-id": "0123456789abcdef0123456789abcdef\n" } });
    const path = await makePackage(home.folder, "booted", booted);
    const refused = await home.edgelab(["template", "import", path, "--json"]);
    expect(refused.error).toMatchObject({
      code: "TEMPLATE_UNUSABLE",
      why: expect.stringContaining("machine-id"),
    });
    const damaged = join(home.folder, "damaged.ova");
    await copyFile(ova, damaged);
    const bytes = await readFile(damaged);
    bytes[bytes.length - 3000]! ^= 0xff;
    await writeFile(damaged, bytes);
    await home.edgelab(["template", "prune", "--yes"]);
    const broken = await home.edgelab(["template", "import", damaged, "--json"]);
    expect(broken.exitCode).not.toBe(0);
    const raw = { path: join(home.folder, "edge.raw"), sizeBytes: (await stat(join(home.folder, "edge.raw"))).size };
    const product = { name: "Palette Edge host template", facts: { inputs: key } };
    await createPackage({ name: "edge", hardware, product, disk: raw }, join(home.folder, "edge"), { signal });
    await rm(join(home.folder, "edge/edge.mf"));
    expect((await home.edgelab(["template", "import", "edge", "--json"])).error).toMatchObject({
      code: "OVF_INVALID",
      what: expect.stringContaining("no manifest"),
    });
    const list = await home.edgelab(["template", "list", "--json"]);
    expect(list.result).toMatchObject({ templates: [] });
  });

  test("prune shows first, and asks where nobody can answer", { timeout: 120_000 }, async () => {
    await home.edgelab(["template", "import", ova]);
    const asked = await home.edgelab(["template", "prune", "--json"]);
    expect(asked.error).toMatchObject({ code: "USAGE", next: expect.stringContaining("--yes") });
    const look = await home.edgelab(["template", "prune", "--dry-run", "--json"]);
    expect(look.result).toMatchObject({ removed: [], unused: [expect.stringContaining("palette-edge-")] });
    const pruned = await home.edgelab(["template", "prune", "--yes", "--json"]);
    expect(pruned.result).toMatchObject({ removed: [expect.stringContaining("palette-edge-")] });
  });

  test("build --builder vsphere installs on the vCenter, once", { timeout: 120_000 }, async () => {
    await writeFile(join(home.folder, "stand-in.iso"), createStandIn());
    const args = ["template", "build", "--builder", "vsphere", "--iso", "stand-in.iso", "--json"];
    const first = await home.edgelab(args);
    expect(first.stderr).toBe("");
    expect(first.result).toMatchObject({ outcome: "built" });
    expect(await home.edgelab(args)).toMatchObject({ exitCode: 0, result: { outcome: "unchanged" } });
    const name = String(first.result!["name"]);
    const exported = await home.edgelab(["template", "export", name, "-o", "simulated.ova", "--json"]);
    expect(exported.stderr).toBe("");
    await home.edgelab(["template", "prune", "--yes"]);
    const { type: _, ...env } = (await home.edgelab(["sandbox", "env", "--json"])).result as Record<string, string>;
    const real = ["template", "import", "simulated.ova", "--target", "vsphere", "--folder", "Labs/edge", "--json"];
    expect((await home.edgelab(real, env)).error).toMatchObject({
      code: "TEMPLATE_UNUSABLE",
      why: expect.stringContaining("simulated"),
    });
    const back = await home.edgelab(["template", "import", "simulated.ova", "--json"]);
    expect(back.result).toMatchObject({ name, outcome: "imported" });
  });

  test("mistakes of usage say what to do", { timeout: 60_000 }, async () => {
    const build = (...more: string[]) => home.edgelab(["template", "build", ...more, "--json"]);
    expect((await build()).error).toMatchObject({ code: "USAGE", next: expect.stringContaining("--iso") });
    expect((await build("--iso", "none.iso")).error).toMatchObject({ what: expect.stringContaining("none.iso") });
    expect((await build("--iso", "stand-in.iso", "--hardware", "none.yaml")).error).toMatchObject({
      code: "LAB_INVALID",
      why: expect.stringContaining("none.yaml"),
    });
    const both = ["--builder", "vsphere", "-o", "x.ova", "--iso", "stand-in.iso"];
    expect((await build(...both)).error).toMatchObject({ code: "USAGE", next: expect.stringContaining("export") });
    const missing = await home.edgelab(["template", "import", "none.ova", "--json"]);
    expect(missing.error).toMatchObject({ code: "FILE_UNUSABLE" });
    const unknown = await home.edgelab(["template", "export", "none", "--json"]);
    expect(unknown.error).toMatchObject({ code: "NOT_FOUND" });
  });
});

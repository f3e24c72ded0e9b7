import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { EdgelabError } from "../core/errors.ts";
import { formatProblem } from "../core/problem.ts";
import { labRef, type LoadOptions, loadLab } from "./index.ts";
import { LabInvalidError } from "./lab-invalid-error.ts";

const labs = fileURLToPath(new URL("../../labs", import.meta.url));

const options = (over: Partial<LoadOptions> = {}): LoadOptions => ({
  env: {},
  cwd: "/",
  user: "Anna.Müller",
  signal: new AbortController().signal,
  ...over,
});

describe("the labs that are shipped", () => {
  it.each(["tutorial", "single-node", "ha", "custom-registry", "qa-matrix"])("%s", async (name) => {
    const { lab, warnings } = await loadLab(name, options({ cwd: labs }));
    expect(warnings).toEqual([]);
    expect(lab.checks).toMatchObject([{ service: "hello-universe-service", port: 8080, path: "/", expectStatus: 200 }]);
    expect(lab.template.hardware).toMatchObject({
      diskGiB: 150,
      version: "vmx-14",
      firmware: "bios",
      scsiController: "pvscsi",
    });
    const pooled = [lab.cluster.controlPlane, ...lab.cluster.workers].flatMap(({ hosts }) => hosts);
    expect(pooled.toSorted()).toEqual(lab.hosts.map((host) => host.name).toSorted());
  });
});

import type { Abortable } from "../core/abort.ts";
import type { StepContext } from "../engine/graph.ts";
import { receivePackage, withFacts } from "../ovf/index.ts";
import { type Datacenter, devicesOf, type Named, type Vsphere } from "../vsphere/index.ts";
import { EdgelabError } from "../core/errors.ts";
import { readMark } from "./marks.ts";
import { templatesPath } from "./observe.ts";
import type { LabRef } from "./results.ts";

export interface ExportedTemplate {
  readonly name: string;
  /** The archive, or the descriptor in its folder. */
  readonly path: string;
  readonly sizeBytes: number;
  /** What the vCenter thinks of the descriptor, in its own words. */
  readonly warnings: readonly string[];
}

/**
 * A template, or any machine that is powered off, as a package on this machine: its bytes go straight to where they stay.
 * A template of edgelab's keeps its content address, so that it is known again when it is imported elsewhere.
 *
 * @throws {EdgelabError} NOT_FOUND, AMBIGUOUS; TEMPLATE_UNUSABLE when it is powered on; FILE_EXISTS; VERIFY_FAILED, LEASE_LOST
 */
export async function exportMachine(
  { vcenter }: Pick<LabRef, "vcenter">,
  vsphere: Vsphere,
  { name, output, overwrite }: { readonly name: string; readonly output: string; readonly overwrite: boolean },
  step: StepContext,
): Promise<ExportedTemplate> {
  const { inventory, machines, packages } = vsphere;
  const datacenter = await inventory.datacenter(vcenter.datacenter, step);
  const folder = await inventory.tryFolder(templatesPath({ vcenter }), datacenter, step);
  const { ref, path } = await find(name, datacenter, folder, inventory, step);
  const source = await machines.source(ref, step);
  if (source.power !== "poweredOff") {
    throw new EdgelabError("TEMPLATE_UNUSABLE", {
      what: `"${path}" cannot be exported.`,
      why: `It is ${source.power}.`,
      next: "Power it off first.",
    });
  }
  const baseName = source.name.replaceAll(/[^\w.+-]+/g, "-").replace(/^[.-]+/, "") || "machine";
  const fileNames = devicesOf(source.devices, "VirtualDisk").map((_, index) => `${baseName}-disk-${index + 1}.vmdk`);
  await using received = await receivePackage(output, { name: baseName, fileNames, overwrite });
  const { descriptor, files, warnings } = await packages.exportMachine(
    ref,
    {
      name: baseName,
      sink: (file) => received.file(file.name),
      onProgress: (done, total) => step.progress({ done, total, unit: "bytes", message: "receiving the disk" }),
    },
    step,
  );
  const judged = readMark(Object.fromEntries(source.extraConfig), source.instanceUuid);
  const key = "mark" in judged && judged.mark.role === "template" ? judged.mark.inputs : undefined;
  const done = await received.finish(key === undefined ? descriptor : withFacts(descriptor, { inputs: key }));
  const sizeBytes = files.reduce((sum, file) => sum + file.sizeBytes, 0);
  step.changed(`${(sizeBytes / 1e6).toFixed(1)} MB`);
  return { name: source.name, path: done.path, sizeBytes, warnings };
}

async function find(
  name: string,
  datacenter: Datacenter,
  folder: Named | undefined,
  inventory: Vsphere["inventory"],
  options: Abortable,
): Promise<Named> {
  try {
    return await inventory.machine(name, datacenter, { ...options, folder });
  } catch (error) {
    if (!(error instanceof EdgelabError) || error.code !== "NOT_FOUND") throw error;
    const next =
      "`edgelab template list` shows the templates; any other machine goes by its whole path, /DC0/vm/folder/name.";
    throw new EdgelabError("NOT_FOUND", { ...error.details, next, cause: error });
  }
}

import { randomUUID } from "node:crypto";
import { EdgelabError } from "../core/errors.ts";
import { sha256 } from "../core/sha256.ts";
import { inspectDisk } from "../disk/index.ts";
import type { StepContext } from "../engine/graph.ts";
import { openPackage, type OvfPackage, vouchedDigests } from "../ovf/index.ts";
import type { MoRef } from "../vim25/index.ts";
import { openVmdk } from "../vmdk/index.ts";
import { canonical } from "./inputs.ts";
import { factsOf, unusable } from "./local-builder.ts";
import type { Session } from "./session.ts";
import type { TemplateSource } from "./template.ts";
import { type TemplateAddress, type TemplateOwner, type TemplateRoom, TemplateStore } from "./template-store.ts";
import { templateAddress } from "./wanted.ts";

export { openPackage };

/**
 * Content address of a package: what edgelab wrote into it, or for somebody else's the digests of all its files. One
 * without a manifest is refused when it is imported.
 */
export function addressOf({ envelope, manifest }: OvfPackage): TemplateAddress {
  const known = factsOf(envelope)["inputs"];
  if (known !== undefined && /^[0-9a-f]{64}$/.test(known)) return templateAddress(known);
  const digests = manifest?.entries.map(({ fileName, algorithm, digest: hex }) => [fileName, algorithm, hex]) ?? [];
  return templateAddress(sha256(canonical(["package", digests])));
}

/**
 * Makes a template of a package: its disk goes to the vCenter through a lease, then it gets a snapshot and its mark.
 * A template of the same content address that is there is used as it is, and nothing is sent.
 *
 * @throws {EdgelabError} TEMPLATE_UNUSABLE when its disk cannot be one; OVF_INVALID when its manifest does not vouch for all of it;
 *   VERIFY_FAILED when its bytes are not those of its manifest
 */
export async function importTemplate(
  source: OvfPackage,
  address: TemplateAddress,
  owner: TemplateOwner,
  session: Pick<Session, "vsphere" | "labUuid">,
  step: StepContext,
): Promise<TemplateSource> {
  const store = new TemplateStore(owner, session, address);
  return store.obtain(step, async (room, locked) => {
    const digests = await vouchedDigests(source, locked);
    await refuseUnusable(source, owner, locked);
    return await send(source, { ...room, store, address, digests }, session, locked);
  });
}

async function refuseUnusable(
  { path, files, envelope }: OvfPackage,
  { target }: Pick<TemplateOwner, "target">,
  step: StepContext,
): Promise<void> {
  const disks = envelope.disks.map(({ fileRef }) => {
    const href = envelope.files.find(({ id }) => id === fileRef)?.href;
    return files.find(({ name }) => name === href);
  });
  const [disk, ...others] = disks;
  const refuse = (why: string) =>
    new EdgelabError("TEMPLATE_UNUSABLE", {
      what: `${path} cannot be a template of Edge hosts.`,
      why,
      next: "`edgelab template verify` says more; `govc import.ova` takes any package.",
    });
  if (disk === undefined || others.length > 0) throw refuse(`It has ${disks.length} disks, and an Edge host has one.`);
  const firmware = envelope.system.hardware.config["firmware"] === "efi" ? "efi" : "bios";
  const found = await inspectDisk(await openVmdk(disk.source));
  if (found.simulated) {
    if (target === "sandbox") return;
    throw refuse("Its disk was written by a simulated machine of edgelab's sandbox, and starts nowhere else.");
  }
  const why = unusable(found, firmware);
  if (why !== undefined) throw refuse(why);
  if (found.standIn && target === "vsphere") {
    step.warn("STAND_IN", `${path} was installed by edgelab's stand-in installer: what is on it is no product.`);
  }
}

async function send(
  source: OvfPackage,
  {
    place,
    folder,
    store,
    address,
    digests,
  }: TemplateRoom & {
    readonly store: TemplateStore;
    readonly address: TemplateAddress;
    readonly digests: ReadonlyMap<string, string>;
  },
  { vsphere }: Pick<Session, "vsphere">,
  step: StepContext,
): Promise<MoRef> {
  let instanceUuid = "";
  const { ref, warnings } = await vsphere.packages.importPackage(
    {
      descriptor: source.descriptor.text,
      name: address.name,
      place,
      folder,
      networks: Object.fromEntries(source.envelope.networks.map(({ name }) => [name, place.network])),
      diskProvisioning: "thin",
      // asked again for each attempt, which must not be mistaken for the one before
      adjust: (spec) => {
        instanceUuid = randomUUID();
        const mark = Object.entries(store.builderMark(instanceUuid)).map(([key, value]) => ({ key, value }));
        const theirs = spec.configSpec.extraConfig?.filter(({ key }) => !key.startsWith("edgelab.")) ?? [];
        const extraConfig = [...theirs, ...mark];
        return { ...spec, configSpec: { ...spec.configSpec, instanceUuid, extraConfig } };
      },
      file: (path) => {
        const file = source.files.find(({ name }) => name === path);
        if (file === undefined) return undefined;
        return { ...file, sha256: digests.get(path) };
      },
      onProgress: (done, total) => step.progress({ done, total, unit: "bytes", message: "sending the disk" }),
    },
    step,
  );
  for (const warning of warnings) step.warn("OVF", warning);
  await keepMark(ref, instanceUuid, store, vsphere, step);
  return ref;
}

/** A server that chose another instanceUuid than it was asked for has made the mark one for another machine. */
async function keepMark(
  ref: MoRef,
  wanted: string,
  store: TemplateStore,
  { machines }: Pick<Session["vsphere"], "machines">,
  step: StepContext,
): Promise<void> {
  const { instanceUuid } = await machines.source(ref, step);
  if (instanceUuid === undefined || instanceUuid === wanted) return;
  await machines.reconfigure(ref, { extraConfig: store.builderMark(instanceUuid) }, step);
}

import { EdgelabError } from "../core/errors.ts";
import { BootPlan, catalogFile, type IsoBoot } from "./boot-plan.ts";
import { type BytesContent, sizeOf, type StoredContent, type StreamContent } from "./content.ts";
import { ContinuationArea } from "./continuation-area.ts";
import { DirectoryPlan, type Placed } from "./directory-plan.ts";
import { backupSectors, encodeHybrid } from "./hybrid.ts";
import { jolietNaming, primaryNaming } from "./naming.ts";
import { firstDescriptor, sectorSize, Space } from "./sector.ts";
import { buildTree, type DirectoryNode, type FileNode, type IsoFile, type IsoLink } from "./tree.ts";
import { encodeTerminator, encodeVolumeDescriptor } from "./volume-descriptor.ts";

export interface IsoSpec<Content extends StreamContent = BytesContent> {
  /** At most 32 characters; readers of Joliet see the first 16. */
  readonly volumeId: string;
  readonly files: readonly (IsoFile<Content> | IsoLink)[];
  /** Date of the volume and everything on it; equal input gives equal bytes. @default 2020-01-01 */
  readonly date?: Date | undefined;
  /** @default it starts nothing */
  readonly boot?: IsoBoot | undefined;
}

/** A volume whose every byte has its place. What lies between the pieces is zero. */
export interface IsoLayout {
  readonly sizeBytes: number;
  /** In ascending order, disjoint. */
  readonly pieces: readonly { readonly sector: number; readonly content: StoredContent }[];
}

/** Numbers of sectors have 32 bits. */
const mostSectors = 2 ** 32 - 1;

/**
 * Gives everything on a volume its place: descriptors, path tables, directories, long names, boot catalog, files.
 *
 * @throws {EdgelabError} ISO_INVALID for a name, volume id, boot image or amount that does not fit
 */
export function layOut({
  volumeId,
  files,
  date = new Date("2020-01-01T00:00:00Z"),
  boot,
}: IsoSpec<StreamContent>): IsoLayout {
  if (!/^[ -~]{1,32}$/.test(volumeId)) {
    throw new EdgelabError("ISO_INVALID", { what: `${JSON.stringify(volumeId)} cannot be the label of an ISO.` });
  }
  const tree = buildTree([...files, ...(boot ? catalogFile(boot) : [])]);
  const bootPlan = boot && new BootPlan(boot, tree);
  const sizes = new Map(filesOf(tree).map((file) => [file, sizeOf(file.content)]));
  const continuations = new ContinuationArea();
  const primary = new DirectoryPlan(tree, primaryNaming, { sizes, continuations });
  const joliet = new DirectoryPlan(tree, jolietNaming, { sizes, continuations });

  const space = new Space(firstDescriptor + (bootPlan ? 4 : 3));
  for (const plan of [primary, joliet]) plan.placePathTables(space);
  for (const plan of [primary, joliet]) plan.placeDirectories(space);
  const continued = space.take(continuations.sizeBytes);
  continuations.place(continued);
  const hiddenCatalog = bootPlan?.hidesCatalog ? space.take(sectorSize) : 0;
  const placed: Placed = new Map(
    [...sizes].map(([file, sizeBytes]) => [file, { sector: sizeBytes > 0 ? space.take(sizeBytes) : 0, sizeBytes }]),
  );
  if (boot?.hybrid) space.take(backupSectors * sectorSize);
  const volumeSpace = space.next;
  if (volumeSpace > mostSectors) {
    throw new EdgelabError("ISO_INVALID", { what: `An ISO holds at most ${mostSectors * sectorSize} bytes.` });
  }

  const sectorOf = (file: FileNode) => placed.get(file)?.sector ?? 0;
  const describe = (plan: DirectoryPlan, isJoliet: boolean) =>
    encodeVolumeDescriptor({ ...plan.hierarchy(), volumeId, volumeSpace, date, joliet: isJoliet });
  const descriptors = [
    describe(primary, false),
    ...(bootPlan ? [bootPlan.bootRecord(sectorOf, hiddenCatalog)] : []),
    describe(joliet, true),
    encodeTerminator(),
  ];
  const hybrid =
    bootPlan &&
    boot?.hybrid &&
    encodeHybrid({
      sectors: volumeSpace,
      esp: bootPlan.uefi && { sector: sectorOf(bootPlan.uefi), sizeBytes: sizeOf(bootPlan.uefi.content) },
      code: boot.hybrid.mbr,
      grub2Core: bootPlan.grub2Core && sectorOf(bootPlan.grub2Core),
      seed: `${volumeId}\0${date.toISOString()}\0${volumeSpace}`,
    });
  const pieces = [
    ...(hybrid ? [{ sector: 0, content: hybrid.systemArea }] : []),
    ...descriptors.map((content, index) => ({ sector: firstDescriptor + index, content })),
    ...[primary, joliet].flatMap((plan) => [...plan.pathTables()]),
    ...[primary, joliet].flatMap((plan) => [...plan.directories(placed, date)]),
    { sector: continued, content: continuations.encode() },
    ...(bootPlan?.hidesCatalog ? [{ sector: hiddenCatalog, content: bootPlan.catalog(sectorOf) }] : []),
    ...[...placed].map(([file, { sector }]) => ({
      sector,
      content: bootPlan?.replaced(file, sectorOf) ?? file.content,
    })),
    ...(hybrid ? [{ sector: volumeSpace - backupSectors, content: hybrid.backup }] : []),
  ].filter(({ content }) => sizeOf(content) > 0);
  return { sizeBytes: volumeSpace * sectorSize, pieces };
}

function filesOf(directory: DirectoryNode): FileNode[] {
  return [...directory.children.values()].flatMap((child) => {
    if (child.kind === "directory") return filesOf(child);
    return child.kind === "file" ? [child] : [];
  });
}

import type { Path } from "../core/yaml-source.ts";
import { checkProfile } from "./check-profile.ts";
import { expandProfile } from "./expand.ts";
import type { ProfileSettings } from "./lab.ts";
import { type ManifestService, readManifest } from "./manifests.ts";
import type { Read, Reading } from "./reading.ts";
import type { ProfileFile } from "./schema.ts";
import { isWithin } from "./validate.ts";

/** The profile with the files that it names, and the Services that its manifests make. */
export async function readProfile(
  reading: Reading,
  read: Read<ProfileFile> | undefined,
): Promise<{ settings: ProfileSettings; services: readonly ManifestService[] } | undefined> {
  if (read?.value === undefined) return undefined;
  const { value, broken, at } = read;
  for (const finding of checkProfile(value)) {
    const path = [...at, ...finding.path];
    if (!broken.some((known) => isWithin(path, known))) reading.report(read, { ...finding, path });
  }
  const texts = new Map<string, string>();
  const services: ManifestService[] = [];
  for (const { name, path } of filesOf(value)) {
    const text = await reading.text(name, read, [...at, ...path]);
    if (text === undefined) continue;
    texts.set(name, text);
    if (!path.includes("manifests")) continue;
    const manifest = readManifest(text, reading.path(name, read));
    reading.problems.push(...manifest.problems);
    services.push(...manifest.services);
  }
  return { settings: expandProfile(value, (name) => texts.get(name)), services };
}

/** Files that a profile names, with the settings that name them. */
function filesOf(profile: ProfileFile): { readonly name: string; readonly path: Path }[] {
  const files: { name: string; path: Path }[] = [];
  expandProfile(profile, (name, path) => {
    files.push({ name, path });
    return undefined;
  });
  return files;
}

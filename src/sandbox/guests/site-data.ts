import { isMap, isSeq, parseDocument } from "yaml";
import { hasCloudConfigHeader } from "../../iso/cloud-config.ts";
import { mergeUserData } from "../../iso/user-data.ts";
import type { DiskContent, Machine } from "../machine.ts";
import { findUserData } from "./data-source.ts";
import { diskPaths, readText } from "./disk-layout.ts";

/**
 * The user-data of a system that boots from its disk. Data sources are polled until one has delivered, once per disk:
 * a clone of a disk that already took site data never looks at its own CD.
 *
 * @throws {EdgelabError} USER_DATA_INVALID when the parts do not merge
 */
export async function systemUserData(machine: Machine, content: DiskContent): Promise<string> {
  const taken = [diskPaths.siteData, diskPaths.olderSiteData].some((path) => content.read(path) !== undefined);
  const found = taken ? undefined : await findUserData(machine);
  if (taken && machine.cds().length > 0) machine.console("/oem/95_userdata exists: data sources are not polled again");
  if (found) {
    machine.console(`Site user-data from ${found.source}`);
    content.write(diskPaths.siteData, withoutSkipped(found.text));
  }
  const stored = readText(content, diskPaths.siteData) ?? readText(content, diskPaths.olderSiteData);
  const texts = [readText(content, diskPaths.customConfig), found?.text ?? stored];
  const usable = texts.filter((text) => text !== undefined && hasCloudConfigHeader(text)) as string[];
  if (found && !hasCloudConfigHeader(found.text))
    machine.console("Site user-data has no #cloud-config header: ignored");
  return mergeUserData(...usable);
}

/** Steps named `skip-copy-*` run once and are not stored. */
function withoutSkipped(text: string): string {
  if (!text.includes("skip-copy-")) return text;
  const document = parseDocument(text, { logLevel: "silent" });
  const stages = document.get("stages");
  if (document.errors.length > 0 || !isMap(stages)) return text;
  for (const { value } of stages.items) {
    if (!isSeq(value)) continue;
    value.items = value.items.filter((step) => !(isMap(step) && String(step.get("name")).startsWith("skip-copy-")));
  }
  return String(document);
}

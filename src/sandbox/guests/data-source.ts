import { gunzipSync } from "node:zlib";
import { EdgelabError } from "../../core/errors.ts";
import { maxCloudConfigBytes } from "../../iso/cloud-config.ts";
import { type IsoImage, readIso } from "../../iso/reader.ts";
import type { Machine } from "../machine.ts";

export interface FoundData {
  readonly text: string;
  /** Where it came from, for the console. */
  readonly source: string;
}

/**
 * Polls the data sources in Kairos' order: media labelled `cidata` or `CIDATA`, then any CD with the file, then VMware
 * guestinfo. The first that delivers wins. The file is `user-data`, else `config`.
 */
export async function findUserData(machine: Machine): Promise<FoundData | undefined> {
  const media = (await Promise.all(machine.cds().map(openIso))).filter((image) => image !== undefined);
  const isSeed = ({ label }: IsoImage) => label === "cidata" || label === "CIDATA";
  for (const image of [...media.filter(isSeed), ...media.filter((other) => !isSeed(other))]) {
    for (const path of ["/user-data", "/config"]) {
      if (image.entries.get(path)?.kind !== "file") continue;
      const bytes = await image.readFile(path, { maxBytes: maxCloudConfigBytes });
      return { text: Buffer.from(bytes).toString("utf8"), source: `CD ${image.label}` };
    }
  }
  return fromGuestInfo(machine);
}

/** A medium that cannot be read is a medium without data, as for `mount`. */
async function openIso(medium: ReturnType<Machine["cds"]>[number]): Promise<IsoImage | undefined> {
  try {
    return await readIso(medium);
  } catch (error) {
    if (error instanceof EdgelabError && error.code === "ISO_INVALID") return undefined;
    throw error;
  }
}

function fromGuestInfo(machine: Machine): FoundData | undefined {
  const data = machine.guestInfo("guestinfo.userdata");
  if (!data) return undefined;
  const encoding = machine.guestInfo("guestinfo.userdata.encoding");
  const source = "VMware guestinfo";
  if (encoding === "base64") return { text: Buffer.from(data, "base64").toString("utf8"), source };
  if (encoding === "gzip+base64") {
    const text = gunzipSync(Buffer.from(data, "base64"), { maxOutputLength: maxCloudConfigBytes }).toString("utf8");
    return { text, source };
  }
  machine.console(`Unknown encoding ${JSON.stringify(encoding ?? "")} of guestinfo.userdata: ignored`);
  return undefined;
}

import type { EdgeFiles, EdgeLabel } from "./edge-files.ts";

/** Whether an installed disk was ever started: then its clones would share what a first start makes unique. */
export interface Booted {
  readonly ever: boolean;
  /** What only a start leaves behind, each with what it means for clones. */
  readonly evidence: readonly string[];
}

/** A machine-id has 33 bytes, an initiator name at most 224. */
const smallFile = 64 << 10;
/** Site data are taken once per disk; where, depends on the age of Kairos. */
const siteData = ["/95_userdata", "/userdata"];
/** Kept folders: an immutable system binds them over /etc from here. */
const kept = { ssh: ["/.state/etc-ssh.bind", "/etc/ssh"], iscsi: ["/.state/etc-iscsi.bind", "/etc/iscsi"] };

/** Looks for an identity, secrets and consumed site data. What an installer itself leaves is no evidence. */
export async function inspectBooted(files: EdgeFiles): Promise<Booted> {
  const evidence: string[] = [];
  const machineId = await text(files, "COS_PERSISTENT", "/etc/machine-id");
  if (machineId !== "") evidence.push("COS_PERSISTENT:/etc/machine-id is kept: all clones would have one identity");
  if (await files.stat("COS_OEM", "/.stylus-state")) {
    evidence.push("COS_OEM:/.stylus-state is the agent's memory of its site name and token");
  }
  for (const path of siteData) {
    if (await files.stat("COS_OEM", path)) {
      evidence.push(`COS_OEM:${path} are site data already taken: clones would ignore theirs`);
    }
  }
  for (const folder of kept.ssh) {
    const keys = (await files.list("COS_PERSISTENT", folder)).filter(({ name }) => /^ssh_host_\w+_key$/.test(name));
    if (keys.length > 0)
      evidence.push(`COS_PERSISTENT:${folder}/${keys[0]!.name} would be the SSH host key of all clones`);
  }
  for (const folder of kept.iscsi) {
    const path = `${folder}/initiatorname.iscsi`;
    if (/^InitiatorName=./m.test(await text(files, "COS_PERSISTENT", path))) {
      evidence.push(`COS_PERSISTENT:${path} would be the iSCSI name of all clones`);
    }
  }
  return { ever: evidence.length > 0, evidence };
}

/** Trimmed; empty when there is no such file. */
async function text(files: EdgeFiles, label: EdgeLabel, path: string): Promise<string> {
  const bytes = await files.read(label, path, smallFile);
  return bytes ? Buffer.from(bytes).toString("utf8").trim() : "";
}

/**
 * The mark that edgelab writes on what it makes. On VMs and templates it is extraConfig, in Palette labels.
 * A clone inherits extraConfig, so a mark names its bearer and counts on no other machine.
 */
export type Role = "host" | "template" | "builder";

export interface Mark {
  readonly role: Role;
  /** UUID of the lab; undefined on a template, which belongs to no lab. */
  readonly lab: string | undefined;
  readonly name: string | undefined;
  readonly instance: string | undefined;
  /** `demo-1`, on a host. */
  readonly host: string | undefined;
  /** What went into it: see `inputs.ts`. On a template and its builder, the content address. */
  readonly inputs: string | undefined;
}

/** Every key is written, an absent value as the empty string: that removes what a clone inherited. */
export function markToConfig(mark: Mark, bearer: string): Record<string, string> {
  return {
    "edgelab.lab": mark.lab ?? "",
    "edgelab.name": mark.name ?? "",
    "edgelab.instance": mark.instance ?? "",
    "edgelab.role": mark.role,
    "edgelab.host": mark.host ?? "",
    "edgelab.inputs": mark.inputs ?? "",
    "edgelab.bearer": bearer,
  };
}

/** The keys to read from extraConfig. */
export const markKeys = [
  "edgelab.lab",
  "edgelab.name",
  "edgelab.instance",
  "edgelab.role",
  "edgelab.host",
  "edgelab.inputs",
  "edgelab.bearer",
] as const;

/**
 * The mark of a machine, or why it has none that counts.
 *
 * @param instanceUuid `config.instanceUuid` as read together with the extraConfig
 */
export function readMark(
  config: Readonly<Record<string, string>>,
  instanceUuid: string | undefined,
): { readonly mark: Mark } | { readonly unmarked: string } {
  const get = (key: (typeof markKeys)[number]) => config[key] || undefined;
  const role = get("edgelab.role");
  const bearer = get("edgelab.bearer");
  if (role === undefined || bearer === undefined) return { unmarked: "it carries no mark of edgelab" };
  if (instanceUuid === undefined || bearer.toLowerCase() !== instanceUuid.toLowerCase()) {
    return { unmarked: "its mark was made for another machine, of which it is a copy" };
  }
  if (role !== "host" && role !== "template" && role !== "builder") {
    return { unmarked: `its mark names a role that this version does not know, "${role}"` };
  }
  return {
    mark: {
      role,
      lab: get("edgelab.lab"),
      name: get("edgelab.name"),
      instance: get("edgelab.instance"),
      host: get("edgelab.host"),
      inputs: get("edgelab.inputs"),
    },
  };
}

/** The lab as Palette labels name it. */
export function markLabels(lab: { readonly name: string; readonly instance: string }, labUuid: string) {
  return { "edgelab-lab": lab.name, "edgelab-instance": lab.instance, "edgelab-id": labUuid };
}

/** Whether labels are this lab's: the UUID decides, it is unique to vCenter, name and instance. */
export function isOurs(labels: Readonly<Record<string, string>> | undefined | null, labUuid: string): boolean {
  return labels?.["edgelab-id"] === labUuid;
}

/** For messages: whose an object is, as far as its labels say. */
export function ownerOf(labels: Readonly<Record<string, string>> | undefined | null): string {
  const name = labels?.["edgelab-lab"];
  if (name === undefined) return "it carries no mark of edgelab";
  return `it belongs to lab "${name}" of ${labels?.["edgelab-instance"] ?? "somebody"}`;
}

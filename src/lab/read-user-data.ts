import { EdgelabError } from "../core/errors.ts";
import { formatProblem } from "../core/problem.ts";
import { type Path, YamlSource } from "../core/yaml-source.ts";
import { type CheckUserDataOptions, checkUserData, mergeUserData } from "../iso/user-data.ts";
import type { ExpandedHost } from "./hosts.ts";
import { interpolate } from "./interpolate.ts";
import type { HostSettings } from "./lab.ts";
import type { Read, Reading } from "./reading.ts";
import type { LabFile } from "./schema.ts";
import { valueAt } from "./validate.ts";

/** Shell and file contents have `${...}` of their own. */
const foreignTexts = new Set(["stages", "runcmd", "bootcmd", "write_files"]);

export interface TemplateUserData {
  readonly text: string;
  readonly file: string | undefined;
}

export async function readTemplateUserData(
  reading: Reading,
  lab: Read<unknown>,
  { name, hosts }: { readonly name: string | undefined; readonly hosts: number },
): Promise<TemplateUserData> {
  const { overrides = {} } = reading.options;
  if (name === undefined) return { text: "#cloud-config\n", file: undefined };
  const text = await read(reading, lab, name, ["installer", "userData"], {
    purpose: "template",
    hosts,
    allowToken: overrides.allowTokenInTemplate,
    allowSecrets: overrides.allowSecretsInTemplate,
  });
  return { text: text ?? "#cloud-config\n", file: reading.path(name, lab) };
}

/** Texts of the groups' and hosts' user-data, by the file's name as the lab has it. */
export async function readHostUserData(
  reading: Reading,
  lab: Read<LabFile>,
  groups: LabFile["hosts"],
): Promise<ReadonlyMap<string, string>> {
  const named = Object.entries(groups).flatMap(([group, { userData, count, hosts }]) => [
    { name: userData, path: ["hosts", group, "userData"], hosts: count },
    ...Object.entries(hosts).map(([host, own]) => ({
      name: own.userData,
      path: ["hosts", group, "hosts", host, "userData"],
      hosts: 1,
    })),
  ]);
  const texts = new Map<string, string>();
  for (const { name, path, hosts } of named) {
    const text = name === undefined ? undefined : await read(reading, lab, name, path, { purpose: "any", hosts });
    if (name !== undefined && text !== undefined) texts.set(name, text);
  }
  return texts;
}

async function read(
  reading: Reading,
  lab: Read<unknown>,
  name: string,
  path: Path,
  options: CheckUserDataOptions,
): Promise<string | undefined> {
  const written = await reading.text(name, lab, path);
  if (written === undefined) return undefined;
  const file = reading.path(name, lab);
  const source = new YamlSource(written, file, { verbatim: true });
  const variables = interpolate(source, reading.options.env, ([top]) => foreignTexts.has(String(top)));
  const text = variables.written.size === 0 ? written : source.toString();
  const found = [
    ...variables.problems.map(({ problem }) => problem),
    ...checkUserData(text, { ...options, file, positions: source }),
  ];
  // Two groups may share a file: it is still one file's mistake.
  const known = new Set(reading.problems.map((problem) => formatProblem(problem)));
  reading.problems.push(...found.filter((problem) => !known.has(formatProblem(problem))));
  return text;
}

type HostIdentity = Pick<HostSettings, "userData" | "edgeHostId" | "edgeHostPrefix">;

/** What each host's user-data comes to, and whether it changes the host's ID. By the host's name. */
export function mergeHostUserData(
  reading: Reading,
  lab: Read<LabFile>,
  hosts: readonly ExpandedHost[],
  { template, texts }: { readonly template: string; readonly texts: ReadonlyMap<string, string> },
): ReadonlyMap<string, HostIdentity> {
  // Hosts of a group share their files: a hundred hosts are one merge.
  const merged = new Map<string, HostIdentity>();
  return new Map(
    hosts.map(({ settings, path, userDataFiles }) => {
      const key = JSON.stringify(userDataFiles);
      const own = userDataFiles.flatMap((name) => texts.get(name) ?? []);
      const identity = merged.get(key) ?? merge(reading, lab, [...path, "userData"], { template, own });
      merged.set(key, identity);
      return [settings.name, identity];
    }),
  );
}

function merge(
  reading: Reading,
  lab: Read<LabFile>,
  path: Path,
  { template, own }: { readonly template: string; readonly own: readonly string[] },
): HostIdentity {
  try {
    const site = valueAt(new YamlSource(mergeUserData(template, ...own)).value, ["stylus", "site"]);
    return {
      userData: own.length > 1 ? mergeUserData(...own) : own[0],
      edgeHostId: textAt(site, "name"),
      edgeHostPrefix: textAt(site, "prefix"),
    };
  } catch (error) {
    if (!(error instanceof EdgelabError)) throw error;
    // A text that is wrong by itself has been reported.
    if (!reading.isFaulty) {
      const why = error.details.why?.replace(/\.$/, "").replace(/^In/, "in");
      reading.report(lab, { path, message: "does not merge with the template's user-data", found: why });
    }
    return { userData: undefined };
  }
}

function textAt(value: unknown, key: string): string | undefined {
  const text = valueAt(value, [key]);
  return typeof text === "string" && text !== "" ? text : undefined;
}

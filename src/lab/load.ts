import { stat } from "node:fs/promises";
import { basename, dirname } from "node:path";
import { EdgelabError } from "../core/errors.ts";
import { readTextFile, UnusableTextError } from "../core/text-file.ts";
import { formatPath, type Path, YamlSource } from "../core/yaml-source.ts";
import { crossCheck } from "./check.ts";
import { chosenInstance, chosenTarget, workFolder } from "./choices.ts";
import { connections, fileMistake } from "./connections.ts";
import { cacheFolder, sandboxFolder } from "./environment.ts";
import { expandLab } from "./expand.ts";
import { expandHosts } from "./hosts.ts";
import type { LoadedLab, LoadOptions } from "./index.ts";
import { interpolate } from "./interpolate.ts";
import type { Target } from "./lab.ts";
import { absent, locateLab } from "./locate.ts";
import { readProfile } from "./read-profile.ts";
import { mergeHostUserData, readHostUserData, readTemplateUserData } from "./read-user-data.ts";
import { type Read, Reading, siblingOf } from "./reading.ts";
import { sandboxCidr, sandboxGateway } from "./sandbox-place.ts";
import { hardwareSchema, type LabFile, labSchema, profileSchema } from "./schema.ts";
import { isWithin, validate, valueAt, without } from "./validate.ts";

/** Read, replace variables, check form, read what it names, check what belongs together, expand. */
export async function load(path: string, options: LoadOptions): Promise<LoadedLab> {
  const { env, cwd, signal, overrides = {} } = options;
  const labFile = await locateLab(path, cwd);
  const reading = new Reading(labFile, options);
  const source = new YamlSource(await readLab(labFile, options), labFile);
  reading.problems.push(...source.problems);
  const { written, emptied, problems: unset } = interpolate(source, env);
  const raw = source.value;
  if (!isMap(raw)) {
    if (raw !== undefined) reading.report({ source }, { path: [], ...noLab(raw) });
    throw reading.failure();
  }

  const target = chosenTarget(options) ?? (raw["target"] === "vsphere" ? "vsphere" : "sandbox");
  const isUnread = (at: Path) => target === "sandbox" && unreadInSandbox.some((unread) => isWithin(at, unread));
  without(raw, [...emptied, ...unset.map((entry) => entry.path).filter(isUnread)]);
  const missing = unset.filter((entry) => !isUnread(entry.path));
  if (overrides.transport !== undefined) raw["vcenter"] = { ...asMap(raw["vcenter"]), transport: overrides.transport };
  const reported = missing.map((entry) => entry.path);
  const validation = validate(labSchema, raw, { source, written, reported, standIns });
  reading.problems.push(...missing.map(({ problem }) => problem), ...validation.problems);
  warnOfSecrets(reading, { source, raw, written });

  const lab: Read<LabFile> = { ...validation, source, at: [], folder: dirname(labFile) };
  const [profileRead, hardwareRead] = await Promise.all([
    reading.nested(profileSchema, ["profile"], lab, { raw, written }),
    reading.nested(hardwareSchema, ["template", "hardware"], lab, { raw, written }),
  ]);
  const profile = await readProfile(reading, profileRead);
  if (validation.value === undefined) throw reading.failure();

  const file = target === "sandbox" ? inSandbox(validation.value) : validation.value;
  const instance = chosenInstance(options, file.instance);
  const hosts = expandHosts(file.hosts, file.network);
  const [userData, texts, iso, ends] = await Promise.all([
    readTemplateUserData(reading, lab, { name: file.installer.userData, hosts: hosts.length }),
    readHostUserData(reading, lab, file.hosts),
    findIso(reading, lab, { file, target }),
    connections(target, file, {
      env,
      cwd,
      folder: lab.folder,
      signal,
      report: (at, finding) => reading.report(lab, { path: at, ...finding }),
    }),
  ]);
  const findings = crossCheck({
    file,
    target,
    hosts,
    broken: validation.broken,
    hardware: hardwareRead?.value,
    profile: profile?.settings,
    services: profile?.services ?? [],
  });
  for (const finding of findings) reading.report(lab, finding);
  const hostUserData = mergeHostUserData(reading, lab, hosts, { template: userData.text, texts });
  if (reading.isFaulty || profile === undefined) throw reading.failure();

  return {
    lab: expandLab({
      file,
      path: labFile,
      instance,
      target,
      ...ends,
      iso,
      userData,
      hosts,
      hostUserData,
      workDir: workFolder(lab.folder, { name: file.name, instance }),
      sandboxDir: sandboxFolder(env),
      cacheDir: cacheFolder(env),
      allowToken: overrides.allowTokenInTemplate,
      allowSecrets: overrides.allowSecretsInTemplate,
      hardware: hardwareRead?.value ?? hardwareSchema.parse({}),
      profile: profile.settings,
    }),
    warnings: reading.inFileOrder(),
  };
}

async function readLab(file: string, { signal }: LoadOptions): Promise<string> {
  try {
    return await readTextFile(file, { signal });
  } catch (error) {
    signal.throwIfAborted();
    throw new EdgelabError(error instanceof UnusableTextError ? "LAB_INVALID" : "LAB_NOT_FOUND", {
      what: `Cannot read the lab file ${file}.`,
      why: `${fileMistake(error, basename(file))}.`,
      next: "Give the path of a lab file, or of a folder that holds a lab.yaml.",
      cause: error,
    });
  }
}

function noLab(value: unknown) {
  const message = value === null ? "the file is empty" : "not a lab";
  return { message, expected: "a map of settings such as name, hosts and cluster" };
}

/** What takes the place of missing settings while the other mistakes are looked for. */
const standIns = {
  name: "lab",
  hosts: { host: {} },
  profile: { name: "profile", packs: [{ name: "pack", layer: "os", tag: "1.0.0" }] },
  cluster: { name: "cluster", vip: "0.0.0.0", controlPlane: { hosts: ["host-1"] } },
  "cluster.name": "cluster",
  "cluster.vip": "0.0.0.0",
  "cluster.controlPlane": { hosts: ["host-1"] },
  "cluster.controlPlane.hosts": ["host-1"],
};

/** A variable that is not set does no harm where nobody reads it. */
const unreadInSandbox: readonly Path[] = [
  ...["server", "username", "password", "tls"].map((key) => ["vcenter", key]),
  ...["datacenter", "cluster", "host", "resourcePool", "folder", "datastore", "network"].map((key) => ["vcenter", key]),
  ...["endpoint", "apiKey", "tls"].map((key) => ["palette", key]),
  ["installer", "iso"],
];

/** The sandbox knows its own network. */
function inSandbox(file: LabFile): LabFile {
  const { cidr = sandboxCidr, gateway } = file.network;
  return {
    ...file,
    network: { ...file.network, cidr, gateway: gateway ?? (cidr === sandboxCidr ? sandboxGateway : undefined) },
  };
}

async function findIso(
  reading: Reading,
  lab: Read<LabFile>,
  { file: { installer, template }, target }: { readonly file: LabFile; readonly target: Target },
): Promise<string | undefined> {
  const { iso } = installer;
  if (iso === undefined || template.builder === "existing") return undefined;
  const path = reading.path(iso, lab);
  if ((await stat(path).catch(absent))?.isFile()) return path;
  const isSandbox = target === "sandbox";
  // In the sandbox an ISO that was never built is the normal case; one that is not beside its siblings is a slip.
  if (!isSandbox || (await stat(dirname(path)).catch(absent))) {
    reading.report(lab, {
      severity: "warning",
      path: ["installer", "iso"],
      message: `no such file: ${iso}`,
      nearest: await siblingOf(path),
      fix: isSandbox ? "the sandbox uses its stand-in installer" : "`up` stops at the installation until it is there",
    });
  }
  return isSandbox ? undefined : path;
}

function warnOfSecrets(
  reading: Reading,
  {
    source,
    raw,
    written,
  }: { readonly source: YamlSource; readonly raw: unknown; readonly written: ReadonlyMap<string, string> },
): void {
  const registries = valueAt(raw, ["registration", "registries"]);
  const paths: Path[] = [
    ["vcenter", "password"],
    ["palette", "apiKey"],
    ["registration", "token"],
    ...(Array.isArray(registries)
      ? registries.map((_, index) => ["registration", "registries", index, "password"])
      : []),
  ];
  for (const path of paths) {
    const value = valueAt(raw, path);
    if (typeof value !== "string" || value === "find-or-create" || written.has(formatPath(path))) continue;
    reading.report(
      { source },
      {
        severity: "warning",
        path,
        message: "a secret in a file is soon in a repository",
        fix: "write it as ${VARIABLE}",
      },
    );
  }
}

type Settings = Record<string, unknown>;

function isMap(value: unknown): value is Settings {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function asMap(value: unknown): Settings {
  return isMap(value) ? value : {};
}

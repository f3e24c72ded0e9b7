import { readdir, stat } from "node:fs/promises";
import { homedir } from "node:os";
import { basename, dirname, join, resolve } from "node:path";
import type { z } from "zod";
import { EdgelabError } from "../core/errors.ts";
import { nearest } from "../core/nearest.ts";
import { formatProblem, type Problem } from "../core/problem.ts";
import { readTextFile, UnusableTextError } from "../core/text-file.ts";
import { formatPath, type Path, YamlSource } from "../core/yaml-source.ts";
import { checkUserData, mergeUserData, type UserDataPurpose } from "../iso/user-data.ts";
import { checkProfile, crossCheck, type Finding, sandboxCidr } from "./check.ts";
import { connections, fileMistake, resolvePath } from "./connections.ts";
import { expandLab, expandLimits, expandProfile } from "./expand.ts";
import { expandHosts } from "./hosts.ts";
import type { LabOverrides, LabReference, LoadedLab, LoadOptions } from "./index.ts";
import { type Environment, interpolate } from "./interpolate.ts";
import type { HardwareSettings, HostSettings, Lab, ProfileSettings, Target } from "./lab.ts";
import { LabInvalidError } from "./lab-invalid-error.ts";
import { readManifest } from "./manifests.ts";
import { instanceOfUser } from "./names.ts";
import { hardwareSchema, instanceSchema, labSchema, type LabFile, profileSchema } from "./schema.ts";
import { isWithin, type Validation, validate, valueAt } from "./validate.ts";

export async function load(path: string, options: LoadOptions): Promise<LoadedLab> {
  const file = await locate(resolve(options.cwd, path), path);
  const loading = new Loading(file, options);
  return loading.run();
}

/** A lab by its name, without its file. */
export async function labReference(
  options: LoadOptions & { readonly name: string; readonly folder?: string | undefined },
): Promise<LabReference> {
  const { name, folder, env, cwd, signal, overrides = {} } = options;
  const target = chooseTarget(overrides, env) ?? "sandbox";
  const instance = chooseInstance(overrides, env, options.user);
  const defaults = {
    vcenter: labSchema.shape.vcenter.parse({
      ...(folder === undefined ? {} : { folder }),
      ...(overrides.transport ? { transport: overrides.transport } : {}),
    }),
    palette: labSchema.shape.palette.parse({}),
  };
  const problems: Problem[] = [];
  const report = (path: Path, finding: Omit<Finding, "path">) =>
    problems.push({ severity: "error", path: formatPath(path), ...finding });
  const { vcenter, palette } = await connections(target, defaults, { env, cwd, folder: cwd, signal, report });
  if (problems.length > 0) {
    throw new EdgelabError("LAB_INVALID", {
      what: `The environment does not say where lab "${name}" is.`,
      why: problems.map((problem) => formatProblem(problem)).join("\n"),
    });
  }
  return {
    name,
    instance,
    target,
    vcenter: target === "sandbox" && folder !== undefined ? { ...vcenter, folder } : vcenter,
    palette,
    workDir: workDir(cwd, name, instance),
    sandboxDir: sandboxDir(env),
    limits: expandLimits(labSchema.shape.limits.parse({})),
  };
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

/** Read by nobody in the sandbox, so that a variable which is not set there does no harm. */
const unreadInSandbox: readonly Path[] = [
  ["vcenter", "server"],
  ["vcenter", "username"],
  ["vcenter", "password"],
  ["vcenter", "tls"],
  ...["datacenter", "cluster", "host", "resourcePool", "folder", "datastore", "network"].map((key) => ["vcenter", key]),
  ["palette", "endpoint"],
  ["palette", "apiKey"],
  ["palette", "tls"],
  ["installer", "iso"],
];

const secrets: readonly Path[] = [
  ["vcenter", "password"],
  ["palette", "apiKey"],
];

/** Shell and templates have `${...}` of their own. */
const foreignTexts = new Set(["stages", "runcmd", "bootcmd", "write_files"]);

interface Read<T> extends Validation<T> {
  readonly source: YamlSource;
  /** Where the value stands in `source`. */
  readonly at: Path;
  /** Folder of the file. */
  readonly folder: string;
}

/** One lab file being loaded: collects every mistake of every file on the way. */
class Loading {
  readonly #file: string;
  readonly #folder: string;
  readonly #options: LoadOptions;
  readonly #problems: Problem[] = [];
  readonly #texts = new Map<string, Promise<string | Error>>();

  constructor(file: string, options: LoadOptions) {
    this.#file = file;
    this.#folder = dirname(file);
    this.#options = options;
  }

  async run(): Promise<LoadedLab> {
    const { env, cwd, signal, user, overrides = {} } = this.#options;
    const source = this.#parse(await this.#readLab(), this.#file);
    const { written, problems: unset } = interpolate(source, env);
    const raw = source.value;
    if (typeof raw !== "object" || raw === null || Array.isArray(raw)) {
      this.#problems.push(
        source.problem([], {
          message: raw === null ? "the file is empty" : "not a lab",
          expected: "a map of settings such as name, hosts and cluster",
        }),
      );
      throw this.#failure();
    }
    const target = chooseTarget(overrides, env) ?? (valueAt(raw, ["target"]) === "vsphere" ? "vsphere" : "sandbox");
    const reported: Path[] = [];
    for (const { path, problem } of unset) {
      if (target === "sandbox" && unreadInSandbox.some((unread) => isWithin(path, unread))) remove(raw, path);
      else {
        this.#problems.push(problem);
        reported.push(path);
      }
    }
    for (const [key, value] of Object.entries({ transport: overrides.transport })) {
      if (value !== undefined) set(raw, ["vcenter", key], value);
    }
    const validation = validate(labSchema, raw, { source, written, reported, standIns });
    this.#problems.push(...validation.problems);
    const lab: Read<LabFile> = { ...validation, source, at: [], folder: this.#folder };

    const instance = chooseInstance(overrides, env, user, valueAt(validation.value, ["instance"]));
    const report = (path: Path, finding: Omit<Finding, "path">) => this.#report(lab, { path, ...finding });
    const [profileRead, hardwareRead] = await Promise.all([
      this.#nested(lab, ["profile"], raw, written, profileSchema),
      this.#nested(lab, ["template", "hardware"], raw, written, hardwareSchema),
    ]);
    const profile = await this.#profile(profileRead);
    const file = validation.value && withNetwork(validation.value, target);
    this.#warnOfSecrets(source, raw, written);
    if (file === undefined) throw this.#failure();

    const hardware: HardwareSettings | undefined = hardwareRead?.value ?? hardwareSchema.parse({});
    const hosts = expandHosts(file.hosts, file.network);
    const [userData, hostUserData, iso, { vcenter, palette }] = await Promise.all([
      this.#templateUserData(lab, file, hosts.length),
      this.#hostUserData(lab, file),
      this.#iso(lab, file, target),
      connections(target, file, { env, cwd, folder: this.#folder, signal, report }),
    ]);
    const services = profile?.services ?? [];
    const findings = crossCheck({
      file,
      target,
      hosts,
      hardware: hardwareRead?.value ?? undefined,
      profile: profile?.settings,
      services,
      broken: validation.broken,
    });
    for (const finding of findings) this.#report(lab, finding);
    const identities = this.#identities(lab, hosts, userData.text, hostUserData);

    if (this.#problems.some(({ severity }) => severity === "error") || profile === undefined) throw this.#failure();
    return {
      lab: expandLab({
        file,
        path: this.#file,
        instance,
        target,
        workDir: workDir(this.#folder, file.name, instance),
        sandboxDir: sandboxDir(env),
        vcenter,
        palette,
        iso,
        userData,
        hardware,
        profile: profile.settings,
        hosts,
        hostUserData: identities,
      }),
      warnings: this.#problems,
    };
  }

  async #readLab(): Promise<string> {
    try {
      return await readTextFile(this.#file, { signal: this.#options.signal });
    } catch (error) {
      this.#options.signal.throwIfAborted();
      throw new EdgelabError(error instanceof UnusableTextError ? "LAB_INVALID" : "LAB_NOT_FOUND", {
        what: `Cannot read the lab file ${this.#file}.`,
        why: `${fileMistake(error, basename(this.#file))}.`,
        cause: error,
      });
    }
  }

  /** The text as YAML, or the end of loading: without its structure nothing in it can be judged. */
  #parse(text: string, file: string): YamlSource {
    const source = new YamlSource(text, file);
    this.#problems.push(...source.problems);
    if (source.value === undefined) throw this.#failure();
    return source;
  }

  /** A setting that is a map itself, or names a file that holds one. */
  async #nested<T>(
    lab: Read<LabFile>,
    path: Path,
    raw: unknown,
    written: ReadonlyMap<string, string>,
    schema: z.ZodType<T>,
  ): Promise<Read<T> | undefined> {
    const given = valueAt(raw, path);
    if (typeof given === "object" && given !== null) {
      // Its mistakes have been reported with the lab's own.
      const { value, broken } = validate(schema, given, { source: lab.source, at: path, written });
      return { value, problems: [], broken, source: lab.source, at: path, folder: lab.folder };
    }
    if (typeof given !== "string" || given === "" || lab.broken.some((known) => isWithin(path, known)))
      return undefined;
    const text = await this.#text(lab, given, path);
    if (text === undefined) return undefined;
    const source = new YamlSource(text, resolvePath(given, lab.folder, this.#options.env));
    this.#problems.push(...source.problems);
    if (source.value === undefined) return undefined;
    const { written: inFile, problems } = interpolate(source, this.#options.env);
    this.#problems.push(...problems.map(({ problem }) => problem));
    const validation = validate(schema, source.value, {
      source,
      written: inFile,
      reported: problems.map((entry) => entry.path),
    });
    this.#problems.push(...validation.problems);
    return { ...validation, source, at: [], folder: dirname(source.file ?? "") };
  }

  async #profile(read: Read<z.output<typeof profileSchema>> | undefined) {
    if (read?.value === undefined) return undefined;
    const { value, broken } = read;
    for (const finding of checkProfile(value)) {
      const path = [...read.at, ...finding.path];
      if (!broken.some((known) => isWithin(path, known))) this.#report(read, { ...finding, path });
    }
    const wanted: { name: string; path: Path }[] = [];
    expandProfile(value, (name, path) => {
      wanted.push({ name, path });
      return undefined;
    });
    const texts = new Map<string, string>();
    for (const { name, path } of wanted) {
      const text = await this.#text(read, name, [...read.at, ...path]);
      if (text !== undefined) texts.set(name, text);
    }
    const settings: ProfileSettings = expandProfile(value, (name) => texts.get(name));
    const manifests = wanted.filter(({ path, name }) => path.includes("manifests") && texts.has(name));
    const contents = manifests.map(({ name }) =>
      readManifest(texts.get(name)!, resolvePath(name, read.folder, this.#options.env)),
    );
    for (const { problems } of contents) this.#problems.push(...problems);
    return { settings, services: contents.flatMap(({ services }) => services) };
  }

  async #templateUserData(lab: Read<LabFile>, file: LabFile, hosts: number) {
    const { overrides } = this.#options;
    const name = file.installer.userData;
    const path = ["installer", "userData"];
    const text =
      name === undefined
        ? undefined
        : await this.#userData(lab, name, path, {
            purpose: "template",
            hosts: Math.max(hosts, 1),
            allowToken: overrides?.allowTokenInTemplate,
            allowSecrets: overrides?.allowSecretsInTemplate,
          });
    return {
      text: text ?? "#cloud-config\n",
      file: name === undefined ? undefined : resolvePath(name, this.#folder, this.#options.env),
    };
  }

  /** Texts of the hosts' user-data files, by name as the lab has it. */
  async #hostUserData(lab: Read<LabFile>, file: LabFile): Promise<ReadonlyMap<string, string>> {
    const texts = new Map<string, string>();
    for (const [group, { userData, count, hosts }] of Object.entries(file.hosts)) {
      const named = [
        { name: userData, path: ["hosts", group, "userData"], hosts: count },
        ...Object.entries(hosts).map(([host, own]) => ({
          name: own.userData,
          path: ["hosts", group, "hosts", host, "userData"],
          hosts: 1,
        })),
      ];
      for (const { name, path, hosts } of named) {
        const text = name === undefined ? undefined : await this.#userData(lab, name, path, { purpose: "any", hosts });
        if (name !== undefined && text !== undefined) texts.set(name, text);
      }
    }
    return texts;
  }

  async #userData(
    lab: Read<LabFile>,
    name: string,
    path: Path,
    check: {
      purpose: UserDataPurpose;
      hosts: number;
      allowToken?: boolean | undefined;
      allowSecrets?: boolean | undefined;
    },
  ): Promise<string | undefined> {
    const written = await this.#text(lab, name, path);
    if (written === undefined) return undefined;
    const file = resolvePath(name, lab.folder, this.#options.env);
    const source = new YamlSource(written, file, { verbatim: true });
    const { problems, written: variables } = interpolate(source, this.#options.env, ([top]) =>
      foreignTexts.has(String(top)),
    );
    const text = variables.size === 0 ? written : source.toString();
    const found = [
      ...problems.map(({ problem }) => problem),
      ...checkUserData(text, { ...check, file, positions: source }),
    ];
    // Two groups may share a file: its mistakes are still its own.
    const known = new Set(this.#problems.map((problem) => formatProblem(problem)));
    this.#problems.push(...found.filter((problem) => !known.has(formatProblem(problem))));
    return text;
  }

  async #iso(lab: Read<LabFile>, file: LabFile, target: Target): Promise<string | undefined> {
    const { iso } = file.installer;
    if (iso === undefined || file.template.builder === "existing") return undefined;
    const path = resolvePath(iso, this.#folder, this.#options.env);
    if (await stat(path).then((found) => found.isFile(), absent)) return path;
    const inSandbox = target === "sandbox";
    // An ISO that has never been built is the sandbox's normal case; one that is not beside its siblings is a slip.
    if (!inSandbox || (await stat(dirname(path)).then(() => true, absent))) {
      this.#report(lab, {
        severity: "warning",
        path: ["installer", "iso"],
        message: `no such file: ${iso}`,
        nearest: await this.#sibling(path),
        fix: inSandbox ? "the sandbox uses its stand-in installer" : "`up` stops at the installation until it is there",
      });
    }
    return inSandbox ? undefined : path;
  }

  /** What each host's user-data comes to, and whether it changes the host's ID. */
  #identities(
    lab: Read<LabFile>,
    hosts: readonly ReturnType<typeof expandHosts>[number][],
    template: string,
    texts: ReadonlyMap<string, string>,
  ) {
    const merged = new Map<string, Pick<HostSettings, "userData" | "edgeHostId" | "edgeHostPrefix"> | undefined>();
    const result = new Map<string, Pick<HostSettings, "userData" | "edgeHostId" | "edgeHostPrefix">>();
    for (const { settings, path, userDataFiles } of hosts) {
      const key = userDataFiles.join("\0");
      if (!merged.has(key))
        merged.set(
          key,
          this.#merge(
            lab,
            [...path, "userData"],
            template,
            userDataFiles.flatMap((name) => texts.get(name) ?? []),
          ),
        );
      const found = merged.get(key);
      if (found) result.set(settings.name, found);
    }
    return result;
  }

  #merge(lab: Read<LabFile>, path: Path, template: string, own: readonly string[]) {
    try {
      const site = valueAt(new YamlSource(mergeUserData(template, ...own)).value, ["stylus", "site"]);
      const [name, prefix] = ["name", "prefix"].map((key) => valueAt(site, [key]));
      return {
        userData: own.length === 0 ? undefined : own.length === 1 ? own[0] : mergeUserData(...own),
        edgeHostId: typeof name === "string" && name !== "" ? name : undefined,
        edgeHostPrefix: typeof prefix === "string" && prefix !== "" ? prefix : undefined,
      };
    } catch (error) {
      if (!(error instanceof EdgelabError)) throw error;
      // Texts that are wrong by themselves have been reported.
      if (!this.#problems.some(({ severity }) => severity === "error")) {
        this.#report(lab, {
          path,
          message: `does not merge with the template's user-data`,
          found: (error.details.why ?? error.message).replace(/^In|\.$/g, (part) => (part === "." ? "" : "in")),
        });
      }
      return undefined;
    }
  }

  #warnOfSecrets(source: YamlSource, raw: object, written: ReadonlyMap<string, string>): void {
    const registries = valueAt(raw, ["registration", "registries"]);
    const paths = [
      ...secrets,
      ...(Array.isArray(registries)
        ? registries.map((_, index) => ["registration", "registries", index, "password"])
        : []),
    ];
    if (valueAt(raw, ["registration", "token"]) !== "find-or-create") paths.push(["registration", "token"]);
    for (const path of paths) {
      if (typeof valueAt(raw, path) !== "string" || written.has(formatPath(path))) continue;
      this.#problems.push(
        source.problem(path, {
          severity: "warning",
          message: "a secret in a file is soon in a repository",
          fix: "write it as ${VARIABLE}",
        }),
      );
    }
  }

  /** Text of a file that a setting names; a file that cannot be read is a mistake of the setting. */
  async #text(from: Pick<Read<unknown>, "source" | "folder">, name: string, path: Path): Promise<string | undefined> {
    const { env, signal } = this.#options;
    const absolute = resolvePath(name, from.folder, env);
    const reading = this.#texts.get(absolute) ?? readTextFile(absolute, { signal }).catch((error: Error) => error);
    this.#texts.set(absolute, reading);
    const text = await reading;
    signal.throwIfAborted();
    if (typeof text === "string") return text;
    this.#report(from, { path, message: fileMistake(text, name), nearest: await this.#sibling(absolute) });
    return undefined;
  }

  async #sibling(path: string): Promise<string | undefined> {
    const names = await readdir(dirname(path)).catch(() => []);
    return nearest(
      basename(path),
      names.filter((name) => name !== basename(path)),
    );
  }

  #report({ source }: Pick<Read<unknown>, "source">, { path, atKey, ...finding }: Finding): void {
    this.#problems.push(atKey ? source.keyProblem(path, finding) : source.problem(path, finding));
  }

  #failure(): LabInvalidError {
    return new LabInvalidError(this.#file, inFileOrder(this.#problems, this.#file), { relativeTo: this.#options.cwd });
  }
}

/** The lab file's own first, from top to bottom; then those of each other file. */
function inFileOrder(problems: readonly Problem[], first: string): Problem[] {
  const rank = ({ file, line = 0, column = 0 }: Problem): [number, string, number, number] => [
    file === first ? 0 : 1,
    file ?? "",
    line,
    column,
  ];
  return [...problems].sort((a, b) => {
    const [left, right] = [rank(a), rank(b)];
    const at = left.findIndex((value, index) => value !== right[index]);
    return at === -1 ? 0 : left[at]! < right[at]! ? -1 : 1;
  });
}

async function locate(path: string, asGiven: string): Promise<string> {
  const found = await stat(path).catch(absent);
  if (found === false) {
    const near = nearest(basename(path), await readdir(dirname(path)).catch(() => []));
    throw new EdgelabError("LAB_NOT_FOUND", {
      what: `There is no lab at ${asGiven}.`,
      why: "Neither a file nor a folder has that name.",
      next: near === undefined ? "`edgelab init` writes a first lab." : `Did you mean ${join(dirname(asGiven), near)}?`,
    });
  }
  if (!found.isDirectory()) return path;
  const inside = join(path, "lab.yaml");
  if (await stat(inside).catch(absent)) return inside;
  const names = await readdir(path);
  const near = nearest("lab.yaml", names) ?? names.find((name) => /\.ya?ml$/.test(name));
  throw new EdgelabError("LAB_NOT_FOUND", {
    what: `The folder ${asGiven} holds no lab.yaml.`,
    why: "A folder is a lab when there is a lab.yaml in it.",
    next: near === undefined ? "`edgelab init` writes a first lab." : `Did you mean ${join(asGiven, near)}?`,
  });
}

/** For `catch` of a `stat`: false when there is nothing. @throws every other error */
function absent(error: unknown): false {
  const { code } = error as NodeJS.ErrnoException;
  if (code === "ENOENT" || code === "ENOTDIR") return false;
  throw error;
}

const targets: readonly string[] = ["sandbox", "vsphere"] satisfies Target[];

function chooseTarget({ target }: LabOverrides, env: Environment): Target | undefined {
  const wanted = target ?? (env["EDGELAB_TARGET"] || undefined);
  if (wanted === undefined || targets.includes(wanted)) return wanted as Target | undefined;
  throw usage(target === undefined ? "EDGELAB_TARGET" : "--target", wanted, targets.join(" or "));
}

function chooseInstance({ instance }: LabOverrides, env: Environment, user: string, fromFile?: unknown): string {
  const exported = env["EDGELAB_INSTANCE"] || undefined;
  const wanted = instance ?? exported ?? (typeof fromFile === "string" ? fromFile : undefined) ?? instanceOfUser(user);
  if (wanted === undefined) {
    throw new EdgelabError("USAGE", {
      what: "Nothing says whose instance of the lab this is.",
      why: "The user's name has no letter or digit that a name could be made of.",
      next: "Set --instance or EDGELAB_INSTANCE.",
    });
  }
  const checked = instanceSchema.safeParse(wanted);
  if (!checked.success)
    throw usage(
      instance === undefined ? "EDGELAB_INSTANCE" : "--instance",
      wanted,
      checked.error.issues[0]?.message ?? "",
    );
  return wanted;
}

function usage(option: string, found: string, expected: string): EdgelabError {
  return new EdgelabError("USAGE", {
    what: `${option} is not valid.`,
    why: `Expected ${expected}, found ${JSON.stringify(found)}.`,
  });
}

/** The sandbox knows its own network. */
function withNetwork(file: LabFile, target: Target): LabFile {
  if (target === "vsphere") return file;
  const { cidr = sandboxCidr, gateway } = file.network;
  return {
    ...file,
    network: { ...file.network, cidr, gateway: gateway ?? (cidr === sandboxCidr ? "10.0.20.1" : undefined) },
  };
}

function workDir(folder: string, name: string, instance: string): string {
  return join(folder, ".edgelab", `${name}-${instance}`);
}

function sandboxDir(env: Environment): string {
  return resolve(
    env["EDGELAB_SANDBOX_DIR"] ||
      join(env["XDG_STATE_HOME"] || join(env["HOME"] || homedir(), ".local", "state"), "edgelab", "sandbox"),
  );
}

function remove(value: unknown, path: Path): void {
  const parent = valueAt(value, path.slice(0, -1)) as Record<string | number, unknown>;
  delete parent[path.at(-1)!];
}

function set(value: object, [first, second]: readonly [string, string], to: unknown): void {
  const target = value as Record<string, unknown>;
  const section = target[first];
  target[first] = { ...(typeof section === "object" ? section : {}), [second]: to };
}

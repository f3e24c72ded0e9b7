import { Secret } from "../core/secret.ts";
import type { Path } from "../core/yaml-source.ts";
import { packType } from "./check-profile.ts";
import { addressList, defaultPoolName, type ExpandedHost, poolMembers } from "./hosts.ts";
import type {
  HardwareSettings,
  HostSettings,
  Lab,
  LimitSettings,
  PackSettings,
  PaletteSettings,
  ProfileSettings,
  Target,
  VcenterSettings,
} from "./lab.ts";
import type { LabFile, ProfileFile } from "./schema.ts";

/** A valid lab file with everything that is not in it. */
export interface Parts {
  readonly file: LabFile;
  readonly path: string | undefined;
  readonly instance: string;
  readonly target: Target;
  readonly workDir: string;
  readonly sandboxDir: string;
  readonly cacheDir: string;
  readonly vcenter: VcenterSettings;
  readonly palette: PaletteSettings;
  /** Absolute, or undefined for the stand-in installer. */
  readonly iso: string | undefined;
  readonly userData: { readonly text: string; readonly file: string | undefined };
  readonly allowToken: boolean | undefined;
  readonly allowSecrets: boolean | undefined;
  readonly hardware: HardwareSettings;
  readonly profile: ProfileSettings;
  readonly hosts: readonly ExpandedHost[];
  /** What the user-data of a host says and does, by the host's name. */
  readonly hostUserData: ReadonlyMap<string, Pick<HostSettings, "userData" | "edgeHostId" | "edgeHostPrefix">>;
}

/** The lab as the phases see it. Pure, and without a mistake left to make. */
export function expandLab(parts: Parts): Lab {
  const { file, target } = parts;
  const { cluster, network, registration, template } = file;
  return {
    name: file.name,
    instance: parts.instance,
    target,
    file: parts.path,
    workDir: parts.workDir,
    sandboxDir: parts.sandboxDir,
    cacheDir: parts.cacheDir,
    vcenter: parts.vcenter,
    palette: parts.palette,
    installer: {
      iso: parts.iso,
      userData: parts.userData.text,
      userDataFile: parts.userData.file,
      allowToken: parts.allowToken,
      allowSecrets: parts.allowSecrets,
    },
    template: {
      hardware: parts.hardware,
      builder: template.builder,
      name: template.name,
      snapshot: template.snapshot,
    },
    network: { ...network, cidr: network.cidr ?? "", gateway: network.gateway },
    registration: {
      mode: registration.mode,
      token: registration.token === "find-or-create" ? "find-or-create" : new Secret(registration.token),
      registries: registration.registries.map(({ password, ...rest }) => ({ ...rest, password: new Secret(password) })),
    },
    hosts: parts.hosts.map(({ settings }) => ({
      ...settings,
      userData: undefined,
      ...parts.hostUserData.get(settings.name),
      // The sandbox has one network; a port group of a real vCenter is not in it.
      nics: target === "sandbox" ? settings.nics.map((nic) => ({ ...nic, network: undefined })) : settings.nics,
    })),
    profile: parts.profile,
    cluster: {
      name: cluster.name,
      description: cluster.description,
      tags: cluster.tags,
      vips: [cluster.vip].flat().flatMap((range) => addressList(range).map(({ ip }) => ip)),
      controlPlane: {
        name: cluster.controlPlane.name,
        hosts: members(cluster.controlPlane.hosts, file),
        useAsWorker: cluster.controlPlane.useAsWorker ?? cluster.workers.length === 0,
      },
      workers: cluster.workers.map((pool, index) => ({
        name: pool.name ?? defaultPoolName(index),
        hosts: members(pool.hosts, file),
      })),
      sshKeys: cluster.sshKeys,
      ntpServers: cluster.ntpServers ?? network.ntpServers,
    },
    checks: file.checks.map(({ timeout, ...check }) => ({ ...check, timeoutMs: milliseconds(timeout) })),
    limits: expandLimits(file.limits),
  };
}

export function expandLimits(limits: LabFile["limits"]): LimitSettings {
  return {
    hostCloneUnits: limits.hostCloneUnits,
    powerOns: limits.powerOns,
    installTimeoutMs: limits.installTimeout === undefined ? undefined : milliseconds(limits.installTimeout),
    registerTimeoutMs: milliseconds(limits.registerTimeout),
    provisionTimeoutMs: milliseconds(limits.provisionTimeout),
    deleteTimeoutMs: milliseconds(limits.deleteTimeout),
    taskTimeoutMs: milliseconds(limits.taskTimeout),
  };
}

/** @param read gives the text of a file that the profile names; undefined when it was reported as missing */
export function expandProfile(
  file: ProfileFile,
  read: (name: string, path: Path) => string | undefined,
): ProfileSettings {
  const packs = file.packs.map((pack, index): PackSettings => {
    const path: Path = ["packs", index];
    const { registry } = pack;
    return {
      name: pack.name,
      layer: pack.layer,
      type: packType(pack),
      tag: pack.tag,
      registry: typeof registry === "string" ? { name: registry } : registry,
      values:
        pack.values ?? (pack.valuesFile === undefined ? undefined : read(pack.valuesFile, [...path, "valuesFile"])),
      mergeValues: pack.mergeValues,
      manifests: pack.manifests.flatMap((manifest, at) => {
        const { name, file } = typeof manifest === "string" ? { name: baseName(manifest), file: manifest } : manifest;
        const content = read(file, [...path, "manifests", at]);
        return content === undefined ? [] : [{ name, content }];
      }),
    };
  });
  const { name, version, description, tags } = file;
  return { name, version, description, tags, packs };
}

function members(entries: readonly string[], { hosts }: LabFile): string[] {
  return poolMembers(entries, hosts).map(({ host }) => host);
}

function baseName(path: string): string {
  return path.replace(/^.*[/\\]/, "").replace(/\.ya?ml$/i, "");
}

const unitMs: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

function milliseconds(duration: string): number {
  const { amount, unit } = /^(?<amount>[\d.]+)(?<unit>[a-z]+)$/.exec(duration)?.groups ?? {};
  return Math.round(Number(amount) * (unitMs[unit ?? ""] ?? Number.NaN));
}

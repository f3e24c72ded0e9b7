import { Secret } from "../core/secret.ts";
import { sha256 } from "../core/sha256.ts";
import { siteUserData, templateUserData } from "../iso/user-data.ts";
import type { HardwareSettings, HostSettings, InstallerSettings, Lab } from "../lab/lab.ts";
import { edgeHostId, hostIdentity } from "../lab/identity.ts";
import { vmName } from "../lab/names.ts";
import { canonical, digest, type Inputs } from "./inputs.ts";
import type { Installer } from "./installer.ts";
import type { TemplateAddress } from "./template-store.ts";
import { markLabels } from "./marks.ts";

/** Change when templates are made in another way from the same ingredients. */
const builderVersions = { vsphere: "1", qemu: "qemu-1" } as const;

/** A template that edgelab makes. */
export interface BuiltTemplate {
  /** Where the installer runs: on the vCenter, or in QEMU on this machine. */
  readonly builder: keyof typeof builderVersions;
  /** Name of the VM: its content address, shortened. */
  readonly name: string;
  /** SHA-256 of all that goes into it. */
  readonly key: string;
  readonly installer: Installer;
  /** User-data of the installation. Holds no token. */
  readonly userData: string;
  readonly hardware: HardwareSettings;
}

/** A template of somebody else, by name. */
export interface ExistingTemplate {
  readonly builder: "existing";
  readonly name: string;
  readonly snapshot: string | undefined;
}

/** The template that the lab's hosts come from. */
export type WantedTemplate = BuiltTemplate | ExistingTemplate;

export function wantedTemplate(
  { template, installer: settings }: Pick<Lab, "template" | "installer">,
  installer: Installer | undefined,
): WantedTemplate {
  const { builder, name, snapshot, hardware } = template;
  if (builder === "existing") return { builder, name: name ?? "", snapshot };
  if (installer === undefined) throw new TypeError("a template that is built needs an installer");
  return builtTemplate({ builder, hardware, settings }, installer);
}

/** @throws {EdgelabError} USER_DATA_INVALID for a token, credentials or passwords that were not allowed, or any other error */
export function builtTemplate(
  {
    builder,
    hardware,
    settings: { userData: text, userDataFile: file, allowToken, allowSecrets },
  }: {
    readonly builder: BuiltTemplate["builder"];
    readonly hardware: HardwareSettings;
    readonly settings: Omit<InstallerSettings, "iso">;
  },
  installer: Installer,
): BuiltTemplate {
  const userData = templateUserData(text, { file, allowToken, allowSecrets });
  const key = sha256(canonical([builderVersions[builder], installer.digest, userData, hardware]));
  return { builder, ...templateAddress(key), installer, userData, hardware };
}

/** The name that a template has on every vCenter: its content address, shortened. */
export function templateAddress(key: string): TemplateAddress {
  return { key, name: `palette-edge-${key.slice(0, 12)}` };
}

/** What a person reads in the vSphere client. */
export function annotationOf({ installer }: Pick<BuiltTemplate, "installer">): string {
  const standIn = installer.isStandIn ? " edgelab's stand-in installer," : "";
  return `Palette Edge host template, made by edgelab from${standIn} ${installer.digest.slice(0, 12)}. Never boot it.`;
}

/** An Edge host before it exists. */
export interface WantedHost {
  readonly settings: HostSettings;
  readonly name: string;
  readonly vmName: string;
  readonly uuid: string;
  readonly instanceUuid: string;
  readonly edgeHostId: string;
  /** Palette labels: the lab's mark and the host's tags. */
  readonly labels: Readonly<Record<string, string>>;
  /** What cannot be changed once the host has booted. */
  readonly inputs: Inputs;
}

export interface WantedHostsContext {
  readonly labUuid: string;
  /** Content address or moid: what `template=` in the inputs compares. */
  readonly templateId: string;
  /** Of the template: decides how the guest reads its UUID. */
  readonly hardwareVersion: string;
}

export function wantedHosts(lab: Lab, { labUuid, templateId, hardwareVersion }: WantedHostsContext): WantedHost[] {
  return lab.hosts.map((settings) => {
    const { uuid, instanceUuid } = hostIdentity(settings.name, labUuid);
    const { edgeHostId: fixed, edgeHostPrefix: prefix } = settings;
    const labels = { ...settings.tags, ...markLabels(lab, labUuid), "edgelab-host": settings.name };
    return {
      settings,
      name: settings.name,
      vmName: vmName(settings.name, lab),
      uuid,
      instanceUuid,
      edgeHostId: fixed ?? edgeHostId(uuid, { hardwareVersion, prefix }),
      labels,
      inputs: {
        template: templateId.slice(0, 12),
        // neither secrets nor tags: a new token or password does not make another host, and tags change in Palette
        userData: digest(
          seedUserData(withoutSecrets(lab), settings, { token: hidden, labels: {}, projectUid: undefined }),
        ),
        networks: digest(settings.nics.map(({ network }) => network ?? lab.vcenter.network ?? "")),
      },
    };
  });
}

const hidden = new Secret("-");

/** Not even a digest of a password is written on a machine: weak ones could be guessed from it. */
function withoutSecrets(lab: Lab): Lab {
  const registries = lab.registration.registries.map((registry) => ({ ...registry, password: hidden }));
  return { ...lab, registration: { ...lab.registration, registries } };
}

/** Text of the user-data on a host's seed CD. Holds the token. */
export function seedUserData(
  lab: Lab,
  settings: HostSettings,
  {
    token,
    labels,
    projectUid,
  }: {
    readonly token: Secret;
    readonly labels: Readonly<Record<string, string>>;
    readonly projectUid: string | undefined;
  },
): string {
  const { endpoint, tls, project } = lab.palette;
  if (endpoint === undefined) throw new TypeError("the endpoint is known once connected");
  return siteUserData({
    endpoint,
    token,
    projectName: project,
    projectUid,
    tags: labels,
    caCerts: tls.ca === undefined ? undefined : [tls.ca],
    insecureSkipVerify: tls.insecure || undefined,
    disableAutoRegister: lab.registration.mode === "precreate" || undefined,
    nics: settings.nics,
    nameservers: lab.network.nameservers,
    ntpServers: lab.network.ntpServers,
    proxy: lab.network.proxy,
    registries: lab.registration.registries,
    userData: settings.userData,
  });
}

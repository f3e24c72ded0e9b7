import type { Secret } from "../core/secret.ts";

/** A lab as the phases see it: expanded, validated, every default filled in, every path absolute. */
export interface Lab {
  /** `name` of the lab file: DNS-label characters. */
  readonly name: string;
  /** Whose instance this is; part of every derived name. DNS-label characters. */
  readonly instance: string;
  readonly target: Target;
  /** Absolute path of the lab file, or undefined when a command runs from `--lab NAME`. */
  readonly file: string | undefined;
  /** Folder for what may be deleted at any time: timings, logs, evidence, kubeconfig. Absolute. */
  readonly workDir: string;
  /**
   * State folder of this user's sandbox, absolute: EDGELAB_SANDBOX_DIR, else `edgelab/sandbox` below XDG_STATE_HOME or
   * `~/.local/state`. Only used when the target is the sandbox.
   */
  readonly sandboxDir: string;
  /** Folder for what is shared by this user's labs and may be deleted at any time: packages, digests. Absolute. */
  readonly cacheDir: string;
  readonly vcenter: VcenterSettings;
  readonly palette: PaletteSettings;
  readonly installer: InstallerSettings;
  readonly template: TemplateSettings;
  readonly network: NetworkSettings;
  readonly registration: RegistrationSettings;
  /** In lab-file order, groups expanded: `demo: {count: 3}` gives demo-1, demo-2, demo-3. */
  readonly hosts: readonly HostSettings[];
  readonly profile: ProfileSettings;
  readonly cluster: ClusterSettings;
  readonly checks: readonly CheckSettings[];
  readonly limits: LimitSettings;
}

export type Target = "sandbox" | "vsphere";
export type TransportName = "native" | "node-vsphere-soap";

export interface TlsSettings {
  /** PEM text of additional authorities. */
  readonly ca?: string | undefined;
  /** SHA-256 fingerprint of the server's certificate, `AB:CD:...`. */
  readonly fingerprint?: string | undefined;
  /** Trust anything on this one connection. Said aloud by the CLI. */
  readonly insecure: boolean;
}

export interface VcenterSettings {
  /** `https://host[:port]/sdk`. Undefined for the sandbox until it is started. */
  readonly server: string | undefined;
  readonly username: string | undefined;
  readonly password: Secret | undefined;
  readonly tls: TlsSettings;
  readonly transport: TransportName;
  /** Inventory names or paths; undefined means "the only one". */
  readonly datacenter: string | undefined;
  readonly cluster: string | undefined;
  readonly host: string | undefined;
  readonly resourcePool: string | undefined;
  /** VM folder path below the datacenter's vm folder. The lab's own folder is made below it. */
  readonly folder: string | undefined;
  readonly datastore: string | undefined;
  readonly network: string | undefined;
}

export interface PaletteSettings {
  /** `https://host[:port]`, without path. Undefined for the sandbox until it is started. */
  readonly endpoint: string | undefined;
  readonly project: string;
  readonly apiKey: Secret | undefined;
  readonly tls: TlsSettings;
}

export interface InstallerSettings {
  /** Absolute path of the ISO. Undefined in the sandbox: the stand-in installer. */
  readonly iso: string | undefined;
  /** Text of the user-data that the template is installed with, after interpolation; it holds no token. */
  readonly userData: string;
  /** Where `userData` was read from, for messages. */
  readonly userDataFile: string | undefined;
  /** The user-data may hold a registration token all the same: the user said so. */
  readonly allowToken?: boolean | undefined;
  /** The user-data may hold registry credentials and users' passwords: the user said so. */
  readonly allowSecrets?: boolean | undefined;
}

export interface HardwareSettings {
  readonly cpus: number;
  readonly coresPerSocket: number;
  readonly memoryMiB: number;
  readonly diskGiB: number;
  readonly firmware: "bios" | "efi";
  readonly guestId: string;
  /** `vmx-14`. */
  readonly version: string;
  readonly scsiController: "pvscsi" | "lsilogic-sas" | "lsilogic";
}

export interface TemplateSettings {
  readonly hardware: HardwareSettings;
  /**
   * `vsphere`: installed on the vCenter. `qemu`: installed on this machine and imported. `existing`: a template by name,
   * never built or changed.
   */
  readonly builder: "vsphere" | "qemu" | "existing";
  /** Inventory name or path of the template when `builder` is `existing`. */
  readonly name: string | undefined;
  /** Snapshot of an existing template to clone from; its newest when undefined. */
  readonly snapshot: string | undefined;
}

export interface NetworkSettings {
  /** IPv4 network of the port group, `10.0.20.0/24`. */
  readonly cidr: string;
  readonly gateway: string | undefined;
  readonly nameservers: readonly string[];
  readonly proxy: {
    readonly http?: string | undefined;
    readonly https?: string | undefined;
    readonly noProxy?: string | undefined;
  };
  readonly ntpServers: readonly string[];
}

export interface RegistrationSettings {
  /** `auto`: hosts register themselves. `precreate`: each is added to Palette by its ID first, then paired. */
  readonly mode: "auto" | "precreate";
  /** Find this instance's own token or create it, or use the given one. */
  readonly token: "find-or-create" | Secret;
  /** Container registry credentials for the hosts' user-data, from the environment. */
  readonly registries: readonly RegistryCredentials[];
}

export interface RegistryCredentials {
  readonly domain: string;
  readonly username: string;
  readonly password: Secret;
  readonly insecure: boolean;
}

export interface HostSettings {
  /** `demo-1`. Unique in the lab; VM name is `<host>-<instance>` or as `vmName` says. */
  readonly name: string;
  readonly group: string;
  /** Undefined: those of the template. */
  readonly cpus: number | undefined;
  readonly memoryMiB: number | undefined;
  /** In order; the first is the default NIC. At least one. */
  readonly nics: readonly NicSettings[];
  /** Site tags, in addition to edgelab's own. */
  readonly tags: Readonly<Record<string, string>>;
  /** More user-data for this host alone, merged last; text of a cloud-config. */
  readonly userData: string | undefined;
  /** The whole Edge host ID, when the host's user-data fixes it with `stylus.site.name`. */
  readonly edgeHostId?: string | undefined;
  /** `stylus.site.prefix` of the user-data that the host ends up with; `edge` when undefined. */
  readonly edgeHostPrefix?: string | undefined;
}

export interface NicSettings {
  /** Name inside the guest, `ens160`. */
  readonly name: string;
  /** Port group; undefined means the lab's. */
  readonly network: string | undefined;
  readonly address:
    | {
        readonly ip: string;
        readonly prefix: number;
        readonly gateway: string | undefined;
        readonly nameservers: readonly string[];
      }
    | "dhcp";
}

export interface ProfileSettings {
  readonly name: string;
  readonly version: string;
  readonly description: string;
  readonly tags: readonly string[];
  readonly packs: readonly PackSettings[];
}

export interface PackSettings {
  readonly name: string;
  readonly layer: "os" | "k8s" | "cni" | "csi" | "addon";
  readonly type: "spectro" | "manifest" | "helm" | "oci";
  /** Version or tag (`3.30.x`). Undefined for manifest packs; `latest` is not a default. */
  readonly tag: string | undefined;
  /** Registry by name, kind or uid; undefined: the public registry. */
  readonly registry:
    | {
        readonly name?: string | undefined;
        readonly kind?: "pack" | "helm" | "oci" | undefined;
        readonly uid?: string | undefined;
      }
    | undefined;
  /** YAML that replaces the pack's default values; undefined: send the defaults. */
  readonly values: string | undefined;
  /** Keys merged into the pack's default values. */
  readonly mergeValues: Readonly<Record<string, unknown>> | undefined;
  readonly manifests: readonly { readonly name: string; readonly content: string }[];
}

export interface ClusterSettings {
  readonly name: string;
  readonly description: string;
  readonly tags: readonly string[];
  /** Candidate addresses, expanded from one address, a list or a range, in order. */
  readonly vips: readonly string[];
  readonly controlPlane: PoolSettings & { readonly useAsWorker: boolean };
  readonly workers: readonly PoolSettings[];
  readonly sshKeys: readonly string[];
  readonly ntpServers: readonly string[];
}

export interface PoolSettings {
  readonly name: string;
  /** Host names of the lab. */
  readonly hosts: readonly string[];
}

export interface CheckSettings {
  readonly service: string;
  readonly namespace: string;
  readonly port: number;
  readonly path: string;
  readonly expectStatus: number;
  readonly timeoutMs: number;
}

export interface LimitSettings {
  /** Cost units per ESXi host: a full clone costs 2, a linked clone 1, so 8 units are 4 or 8 at a time. */
  readonly hostCloneUnits: number;
  readonly powerOns: number;
  /** Deadlines, in milliseconds. */
  /** Undefined: as long as the builder usually takes. */
  readonly installTimeoutMs: number | undefined;
  readonly registerTimeoutMs: number;
  readonly provisionTimeoutMs: number;
  readonly deleteTimeoutMs: number;
  readonly taskTimeoutMs: number;
}

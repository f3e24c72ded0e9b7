import { z } from "zod";
import { parseCidr, parseIpv4, parseIpv4Range } from "../core/ipv4.ts";

/**
 * The lab file, said once: types, defaults, JSON Schema and the reference page come from here.
 * Custom messages say what was expected; `validate.ts` adds the rest.
 */

/**
 * What a changed option means for a lab that is up: applied while it runs, after a restart of the host, only by making
 * the thing anew, or only for what edgelab does (nothing in the lab changes).
 */
export type ChangeClass = "live" | "restart" | "replace" | "run";

function option<T extends z.ZodType>(schema: T, change: ChangeClass, description: string): T {
  return schema.meta({ description, "x-change": change });
}

/** For options whose default depends on others: said in words. */
function derived<T extends z.ZodType>(schema: T, change: ChangeClass, description: string, fallback: string) {
  return schema.optional().meta({ description, "x-change": change, "x-default": fallback });
}

const text = z.string().min(1, { error: "a text that is not empty" });
const label = (max: number) =>
  z.string().regex(new RegExp(`^[a-z](?:[-a-z0-9]{0,${max - 2}}[a-z0-9])?$`), {
    error: `at most ${max} lower-case letters, digits and hyphens, beginning with a letter`,
  });
const suffix = z.string().regex(/^[a-z0-9](?:[-a-z0-9]{0,18}[a-z0-9])?$/, {
  error: "at most 20 lower-case letters, digits and hyphens",
});
const ipv4 = z
  .string()
  .refine((value) => parseIpv4(value) !== undefined, { error: "an IPv4 address such as 10.0.20.31" });
const cidr = z
  .string()
  .refine((value) => parseCidr(value) !== undefined, { error: "an IPv4 network such as 10.0.20.0/24" });
const ipv4Range = z.string().refine((value) => parseIpv4Range(value) !== undefined, {
  error: "an IPv4 address or a range such as 10.0.20.100-10.0.20.119",
});
const ipv4Ranges = z.union([ipv4Range, z.array(ipv4Range).min(1)]);
const interfaceAddress = z
  .string()
  .refine((value) => value === "dhcp" || (value.includes("/") ? parseCidr(value) : parseIpv4(value)) !== undefined, {
    error: "dhcp, or an IPv4 address such as 10.0.20.31 or 10.0.20.31/24",
  });
const tag = z.string().regex(/^[^:\s][^:]*(?::[^:]+)?$/, { error: "a tag, or key:value with one colon" });
const duration = z.string().regex(/^\d+(?:\.\d+)?(?:ms|s|m|h)$/, { error: "a duration such as 90s, 20m or 1h" });
const fingerprint = z.string().regex(/^(?:[0-9A-Fa-f]{2}:?){31}[0-9A-Fa-f]{2}$/, {
  error: "the 64 hexadecimal digits of a SHA-256 fingerprint",
});
const endpoint = z.string().regex(/^(?:https?:\/\/)?[^\s/@]+\/?$/, {
  error: "a host name with an optional port, such as api.spectrocloud.com",
});

const tls = z
  .strictObject({
    caFile: option(text.optional(), "run", "File of PEM certificates to trust in addition to the system's."),
    fingerprint: option(
      fingerprint.optional(),
      "run",
      "SHA-256 fingerprint of the server's certificate; only this one is trusted.",
    ),
    insecure: option(
      z.boolean().default(false),
      "run",
      "Trust any certificate on this connection. Said aloud at every run.",
    ),
  })
  .prefault({});

const vcenter = z
  .strictObject({
    server: derived(text, "replace", "Host name or URL of the vCenter.", "GOVC_URL"),
    username: derived(text, "run", "User to log in as.", "GOVC_USERNAME"),
    password: derived(
      text,
      "run",
      "Password. Write it as `${VARIABLE}`; a password in the file is warned about.",
      "GOVC_PASSWORD, a value or a file's name",
    ),
    tls: option(tls, "run", "How the vCenter's certificate is checked. Also GOVC_TLS_CA_CERTS and GOVC_INSECURE."),
    transport: option(
      z.enum(["native", "node-vsphere-soap"]).default("native"),
      "run",
      "How SOAP travels. `node-vsphere-soap` must be installed. Used in the sandbox too.",
    ),
    datacenter: derived(text, "replace", "Datacenter.", "GOVC_DATACENTER, or the only one"),
    cluster: derived(text, "replace", "Cluster whose hosts run the lab.", "GOVC_CLUSTER, or the only one"),
    host: derived(text, "replace", "One ESXi host to run everything on.", "any of the cluster"),
    resourcePool: derived(
      text,
      "replace",
      "Resource pool, by name or path.",
      "GOVC_RESOURCE_POOL, or the cluster's own",
    ),
    folder: derived(
      text,
      "replace",
      "VM folder; the lab's own folder is made below it.",
      "GOVC_FOLDER, or the datacenter's VM folder",
    ),
    datastore: derived(text, "replace", "Datastore for disks and ISOs.", "GOVC_DATASTORE, or the only one"),
    network: derived(text, "replace", "Port group that the hosts are on.", "GOVC_NETWORK, or the only one"),
  })
  .prefault({});

const palette = z
  .strictObject({
    endpoint: derived(endpoint, "replace", "Palette's host name.", "PALETTE_ENDPOINT, or api.spectrocloud.com"),
    project: derived(
      text,
      "replace",
      "Project of hosts, profile and cluster, by exact name.",
      "PALETTE_PROJECT, or Default",
    ),
    apiKey: derived(
      text,
      "run",
      "API key. Write it as `${VARIABLE}`; a key in the file is warned about.",
      "PALETTE_API_KEY",
    ),
    tls: option(tls, "run", "How Palette's certificate is checked. Also PALETTE_CA_CERTS and PALETTE_INSECURE."),
  })
  .prefault({});

const installer = z
  .strictObject({
    iso: derived(
      text,
      "replace",
      "Edge installer ISO.",
      "in the sandbox its stand-in installer, which also takes the place of a file that is not there",
    ),
    userData: derived(
      text,
      "replace",
      "User-data that the template is installed with: a cloud-config file. Holds no token, credentials or passwords.",
      "none",
    ),
  })
  .prefault({});

export const hardwareSchema = z.strictObject({
  cpus: option(z.int().min(2).max(768).default(4), "replace", "Virtual CPUs. Palette wants 2 at least."),
  coresPerSocket: option(z.int().min(1).default(1), "replace", "Cores per virtual socket; `cpus` is a multiple of it."),
  memoryMiB: option(z.int().min(2048).default(8192), "replace", "Memory in MiB. Palette recommends 8192 at least."),
  diskGiB: option(
    z
      .int()
      .min(60)
      .max(62 * 1024)
      .default(150),
    "replace",
    "Disk in GiB, thin. The installer's partitions alone take 50; less than 60 is refused.",
  ),
  firmware: option(
    z.enum(["bios", "efi"]).default("bios"),
    "replace",
    "Published installer ISOs do not boot on every EFI firmware; an installed disk boots with the firmware it was installed under only.",
  ),
  guestId: option(text.default("ubuntu64Guest"), "replace", "vSphere's guest operating system identifier."),
  version: option(
    z
      .string()
      .regex(/^vmx-\d{2}$/, { error: "a virtual hardware version such as vmx-14" })
      .default("vmx-14"),
    "replace",
    "Virtual hardware version. From 13 on, guests read their UUID byte-swapped; Edge host IDs follow.",
  ),
  scsiController: option(
    z.enum(["pvscsi", "lsilogic-sas", "lsilogic"]).default("pvscsi"),
    "replace",
    "SCSI controller of the disk.",
  ),
});

const template = z
  .strictObject({
    hardware: derived(
      z.union([text, hardwareSchema]),
      "replace",
      "Hardware of the template: a file, or the settings themselves.",
      "4 CPUs, 8192 MiB, 150 GiB",
    ),
    builder: option(
      z.enum(["vsphere", "qemu", "existing"]).default("vsphere"),
      "replace",
      "`vsphere` installs the ISO on the vCenter. `qemu` installs it on this machine and imports the result. `existing` takes a template by name, and never builds or changes it.",
    ),
    name: derived(text, "replace", "Name or inventory path of an existing template.", "none; needed for `existing`"),
    snapshot: derived(text, "replace", "Snapshot of an existing template to clone from.", "its newest"),
  })
  .prefault({});

const network = z
  .strictObject({
    cidr: derived(cidr, "replace", "IPv4 network of the port group.", "10.0.20.0/24 in the sandbox; needed otherwise"),
    gateway: derived(ipv4, "replace", "Router, for hosts with static addresses.", "none; in the sandbox 10.0.20.1"),
    nameservers: option(
      z.array(ipv4).default([]),
      "replace",
      "DNS servers for hosts with static addresses. The Edge agent takes one.",
    ),
    proxy: option(
      z
        .strictObject({
          http: option(
            z.url({ error: "a URL such as http://proxy.example.com:3128" }).optional(),
            "replace",
            "Proxy for HTTP.",
          ),
          https: option(
            z.url({ error: "a URL such as http://proxy.example.com:3128" }).optional(),
            "replace",
            "Proxy for HTTPS; the way to Palette.",
          ),
          noProxy: option(text.optional(), "replace", "Addresses and domains to reach directly, separated by commas."),
        })
        .prefault({}),
      "replace",
      "Proxy that the hosts use.",
    ),
    ntpServers: option(
      z.array(text).default([]),
      "replace",
      "NTP servers of hosts and cluster. Clocks that drift break TLS and etcd.",
    ),
  })
  .prefault({});

const registration = z
  .strictObject({
    mode: option(
      z.enum(["auto", "precreate"]).default("auto"),
      "replace",
      "`auto`: hosts register themselves. `precreate`: each is added to Palette by its ID first, then paired.",
    ),
    token: option(
      text.default("find-or-create"),
      "replace",
      "`find-or-create` keeps a token of this lab's own; or the token itself, as `${VARIABLE}`.",
    ),
    registries: option(
      z
        .array(
          z.strictObject({
            domain: option(text, "replace", "Host name of the container registry, with its port and path."),
            username: option(text, "replace", "User name."),
            password: option(text, "replace", "Password, as `${VARIABLE}`."),
            insecure: option(z.boolean().default(false), "replace", "Do not check the registry's certificate."),
          }),
        )
        .default([]),
      "replace",
      "Credentials for container registries, given to each host on its seed CD.",
    ),
  })
  .prefault({});

const nic = z.strictObject({
  name: derived(
    z.string().regex(/^[a-z][a-z0-9]{1,14}$/, { error: "an interface name such as ens160" }),
    "replace",
    "Name inside the guest.",
    "ens160, ens192, ens224, ens256 in order",
  ),
  network: derived(text, "replace", "Port group. Not used in the sandbox, which has one network.", "vcenter.network"),
  address: option(
    interfaceAddress.default("dhcp"),
    "replace",
    "`dhcp`, or an address; without a prefix length the network's.",
  ),
  gateway: derived(ipv4, "replace", "Router.", "network.gateway for the first NIC"),
  nameservers: derived(z.array(ipv4), "replace", "DNS servers. The Edge agent takes one.", "network.nameservers"),
});

const hostTags = z.record(
  z.string().regex(/^(?!edgelab-)[^:\s]+$/, { error: "a tag name without colons that does not begin with edgelab-" }),
  text,
);

const hostOptions = {
  cpus: derived(z.int().min(2).max(768), "restart", "Virtual CPUs.", "the group's, or the template's"),
  memoryMiB: derived(z.int().min(2048), "restart", "Memory in MiB.", "the group's, or the template's"),
  nics: derived(
    z.array(nic).min(1).max(10),
    "replace",
    "NICs in order; the first is the default one.",
    "one with DHCP",
  ),
  tags: option(hostTags.default({}), "replace", "Tags of the Edge hosts in Palette, in addition to edgelab's own."),
  userData: derived(text, "replace", "More user-data, a cloud-config file, merged last.", "none"),
};

const group = z.strictObject({
  count: option(
    z.int().min(1).max(500).default(1),
    "live",
    "How many hosts: group `demo` with 3 gives demo-1, demo-2, demo-3.",
  ),
  ...hostOptions,
  addresses: derived(
    ipv4Ranges,
    "replace",
    "Static addresses of the first NICs, in host order: a list or a range.",
    "DHCP",
  ),
  hosts: option(
    z
      .record(
        z.string(),
        z.strictObject({
          ...hostOptions,
          address: derived(interfaceAddress, "replace", "Address of the first NIC.", "the group's"),
        }),
      )
      .default({}),
    "replace",
    "Single hosts of the group, by name, where they differ from it. Tags merge; user-data is merged after the group's.",
  ),
});

const pack = z.strictObject({
  name: option(text, "live", "Name of the pack."),
  layer: option(z.enum(["os", "k8s", "cni", "csi", "addon"]), "live", "Layer of the profile."),
  type: derived(
    z.enum(["spectro", "manifest", "helm", "oci"]),
    "live",
    "Kind of pack.",
    "manifest when there are manifests and no tag, else spectro",
  ),
  tag: derived(text, "live", "Version or moving tag, such as `3.30.x`.", "none; needed except for manifests"),
  registry: derived(
    z.union([
      text,
      z.strictObject({
        name: option(text.optional(), "live", "Name."),
        kind: option(z.enum(["pack", "helm", "oci"]).optional(), "live", "Kind."),
        uid: option(
          z
            .string()
            .regex(/^[0-9a-f]{24}$/, { error: "24 hexadecimal digits" })
            .optional(),
          "live",
          "Palette's uid.",
        ),
      }),
    ]),
    "live",
    "Registry by name, or by name, kind or uid.",
    "the public registry",
  ),
  values: derived(z.string(), "live", "YAML that replaces the pack's default values.", "the pack's defaults"),
  valuesFile: derived(
    text,
    "live",
    "The same from a file, as it is: no `${VARIABLE}` in it is replaced.",
    "the pack's defaults",
  ),
  mergeValues: derived(
    z.record(z.string(), z.unknown()),
    "live",
    "Keys merged into the pack's default values.",
    "none",
  ),
  manifests: option(
    z
      .array(
        z.union([
          text,
          z.strictObject({
            name: option(label(63), "live", "Name of the manifest."),
            file: option(text, "live", "Its file."),
          }),
        ]),
      )
      .default([]),
    "live",
    "Kubernetes manifests: files, or names with files. Taken as they are.",
  ),
});

/** A cluster profile; also a file of its own. */
export const profileSchema = z.strictObject({
  name: option(label(42), "replace", "Name of the cluster profile; the instance is appended."),
  version: option(
    z
      .string()
      .regex(/^(?:0|[1-9]\d*)(?:\.(?:0|[1-9]\d*)){2}(?:-[0-9A-Za-z.-]+)?(?:\+[0-9A-Za-z.-]+)?$/, {
        error: "a semantic version such as 1.0.0",
      })
      .default("1.0.0"),
    "replace",
    "Version of the profile; each is an object of its own in Palette.",
  ),
  description: option(z.string().default(""), "live", "What the profile is for."),
  tags: option(z.array(tag).default([]), "live", "Tags, `tag` or `key:value`."),
  packs: option(z.array(pack).min(1, { error: "at least one pack" }), "live", "Layers from the operating system up."),
});

const poolHosts = option(
  z.array(text).min(1, { error: "at least one host" }),
  "live",
  "Hosts by name, ranges such as `demo-2..demo-9`, or a group's name for all of its hosts.",
);

const cluster = z.strictObject({
  name: option(label(42), "replace", "Name of the cluster; the instance is appended."),
  description: option(z.string().default(""), "live", "What the cluster is for."),
  tags: option(z.array(tag).default([]), "live", "Tags, `tag` or `key:value`."),
  vip: option(
    ipv4Ranges,
    "replace",
    "Virtual address of the control plane: an address, a list or a range of which the first free one is taken. In the network, outside DHCP.",
  ),
  controlPlane: option(
    z.strictObject({
      name: option(label(63).default("control-plane-pool"), "replace", "Name of the pool."),
      hosts: poolHosts,
      useAsWorker: derived(z.boolean(), "replace", "Run workloads on the control plane too.", "true without workers"),
    }),
    "replace",
    "Control plane pool. An odd number of hosts is recommended.",
  ),
  workers: option(
    z
      .array(
        z.strictObject({
          name: derived(label(63), "live", "Name of the pool.", "worker-pool, worker-pool-2, ..."),
          hosts: poolHosts,
        }),
      )
      .default([]),
    "live",
    "Worker pools.",
  ),
  sshKeys: option(z.array(text).default([]), "replace", "Public SSH keys for the hosts."),
  ntpServers: derived(z.array(text), "replace", "NTP servers of the cluster.", "network.ntpServers"),
});

const check = z.strictObject({
  service: option(text, "run", "Kubernetes Service to call."),
  namespace: option(label(63).default("default"), "run", "Its namespace."),
  port: option(z.int().min(1).max(65_535), "run", "Port of the Service."),
  path: option(z.string().regex(/^\//, { error: "a path that begins with /" }).default("/"), "run", "Path to ask for."),
  expectStatus: option(z.int().min(100).max(599).default(200), "run", "HTTP status of a good answer."),
  timeout: option(duration.default("5m"), "run", "How long to wait for it."),
});

const limits = z
  .strictObject({
    hostCloneUnits: option(
      z.int().min(2).max(256).default(8),
      "run",
      "Clones at a time on one ESXi host: a full clone costs 2 units, a linked one 1.",
    ),
    powerOns: option(z.int().min(1).max(1000).default(32), "run", "Machines powered on at a time."),
    installTimeout: derived(
      duration,
      "run",
      "Deadline of a template's installation.",
      "30m; with QEMU 45m, or 6h where it emulates the processor",
    ),
    registerTimeout: option(duration.default("20m"), "run", "Deadline of a host, from power-on to ready and healthy."),
    provisionTimeout: option(
      duration.default("1h"),
      "run",
      "Deadline of the cluster, from its creation to running and healthy.",
    ),
    deleteTimeout: option(duration.default("30m"), "run", "Deadline of the cluster's deletion."),
    taskTimeout: option(duration.default("1h"), "run", "Deadline of one vCenter task, without its time in the queue."),
  })
  .prefault({});

export const labSchema = z.strictObject({
  name: option(label(40), "replace", "Name of the lab; part of every name that it gives."),
  instance: derived(
    suffix,
    "replace",
    "Whose lab it is, so that the same file serves many users at once. Also `--instance`, EDGELAB_INSTANCE.",
    "the user's name",
  ),
  target: option(
    z.enum(["sandbox", "vsphere"]).default("sandbox"),
    "replace",
    "Where the lab lives. Also `--target`, EDGELAB_TARGET.",
  ),
  vcenter: option(
    vcenter,
    "replace",
    "The vCenter; read when the target is `vsphere`. What is left out comes from GOVC_*.",
  ),
  palette: option(palette, "replace", "Palette. The sandbox brings its own endpoint and key."),
  installer: option(installer, "replace", "What the template is installed from."),
  template: option(
    template,
    "replace",
    "The template that all hosts are clones of. Shared by labs with the same inputs.",
  ),
  network: option(network, "replace", "The network that the hosts are on."),
  registration: option(registration, "replace", "How hosts come into Palette."),
  hosts: option(
    z
      .record(label(30), group)
      .refine((groups) => Object.keys(groups).length > 0, { error: "at least one group of hosts" }),
    "live",
    "Edge hosts, by group.",
  ),
  profile: option(z.union([text, profileSchema]), "live", "Cluster profile: a file, or the profile itself."),
  cluster: option(cluster, "replace", "The cluster."),
  checks: option(z.array(check).default([]), "run", "What must answer before the lab counts as up."),
  limits: option(limits, "run", "Limits and deadlines."),
});

export type LabFile = z.output<typeof labSchema>;
export type ProfileFile = z.output<typeof profileSchema>;
/** Whose lab it is, as an option of the command line has it. */
export const instanceSchema = suffix;

export type GroupFile = z.output<typeof group>;

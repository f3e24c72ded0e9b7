/** The settings that Palette documents for an Edge host's user-data, as far as their types can be checked. */
export type Shape = Scalar | { readonly each: Shape } | MapShape;
type Scalar = "any" | "boolean" | "integer" | "text" | "texts" | "text or texts";
interface MapShape {
  readonly keys: { readonly [key: string]: Shape };
  /** Shape of keys that are the author's own. Without it, other keys are unknown. */
  readonly others?: Shape;
}

const map = (keys: MapShape["keys"]): MapShape => ({ keys });
const mapOf = (others: Shape): MapShape => ({ keys: {}, others });

const registry = {
  domain: "text",
  username: "text",
  password: "text",
  encodedPassword: "boolean",
  insecure: "boolean",
} as const;

const users: Shape = {
  each: {
    keys: {
      name: "text",
      groups: "text or texts",
      passwd: "text",
      passwordExpiry: "text",
      lock_passwd: "boolean",
      ssh_authorized_keys: "texts",
    },
    others: "any",
  },
};

const nic = map({ type: "text", ipAddress: "text", mask: "text", gateway: "text", nameserver: "text" });

const site = map({
  paletteEndpoint: "text",
  edgeHostToken: "text",
  disableAutoRegister: "boolean",
  autoRegister: "boolean",
  projectName: "text",
  projectUid: "text",
  name: "text",
  prefix: "text",
  hostName: "text",
  deviceUIDPaths: { each: map({ name: "text", regex: "text" }) },
  registrationURL: "text",
  tags: mapOf("text"),
  tagsFromFile: map({ fileName: "text", delimiter: "text", separator: "text" }),
  tagsFromScript: map({ scriptName: "text", timeout: "integer" }),
  insecureSkipVerify: "boolean",
  caCerts: "texts",
  ntpServers: "text or texts",
  clusterId: "text",
  clusterName: "text",
  remoteShell: map({ disable: "boolean" }),
  users,
  siteNetwork: "any",
  network: map({
    httpProxy: "text",
    httpsProxy: "text",
    noProxy: "text",
    nameserver: "text",
    interfaces: mapOf(nic),
  }),
});

/** @see Palette's installer reference; names marked old there are kept, with a rule of their own */
export const stylusShape: Shape = map({
  debug: "boolean",
  trace: "boolean",
  managementMode: "text",
  installationMode: "text",
  localUI: map({
    port: "integer",
    login: map({
      disableRateLimiting: "boolean",
      attemptsBeforeExponentialDelayStarts: "integer",
      maxFailedAttemptsBeforeLockout: "integer",
      lockoutDurationInMinutes: "integer",
    }),
  }),
  disableTui: "boolean",
  disablePasswordUpdate: "boolean",
  enableMultiNode: "boolean",
  includeTui: "boolean",
  featureGate: "text",
  path: "text",
  vip: map({ skip: "boolean" }),
  imageRedirectWebhook: map({ enable: "boolean", port: "integer" }),
  registryCredentials: map(registry),
  externalRegistries: map({
    registries: { each: map({ ...registry, repositoryName: "text", certificates: "texts" }) },
    registryMappingRules: mapOf("text"),
  }),
  site,
  users: "any",
  siteNetwork: "any",
  EnableUserdataForm: "any",
});

/** @see Palette's installer reference; kairos-sdk, types/install/install.go */
export const installKeys = (
  "poweroff reboot bind_mounts extra-dirs-rootfs grub_options partitions extra-partitions auto device nousers no-format " +
  "force encrypted_partitions ephemeral_mounts env bundles source ssh_hardening image active passive recovery-system " +
  "system firmware part-table"
).split(" ");

const partition: Shape = { keys: { name: "text", size: "integer", fs: "text", label: "text" }, others: "any" };

/** Types of what {@link installKeys} names, as far as Palette or Kairos document them. */
export const installShape: Shape = {
  keys: {
    auto: "boolean",
    nousers: "boolean",
    "no-format": "boolean",
    force: "boolean",
    ssh_hardening: "boolean",
    device: "text",
    source: "text",
    bind_mounts: "texts",
    ephemeral_mounts: "texts",
    "extra-dirs-rootfs": "texts",
    encrypted_partitions: "texts",
    grub_options: mapOf("text"),
    partitions: mapOf(partition),
    "extra-partitions": { each: partition },
  },
  others: "any",
};

const plainStages = ["rootfs", "initramfs", "boot", "fs", "network", "reconcile", "before-install", "after-install"];
const changeStages = ["upgrade", "reset"].flatMap((change) => [`before-${change}`, `after-${change}`]);
const chrootStages = ["install", "upgrade", "reset"].flatMap((change) => [
  `before-${change}-chroot`,
  `after-${change}-chroot`,
]);

/** Every stage also has a `.before` and an `.after`. */
export const stages = [...plainStages, ...changeStages, ...chrootStages].flatMap((stage) => [
  stage,
  `${stage}.before`,
  `${stage}.after`,
]);

/** What a value is, without showing it: user-data holds secrets. */
export function describeKind(value: unknown): string {
  if (value === null) return "nothing";
  if (Array.isArray(value)) return "a list";
  switch (typeof value) {
    case "boolean":
      return "true or false";
    case "number":
      return "a number";
    case "string":
      return "a text";
    default:
      return "a map";
  }
}

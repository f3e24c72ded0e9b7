import { stringify } from "yaml";
import type { Secret } from "../core/secret.ts";
import { mergeUserData } from "./user-data-merge.ts";

export interface SiteNic {
  /** `ens160`. */
  readonly name: string;
  readonly address:
    | "dhcp"
    | {
        readonly ip: string;
        readonly prefix: number;
        readonly gateway?: string | undefined;
        /** The agent takes one; the first counts. */
        readonly nameservers: readonly string[];
      };
}

/** What one Edge host learns from its seed CD. */
export interface SiteSettings {
  /** Palette's URL or host name. Scheme and path are dropped; a port is kept. */
  readonly endpoint: string;
  readonly token: Secret;
  readonly projectName?: string | undefined;
  readonly projectUid?: string | undefined;
  /** edgelab's marks and the host's own. */
  readonly tags: Readonly<Record<string, string>>;
  /** PEM texts of authorities that Palette's certificate may be signed by. */
  readonly caCerts?: readonly string[] | undefined;
  readonly insecureSkipVerify?: boolean | undefined;
  /** A host that was added to Palette by its ID waits to be paired instead of registering itself. */
  readonly disableAutoRegister?: boolean | undefined;
  readonly nics: readonly SiteNic[];
  /** The agent takes one; the first counts. */
  readonly nameservers?: readonly string[] | undefined;
  readonly ntpServers?: readonly string[] | undefined;
  readonly proxy?:
    | {
        readonly http?: string | undefined;
        readonly https?: string | undefined;
        readonly noProxy?: string | undefined;
      }
    | undefined;
  readonly registries?: readonly SiteRegistry[] | undefined;
  /** More user-data for this host, merged last. */
  readonly userData?: string | undefined;
}

export interface SiteRegistry {
  readonly domain: string;
  readonly username: string;
  readonly password: Secret;
  readonly insecure: boolean;
}

/**
 * Text of the `user-data` on a host's seed CD. It holds the token: keep it out of logs, and delete it once the host has
 * registered.
 *
 * @throws {EdgelabError} USER_DATA_INVALID when the host's own user-data does not merge
 */
export function siteUserData(site: SiteSettings): string {
  const settings = {
    stylus: {
      ...registrySettings(site.registries ?? []),
      site: {
        paletteEndpoint: hostOf(site.endpoint),
        edgeHostToken: site.token.reveal(),
        projectName: site.projectName,
        projectUid: site.projectUid,
        ...(site.disableAutoRegister ? { disableAutoRegister: true } : {}),
        ...(site.insecureSkipVerify ? { insecureSkipVerify: true } : {}),
        caCerts: site.caCerts?.length ? site.caCerts : undefined,
        ntpServers: site.ntpServers?.length ? site.ntpServers : undefined,
        tags: Object.keys(site.tags).length > 0 ? site.tags : undefined,
        network: networkSettings(site),
      },
    },
  };
  return mergeUserData(toYaml(settings), ...(site.userData === undefined ? [] : [site.userData]));
}

function registrySettings(registries: readonly SiteRegistry[]): object {
  const entries = registries.map(({ password, insecure, ...entry }) => ({
    ...entry,
    password: password.reveal(),
    ...(insecure ? { insecure } : {}),
  }));
  if (entries.length > 1) return { externalRegistries: { registries: entries } };
  return entries.length === 1 ? { registryCredentials: entries[0] } : {};
}

function networkSettings({ nics, nameservers, proxy }: SiteSettings): object | undefined {
  // One NIC with DHCP is what the agent does by itself, whatever the guest calls that NIC.
  const named = nics.length > 1 || nics.some(({ address }) => address !== "dhcp");
  const network = {
    httpProxy: proxy?.http,
    httpsProxy: proxy?.https,
    noProxy: proxy?.noProxy,
    nameserver: nameservers?.[0],
    interfaces: named ? Object.fromEntries(nics.map((nic) => [nic.name, interfaceSettings(nic)])) : undefined,
  };
  return Object.values(network).some((value) => value !== undefined) ? network : undefined;
}

function interfaceSettings({ address }: SiteNic): object {
  if (address === "dhcp") return { type: "dhcp" };
  const { ip, prefix, gateway, nameservers } = address;
  return { type: "static", ipAddress: `${ip}/${prefix}`, gateway, nameserver: nameservers[0] };
}

function hostOf(endpoint: string): string {
  return endpoint.replace(/^[a-z]+:\/\//i, "").replace(/\/.*$/, "");
}

/** Every text quoted: `yes`, `1.20` and `0644` mean the same to every YAML reader. */
function toYaml(value: unknown): string {
  return stringify(value, {
    defaultStringType: "QUOTE_DOUBLE",
    defaultKeyType: "PLAIN",
    doubleQuotedMinMultiLineLength: Number.POSITIVE_INFINITY,
    lineWidth: 0,
    keepUndefined: false,
    aliasDuplicateObjects: false,
  });
}

import { parse } from "yaml";
import type { IdentitySettings } from "./edge-host-id.ts";

/** What the simulated installer and agent use of a merged user-data. Wrong types count as absent, as in the agent. */
export interface SiteSettings extends IdentitySettings {
  readonly paletteEndpoint: string | undefined;
  readonly edgeHostToken: string | undefined;
  readonly projectName: string | undefined;
  readonly projectUid: string | undefined;
  readonly hostName: string | undefined;
  readonly tags: Readonly<Record<string, string>>;
  readonly disableAutoRegister: boolean;
  readonly insecureSkipVerify: boolean;
  readonly caCerts: readonly string[];
  readonly registrationUrl: string | undefined;
  /** `local` has no connection with Palette. */
  readonly managementMode: "central" | "local";
  readonly interfaces: Readonly<Record<string, InterfaceSettings>>;
  readonly nameserver: string | undefined;
  readonly httpsProxy: string | undefined;
  readonly noProxy: readonly string[];
}

export type InterfaceSettings =
  | { readonly type: "dhcp" }
  | {
      readonly type: "static";
      readonly ip: string;
      readonly prefix: number;
      readonly gateway: string | undefined;
      readonly nameservers: readonly string[];
    };

export interface InstallSettings {
  readonly poweroff: boolean;
  readonly reboot: boolean;
  /** `/dev/sdb`, or undefined for the largest disk. */
  readonly device: string | undefined;
  /** Makes plain Kairos install by itself. */
  readonly auto: boolean;
}

type Mapping = Readonly<Record<string, unknown>>;

export function installSettings(userData: string): InstallSettings {
  const install = mapping(mapping(settingsOf(userData))["install"]);
  const device = text(install["device"]);
  return {
    poweroff: flag(install["poweroff"]),
    reboot: flag(install["reboot"]),
    device: device === "auto" ? undefined : device,
    auto: flag(install["auto"]),
  };
}

export function siteSettings(userData: string): SiteSettings {
  const stylus = mapping(mapping(settingsOf(userData))["stylus"]);
  const site = mapping(stylus["site"]);
  const network = mapping(site["network"]);
  const mode = text(stylus["managementMode"]) ?? text(stylus["installationMode"]);
  return {
    paletteEndpoint: text(site["paletteEndpoint"]),
    edgeHostToken: text(site["edgeHostToken"]),
    projectName: text(site["projectName"]),
    projectUid: text(site["projectUid"]),
    name: text(site["name"]),
    prefix: text(site["prefix"]),
    hostName: text(site["hostName"]),
    deviceUidPaths: list(site["deviceUIDPaths"]).flatMap((item) => {
      const name = text(mapping(item)["name"]);
      return name ? [{ name, regex: text(mapping(item)["regex"]) }] : [];
    }),
    tags: Object.fromEntries(Object.entries(mapping(site["tags"])).map(([key, value]) => [key, String(value)])),
    disableAutoRegister: flag(site["disableAutoRegister"]),
    insecureSkipVerify: flag(site["insecureSkipVerify"]),
    caCerts: list(site["caCerts"]).flatMap((pem) => text(pem) ?? []),
    registrationUrl: text(site["registrationURL"]),
    managementMode: mode === "local" || mode === "airgap" ? "local" : "central",
    interfaces: Object.fromEntries(
      Object.entries(mapping(network["interfaces"])).map(([name, value]) => [name, interfaceSettings(mapping(value))]),
    ),
    nameserver: text(network["nameserver"]),
    httpsProxy: text(network["httpsProxy"]),
    noProxy: commaList(network["noProxy"]),
  };
}

/** Every scalar as the text that was written: a project uid of `66e012345` is not a number. */
function settingsOf(userData: string): unknown {
  return parse(userData, { schema: "failsafe" });
}

function interfaceSettings(value: Mapping): InterfaceSettings {
  const [ip = "", length] = (text(value["ipAddress"]) ?? "").split("/");
  if (value["type"] !== "static" || ip === "") return { type: "dhcp" };
  return {
    type: "static",
    ip,
    prefix: length ? Number(length) : prefixOf(text(value["mask"])),
    gateway: text(value["gateway"]),
    nameservers: commaList(value["nameserver"]),
  };
}

/** Length of a dotted mask; 24 without one. */
function prefixOf(mask = "255.255.255.0"): number {
  return mask.split(".").reduce((bits, part) => bits + Number(part).toString(2).replaceAll("0", "").length, 0);
}

function mapping(value: unknown): Mapping {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Mapping) : {};
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function text(value: unknown): string | undefined {
  return typeof value === "string" && !/^(?:|~|null)$/i.test(value) ? value : undefined;
}

/** The spellings that YAML readers take for true where a truth value is wanted. */
function flag(value: unknown): boolean {
  return typeof value === "string" && /^(?:true|yes|on)$/i.test(value);
}

function commaList(value: unknown): string[] {
  return (text(value) ?? "")
    .split(",")
    .map((part) => part.trim())
    .filter(Boolean);
}

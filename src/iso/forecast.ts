import { parse } from "yaml";
import { EdgelabError } from "../core/errors.ts";
import type { InstallerInspection } from "./installer.ts";
import { mergeUserData } from "./user-data-merge.ts";

/** What a machine does that starts from an installer and has no other medium. */
export interface Forecast {
  /** `unknown`: the boot entries are not readable, as on Trusted Boot media. */
  readonly action: "installs" | "waits" | "asks" | "unknown";
  /** What ends an installation: a reboot wins over power-off, and without either the machine stays on. */
  readonly end: "reboot" | "poweroff" | "stay";
  /** `install.device`; undefined: the largest disk. */
  readonly device: string | undefined;
  /** Where the installed host registers by itself; undefined: it waits for its site's user-data. */
  readonly registersAt: string | undefined;
  /** Why the embedded user-data do not count, when they cannot be merged. */
  readonly unmergeable: string | undefined;
}

/** Reads the boot menu and the merged user-data of a medium as the installer does. */
export function forecast({ menu, uki, kind, userData }: InstallerInspection): Forecast {
  const { settings, unmergeable } = merged(userData.map(({ text }) => text));
  const install = asRecord(settings["install"]);
  const site = asRecord(asRecord(settings["stylus"])["site"]);
  const isAutomatic = kind === "palette" || install["auto"] === true;
  const action = uki
    ? "unknown"
    : menu?.defaultAction === "interactive"
      ? "asks"
      : menu?.defaultAction === "unattended" && isAutomatic
        ? "installs"
        : "waits";
  const device = install["device"];
  const registersAt = site["edgeHostToken"] ? (site["paletteEndpoint"] ?? "api.spectrocloud.com") : undefined;
  return {
    action,
    end: install["reboot"] === true ? "reboot" : install["poweroff"] === true ? "poweroff" : "stay",
    device: typeof device === "string" && device !== "" && device !== "auto" ? device : undefined,
    registersAt: typeof registersAt === "string" ? registersAt : undefined,
    unmergeable,
  };
}

function merged(texts: readonly string[]): { settings: Readonly<Record<string, unknown>>; unmergeable?: string } {
  try {
    return { settings: asRecord(parse(mergeUserData(...texts), { logLevel: "silent" })) };
  } catch (error) {
    if (error instanceof EdgelabError && error.code === "USER_DATA_INVALID") {
      return { settings: {}, unmergeable: error.details.why ?? error.details.what };
    }
    throw error;
  }
}

function asRecord(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : {};
}

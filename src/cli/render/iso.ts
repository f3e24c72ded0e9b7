import { printable } from "../../core/printable.ts";
import type { IsoReport } from "../../index.ts";
import type { Style } from "../io.ts";
import { bytes } from "./format.ts";

const kinds = {
  palette: "Palette Edge installer",
  kairos: "Kairos installer, without the Palette agent",
  seed: "seed CD with user-data",
  other: "ISO, but no Edge installer",
};

/** What an ISO is and does, a fact a line; then what was found. */
export function isoText(report: IsoReport, style: Style): string {
  const { path, sizeBytes, kind, isTrustedBoot, isStandIn, label, findings } = report;
  const extra = [isTrustedBoot && "Trusted Boot", isStandIn && "edgelab's stand-in"].filter(Boolean).join(", ");
  const rows: [string, string | undefined][] = [
    ["is", `${kinds[kind]}${extra ? ` (${extra})` : ""}`],
    ["label", label],
    ["size", bytes(sizeBytes)],
    ["boots", bootText(report)],
    ["menu", menuText(report)],
    ["user-data", userDataText(report)],
    ["alone", forecastText(report)],
    ["kernel", report.system.kernelVersion],
    ["system", systemText(report)],
    ["content", report.contentBytes > 0 ? bytes(report.contentBytes) : undefined],
    ["sha256", checksumText(report)],
  ];
  const marks = { error: style("red", "✗"), warning: style("yellow", "!"), note: " " };
  return [
    style("bold", path),
    ...rows.flatMap(([name, text]) =>
      text === undefined ? [] : [`  ${style("dim", name.padEnd(10))}${printable(text)}`],
    ),
    ...findings.map(({ severity, message }) => `${marks[severity]} ${printable(message)}`),
  ].join("\n");
}

function bootText({ boot }: IsoReport): string {
  const fromCd = boot.images.flatMap(({ platform }) =>
    platform === "other" ? [] : [platform === "efi" ? "EFI" : "BIOS"],
  );
  const tables = [...new Set(boot.partitions.map(({ table }) => table.toUpperCase()))];
  const parts = [
    fromCd.length > 0 && `from CD by ${fromCd.join(" and ")}`,
    tables.length > 0 && `as a disk with ${tables.join(" and ")}`,
  ];
  return parts.filter(Boolean).join("; ") || "nothing";
}

function menuText({ menu }: IsoReport): string | undefined {
  if (!menu) return undefined;
  const actions = { unattended: "installs unattended", manual: "gives a shell", interactive: "asks" };
  return `${menu.defaultTitle ?? "(no default)"}: ${actions[menu.defaultAction]}; ${menu.titles.length} entries`;
}

function userDataText({ userData, kind }: IsoReport): string | undefined {
  if (kind !== "palette" && kind !== "kairos") return undefined;
  if (userData.length === 0) return "none embedded";
  return userData
    .map(({ path, holds }) => {
      const found = [
        holds.token && "a registration token",
        holds.poweroff && "poweroff",
        holds.reboot && "reboot",
        holds.users && "users",
      ].filter(Boolean);
      return `${path}${found.length > 0 ? ` with ${found.join(", ")}` : ""}`;
    })
    .join("; ");
}

function forecastText({ forecast }: IsoReport): string | undefined {
  if (!forecast) return undefined;
  const { action, end, device, registersAt } = forecast;
  if (action === "waits") return "installs nothing";
  if (action === "asks") return "asks a person";
  const ends = { reboot: "reboots", poweroff: "powers off", stay: "stays on" };
  const what = action === "installs" ? "installs" : "unknown; if it installs, then";
  const registers = registersAt === undefined ? "" : `; its hosts register at ${registersAt}`;
  return `${what} onto ${device ?? "the largest disk"}, then ${ends[end]}${registers}`;
}

function systemText({ system: { rootFileSystem } }: IsoReport): string | undefined {
  if (!rootFileSystem) return undefined;
  const { compression, createdAt, sizeBytes } = rootFileSystem;
  return `squashfs (${compression}) of ${createdAt.slice(0, 10)}, ${bytes(sizeBytes)}`;
}

function checksumText({ checksum }: IsoReport): string | undefined {
  if (!checksum) return undefined;
  return { matches: "as its .sha256 says", differs: "NOT as its .sha256 says", unreadable: "unknown" }[
    checksum.outcome
  ];
}

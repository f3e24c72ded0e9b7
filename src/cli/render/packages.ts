import type { CreatedPackage, ExtractedPackage, PackageReport } from "../../index.ts";
import type { Style } from "../io.ts";
import { bytes } from "./format.ts";

export function packedText({ path, sizeBytes, disk }: CreatedPackage, style: Style): string {
  const size = `${bytes(sizeBytes)}, a disk of ${bytes(disk.capacityBytes)} with ${bytes(disk.populatedBytes)} on it`;
  return `${style("green", "✓")} ${path} (${size})`;
}

export function extractedText({ path, capacityBytes, isVouchedFor }: ExtractedPackage, style: Style): string {
  const digest = isVouchedFor ? ", its digest is that of the manifest" : "";
  return `${style("green", "✓")} ${path} (${bytes(capacityBytes)}${digest})`;
}

export function reportText({ path, ok, findings, disk }: PackageReport, style: Style): string {
  const marks = { error: style("red", "✗"), warning: style("yellow", "!"), info: style("green", "✓") };
  const width = Math.max(...findings.map(({ check }) => check.length), 0);
  const lines = findings.map(({ severity, check, message }) => `${marks[severity]} ${check.padEnd(width)}  ${message}`);
  const size = disk ? ` (a disk of ${bytes(disk.capacityBytes)} with ${bytes(disk.populatedBytes)} on it)` : "";
  const verdict = ok
    ? `${style("green", "✓")} ${path} can be a template${size}.`
    : `${path} cannot be a template${size}.`;
  return [...lines, verdict].join("\n");
}

import { versionNumber } from "./version-number.ts";
import { WireError } from "./wire-error.ts";
import { parseXml, type XmlElement } from "./xml.ts";

/** The newest API version that the declarations cover. */
export const latestVersion = "9.1.0.0";

/** API versions of released vCenters that clients look for, newest first. */
export const knownVersions = [
  latestVersion,
  "9.0.0.0",
  "8.0.3.0",
  "8.0.2.0",
  "8.0.1.0",
  "8.0.0.2",
  "8.0.0.1",
  "8.0.0.0",
  "7.0.3.2",
  "7.0.3.1",
  "7.0.3.0",
  "7.0.2.1",
  "7.0.2.0",
  "7.0.1.1",
  "7.0.1.0",
  "7.0.0.2",
  "7.0.0.0",
  "6.8.7",
  "6.7.3",
  "6.7.2",
  "6.7.1",
  "6.7",
  "6.5",
  "6.0",
] as const;

/** Negative when `one` is older than `other`. Throws a RangeError for what is not a version. */
export const compareVersions = (one: string, other: string): number => versionNumber(one) - versionNumber(other);

/** The value of the header `SOAPAction`. */
export const soapAction = (version: string): string => `urn:vim25/${version}`;

/** The version in a `SOAPAction` header, quoted (pyvmomi) or not (govmomi); undefined when it names none. */
export const parseSoapAction = (header: string): string | undefined =>
  /^"?urn:vim25\/(\d{1,3}(?:\.\d{1,3}){0,3})"?$/.exec(header.trim())?.[1];

/** The document `/sdk/vimServiceVersions.xml` of a server that speaks this version and everything before it. */
export function encodeServiceVersions(version: string): string {
  const prior = knownVersions.filter((known) => compareVersions(known, version) < 0);
  const priorVersions = prior.map((known) => `<version>${known}</version>`).join("");
  return (
    '<?xml version="1.0" encoding="UTF-8"?>\n' +
    `<namespaces version="1.0"><namespace><name>urn:vim25</name><version>${version}</version>` +
    `<priorVersions>${priorVersions}</priorVersions></namespace></namespaces>\n`
  );
}

/**
 * The newest version that the server lists in `/sdk/vimServiceVersions.xml` and the declarations cover.
 * Throws {@link WireError}: `malformed` for another document, `unsupported` when there is none in common.
 */
export function negotiateVersion(xml: string): string {
  const root = parseXml(xml);
  const namespace = root.children.find((child) => childText(child, "name") === "urn:vim25");
  if (root.name !== "namespaces" || namespace === undefined) {
    throw new WireError({ kind: "malformed", problem: "The server's list of versions has no namespace urn:vim25" });
  }
  const listed = [
    childText(namespace, "version"),
    ...(namespace.children.find(({ name }) => name === "priorVersions")?.children ?? []).map(({ text }) => text.trim()),
  ].filter((version): version is string => version !== undefined && /^\d{1,3}(\.\d{1,3}){0,3}$/.test(version));
  const common = listed
    .filter((version) => compareVersions(version, latestVersion) <= 0)
    .sort(compareVersions)
    .at(-1);
  if (common !== undefined) return common;
  const found = listed.length === 0 ? "none" : listed.join(", ");
  throw new WireError({
    kind: "unsupported",
    problem: `No API version in common: known up to ${latestVersion}, the server lists ${found}`,
  });
}

const childText = (element: XmlElement, name: string): string | undefined =>
  element.children.find((child) => child.name === name)?.text.trim();

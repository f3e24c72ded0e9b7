import { nearest } from "../core/nearest.ts";
import type { Finding, Rule } from "./finding.ts";
import type { ProfileFile } from "./schema.ts";

/** What Palette refuses in a profile, beyond its syntax. Paths are below the profile. */
export function checkProfile({ packs }: ProfileFile): Finding[] {
  const findings: Finding[] = [];
  for (const [index, pack] of packs.entries()) {
    const path = ["packs", index];
    const type = packType(pack);
    if (type === "manifest" && pack.manifests.length === 0)
      findings.push({ path: [...path, "manifests"], message: "missing", expected: "the files of a manifest pack" });
    if (type === "manifest" && pack.registry !== undefined)
      findings.push({ path: [...path, "registry"], atKey: true, message: "a manifest pack comes from no registry" });
    if (type !== "manifest" && pack.tag === undefined)
      findings.push({
        path: [...path, "tag"],
        message: "missing",
        expected: `the version of pack ${pack.name}, such as 1.0.0 or 3.30.x`,
      });
    if (pack.values !== undefined && pack.valuesFile !== undefined)
      findings.push({
        path: [...path, "valuesFile"],
        atKey: true,
        message: "there are values already",
        fix: "keep one of values and valuesFile",
      });
    const { registry } = pack;
    if (
      typeof registry === "object" &&
      registry.name === undefined &&
      registry.kind === undefined &&
      registry.uid === undefined
    ) {
      findings.push({ path: [...path, "registry"], message: "says nothing", expected: "name, kind or uid" });
    }
    const twin = packs.findIndex(({ name }) => name === pack.name);
    if (twin < index) findings.push({ path: [...path, "name"], message: `there are two packs named ${pack.name}` });
  }
  for (const layer of ["os", "k8s", "cni"] as const) {
    const count = packs.filter((pack) => pack.layer === layer).length;
    if (count !== 1)
      findings.push({
        path: ["packs"],
        atKey: true,
        message: `the profile has ${count === 0 ? "no pack" : `${count} packs`} of layer ${layer}`,
        expected: "one",
      });
  }
  return findings;
}

export function packType(pack: ProfileFile["packs"][number]): "spectro" | "manifest" | "helm" | "oci" {
  return pack.type ?? (pack.manifests.length > 0 && pack.tag === undefined ? "manifest" : "spectro");
}

export const checkServices: Rule = ({ file: { checks, profile }, services: known, profile: expanded }) => {
  const allManifests = expanded?.packs.every(({ layer, type }) => layer !== "addon" || type === "manifest") ?? false;
  if (!allManifests) return []; // a chart or a pack may bring the Service
  return checks.flatMap((check, index): Finding[] => {
    const path = ["checks", index, "service"];
    const where = typeof profile === "string" ? profile : "the profile";
    const found = known.find(({ name, namespace }) => name === check.service && namespace === check.namespace);
    if (found === undefined) {
      const names = known.map(({ name }) => name);
      return [
        {
          severity: "warning",
          path,
          message: `no manifest of ${where} has Service ${check.service} in namespace ${check.namespace}`,
          nearest: nearest(
            check.service,
            names.filter((name) => name !== check.service),
          ),
        },
      ];
    }
    if (found.ports.includes(check.port)) return [];
    return [
      {
        severity: "warning",
        path: ["checks", index, "port"],
        message: `Service ${check.service} has no port ${check.port}`,
        expected: found.ports.join(" or "),
        found: `${check.port}`,
      },
    ];
  });
};

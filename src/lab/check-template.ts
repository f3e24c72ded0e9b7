import type { Finding, Rule } from "./finding.ts";

export const checkTemplate: Rule = ({ file: { template, installer, hosts }, target, hardware }) => {
  const findings: Finding[] = [];
  if (template.builder === "existing") {
    if (template.name === undefined)
      findings.push({
        path: ["template", "name"],
        message: "missing",
        expected: "the template's name, since the builder is existing",
      });
    for (const key of ["iso", "userData"] as const) {
      if (installer[key] === undefined) continue;
      findings.push({
        severity: "warning",
        path: ["installer", key],
        message: "not used: an existing template is never built",
      });
    }
  } else {
    for (const key of ["name", "snapshot"] as const) {
      if (template[key] === undefined) continue;
      findings.push({
        path: ["template", key],
        atKey: true,
        message: "only for an existing template",
        fix: "set template.builder to existing, or remove it",
      });
    }
    if (target === "vsphere" && installer.iso === undefined) {
      findings.push({
        path: ["installer", "iso"],
        message: "missing",
        expected: "an Edge installer ISO",
        fix: "or take a template that exists: template: { builder: existing, name: ... }",
      });
    }
  }
  if (hardware?.firmware === "efi") {
    findings.push({
      severity: "warning",
      path: ["template", "hardware"],
      message: "published Edge installers do not boot on every EFI firmware",
      fix: "use bios unless yours is known to",
    });
  }
  if (hardware && hardware.cpus % hardware.coresPerSocket !== 0) {
    findings.push({
      path: ["template", "hardware"],
      message: `${hardware.cpus} cpus are no multiple of ${hardware.coresPerSocket} coresPerSocket`,
    });
  }
  const small = Object.entries(hosts).flatMap(([name, group]) => [
    { path: ["hosts", name, "memoryMiB"], memoryMiB: group.memoryMiB },
    ...Object.entries(group.hosts).map(([host, { memoryMiB }]) => ({
      path: ["hosts", name, "hosts", host, "memoryMiB"],
      memoryMiB,
    })),
  ]);
  for (const { path, memoryMiB } of [...small, { path: ["template", "hardware"], memoryMiB: hardware?.memoryMiB }]) {
    // The tutorial's own clones have 8000.
    if (memoryMiB === undefined || memoryMiB >= 8000) continue;
    findings.push({
      severity: "warning",
      path,
      message: "little memory for an Edge host",
      expected: "8192 MiB or more",
      found: `${memoryMiB} MiB`,
    });
  }
  return findings;
};

import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { Graph, Node } from "../engine/graph.ts";
import type { Lab } from "../lab/lab.ts";
import type { Session } from "./session.ts";
import { existingTemplate, type FoundTemplate, type TemplateSource, usable } from "./template.ts";
import { VsphereBuilder } from "./vsphere-builder.ts";
import type { BuiltTemplate, WantedTemplate } from "./wanted.ts";

const phase = "install";

interface InstallContext {
  readonly lab: Lab;
  readonly session: Session;
  readonly wanted: WantedTemplate;
  readonly found: FoundTemplate | undefined;
}

/** Adds what gives the register phase something to clone. */
export function addInstall(graph: Graph, context: InstallContext): Node<TemplateSource> {
  const { lab, session, wanted, found } = context;
  const { vsphere } = session;
  if (wanted.builder === "existing") {
    return graph.add({
      phase,
      id: "install/template",
      title: `use template ${wanted.name}`,
      after: [],
      run: async (step) => {
        const datacenter = await vsphere.inventory.datacenter(lab.vcenter.datacenter, step);
        return existingTemplate(wanted, datacenter, vsphere, step);
      },
    });
  }
  if (found?.state === "ready") {
    const { ref, path } = found.machine;
    return graph.add({
      phase,
      id: "install/template",
      title: `use template ${wanted.name}`,
      after: [],
      timingKey: "install/template-read",
      run: async (step) => usable(await vsphere.machines.source(ref, step), path),
    });
  }
  if (wanted.builder === "qemu") return addLocalBuild(graph, { lab, session, wanted });
  const builder = new VsphereBuilder(lab, session, wanted);
  const iso = graph.add({
    phase,
    id: "install/iso",
    title: `upload ${wanted.installer.name}`,
    after: [],
    run: (step) => builder.uploadIso(step),
  });
  return graph.add({
    phase,
    id: "install/template",
    title: `install template ${wanted.name}`,
    after: [iso],
    run: (step, isoPath) => builder.build(step, isoPath),
  });
}

/** Installed on this machine and sent, with code that no other builder loads. Two steps, since the first needs no vCenter and its result is kept. */
function addLocalBuild(
  graph: Graph,
  { lab, session, wanted }: { readonly lab: Lab; readonly session: Session; readonly wanted: BuiltTemplate },
): Node<TemplateSource> {
  const { cacheDir, workDir, limits } = lab;
  const packages = join(cacheDir, "packages");
  const output = join(packages, `${wanted.name}.ova`);
  const options = {
    workFolder: join(cacheDir, "work"),
    evidenceFolder: join(workDir, "evidence"),
    installTimeoutMs: limits.installTimeoutMs,
    overwrite: true, // the name is the content address: whatever else is there is a damaged one
  };
  const built = graph.add({
    phase,
    id: "install/package",
    title: `build template ${wanted.name} with QEMU`,
    after: [],
    run: async (step) => {
      await mkdir(packages, { recursive: true });
      return await (await import("./local-builder.ts")).buildPackage(wanted, output, options, step);
    },
  });
  return graph.add({
    phase,
    id: "install/template",
    title: `import template ${wanted.name}`,
    after: [built],
    run: async (step, { path }) => {
      const { importTemplate, openPackage } = await import("./import-template.ts");
      await using source = await openPackage(path);
      return await importTemplate(source, wanted, lab, session, step);
    },
  });
}

import { LineCounter, parseAllDocuments } from "yaml";
import type { Problem } from "../core/problem.ts";

export interface ManifestService {
  readonly name: string;
  readonly namespace: string;
  readonly ports: readonly number[];
}

/** The mistakes of a Kubernetes manifest, and the Services that it makes. */
export function readManifest(text: string, file: string): { problems: Problem[]; services: ManifestService[] } {
  const lines = new LineCounter();
  const parsed = parseAllDocuments(text, { lineCounter: lines, prettyErrors: false, logLevel: "silent" });
  const documents = Array.isArray(parsed) ? parsed : [];
  // Palette fills in its macros before anyone parses the text.
  const severity = text.includes("{{") ? "warning" : "error";
  const problems: Problem[] = [];
  const services: ManifestService[] = [];
  const report = (offset: number, message: string) => {
    const { line, col } = lines.linePos(offset);
    problems.push({ severity, file, line, column: col, message });
  };
  for (const document of documents) {
    const [error] = document.errors;
    if (error) {
      report(error.pos[0], `not valid YAML: ${error.message}`);
      continue;
    }
    const object = document.toJS({ maxAliasCount: 100 }) as KubernetesObject | null;
    if (object === null) continue;
    if (typeof object !== "object" || typeof object.kind !== "string" || typeof object.apiVersion !== "string") {
      report(document.contents?.range?.[0] ?? 0, "not a Kubernetes object: it needs apiVersion and kind");
      continue;
    }
    services.push(...[object, ...(Array.isArray(object.items) ? object.items : [])].flatMap(serviceOf));
  }
  if (documents.length === 0)
    problems.push({ severity: "error", file, line: 1, column: 1, message: "the manifest is empty" });
  return { problems, services };
}

interface KubernetesObject {
  readonly apiVersion?: unknown;
  readonly kind?: unknown;
  readonly metadata?: { readonly name?: unknown; readonly namespace?: unknown } | null;
  readonly spec?: { readonly ports?: readonly { readonly port?: unknown }[] } | null;
  readonly items?: readonly KubernetesObject[];
}

function serviceOf(object: KubernetesObject | null): ManifestService[] {
  if (object?.kind !== "Service" || typeof object.metadata?.name !== "string") return [];
  const { name, namespace } = object.metadata;
  return [
    {
      name,
      namespace: typeof namespace === "string" ? namespace : "default",
      ports: (object.spec?.ports ?? []).flatMap(({ port }) => (typeof port === "number" ? [port] : [])),
    },
  ];
}

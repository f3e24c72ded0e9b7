import { parseAllDocuments } from "yaml";
import { z } from "zod";
import { sha256 } from "../../core/sha256.ts";
import { kindOf } from "./kinds.ts";
import type { Draft } from "./object-store.ts";

/** Text that a profile deploys. */
export interface Manifest {
  /** Unique within the cluster: `hello-universe/hello-universe`. */
  readonly name: string;
  readonly content: string;
  /** The text as it was written, before macros; what the digest is of. @default content */
  readonly source?: string;
}

const labels = z.record(z.string(), z.string());

const envelope = z.looseObject({
  apiVersion: z.string().min(1),
  kind: z.string().min(1),
  metadata: z.looseObject({
    name: z.string().regex(/^[a-z0-9]([-a-z0-9.:]*[a-z0-9])?$/, "is not a valid object name"),
    namespace: z.string().optional(),
    labels: labels.optional(),
    annotations: labels.optional(),
  }),
});

const listEnvelope = z.object({ kind: z.literal("List"), items: z.array(z.unknown()) });

const port = z.int().min(1).max(65_535);

export const serviceSpec = z.looseObject({
  type: z.enum(["ClusterIP", "NodePort", "LoadBalancer", "ExternalName"]).default("ClusterIP"),
  selector: labels.default({}),
  clusterIP: z.string().optional(),
  ports: z
    .array(
      z.looseObject({
        name: z.string().optional(),
        protocol: z.enum(["TCP", "UDP", "SCTP"]).default("TCP"),
        port,
        targetPort: z.union([port, z.string()]).optional(),
        nodePort: z.int().min(30_000).max(32_767).optional(),
      }),
    )
    .default([]),
});
export type ServiceSpec = z.infer<typeof serviceSpec>;

export const podSpec = z.looseObject({
  containers: z
    .array(
      z.looseObject({
        name: z.string(),
        image: z.string(),
        ports: z.array(z.looseObject({ name: z.string().optional(), containerPort: port })).default([]),
      }),
    )
    .min(1),
  nodeSelector: labels.default({}),
  tolerations: z
    .array(
      z.looseObject({
        key: z.string().optional(),
        operator: z.string().default("Equal"),
        value: z.string().optional(),
        effect: z.string().optional(),
      }),
    )
    .default([]),
});
export type PodSpec = z.infer<typeof podSpec>;

export const workloadSpec = z
  .looseObject({
    replicas: z.int().min(0).default(1),
    selector: z.looseObject({ matchLabels: labels.default({}) }),
    template: z.looseObject({ metadata: z.looseObject({ labels: labels.default({}) }), spec: podSpec }),
  })
  .refine(({ selector, template }) => selects(selector.matchLabels, template.metadata.labels), {
    message: "`selector` does not match template `labels`",
    path: ["template", "metadata", "labels"],
  });
export type WorkloadSpec = z.infer<typeof workloadSpec>;

/** True when every label that is asked for is there. */
export function selects(
  selector: Readonly<Record<string, string>>,
  on: Readonly<Record<string, string>> = {},
): boolean {
  return Object.entries(selector).every(([key, value]) => on[key] === value);
}

export const workloadKinds: readonly string[] = ["Deployment", "StatefulSet", "DaemonSet"];

/** The part of a spec that matters here, checked; other kinds pass as they are. */
function specSchema(apiVersion: string, kind: string): z.ZodType | undefined {
  if (apiVersion === "v1" && kind === "Service") return serviceSpec;
  if (apiVersion === "v1" && kind === "Pod") return podSpec;
  return apiVersion === "apps/v1" && workloadKinds.includes(kind) ? workloadSpec : undefined;
}

export interface ParsedManifest {
  readonly objects: readonly Draft[];
  /** Of the whole text as it was written, lower-case hex. */
  readonly sha256: string;
  /** One sentence per document that cannot be applied. */
  readonly errors: readonly string[];
}

/** Objects of all documents; what is wrong is told, and does not keep the rest from being applied. */
export function parseManifest({ name, content, source = content }: Manifest): ParsedManifest {
  const objects: Draft[] = [];
  const errors: string[] = [];
  for (const document of parseAllDocuments(content)) {
    const [broken] = document.errors;
    const value: unknown = broken ? undefined : document.toJS({ maxAliasCount: 100 });
    if (broken) errors.push(`${name}: ${broken.message.split("\n", 1)[0]}`);
    else if (value !== null && value !== undefined) collect(value);
  }
  return { objects, sha256: sha256(source), errors };

  function collect(value: unknown): void {
    const list = listEnvelope.safeParse(value);
    if (list.success) return list.data.items.forEach(collect);
    const head = envelope.safeParse(value);
    if (!head.success) return void errors.push(`${name}: ${describe(head.error)}`);
    const { apiVersion, kind, metadata, ...rest } = head.data;
    const spec = specSchema(apiVersion, kind)?.safeParse(rest["spec"]);
    if (spec && !spec.success)
      return void errors.push(`${name}: ${kind} "${metadata.name}" is invalid: ${describe(spec.error)}`);
    const { namespace = "default", ...meta } = metadata;
    const place = kindOf(apiVersion, kind).namespaced ? { namespace } : {};
    objects.push({
      ...rest,
      ...(spec ? { spec: spec.data } : {}),
      apiVersion,
      kind,
      metadata: { ...withoutUndefined(meta), ...place },
    });
  }
}

function describe({ issues }: z.ZodError): string {
  return issues.map(({ path, message }) => `${path.join(".") || "the document"}: ${message}`).join("; ");
}

function withoutUndefined(meta: {
  readonly name: string;
  readonly labels?: Record<string, string> | undefined;
  readonly annotations?: Record<string, string> | undefined;
}): Draft["metadata"] {
  const { name, labels: written, annotations } = meta;
  return { name, ...(written ? { labels: written } : {}), ...(annotations ? { annotations } : {}) };
}

import { expect, test } from "vitest";
import { sha256 } from "../../core/sha256.ts";
import { parseManifest } from "./manifest.ts";

const parse = (content: string) => parseManifest({ name: "app", content });

test("every document is an object; namespaces and defaults are filled in", () => {
  const content =
    "apiVersion: v1\nkind: Namespace\nmetadata: { name: shop }\n---\n---\napiVersion: v1\nkind: Service\nmetadata: { name: web }\nspec: { ports: [{ port: 80 }] }\n";
  const { objects, errors, sha256: digest } = parse(content);
  expect(errors).toEqual([]);
  expect(digest).toBe(sha256(content));
  expect(objects).toMatchObject([
    { kind: "Namespace", metadata: { name: "shop" } },
    {
      kind: "Service",
      metadata: { name: "web", namespace: "default" },
      spec: { type: "ClusterIP", selector: {}, ports: [{ port: 80, protocol: "TCP" }] },
    },
  ]);
  expect(objects[0]?.metadata).not.toHaveProperty("namespace");
});

test("a List is its items", () => {
  const { objects, errors } = parse(
    "apiVersion: v1\nkind: List\nitems:\n- { apiVersion: v1, kind: ConfigMap, metadata: { name: a } }\n- { apiVersion: v1, kind: ConfigMap, metadata: { name: b } }\n",
  );
  expect([objects.map(({ metadata }) => metadata.name), errors]).toEqual([["a", "b"], []]);
});

const deployment = (spec: string) => `apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: web }\nspec: ${spec}\n`;

test.each([
  ["YAML that does not parse", "a: [", /app: /],
  ["a document without a kind", "apiVersion: v1\nmetadata: { name: a }", /kind/],
  ["a name that cannot be one", "apiVersion: v1\nkind: ConfigMap\nmetadata: { name: A_B }", /not a valid object name/],
  [
    "a service with a port out of range",
    "apiVersion: v1\nkind: Service\nmetadata: { name: web }\nspec: { ports: [{ port: 70000 }] }",
    /ports\.0\.port/,
  ],
  [
    "a node port out of range",
    "apiVersion: v1\nkind: Service\nmetadata: { name: web }\nspec: { type: NodePort, ports: [{ port: 80, nodePort: 80 }] }",
    /nodePort/,
  ],
  [
    "a deployment whose selector misses its template",
    deployment(
      "{ selector: { matchLabels: { app: a } }, template: { metadata: { labels: { app: b } }, spec: { containers: [{ name: a, image: a }] } } }",
    ),
    /does not match template/,
  ],
  [
    "a deployment without containers",
    deployment(
      "{ selector: { matchLabels: { app: a } }, template: { metadata: { labels: { app: a } }, spec: { containers: [] } } }",
    ),
    /containers/,
  ],
])("%s is told, and keeps nothing else from being applied", (_, bad, message) => {
  const { objects, errors } = parse(`${bad}\n---\napiVersion: v1\nkind: ConfigMap\nmetadata: { name: fine }\n`);
  expect(errors).toEqual([expect.stringMatching(message)]);
  expect(objects.map(({ metadata }) => metadata.name)).toEqual(["fine"]);
});

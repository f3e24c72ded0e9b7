import { stringify } from "yaml";

export interface KubeconfigOptions {
  readonly clusterName: string;
  /** URL of the API server; may have a path. */
  readonly server: string;
  readonly caPem?: string | undefined;
  readonly token: string;
}

/** A kubeconfig with one context. It holds a credential. */
export function kubeconfig({ clusterName, server, caPem, token }: KubeconfigOptions): string {
  const user = `${clusterName}-admin`;
  const context = `${user}@${clusterName}`;
  const authority = caPem === undefined ? {} : { "certificate-authority-data": Buffer.from(caPem).toString("base64") };
  return stringify(
    {
      apiVersion: "v1",
      kind: "Config",
      clusters: [{ name: clusterName, cluster: { server, ...authority } }],
      users: [{ name: user, user: { token } }],
      contexts: [{ name: context, context: { cluster: clusterName, user } }],
      "current-context": context,
    },
    { lineWidth: 0 },
  );
}

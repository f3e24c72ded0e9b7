import type { Manifest } from "./manifest.ts";

/** What every cluster runs of its own. */
export function systemManifests(apiAddress: string, dnsAddress: string): readonly Manifest[] {
  return [
    {
      name: "kubernetes",
      content: ["default", "kube-system", "kube-public", "kube-node-lease"]
        .map(
          (name) =>
            `apiVersion: v1\nkind: Namespace\nmetadata: { name: ${name}, labels: { kubernetes.io/metadata.name: ${name} } }\n`,
        )
        .concat(`apiVersion: v1
kind: Service
metadata: { name: kubernetes, namespace: default, labels: { component: apiserver, provider: kubernetes } }
spec: { clusterIP: ${apiAddress}, ports: [{ name: https, port: 443, targetPort: 6443 }] }
`)
        .join("---\n"),
    },
    {
      name: "coredns",
      content: `apiVersion: v1
kind: Service
metadata: { name: kube-dns, namespace: kube-system, labels: { k8s-app: kube-dns } }
spec:
  clusterIP: ${dnsAddress}
  selector: { k8s-app: kube-dns }
  ports:
    - { name: dns, port: 53, protocol: UDP, targetPort: 53 }
    - { name: dns-tcp, port: 53, targetPort: 53 }
    - { name: metrics, port: 9153, targetPort: 9153 }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: coredns, namespace: kube-system, labels: { k8s-app: kube-dns } }
spec:
  replicas: 1
  selector: { matchLabels: { k8s-app: kube-dns } }
  template:
    metadata: { labels: { k8s-app: kube-dns } }
    spec:
      tolerations: [{ operator: Exists }]
      containers:
        - name: coredns
          image: registry.example.com/coredns:1.12.1
          ports: [{ name: dns, protocol: UDP, containerPort: 53 }, { name: dns-tcp, containerPort: 53 }, { containerPort: 9153 }]
`,
    },
  ];
}

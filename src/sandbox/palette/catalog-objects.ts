/** What the catalog's packs deploy: just enough for `kubectl` to show what a user expects to see. */

const namespace = (name: string) => `apiVersion: v1
kind: Namespace
metadata: { name: ${name} }
`;

const workload = (kind: "DaemonSet" | "Deployment", ns: string, name: string, image: string, port?: number) => `---
apiVersion: apps/v1
kind: ${kind}
metadata: { name: ${name}, namespace: ${ns}, labels: { app: ${name} } }
spec:${kind === "Deployment" ? "\n  replicas: 1" : ""}
  selector: { matchLabels: { app: ${name} } }
  template:
    metadata: { labels: { app: ${name} } }
    spec:
      tolerations: [{ operator: Exists }]
      containers:
        - name: ${name}
          image: registry.example.com/${image}
${port === undefined ? "" : `          ports: [{ containerPort: ${port} }]\n`}`;

const service = (type: "ClusterIP" | "NodePort", ns: string, name: string, port: number) => `---
apiVersion: v1
kind: Service
metadata: { name: ${name}, namespace: ${ns} }
spec: { type: ${type}, selector: { app: ${name} }, ports: [{ port: ${port}, targetPort: ${port} }] }
`;

/** Node agent as a DaemonSet plus its controller as a Deployment. */
const pair = (agent: string, controller: string, project: string, version: string) =>
  workload("DaemonSet", "kube-system", agent, `${project}/${agent}:v${version}`) +
  workload("Deployment", "kube-system", controller, `${project}/${controller}:v${version}`);

export const calico = (version: string) => pair("calico-node", "calico-kube-controllers", "calico", version);
export const cilium = (version: string) => pair("cilium", "cilium-operator", "cilium", version);
export const flannel = (version: string) => workload("DaemonSet", "kube-system", "kube-flannel", `flannel:v${version}`);

export const longhorn = (version: string) =>
  namespace("longhorn-system") +
  workload("DaemonSet", "longhorn-system", "longhorn-manager", `longhorn/manager:v${version}`) +
  workload("Deployment", "longhorn-system", "longhorn-ui", `longhorn/ui:v${version}`);

export const metallb = (version: string) =>
  namespace("metallb-system") +
  workload("Deployment", "metallb-system", "metallb-controller", `metallb/controller:v${version}`) +
  workload("DaemonSet", "metallb-system", "metallb-speaker", `metallb/speaker:v${version}`);

export const nginx = (version: string) =>
  namespace("nginx") +
  workload("Deployment", "nginx", "nginx-ingress-controller", `nginx/controller:v${version}`, 80) +
  service("NodePort", "nginx", "nginx-ingress-controller", 80);

export const helloUniverse = (version: string) =>
  namespace("hello-universe") +
  workload("Deployment", "hello-universe", "ui", `hello-universe:${version}`, 8080) +
  service("NodePort", "hello-universe", "ui", 8080);

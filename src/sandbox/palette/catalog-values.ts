/** Default values of the catalog's packs, in the shape that the real packs have. */

const option = (name: string) => `{{ .spectro.pack.edge-native-byoi.options.system.${name} }}`;

export const byosValues = `pack:
  content:
    images:
      - image: "{{.spectro.pack.edge-native-byoi.options.system.uri}}"
  # Below config is default value, please uncomment if you want to modify default values
  # drain:
  #   cordon: true
  #   timeout: 60
options:
  system.uri: "${option("registry")}/${option("repo")}:${option("k8sDistribution")}-{{ .spectro.system.kubernetes.version }}-${option("peVersion")}-${option("customTag")}"
  system.registry: registry.example.com
  system.repo: ubuntu
  system.k8sDistribution: k3s
  system.osName: ubuntu
  system.peVersion: v4.7.16
  system.customTag: demo
  system.osVersion: 22.04
`;

export const k3sValues = `pack:
  palette:
    config:
      oidc:
        identityProvider: noauth
cluster:
  config: |
    # disable the built in cni
    flannel-backend: none
    disable-network-policy: true
    disable:
      - traefik
      - local-storage
      - servicelb
      - metrics-server
    # configure the pod cidr range
    cluster-cidr: "192.170.0.0/16"
    # configure service cidr range
    service-cidr: "192.169.0.0/16"
    kube-apiserver-arg:
      - anonymous-auth=true
      - profiling=false
`;

export const rke2Values = `cluster:
  config: |
    cni: none
    cluster-cidr: "192.170.0.0/16"
    service-cidr: "192.169.0.0/16"
    kube-apiserver-arg:
      - anonymous-auth=true
      - profiling=false
`;

export const canonicalValues = `cluster:
  config:
    clusterConfiguration:
      networking:
        podSubnet: "192.170.0.0/16"
        serviceSubnet: "192.169.0.0/16"
        dnsDomain: cluster.local
`;

export const cniValues = (name: string, version: string) => `pack:
  content:
    images:
      - image: registry.example.com/${name}/node:v${version}
manifests:
  ${name}:
    namespace: kube-system
    version: v${version}
`;

export const helmValues = (name: string, version: string) => `pack:
  namespace: ${name}
charts:
  ${name}:
    image:
      repository: registry.example.com/${name}/${name}
      tag: ${version}
    replicaCount: 1
`;

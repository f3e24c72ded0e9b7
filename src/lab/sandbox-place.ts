/** Where things are in the sandbox's own inventory. */
export const sandboxPlace = {
  datacenter: "DC0",
  cluster: "Edge",
  host: undefined,
  resourcePool: "edge-lab",
  folder: "Labs/edge",
  datastore: "nvme-01",
  network: "VM Network",
};

/** The network of its one port group. */
export const sandboxCidr = "10.0.20.0/24";
export const sandboxGateway = "10.0.20.1";

import type { Abortable } from "../core/abort.ts";
import { type Data, isManagedA, type MoRef } from "../vim25/index.ts";
import { decodeName, joinPath } from "./inventory-path.ts";
import { filterSpec, retrieve, traversal } from "./property.ts";
import type { Session } from "./session.ts";

/** An object of the inventory and where it is. */
export interface Named {
  readonly ref: MoRef;
  /** As people write it: `%2f` decoded. */
  readonly name: string;
  /** `/DC0/host/Edge/Resources/edge-lab`, names in the API's encoding. */
  readonly path: string;
}
export interface Datacenter extends Named {
  readonly vmFolder: MoRef;
}
export interface Compute extends Named {
  readonly isCluster: boolean;
  readonly rootPool: MoRef;
  readonly hosts: readonly MoRef[];
  readonly datastores: readonly MoRef[];
  readonly networks: readonly MoRef[];
}
export interface Host extends Named {
  readonly compute: Compute;
}
export interface Pool extends Named {
  readonly compute: Compute;
}
export interface Datastore extends Named {
  readonly datacenter: Datacenter;
}
export interface Network extends Named {
  readonly kind: "standard" | "distributed" | "opaque";
  /** Of a distributed port group. */
  readonly portgroupKey: string | undefined;
  readonly switchUuid: string | undefined;
  /** Of an opaque network, as NSX calls it. */
  readonly opaqueId: string | undefined;
  readonly opaqueType: string | undefined;
}

/** All of a vCenter but its VMs and their folders: as many objects as there is infrastructure, in one call. */
export interface Topology {
  readonly datacenters: readonly Datacenter[];
  /** Each of these knows its datacenter by its path's beginning. */
  readonly computes: readonly Compute[];
  readonly hosts: readonly Host[];
  readonly pools: readonly Pool[];
  readonly datastores: readonly Datastore[];
  readonly networks: readonly Network[];
}

interface Item {
  readonly ref: MoRef;
  readonly props: ReadonlyMap<string, unknown>;
}

const paths: ReadonlyMap<string, readonly string[]> = new Map([
  ["ManagedEntity", ["name", "parent"]],
  ["Datacenter", ["vmFolder"]],
  ["ComputeResource", ["resourcePool", "host", "datastore", "network"]],
  ["DistributedVirtualPortgroup", ["key", "config.distributedVirtualSwitch", "tag"]],
  ["DistributedVirtualSwitch", ["uuid"]],
  ["OpaqueNetwork", ["summary"]],
]);

export async function readTopology(session: Session, options: Abortable): Promise<Topology> {
  const selectSet = [
    traversal("folder", "Folder", "childEntity", "folder", "dcHost", "dcStore", "dcNet", "hosts", "pools"),
    traversal("dcHost", "Datacenter", "hostFolder", "folder"),
    traversal("dcStore", "Datacenter", "datastoreFolder", "folder"),
    traversal("dcNet", "Datacenter", "networkFolder", "folder"),
    traversal("hosts", "ComputeResource", "host"),
    traversal("pools", "ComputeResource", "resourcePool", "subpools"),
    traversal("subpools", "ResourcePool", "resourcePool", "subpools"),
  ];
  const spec = filterSpec([{ obj: session.content.rootFolder, skip: false, selectSet }], paths);
  const objects = await retrieve(session, spec, { ...options, what: "read the inventory" });
  const items = new Map<string, Item>(
    objects.map(({ obj, propSet }) => [
      obj.value,
      { ref: obj, props: new Map(propSet?.map(({ name, val }) => [name, val])) },
    ]),
  );
  return assemble(items, session.content.rootFolder);
}

function assemble(items: ReadonlyMap<string, Item>, root: MoRef): Topology {
  const all = [...items.values()];
  const of = (type: "Datacenter" | "ComputeResource" | "HostSystem" | "ResourcePool" | "Datastore" | "Network") =>
    all.filter(({ ref }) => isManagedA(ref.type, type));
  const rawName = ({ props, ref }: Item) => (props.get("name") as string | undefined) ?? ref.value;
  const parentOf = ({ props }: Item) => items.get((props.get("parent") as MoRef | undefined)?.value ?? "");
  const pathOf = (item: Item): string => {
    const parts: string[] = [];
    for (let at: Item | undefined = item; at && at.ref.value !== root.value; at = parentOf(at))
      parts.unshift(rawName(at));
    return joinPath(...parts);
  };
  const named = (item: Item): Named => ({ ref: item.ref, name: decodeName(rawName(item)), path: pathOf(item) });
  const ancestor = (item: Item, type: "Datacenter" | "ComputeResource"): string | undefined => {
    for (let at = parentOf(item); at; at = parentOf(at)) if (isManagedA(at.ref.type, type)) return at.ref.value;
    return undefined;
  };
  const refs = ({ props }: Item, path: string) => (props.get(path) ?? []) as readonly MoRef[];

  const datacenters = new Map(
    of("Datacenter").map((item) => [item.ref.value, { ...named(item), vmFolder: item.props.get("vmFolder") as MoRef }]),
  );
  const computes = new Map(
    of("ComputeResource").map((item): [string, Compute] => [
      item.ref.value,
      {
        ...named(item),
        isCluster: isManagedA(item.ref.type, "ClusterComputeResource"),
        rootPool: item.props.get("resourcePool") as MoRef,
        hosts: refs(item, "host"),
        datastores: refs(item, "datastore"),
        networks: refs(item, "network"),
      },
    ]),
  );
  const within = <T>(
    owners: ReadonlyMap<string, T>,
    type: "Datacenter" | "ComputeResource",
    item: Item,
  ): T | undefined => owners.get(ancestor(item, type) ?? "");
  const switchUuid = (item: Item) => {
    const ref = item.props.get("config.distributedVirtualSwitch") as MoRef | undefined;
    return items.get(ref?.value ?? "")?.props.get("uuid") as string | undefined;
  };
  return {
    datacenters: [...datacenters.values()],
    computes: [...computes.values()],
    hosts: of("HostSystem").flatMap((item) => {
      const compute = within(computes, "ComputeResource", item);
      return compute ? [{ ...named(item), compute }] : [];
    }),
    pools: of("ResourcePool").flatMap((item) => {
      const compute = within(computes, "ComputeResource", item);
      return compute ? [{ ...named(item), compute }] : [];
    }),
    datastores: of("Datastore").flatMap((item) => {
      const datacenter = within(datacenters, "Datacenter", item);
      return datacenter ? [{ ...named(item), datacenter }] : [];
    }),
    networks: of("Network")
      .filter(isForMachines)
      .map((item) => ({
        ...named(item),
        kind: networkKind(item.ref.type),
        portgroupKey: item.props.get("key") as string | undefined,
        switchUuid: switchUuid(item),
        ...opaque(item),
      })),
  };
}

function opaque({ props }: Item): Pick<Network, "opaqueId" | "opaqueType"> {
  const summary = props.get("summary") as Partial<Data<"OpaqueNetworkSummary">> | undefined;
  return { opaqueId: summary?.opaqueNetworkId, opaqueType: summary?.opaqueNetworkType };
}

/** The port group of a switch's own uplinks takes no virtual machines. */
function isForMachines({ props }: Item): boolean {
  const tags = (props.get("tag") ?? []) as readonly { readonly key: string }[];
  return !tags.some(({ key }) => key === "SYSTEM/DVS.UPLINKPG");
}

function networkKind(type: string): Network["kind"] {
  if (type === "DistributedVirtualPortgroup") return "distributed";
  return type === "OpaqueNetwork" ? "opaque" : "standard";
}

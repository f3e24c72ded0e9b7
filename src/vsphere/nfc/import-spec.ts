import type { Abortable } from "../../core/abort.ts";
import { EdgelabError } from "../../core/errors.ts";
import { type Data, type MoRef, SoapFault } from "../../vim25/index.ts";
import { FaultError } from "../fault-error.ts";
import { encodeName } from "../inventory-path.ts";
import type { Place } from "../inventory.ts";
import type { Session } from "../session.ts";
import type { Named } from "../topology.ts";

export type MachineImportSpec = Data<"VirtualMachineImportSpec">;
type FileItem = Data<"OvfFileItem">;

export interface ImportRequest {
  /** Text of the .ovf. */
  readonly descriptor: string;
  readonly name: string;
  readonly place: Place;
  /** What the descriptor's networks are on the vCenter, by their name in the descriptor. */
  readonly networks: Readonly<Record<string, Named | MoRef>>;
  /** @default "thin" */
  readonly diskProvisioning?: "thin" | "thick" | "eagerZeroedThick" | undefined;
  /** Of the descriptor's configurations; its own default when left out. */
  readonly deploymentOption?: string | undefined;
}

export interface ImportPlan {
  readonly spec: MachineImportSpec;
  /** What the vCenter wants to be sent. */
  readonly files: readonly FileItem[];
  readonly warnings: readonly string[];
}

/**
 * What the vCenter makes of a descriptor. Changes nothing.
 *
 * @throws {FaultError} OVF_INVALID, UNSUPPORTED or FAULT, with the fault's type, when it refuses the descriptor
 * @throws {EdgelabError} UNSUPPORTED for several machines in one package, and for files in pieces or compressed whole
 */
export async function planImport(
  session: Session,
  { descriptor, name, place, networks, diskProvisioning = "thin", deploymentOption = "" }: ImportRequest,
  { signal }: Abortable,
): Promise<ImportPlan> {
  const { ovfManager } = session.content;
  const what = `import "${name}"`;
  if (ovfManager === undefined) throw new EdgelabError("UNSUPPORTED", { what: "The server cannot import packages." });
  const result = await session.call(
    "CreateImportSpec",
    ovfManager,
    {
      ovfDescriptor: descriptor,
      resourcePool: place.pool.ref,
      datastore: place.datastore.ref,
      cisp: {
        locale: "US",
        deploymentOption,
        entityName: encodeName(name),
        ...(place.host === undefined ? {} : { hostSystem: place.host.ref }),
        networkMapping: Object.entries(networks).map(([ovfName, network]) => ({
          name: ovfName,
          network: "ref" in network ? network.ref : network,
        })),
        diskProvisioning,
      },
    },
    { signal, what },
  );
  refuse(result.error ?? [], { method: "CreateImportSpec", object: ovfManager, what, names: session.names });
  const { importSpec, fileItem = [] } = result;
  if (importSpec?._type !== "VirtualMachineImportSpec") {
    throw new EdgelabError("UNSUPPORTED", {
      what: `Cannot ${what}.`,
      why: "The package holds more than one virtual machine.",
      next: "Give a package with a single VirtualSystem.",
    });
  }
  for (const file of fileItem) refuseEncoded(file, what);
  return { spec: importSpec, files: fileItem, warnings: (result.warning ?? []).map(textOf) };
}

/** The first fault decides what kind of failure it is; all are told. */
export function refuse(
  errors: readonly Data<"LocalizedMethodFault">[],
  context: ConstructorParameters<typeof FaultError>[1],
): void {
  const [first] = errors;
  if (first !== undefined) throw new FaultError(new SoapFault(first.fault, errors.map(textOf).join("; ")), context);
}

export function textOf({ localizedMessage, fault }: Data<"LocalizedMethodFault">): string {
  return localizedMessage?.trim() || (fault._type ?? "MethodFault");
}

function refuseEncoded({ path, compressionMethod, chunkSize }: FileItem, what: string): void {
  const problem = compressionMethod
    ? `compressed with ${compressionMethod}`
    : chunkSize
      ? "cut into pieces"
      : undefined;
  if (problem === undefined) return;
  throw new EdgelabError("UNSUPPORTED", {
    what: `Cannot ${what}.`,
    why: `${path} is ${problem}.`,
    next: "Make the package anew with whole streamOptimized disks.",
  });
}

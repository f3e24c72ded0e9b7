import type { Abortable } from "../../core/abort.ts";
import type { MoRef } from "../../vim25/index.ts";
import { type ExportedMachine, type ExportMachineSpec, MachineExport } from "./export.ts";
import { type ImportDependencies, type ImportedPackage, PackageImport, type ImportPackageSpec } from "./import.ts";

/** OVF packages in and out of a vCenter. Their bytes travel over leases. */
export class Packages {
  readonly #dependencies: ImportDependencies;

  constructor(dependencies: ImportDependencies) {
    this.#dependencies = dependencies;
  }

  /**
   * A package becomes a machine, or nothing is left of it: a failure at any moment aborts the lease and looks that the
   * half-made machine is gone.
   *
   * @throws {EdgelabError} OVF_INVALID, UNSUPPORTED before anything is made; NAME_TAKEN; VERIFY_FAILED when the bytes are
   * not those of the package or did not arrive; LEASE_LOST; CERTIFICATE_UNTRUSTED, UNREACHABLE for an ESXi host;
   * LEFT_BEHIND, with the failure as its cause
   */
  async importPackage(spec: ImportPackageSpec, options: Abortable): Promise<ImportedPackage> {
    return await new PackageImport(this.#dependencies, spec).run(options);
  }

  /**
   * The disks of a machine that is powered off, or of one of its snapshots, and a descriptor of it.
   *
   * @throws {FaultError} when the machine is on, or busy
   * @throws {EdgelabError} VERIFY_FAILED when what arrived is not what the vCenter sent; LEASE_LOST
   */
  async exportMachine(ref: MoRef, spec: ExportMachineSpec, options: Abortable): Promise<ExportedMachine> {
    return await new MachineExport(this.#dependencies, ref, spec).run(options);
  }
}

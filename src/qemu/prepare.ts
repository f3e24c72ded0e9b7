import { copyFile, chmod } from "node:fs/promises";
import type { Abortable } from "../core/abort.ts";
import { type Accelerator, probeAccelerator } from "./accelerator.ts";
import { findQemu, type Qemu, uefiOf } from "./find.ts";
import type { PrivateFolder } from "./private-folder.ts";
import type { UefiFirmware } from "./uefi-firmware.ts";

/** What every machine is asked for. */
export interface MachineWish {
  readonly firmware: "bios" | "efi";
  /** @default the one on the PATH */
  readonly qemu?: Qemu | undefined;
  /** `auto`: hardware when a guest really runs on it. @default "auto" */
  readonly accelerator?: "auto" | Accelerator["name"] | undefined;
  /** Where the private folder of a run is made. @default the system's temporary folder */
  readonly temporaryFolder?: string | undefined;
}

export interface Prepared {
  readonly qemu: Qemu;
  readonly accelerator: Accelerator;
  /** Undefined for BIOS. */
  readonly uefi: UefiFirmware | undefined;
}

/** @throws {EdgelabError} PROGRAM_MISSING */
export async function prepare(wish: MachineWish, folder: PrivateFolder, options: Abortable): Promise<Prepared> {
  const { firmware, accelerator = "auto" } = wish;
  const qemu = wish.qemu ?? (await findQemu({ firmware }, options));
  return {
    qemu,
    accelerator:
      accelerator === "auto" ? await probeAccelerator(qemu, options) : { name: accelerator, why: "it was asked for" },
    uefi: firmware === "efi" ? await ownVariables(uefiOf(qemu), folder) : undefined,
  };
}

async function ownVariables({ code, vars }: UefiFirmware, folder: PrivateFolder): Promise<UefiFirmware> {
  const copy = folder.file("uefi-vars.fd");
  await copyFile(vars, copy);
  await chmod(copy, 0o600);
  return { code, vars: copy };
}

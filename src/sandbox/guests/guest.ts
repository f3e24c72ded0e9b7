import type { Clock } from "../../core/clock.ts";
import { EdgelabError } from "../../core/errors.ts";
import { type InstallerInspection, inspectInstaller } from "../../iso/installer.ts";
import type { AgentLink } from "../agent-link.ts";
import type { GuestProgram, Machine } from "../machine.ts";
import type { GuestNetwork } from "../network/index.ts";
import { isBootable } from "./disk-layout.ts";
import type { GuestDurations } from "./durations.ts";
import { runInstalledSystem } from "./installed-system.ts";
import { runLiveInstaller } from "./live-installer.ts";
import { powerLost } from "./power.ts";
import type { Registrar } from "./registrar.ts";

/** The world outside a machine, as its guest reaches it. */
export interface GuestWorld {
  readonly network: GuestNetwork;
  readonly registrar: Registrar;
  readonly agents: AgentLink;
  readonly durations: GuestDurations;
}

/**
 * What a machine does from power-on until the power goes: firmware, then whatever is found to boot, then the firmware
 * again after each reboot. It reads what is really on the disks and CDs and keeps nothing anywhere else.
 */
export function runGuest(world: GuestWorld): GuestProgram {
  return async (machine, clock) => {
    try {
      while (!machine.power.aborted) await bootOnce(machine, clock, world);
    } catch (error) {
      if (!machine.power.aborted) throw error;
    }
  };
}

/** Returns when the machine reboots or has lost its power. Disks come before CDs, as on a new VM. */
async function bootOnce(machine: Machine, clock: Clock, world: GuestWorld): Promise<void> {
  await clock.sleep(world.durations.boot, { signal: machine.power });
  const disk = machine.disks.find((candidate) => isBootable(candidate, machine.firmware));
  if (disk) return runInstalledSystem(machine, disk, clock, world);
  for (const cd of machine.cds()) {
    const installer = await tryInspect(cd);
    if (!installer || !starts(installer, machine.firmware)) continue;
    machine.console(`Booting from CD ${installer.label}${installer.standIn ? " (edgelab's stand-in installer)" : ""}`);
    if (installer.kind !== "none") return runLiveInstaller(machine, installer, clock, world);
    machine.console("This medium is not an Edge installer: it runs, and nothing is installed");
    return powerLost(machine);
  }
  machine.console(
    machine.firmware === "efi"
      ? "No compatible bootloader found: no bootable medium"
      : "Operating System not found: no bootable medium",
  );
  return powerLost(machine);
}

/** The stand-in has no boot record yet that firmware could follow, so it is taken at its word. */
function starts(installer: InstallerInspection, firmware: Machine["firmware"]): boolean {
  if (installer.standIn) return firmware === "efi" || !installer.uki;
  return firmware === "efi" ? installer.boot.uefi : installer.boot.bios;
}

async function tryInspect(cd: ReturnType<Machine["cds"]>[number]): Promise<InstallerInspection | undefined> {
  try {
    return await inspectInstaller(cd);
  } catch (error) {
    if (error instanceof EdgelabError && error.code === "ISO_INVALID") return undefined;
    throw error;
  }
}

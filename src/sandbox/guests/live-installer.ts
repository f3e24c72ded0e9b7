import type { Clock } from "../../core/clock.ts";
import { EdgelabError } from "../../core/errors.ts";
import { hasCloudConfigHeader } from "../../iso/cloud-config.ts";
import type { InstallerInspection } from "../../iso/installer.ts";
import { mergeUserData } from "../../iso/user-data.ts";
import type { Machine } from "../machine.ts";
import { findUserData } from "./data-source.ts";
import { diskPaths, grubMenuText, partitionTable, systemMiB, toMiB, wipe } from "./disk-layout.ts";
import type { GuestWorld } from "./guest.ts";
import { powerLost } from "./power.ts";
import { type InstallSettings, installSettings } from "./site-settings.ts";

type Disk = Machine["disks"][number];

/** Something the real installer stops at, with its words. The machine stays on. */
class InstallFailure extends Error {}

/** Runs what the boot menu's default entry starts. Returns when the machine reboots or has lost its power. */
export async function runLiveInstaller(
  machine: Machine,
  installer: InstallerInspection,
  clock: Clock,
  world: Pick<GuestWorld, "durations">,
): Promise<void> {
  const run = new LiveInstaller(machine, installer, clock, world);
  try {
    return await run.toTheEnd();
  } catch (error) {
    if (!(error instanceof InstallFailure)) throw error;
    run.log("ERR", error.message);
    return powerLost(machine);
  }
}

class LiveInstaller {
  readonly #machine: Machine;
  readonly #installer: InstallerInspection;
  readonly #clock: Clock;
  readonly #durations: GuestWorld["durations"];
  readonly #lines: string[] = [];

  constructor(
    machine: Machine,
    installer: InstallerInspection,
    clock: Clock,
    { durations }: Pick<GuestWorld, "durations">,
  ) {
    this.#machine = machine;
    this.#installer = installer;
    this.#clock = clock;
    this.#durations = durations;
  }

  async toTheEnd(): Promise<void> {
    const action = this.#installer.menu?.defaultAction ?? "unattended"; // a UKI has its menu inside the EFI image
    if (action !== "unattended") {
      this.log(
        "INF",
        action === "interactive"
          ? "Palette Edge Interactive Installer: waiting for input"
          : "Live mode: a shell, and no installation",
      );
      return powerLost(this.#machine);
    }
    const userData = await this.#configuration();
    const install = installSettings(userData);
    if (this.#installer.kind === "kairos" && !install.auto) {
      this.log("INF", "Waiting for a configuration through the QR code or the web installer on port 8080");
      return powerLost(this.#machine);
    }
    await this.#installTo(this.#target(install), userData);
    return this.#end(install);
  }

  log(level: "INF" | "ERR", message: string): void {
    const line = `${new Date(this.#clock.now()).toISOString()} ${level} ${message}`;
    this.#lines.push(line);
    this.#machine.console(line);
  }

  /** What is on the medium, overridden by a data source. */
  async #configuration(): Promise<string> {
    const embedded = this.#installer.userData.map(({ text }) => text);
    const texts = [...embedded, ...(await this.#fromDataSource(embedded.length > 0))];
    try {
      return mergeUserData(...texts);
    } catch (error) {
      if (error instanceof EdgelabError) throw new InstallFailure(`invalid configuration: ${error.message}`);
      throw error;
    }
  }

  /** Without any other configuration a data source is waited for. */
  async #fromDataSource(hasOther: boolean): Promise<string[]> {
    const deadline = this.#clock.now() + this.#durations.userDataWait;
    for (let waited = 0; ; waited += this.#durations.look) {
      const found = await findUserData(this.#machine);
      if (found && hasCloudConfigHeader(found.text)) {
        this.log("INF", `Configuration from ${found.source}`);
        return [found.text];
      }
      if (found) this.log("ERR", `Configuration from ${found.source} has no #cloud-config header: ignored`);
      if (hasOther) return [];
      if (waited >= this.#durations.userDataWait || this.#clock.now() > deadline) {
        throw new InstallFailure("userdata configuration failed to load after 5m");
      }
      await this.#wait(this.#durations.look);
    }
  }

  /** `install.device`, else the largest disk. */
  #target({ device }: InstallSettings): Disk {
    const { disks } = this.#machine;
    const letter = device && /^\/dev\/sd([a-z])$/.exec(device)?.[1];
    const largest = [...disks].sort((a, b) => b.capacityBytes - a.capacityBytes)[0];
    const disk = letter ? disks[letter.charCodeAt(0) - 97] : largest;
    if (!disk) throw new InstallFailure(`no disk to install to${device ? `: ${device} does not exist` : ""}`);
    return disk;
  }

  async #installTo(disk: Disk, userData: string): Promise<void> {
    const { firmware } = this.#machine;
    const device = `/dev/sd${String.fromCharCode(97 + this.#machine.disks.indexOf(disk))}`;
    const size = toMiB(disk.capacityBytes);
    if (size <= systemMiB) {
      throw new InstallFailure(
        `${systemMiB} MiB of system partitions does not fit in the target disk ${device} (${size} MiB)`,
      );
    }
    const image = `Simulated system image, installed by edgelab's sandbox from a CD labelled ${this.#installer.label}.\n`;
    const { content } = disk;
    await this.#step("Partitioning device " + device, () => wipe(content));
    await this.#step("Creating partition table for partition type gpt", () =>
      content.write(diskPaths.partitionTable, partitionTable(disk.capacityBytes, firmware)),
    );
    await this.#step("Mounting disk partitions");
    await this.#step("Creating file system image /run/cos/state/cOS/active.img", () => {
      content.write(diskPaths.activeImage, image);
      content.write(diskPaths.passiveImage, image);
      content.write(diskPaths.recoveryImage, image);
    });
    await this.#step("Copying /run/rootfsbase source to /run/cos/active");
    await this.#step("Starting copying cloud config file", () => content.write(diskPaths.customConfig, userData));
    await this.#step(firmware === "efi" ? "Generating grub files for efi" : "Installing GRUB", () => {
      if (firmware === "efi") content.write(diskPaths.efiLoader, image);
    });
    await this.#step("Running after-install hook", () => this.#afterInstall(content));
    await this.#step("Unmounting disk partitions", () =>
      content.write(diskPaths.installerLog, `${this.#lines.join("\n")}\n`),
    );
  }

  /** Palette's own part: the menu entry that starts the agent in registration mode. Plain Kairos has none. */
  #afterInstall(content: Disk["content"]): void {
    if (this.#installer.kind !== "palette") return;
    content.write(diskPaths.grubMenu, grubMenuText);
    content.write(diskPaths.grubEnv, "saved_entry=registration\n");
  }

  /** Reboot is tested before power-off; without either the screen stays. */
  async #end(install: InstallSettings): Promise<void> {
    if (!install.reboot && !install.poweroff) {
      this.log("INF", "Installation complete: remove the medium and restart the machine");
      return powerLost(this.#machine);
    }
    this.log("INF", install.reboot ? "Rebooting node in 5 seconds" : "Powering off node in 5 seconds");
    await this.#wait(this.#durations.grace);
    if (install.reboot) return;
    this.#machine.console("reboot: Power down");
    this.#machine.powerOff();
    return powerLost(this.#machine);
  }

  async #step(message: string, work?: () => void): Promise<void> {
    this.log("INF", message);
    await this.#wait(this.#durations.installStep);
    work?.();
  }

  #wait(ms: number): Promise<void> {
    return this.#clock.sleep(ms, { signal: this.#machine.power });
  }
}

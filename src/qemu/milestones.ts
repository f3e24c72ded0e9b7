/**
 * Lines by which installers of the Kairos family tell how far they are, in their order, with what a person is told. Their
 * wording differs between versions, and with some boot menus they never reach the serial port: hints, never a verdict.
 */
const milestones: readonly (readonly [pattern: RegExp, message: string])[] = [
  [/Linux version \d/, "the installer's kernel starts"],
  [/Welcome to (?!GRUB).*!|systemd\[1\]: .*Hostname set/, "the installer's system starts"],
  [/Partitioning device|Creating partition table/i, "partitioning the disk"],
  [/Creating file system image/i, "making the system image"],
  [/Copying .* source to/i, "copying the system"],
  [/Starting copying cloud config file/i, "copying user-data"],
  [/Installing GRUB|Generating grub files/i, "installing the boot loader"],
  [/Running after-install hook/i, "running the hooks after installation"],
  [/Unmounting disk partitions/i, "finishing the disk"],
  [/Powering off node|Shutdown node|reboot: Power down/i, "powering off"],
];

/** Lines after which an installer of the Kairos family is known to stand still. */
const failures = [
  "No users found in any stage",
  "does not fit in the target disk",
  "undefined system source to install",
  "has mounted partitions",
  "no configuration, stopping installation",
  "userdata configuration failed to load",
];

export function milestoneOf(line: string): string | undefined {
  return milestones.find(([pattern]) => pattern.test(line))?.[1];
}

/** The first line that names a known failure. */
export function findFailure(lines: readonly string[]): string | undefined {
  return lines.find((line) => failures.some((text) => line.includes(text)));
}

/** The last line of Linux's panic(), after which nothing comes any more. */
export const endOfPanic = /---\[ end Kernel panic/;

/** What SeaBIOS shows on its screen, and OVMF writes to its serial port, when they find nothing to start. */
export const nothingToBoot =
  /No bootable device|No bootable option or device was found|starting Boot\d+ "EFI Internal Shell"|UEFI Interactive Shell v/;

/** CIM's number and a name for vSphere's guest identifiers of Linux systems. Without a name, wizards show "Unknown". */
const systems: readonly (readonly [RegExp, number, string])[] = [
  [/^ubuntu64Guest$/, 94, "Ubuntu Linux (64-bit)"],
  [/^ubuntuGuest$/, 93, "Ubuntu Linux (32-bit)"],
  [/^debian\d*_64Guest$/, 96, "Debian GNU/Linux (64-bit)"],
  [/^rhel\d+_64Guest$/, 80, "Red Hat Enterprise Linux (64-bit)"],
  [/^sles\d*_?64Guest$/, 85, "SUSE Linux Enterprise (64-bit)"],
  [/^opensuse64Guest$/, 83, "SUSE openSUSE (64-bit)"],
  [/^centos\d*_?64Guest$/, 107, "CentOS (64-bit)"],
  [/^other\d+x+Linux64Guest$/, 100, "Other Linux (64-bit)"],
  [/^otherLinux64Guest$/, 101, "Other Linux (64-bit)"],
  [/^otherLinuxGuest$/, 36, "Other Linux (32-bit)"],
  [/^otherGuest64$/, 102, "Other (64-bit)"],
];

export function guestOs(guestId: string): { readonly id: number; readonly description: string } {
  const found = systems.find(([pattern]) => pattern.test(guestId));
  return { id: found?.[1] ?? 1, description: found?.[2] ?? guestId };
}

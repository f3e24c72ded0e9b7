/** vSphere's guest identifiers for the operating systems that CIM numbers (DSP0243, CIM_OperatingSystem.OsType). */
const byCimId: Readonly<Record<number, string>> = {
  36: "otherLinuxGuest",
  79: "rhel6Guest",
  80: "rhel7_64Guest",
  83: "opensuse64Guest",
  85: "sles64Guest",
  93: "ubuntuGuest",
  94: "ubuntu64Guest",
  95: "debian6Guest",
  96: "debian10_64Guest",
  100: "other26xLinux64Guest",
  101: "otherLinux64Guest",
  102: "otherGuest64",
  107: "centos64Guest",
};

export function guestIdOf(cimId: number | undefined): string {
  return (cimId === undefined ? undefined : byCimId[cimId]) ?? "otherGuest64";
}

/** The number of a guest identifier; 1 is "other". */
export function cimIdOf(guestId: string): number {
  const found = Object.entries(byCimId).find(([, id]) => id === guestId);
  return found ? Number(found[0]) : 1;
}

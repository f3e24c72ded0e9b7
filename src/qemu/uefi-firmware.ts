import { access, realpath } from "node:fs/promises";
import { dirname, isAbsolute, join } from "node:path";

/** OVMF as QEMU's two flash chips hold it. */
export interface UefiFirmware {
  /** Read only, shared by all machines. */
  readonly code: string;
  /** What the variables of a new machine are copied from. */
  readonly vars: string;
}

/** The two files belong together: both have the layout of the same flash size. The larger flash first, as distributions do. */
const pairs: readonly (readonly [folder: string, code: string, vars: string])[] = [
  // Debian, Ubuntu
  ["/usr/share/OVMF", "OVMF_CODE_4M.fd", "OVMF_VARS_4M.fd"],
  ["/usr/share/OVMF", "OVMF_CODE.fd", "OVMF_VARS.fd"],
  // Fedora, RHEL
  ["/usr/share/edk2/ovmf", "OVMF_CODE.fd", "OVMF_VARS.fd"],
  // Arch
  ["/usr/share/edk2/x64", "OVMF_CODE.4m.fd", "OVMF_VARS.4m.fd"],
  // openSUSE
  ["/usr/share/qemu", "ovmf-x86_64-4m-code.bin", "ovmf-x86_64-4m-vars.bin"],
];

/** QEMU's own build, of which the variables are those of 32 bit as well. */
const bundled = ["edk2-x86_64-code.fd", "edk2-i386-vars.fd"] as const;
const bundledFolders = ["/usr/share/qemu", "/usr/local/share/qemu", "/opt/homebrew/share/qemu"];

export async function findUefi(program: string): Promise<UefiFirmware | undefined> {
  const beside = isAbsolute(program) ? [join(dirname(await realpath(program)), "../share/qemu")] : [];
  const places = [...pairs, ...[...beside, ...bundledFolders].map((folder) => [folder, ...bundled] as const)];
  for (const [folder, code, vars] of places) {
    const firmware = { code: join(folder, code), vars: join(folder, vars) };
    if ((await isThere(firmware.code)) && (await isThere(firmware.vars))) return firmware;
  }
  return undefined;
}

async function isThere(path: string): Promise<boolean> {
  try {
    await access(path);
    return true;
  } catch {
    return false;
  }
}

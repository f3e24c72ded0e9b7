/** Where `isa-debug-exit` listens: QEMU ends with twice the byte written there, plus one. */
export const debugExitPort = 0xf4;
const answer = 0x21;
export const probeExitCode = answer * 2 + 1;

/**
 * A disk that holds nothing but a boot sector, which ends QEMU with {@link probeExitCode}. To come there the firmware
 * has gone through real and protected mode, timers and disk: an accelerator that hangs at any of it is found out.
 */
export function probeDisk(): Uint8Array {
  const disk = new Uint8Array(1 << 20);
  disk.set([0xb0, answer]); // mov al, answer
  disk.set([0xe6, debugExitPort], 2); // out debugExitPort, al
  disk.set([0xf4, 0xeb, 0xfd], 4); // hlt; jmp back
  disk.set([0x55, 0xaa], 510);
  return disk;
}

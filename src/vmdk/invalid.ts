import { EdgelabError } from "../core/errors.ts";

export function invalid(why: string, cause?: unknown): EdgelabError {
  return new EdgelabError("VMDK_INVALID", {
    what: `This is not a sound streamOptimized VMDK: ${why}.`,
    next: "Get the disk again from where it was made; other forms of VMDK are converted by `qemu-img convert`.",
    cause,
  });
}

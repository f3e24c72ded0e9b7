import { createHash } from "node:crypto";

const hex = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

export function isUuid(text: string): boolean {
  return hex.test(text);
}

/** Name-based UUID, version 5 (RFC 9562, section 5.5). Lower case. */
export function uuidV5(namespace: string, name: string): string {
  if (!isUuid(namespace)) throw new TypeError(`not a UUID: ${namespace}`);
  const digest = createHash("sha1")
    .update(Buffer.from(namespace.replaceAll("-", ""), "hex"))
    .update(name)
    .digest();
  digest[6] = (digest[6]! & 0x0f) | 0x50;
  digest[8] = (digest[8]! & 0x3f) | 0x80;
  return formatUuid(digest.subarray(0, 16));
}

export function formatUuid(bytes: Uint8Array): string {
  const text = Buffer.from(bytes).toString("hex");
  return [text.slice(0, 8), text.slice(8, 12), text.slice(12, 16), text.slice(16, 20), text.slice(20, 32)].join("-");
}

/** Reverses the bytes of the first three groups: SMBIOS plain order to the order that Linux prints, and back. */
export function swapUuid(uuid: string): string {
  const [a = "", b = "", c = "", d = "", e = ""] = uuid.split("-");
  const reversed = (group: string) => Buffer.from(group, "hex").reverse().toString("hex");
  return [reversed(a), reversed(b), reversed(c), d, e].join("-");
}

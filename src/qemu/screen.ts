import { crc32, deflateSync } from "node:zlib";

/** A binary PPM ("P6"), as QEMU's `screendump` writes it in every version, as a PNG. Undefined for anything else. */
export function ppmToPng(ppm: Uint8Array): Uint8Array | undefined {
  const header = /^P6\s+(\d+)\s+(\d+)\s+255\s/.exec(Buffer.from(ppm.subarray(0, 64)).toString("latin1"));
  if (!header) return undefined;
  const [width, height] = [Number(header[1]), Number(header[2])];
  const stride = width * 3;
  const pixels = ppm.subarray(header[0].length);
  if (width === 0 || height === 0 || pixels.length < stride * height) return undefined;
  // each row begins with its filter, 0: none
  const rows = new Uint8Array((stride + 1) * height);
  for (let row = 0; row < height; row += 1) {
    rows.set(pixels.subarray(row * stride, (row + 1) * stride), row * (stride + 1) + 1);
  }
  const size = Buffer.alloc(13);
  size.writeUInt32BE(width, 0);
  size.writeUInt32BE(height, 4);
  size.set([8, 2, 0, 0, 0], 8); // 8 bits of red, green and blue
  const signature = Buffer.from("\x89PNG\r\n\x1a\n", "latin1");
  return Buffer.concat([signature, chunk("IHDR", size), chunk("IDAT", deflateSync(rows)), chunk("IEND", Buffer.of())]);
}

/** PNG (RFC 2083), section 3.2. */
function chunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const checksum = Buffer.alloc(4);
  checksum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, checksum]);
}

/** Where a PC's screen is in text mode: 25 lines of 80 pairs of character and colour. */
export const textScreen = { address: 0xb8000, sizeBytes: 4000, columns: 80 } as const;

/**
 * The lines of a screen in text mode; empty when the memory holds none, as in graphics mode, where it is something else.
 * Characters beyond ASCII, mostly lines and boxes, become spaces.
 */
export function textOfScreen(memory: Uint8Array): string[] {
  const characters = memory.filter((_, index) => index % 2 === 0);
  const printable = characters.filter((code) => code === 0 || (code >= 0x20 && code < 0x7f)).length;
  if (printable < 0.8 * characters.length) return [];
  const text = Array.from(characters, (code) => (code > 0x20 && code < 0x7f ? String.fromCharCode(code) : " ")).join(
    "",
  );
  const lines: string[] = [];
  for (let at = 0; at < text.length; at += textScreen.columns) {
    lines.push(text.slice(at, at + textScreen.columns).trimEnd());
  }
  return lines.filter((line) => line !== "");
}

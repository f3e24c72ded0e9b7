import { crc32, deflateSync } from "node:zlib";

const columns = 80;
const rows = 25;
const cellWidth = 6;
const cellHeight = 10;
const width = columns * cellWidth;
const height = rows * cellHeight;

/** A 5 by 7 font for the characters from space to tilde: five bytes each, one per column, lowest bit on top. */
const font = Buffer.from(
  (
    "0000000000 00005f0000 0007000700 147f147f14 242a7f2a12 2313086462 3649562050 0008070300 001c224100 0041221c00 " +
    "2a1c7f1c2a 08083e0808 0080703000 0808080808 0000606000 2010080402 3e5149453e 00427f4000 7249494946 2141494d33 " +
    "1814127f10 2745454539 3c4a494931 4121110907 3649494936 464949291e 0000140000 0040340000 0008142241 1414141414 " +
    "0041221408 0201590906 3e415d594e 7c1211127c 7f49494936 3e41414122 7f4141413e 7f49494941 7f09090901 3e41415173 " +
    "7f0808087f 00417f4100 2040413f01 7f08142241 7f40404040 7f021c027f 7f0408107f 3e4141413e 7f09090906 3e4151215e " +
    "7f09192946 2649494932 03017f0103 3f4040403f 1f2040201f 3f4038403f 6314081463 0304780403 6159494d43 007f414141 " +
    "0204081020 004141417f 0402010204 4040404040 0003070800 2054547840 7f28444438 3844444428 384444287f 3854545418 " +
    "00087e0902 18a4a49c78 7f08040478 00447d4000 2040403d00 7f10284400 00417f4000 7c04780478 7c08040478 3844444438 " +
    "fc18242418 18242418fc 7c08040408 4854545424 04043f4424 3c4040207c 1c2040201c 3c4030403c 4428102844 4c9090907c " +
    "4464544c44 0008364100 0000770000 0041360800 0201020402"
  ).replaceAll(" ", ""),
  "hex",
);

/** A PNG of the last lines of a text console, white on black, 80 columns by 25 rows. */
export function renderConsole(lines: readonly string[]): Uint8Array {
  // One filter byte and one bit a pixel for each row of pixels.
  const stride = 1 + width / 8;
  const pixels = Buffer.alloc(stride * height);
  const shown = lines.flatMap(wrapped).slice(-rows);
  for (const [row, line] of shown.entries()) {
    for (let column = 0; column < line.length; column += 1)
      drawCharacter(pixels, stride, row, column, line.charCodeAt(column));
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header[8] = 1; // bits per pixel, grayscale
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    signature,
    chunk("IHDR", header),
    chunk("IDAT", deflateSync(pixels)),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

function drawCharacter(pixels: Buffer, stride: number, row: number, column: number, code: number): void {
  const glyph = (code >= 0x20 && code <= 0x7e ? code : 0x3f) - 0x20;
  for (let x = 0; x < 5; x += 1) {
    const bits = font[glyph * 5 + x] ?? 0;
    for (let y = 0; y < 8; y += 1) {
      if ((bits & (1 << y)) === 0) continue;
      const left = column * cellWidth + x;
      const at = (row * cellHeight + y + 1) * stride + 1 + (left >> 3);
      pixels[at] = (pixels[at] ?? 0) | (0x80 >> (left & 7));
    }
  }
}

function wrapped(line: string): readonly string[] {
  const parts = line.match(new RegExp(`.{1,${columns}}`, "gsu"));
  return parts ?? [""];
}

function chunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(data.length, 0);
  body.copy(framed, 4);
  framed.writeUInt32BE(crc32(body), body.length + 4);
  return framed;
}

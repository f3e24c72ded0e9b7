import { describe, expect, test } from "vitest";
import { fromBytes } from "../core/random-access.ts";
import { formatTarHeader, parseTarHeader } from "./tar-header.ts";
import { indexTar } from "./tar-index.ts";

interface Change {
  readonly type?: string;
  readonly name?: string;
  readonly size?: Uint8Array | string;
  readonly prefix?: string;
  readonly magic?: string;
}

/** A header as somebody else, or an attacker, writes it. */
function header({ type = "0", name = "a.ovf", size = "00000000000\0", prefix = "", magic }: Change = {}): Buffer {
  const bytes = Buffer.from(formatTarHeader({ name: "a", sizeBytes: 0 }));
  bytes.fill(0, 0, 100).write(name, 0);
  bytes.set(typeof size === "string" ? Buffer.from(size) : size, 124);
  bytes.write(type, 156, "latin1");
  if (magic !== undefined) bytes.write(magic, 257, "latin1");
  bytes.write(prefix, 345);
  return withChecksum(bytes);
}

function withChecksum(bytes: Buffer): Buffer {
  bytes.fill(0x20, 148, 156);
  const sum = bytes.reduce((total, byte) => total + byte, 0);
  bytes.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148);
  return bytes;
}

const octal = (size: number) => `${size.toString(8).padStart(11, "0")}\0`;
const member = (name: string, content = "", type = "0"): Buffer =>
  Buffer.concat([
    header({ name, type, size: octal(content.length) }),
    Buffer.from(content.padEnd(Math.ceil(content.length / 512) * 512, "\0")),
  ]);
const end = Buffer.alloc(1024);
const index = (...parts: readonly Uint8Array[]) => indexTar(fromBytes(Buffer.concat(parts)));

test("members are found where they are", async () => {
  const { members, findings } = await index(member("a.ovf", "<Envelope/>"), member("a.vmdk", "x".repeat(513)), end);
  expect(members).toEqual([
    { name: "a.ovf", sizeBytes: 11, offset: 512 },
    { name: "a.vmdk", sizeBytes: 513, offset: 1536 },
  ]);
  expect(findings).toEqual([]);
});

test("sizes from 8 GiB on are written in base-256 with GNU's magic, smaller ones as ustar has them", () => {
  const [largest, above] = [8 * 2 ** 30 - 1, 8 * 2 ** 30].map((sizeBytes) => formatTarHeader({ name: "d", sizeBytes }));
  expect(Buffer.from(largest!).toString("latin1", 124, 136)).toBe("77777777777\0");
  expect(Buffer.from(largest!).toString("latin1", 257, 265)).toBe("ustar\u000000");
  expect(Buffer.from(above!).toString("hex", 124, 136)).toBe("800000000000000200000000");
  expect(Buffer.from(above!).toString("latin1", 257, 265)).toBe("ustar  \0");
  expect(parseTarHeader(largest!)?.sizeBytes).toBe(8 * 2 ** 30 - 1);
  expect(parseTarHeader(above!)?.sizeBytes).toBe(8 * 2 ** 30);
});

test("the tar before ustar is read as well", async () => {
  const old = header({ magic: "\0".repeat(8), size: octal(0), type: "\0" });
  expect((await index(old, end)).members).toEqual([{ name: "a.ovf", sizeBytes: 0, offset: 512 }]);
});

test("an archive without its end is read, and said to be so", async () => {
  const { findings } = await index(member("a.ovf", "x"));
  expect(findings).toMatchObject([{ severity: "warning", message: expect.stringContaining("no end mark") }]);
});

const pax = (record: string) => member("PaxHeaders/a", `${record.length + 4} ${record}\n`, "x");
test("pax headers with times only are stepped over, and found fault with", async () => {
  const { members, findings } = await index(pax("mtime=1700000000.5"), member("a.ovf", "x"), end);
  expect(members).toMatchObject([{ name: "a.ovf" }]);
  expect(findings).toMatchObject([{ severity: "warning", message: expect.stringContaining("vSphere does not read") }]);
});

describe("refused", () => {
  test.each<[string, Buffer[], string]>([
    ["a path", [member("../../etc/passwd", "x")], "plain name"],
    ["an absolute path", [member("/etc/passwd", "x")], "plain name"],
    ["another system's path", [member("..\\x", "x")], "plain name"],
    ["a control character", [member("a\u001b[2J", "x")], "plain name"],
    ["no name", [member("", "x")], "plain name"],
    ["a path in the prefix field", [header({ prefix: "../.." })], "member in a folder"],
    ["a hard link", [header({ type: "1" })], "is a hard link"],
    ["a symbolic link", [header({ type: "2" })], "is a symbolic link"],
    ["a device", [header({ type: "3" })], "is a device"],
    ["a folder", [header({ type: "5" })], "is a folder"],
    ["a pipe", [header({ type: "6" })], "is a pipe"],
    ["a long name of GNU tar", [member("././@LongLink", "../../x", "L")], "is a long name"],
    ["a sparse file of GNU tar", [header({ type: "S" })], "is a sparse file"],
    ["one name twice", [member("a.ovf", "x"), member("a.ovf", "y")], "twice"],
    ["a size beyond the end", [header({ size: octal(4711) })], "is cut short or damaged"],
    ["a negative size", [header({ size: Buffer.alloc(12, 0xff) })], "absurd"],
    ["a size of 2^64", [header({ size: Buffer.from("800000010000000000000000", "hex") })], "absurd"],
    ["a size of 2^63", [header({ size: Buffer.from("800000008000000000000000", "hex") })], "absurd"],
    ["a size that is no number", [header({ size: "0000000000x\0" })], "is no number"],
    ["another archive", [header({ magic: "070701xx" })], "expected ustar or GNU tar"],
    ["a damaged header", [member("a.ovf", "x"), Buffer.alloc(512, 0x41)], "is damaged"],
    ["something else altogether", [Buffer.alloc(2048, 0x41)], "neither a tar archive nor"],
    ["nothing", [], "neither a tar archive nor"],
    ["an empty archive", [end], "neither a tar archive nor"],
    ["pax: another name", [pax("path=../../x")], 'sets "path"'],
    ["pax: another size", [pax("size=99999999999")], 'sets "size"'],
    ["pax: a sparse map", [pax("GNU.sparse.map=0,1")], 'sets "GNU.sparse.map"'],
    [
      "pax: a record that lies about its length",
      [member("x", "99 mtime=1\n", "x")],
      "pax header of its archive is damaged",
    ],
    ["pax: a record of no length", [member("x", "0 mtime=1\n", "x")], "pax header of its archive is damaged"],
    ["too many members", Array.from({ length: 1001 }, (_, number) => member(`m${number}`)), "more than 1000 members"],
  ])("%s", async (_, parts, why) => {
    const refused = index(...parts, ...(parts.length === 0 ? [] : [end]));
    await expect(refused).rejects.toMatchObject({ code: "OVF_INVALID" });
    await expect(refused).rejects.toThrow(why);
  });
});

test("a name that no header can hold is refused when writing", () => {
  expect(() => formatTarHeader({ name: "n".repeat(101), sizeBytes: 0 })).toThrow("longer than a tar archive can hold");
});

import { fromBytes } from "../../src/core/random-access.ts";
import { readIso } from "../../src/iso/index.ts";
import { createBootableIso } from "./bootable-iso.ts";

/**
 * Guests of a few instructions, for a real machine: no-emulation boot images and boot sectors, in real mode of a PC with
 * the chipset of QEMU's q35. Firmware loads them to 0x7c00.
 */
export type Instruction = Uint8Array | readonly number[];

const origin = 0x7c00;
const serialPort = 0x3f8;
/** PM1a control as SeaBIOS places it on q35; sleep type 5 is 0 there, bit 13 starts it. */
const powerPort = 0x604;

/** Writes text to the serial port. */
export function print(text: string): Instruction {
  return [...Buffer.from(text, "latin1")].flatMap((character) => outByte(serialPort, character));
}

/** Shows text on the screen, through the BIOS. */
export function show(text: string): Instruction {
  // mov ax, 0e00h + character; mov bx, 7; int 10h
  return [...Buffer.from(text, "latin1")].flatMap((character) => [0xb8, character, 0x0e, 0xbb, 7, 0, 0xcd, 0x10]);
}

export function powerOff(): Instruction {
  return [0xba, ...word(powerPort), 0xb8, ...word(0x2000), 0xef, ...stop]; // mov dx, port; mov ax, 2000h; out dx, ax
}

/** Through the reset control register of the chipset. */
export function reboot(): Instruction {
  return [...outByte(0xcf9, 0x06), ...stop];
}

/** Loads an empty interrupt table and faults: the processor gives up, which resets the machine. */
export function tripleFault(): Instruction {
  // push 0 three times; mov si, sp; lidt [si]; int3
  return [...push(0), ...push(0), ...push(0), 0x89, 0xe6, 0x0f, 0x01, 0x1c, 0xcc, ...stop];
}

/** Interrupts off, and nothing ever again. */
export function hang(): Instruction {
  return stop;
}

/** Runs round in a circle, at full speed. */
export function spin(): Instruction {
  return [0xeb, 0xfe];
}

/** Writes sectors of the first disk from memory, by default from the image itself. */
export function writeSectors(sector: number, count = 1, source = origin): Instruction {
  return [...packet(sector, count, source), ...callDisk(0x43)];
}

/** Reads a sector of the first disk to memory. */
export function readSector(sector: number, target: number): Instruction {
  return [...packet(sector, 1, target), ...callDisk(0x42)];
}

/** Writes 64 sectors after the other for ever, from the second one on, whose number is in edi. */
export function writeOnAndOn(): Instruction {
  const body = [...pushDouble0AndEdi, ...[0, origin, 64, 0x10].flatMap(push), ...callDisk(0x43), ...add64ToEdi];
  return [...mov1ToEdi, ...body, ...jumpBackOver(body)];
}

/** Repeats instructions, at most 100 bytes of them, for ever. */
export function forever(...instructions: readonly Instruction[]): Instruction {
  const body = instructions.flatMap((instruction) => [...instruction]);
  return [...body, ...jumpBackOver(body)];
}

/** A boot sector, or with more than 510 bytes of code a boot image of several sectors. */
export function bootImage(...instructions: readonly Instruction[]): Uint8Array {
  // xor ax, ax; mov ds, ax; mov es, ax; mov ss, ax; mov sp, 7c00h
  const start = [0x31, 0xc0, 0x8e, 0xd8, 0x8e, 0xc0, 0x8e, 0xd0, 0xbc, ...word(origin)];
  const code = [...start, ...instructions.flatMap((instruction) => [...instruction])];
  const image = new Uint8Array(code.length <= 510 ? 512 : Math.ceil(code.length / 2048) * 2048);
  image.set(code);
  if (image.length === 512) image.set([0x55, 0xaa], 510);
  return image;
}

/** An installer's CD whose whole system is these instructions. */
export function tinyInstaller(...instructions: readonly Instruction[]): Buffer {
  return createBootableIso({ volumeId: "COS_LIVE", files: [], bootImage: bootImage(...instructions) });
}

/** Writes `system` to the first sector of the disk, so that the disk boots by itself, and powers off. */
export function installerOf(system: Uint8Array, ...before: readonly Instruction[]): Buffer {
  const at = 1536; // the last of the four sectors of one CD sector
  const image = new Uint8Array(2048);
  image.set(bootImage(...before, writeSectors(0, 1, origin + at), powerOff()).subarray(0, at));
  image.set(system.subarray(0, 512), at);
  return createBootableIso({ volumeId: "COS_LIVE", files: [], bootImage: image });
}

const stop = [0xfa, 0xf4, 0xeb, 0xfd]; // cli; hlt; jmp to the hlt

const mov1ToEdi = [0x66, 0xbf, 1, 0, 0, 0];
const pushDouble0AndEdi = [0x66, 0x6a, 0, 0x66, 0x57];
const add64ToEdi = [0x66, 0x83, 0xc7, 64];

/** What the BIOS is to do with a disk, on the stack. From its end: sector in 64 bits, segment, offset, count, own size. */
function packet(sector: number, count: number, address: number): number[] {
  return [0, 0, sector >> 16, sector & 0xffff, 0, address, count, 0x10].flatMap(push);
}

/** mov si, sp; mov ax, function << 8; mov dl, 80h; int 13h; add sp, 16 */
function callDisk(command: number): number[] {
  return [0x89, 0xe6, 0xb8, 0x00, command, 0xb2, 0x80, 0xcd, 0x13, 0x83, 0xc4, 0x10];
}

function jumpBackOver(body: readonly number[]): number[] {
  if (body.length > 120) throw new RangeError("a short jump does not reach back so far");
  return [0xeb, 256 - (body.length + 2)];
}

function push(value: number): number[] {
  return [0x68, ...word(value)];
}

function outByte(port: number, value: number): number[] {
  return [0xba, ...word(port), 0xb0, value, 0xee]; // mov dx, port; mov al, value; out dx, al
}

function word(value: number): [number, number] {
  return [value & 0xff, value >> 8];
}

/**
 * An installer that copies a whole disk from its CD, and powers off. `system` is what will be at the beginning of the
 * machine's first disk.
 */
export async function copyingInstaller(system: Uint8Array): Promise<Buffer> {
  const blockBytes = 32 * 1024;
  const blocks = Math.ceil(system.length / blockBytes);
  const padded = new Uint8Array(blocks * blockBytes);
  padded.set(system);
  const make = (firstCdSector: number) =>
    createBootableIso({
      volumeId: "COS_LIVE",
      files: [{ path: "/disk.raw", content: padded }],
      bootImage: bootImage(copyFromCd(firstCdSector, blocks), powerOff()),
    });
  const { entries } = await readIso(fromBytes(make(0)));
  return make(entries.get("/disk.raw")!.extents[0]!.sector);
}

/** 16 sectors of the CD that was booted from, so 64 of the first disk, at a time, by way of the memory at 1000:0. */
function copyFromCd(firstCdSector: number, blocks: number): number[] {
  const dword = (value: number) => [...word(value & 0xffff), ...word(value >>> 16)];
  const [drive, left] = [0x7a00, 0x7a02];
  const push0 = [0x66, 0x6a, 0]; // push dword 0
  const call = (command: number) => [0x89, 0xe6, 0xb8, 0x00, command]; // mov si, sp; mov ax, command << 8
  const end = [0xcd, 0x13, 0x83, 0xc4, 0x10]; // int 13h; add sp, 16
  const place = (count: number) => [0x1000, 0, count, 0x10].flatMap(push);
  const body = [
    [...push0, 0x66, 0x57, ...place(16), ...call(0x42), 0x8a, 0x16, ...word(drive), ...end], // push edi; mov dl, [drive]
    [...push0, 0x66, 0x55, ...place(64), ...call(0x43), 0xb2, 0x80, ...end], // push ebp; mov dl, 80h
    [0x66, 0x83, 0xc7, 16, 0x66, 0x83, 0xc5, 64], // add edi, 16; add ebp, 64
    [0xff, 0x0e, ...word(left)], // dec word [left]
  ].flat();
  return [
    [0x88, 0x16, ...word(drive)], // mov [drive], dl
    [0xc7, 0x06, ...word(left), ...word(blocks)], // mov word [left], blocks
    [0x66, 0xbf, ...dword(firstCdSector), 0x66, 0xbd, ...dword(0)], // mov edi, first; mov ebp, 0
    body,
    [0x75, 256 - (body.length + 2)], // jnz back to the body
  ].flat();
}

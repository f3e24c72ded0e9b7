import { expect, test } from "vitest";
import { fromBytes } from "../../core/random-access.ts";
import { openFileSystem } from "../../disk/index.ts";
import { createFat } from "./fat.ts";

const mib = 1 << 20;
const content = Buffer.alloc(100_001, "loader");
const files = [
  { path: "/EFI/boot/bootx64.efi", content },
  { path: "/EFI/boot/grub.cfg", content: Buffer.from("set timeout=5\n") },
];

test.each([4, 64, 512])("a reader finds the files of a volume of %d MiB", async (size) => {
  const image = Buffer.alloc(size * mib);
  image.set(createFat("EFI_LIVE", size * mib, files));
  const volume = await openFileSystem(fromBytes(image));
  expect(volume).toMatchObject({ type: "vfat", label: "EFI_LIVE" });
  const read = async (path: string) => Buffer.from(await volume.readFile(path));
  expect((await read("/EFI/boot/bootx64.efi")).equals(content)).toBe(true);
  expect((await read("/EFI/boot/grub.cfg")).toString()).toBe("set timeout=5\n");
});

test("the rest of a large volume is left out", () => {
  expect(createFat("COS_GRUB", 64 * mib, files).length).toBeLessThan(mib);
});

test("what does not fit is refused", () => {
  const large = [{ path: "/large.bin", content: new Uint8Array(5 * mib) }];
  expect(() => createFat("EFI_LIVE", 4 * mib, large)).toThrow(RangeError);
  expect(() => createFat("EFI_LIVE", 4 * mib, [{ path: "/too-long-a-name", content }])).toThrow("8.3");
});

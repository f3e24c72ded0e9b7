import { mkdtemp, open, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { RandomAccess } from "../../src/core/random-access.ts";
import { sha256 } from "../../src/core/sha256.ts";
import { type IsoSpec, type StreamContent, writeIso } from "../../src/iso/index.ts";
import { describePeer } from "../kit/peers.ts";
import { findLinux } from "../kit/tiny-linux.ts";

const linux = findLinux(["ata_piix", "sr_mod", "isofs", "nls_utf8"]);
const longName = `${"long-name-".repeat(25)}end`;
const target = `../${"far/".repeat(60)}${"t".repeat(200)}`;
const deep = "/1/2/3/4/5/6/7/8/9/10/11/12/13/14/15/16/17/18/19/20/file";
const kernelFile = Buffer.from(Array.from({ length: 100_003 }, (_, at) => at % 251));
const end = "the end of a file of more than 4 GiB";
const bigBytes = 2 ** 32 + 5_000_000;

/** Zeros, and a text where they end. */
const big: RandomAccess = {
  size: bigBytes,
  read: async (offset, length) => {
    const bytes = Buffer.alloc(Math.min(length, bigBytes - offset));
    const at = bigBytes - end.length - offset;
    if (at < bytes.length && at > -end.length) bytes.write(end, at);
    return bytes;
  },
};
const spec: IsoSpec<StreamContent> = {
  volumeId: "KERNEL_TEST",
  files: [
    { path: "/boot/kernel", content: kernelFile, mode: 0o755 },
    { path: "/user-data", content: "#cloud-config\n", mode: 0o600 },
    { path: "/ümläut and BLANKS.tar.gz", content: "x" },
    { path: `/${longName}`, content: "long" },
    { path: deep, content: "deep" },
    { path: "/link", target },
    { path: "/empty", content: "" },
    { path: "/big", content: big },
    ...Array.from({ length: 3000 }, (_, n) => ({ path: `/many/file number ${n}`, content: `${n}` })),
  ],
};
// one after the other: mounted twice at once, a device has the options of the first time
const script = `
for at in rr joliet; do
  mkdir /$at
  mount -t iso9660 -o ro,iocharset=utf8$([ $at = joliet ] && echo ,norock) /dev/sr0 /$at && echo "MOUNTED $at"
  cd /$at
  echo "COUNT $at $(find . | wc -l)"
  echo "MANY $at $(cat many/* | md5sum)"
  find . -maxdepth 1 | sort | while read -r name; do echo "ENTRY $at $(stat -c '%a %s %F' "$name") $name"; done
  echo "KERNEL $at $(sha256sum < boot/kernel)"
  echo "DEEP $at $(cat .${deep})"
  echo "BIG $at $(tail -c ${end.length} big)"
  [ $at = rr ] && echo "LINK $(readlink link)"
  cd /
  umount /$at
done
`;
let folder: string;
let lines: string[];

const zeros = Buffer.alloc(1 << 20);

async function writeSparse(path: string): Promise<void> {
  const file = await open(path, "wx");
  let at = 0;
  try {
    const sink = {
      write: async (chunk: Uint8Array) => {
        if (!zeros.subarray(0, chunk.length).equals(chunk)) await file.write(chunk, 0, chunk.length, at);
        at += chunk.length;
      },
    };
    const { sizeBytes } = await writeIso(spec, sink, { signal: AbortSignal.timeout(120_000) });
    await file.truncate(sizeBytes);
  } finally {
    await file.close();
  }
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "edgelab-iso-kernel-"));
});
afterAll(() => rm(folder, { recursive: true }));

const demanded = process.env["EDGELAB_DEMAND_PEERS"] === "1";
describePeer("qemu-system-x86_64", "as Linux mounts our volumes", (qemu) => {
  const needs = "needs linux-image-amd64 and busybox-static: scripts/peers.sh --apt";
  describe.skipIf(linux === undefined && !demanded)(linux ? "in a virtual machine" : needs, () => {
    beforeAll(async () => {
      if (!linux) throw new Error(needs);
      const [iso, initramfs] = [join(folder, "test.iso"), join(folder, "initramfs")];
      await writeSparse(iso);
      await writeFile(initramfs, linux.initramfs(script));
      const machine = [
        "-accel",
        "tcg",
        "-m",
        "512",
        "-nodefaults",
        "-display",
        "none",
        "-serial",
        "stdio",
        "-no-reboot",
      ];
      const boot = ["-kernel", linux.kernel, "-initrd", initramfs, "-append", "console=ttyS0 quiet panic=-1"];
      const cd = ["-drive", `if=ide,media=cdrom,format=raw,readonly=on,file=${iso}`];
      const { stdout } = await execa(qemu, [...machine, ...boot, ...cd], { timeout: 170_000, stdin: "ignore" });
      lines = stdout.split(/\r?\n/);
    }, 300_000);

    const said = (what: string) =>
      lines.filter((line) => line.startsWith(`${what} `)).map((line) => line.slice(what.length + 1));

    test("both of their trees", () => {
      expect(said("MOUNTED"), lines.join("\n")).toEqual(["rr", "joliet"]);
      expect(said("INSMOD")).toEqual([]);
    });

    test("names, modes and sizes with Rock Ridge", () => {
      expect(said("ENTRY rr")).toEqual(
        expect.arrayContaining([
          "755 2048 directory ./boot",
          "600 14 regular file ./user-data",
          "644 1 regular file ./ümläut and BLANKS.tar.gz",
          "644 0 regular empty file ./empty",
          `644 4 regular file ./${longName}`,
          `644 ${bigBytes} regular file ./big`,
          expect.stringMatching(/^777 \d+ symbolic link \.\/link$/),
        ]),
      );
      expect(said("LINK")).toEqual([target]);
    });

    test("names and sizes with Joliet, where long ones are cut and links are not there", () => {
      const entries = said("ENTRY joliet").map((line) => line.replace(/^\d+ /, ""));
      expect(entries).toEqual(
        expect.arrayContaining([
          "14 regular file ./user-data",
          "1 regular file ./ümläut and BLANKS.tar.gz",
          `4 regular file ./${longName.slice(0, 103)}`,
          `${bigBytes} regular file ./big`,
        ]),
      );
      expect(entries.join("\n")).not.toContain("./link");
    });

    test("every file, however many and however deep, with its bytes", () => {
      // 3000 files in many/, a file below 20 directories, and 10 others with the root; Joliet has no links
      expect(said("COUNT")).toEqual(["rr 3031", "joliet 3030"]);
      expect(said("KERNEL")).toEqual(["rr", "joliet"].map((at) => `${at} ${sha256(kernelFile)}  -`));
      expect(said("DEEP")).toEqual(["rr deep", "joliet deep"]);
      expect(new Set(said("MANY").map((line) => line.split(" ")[1])).size).toBe(1);
    });

    test("a file of more than 4 GiB to its end", () => {
      expect(said("BIG")).toEqual([`rr ${end}`, `joliet ${end}`]);
    });
  });
});

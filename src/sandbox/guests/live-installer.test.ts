import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { createSeedIso } from "../../iso/seed.ts";
import { createStandIn } from "../../iso/stand-in.ts";
import { createIso } from "../../iso/writer.ts";
import { quickClock } from "../../../test/kit/quick-clock.ts";
import { type MachineOptions, memoryDisk, simulatedMachine, textOn } from "../../../test/kit/simulated-machine.ts";
import { agentDouble } from "../../../test/kit/palette-double.ts";
import { createGuestNetwork } from "../network/index.ts";
import { defaultGuestDurations } from "./durations.ts";
import { runGuest } from "./guest.ts";
import { Registrar } from "./registrar.ts";

const poweroff = "#cloud-config\ninstall:\n  poweroff: true\n";
const seed = (userData: string) => createSeedIso({ userData });
const program = runGuest({
  network: createGuestNetwork({ cidrs: {} }),
  registrar: new Registrar(),
  agents: agentDouble().link,
  durations: defaultGuestDurations,
});

/** Runs a machine until it is off, or until a line of its console matches. */
async function boot(options: MachineOptions, until?: RegExp) {
  const disk = memoryDisk();
  const machine = simulatedMachine({ disks: [disk], ...options });
  const run = program(machine, quickClock());
  if (until) {
    await expect.poll(() => machine.lines.join("\n"), { timeout: 20_000 }).toMatch(until);
    expect(machine.isOff).toBe(false);
    machine.cut();
  }
  await run;
  return { machine, disk, text: machine.lines.join("\n") };
}

describe("an installer CD", () => {
  test("installs unattended, writes what a Palette installation leaves, and powers off", async () => {
    const { machine, disk, text } = await boot({ cds: [createStandIn(), seed(`${poweroff}users:\n- name: kairos\n`)] });
    expect(machine.isOff).toBe(true);
    expect([...disk.paths()].sort()).toEqual([
      "COS_OEM:/90_custom.yaml",
      "COS_OEM:/grubenv",
      "COS_PERSISTENT:/installer.log",
      "COS_RECOVERY:/cOS/recovery.img",
      "COS_STATE:/cOS/active.img",
      "COS_STATE:/cOS/passive.img",
      "COS_STATE:/grubmenu",
      "GPT:/partitions",
    ]);
    expect(parse(textOn(disk, "COS_OEM:/90_custom.yaml") ?? "")).toEqual({
      install: { poweroff: true },
      users: [{ name: "kairos" }],
    });
    expect(textOn(disk, "COS_OEM:/grubenv")).toContain("saved_entry=registration");
    expect(textOn(disk, "GPT:/partitions")).toContain("1 bios - - 1\n2 oem COS_OEM ext4 5120\n3 recovery");
    expect(textOn(disk, "COS_PERSISTENT:/installer.log")).toContain("INF Partitioning device /dev/sda");
    const order = [
      /Booting from CD COS_LIVE \(edgelab's stand-in/,
      /INF Partitioning device/,
      /INF Creating partition table for partition type gpt/,
      /INF Mounting disk partitions/,
      /INF Creating file system image .*active.img/,
      /INF Copying .* source to/,
      /INF Starting copying cloud config file/,
      /INF Installing GRUB/,
      /INF Running after-install hook/,
      /INF Unmounting disk partitions/,
      /INF Powering off node/,
      /reboot: Power down/,
    ];
    const places = order.map((line) => text.search(line));
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(places).not.toContain(-1);
  });

  test("merges the data of the CD over the embedded one", async () => {
    const embedded = `${poweroff}stylus:\n  site:\n    paletteEndpoint: old\n    prefix: lab\n`;
    const site = "#cloud-config\nstylus:\n  site:\n    paletteEndpoint: new\n";
    const { disk } = await boot({ cds: [createStandIn({ userData: embedded }), seed(site)] });
    expect(parse(textOn(disk, "COS_OEM:/90_custom.yaml") ?? "").stylus.site).toEqual({
      paletteEndpoint: "new",
      prefix: "lab",
    });
  });

  test("reboots when both ends are asked for, and then starts from the disk", async () => {
    const both = "#cloud-config\ninstall:\n  poweroff: true\n  reboot: true\n";
    const { text } = await boot({ cds: [createStandIn(), seed(both)] }, /Booting from disk, entry registration/);
    expect(text).toContain("Rebooting node");
    expect(text.match(/Booting from CD/g)).toHaveLength(1);
  });

  test("stays on at the end when neither is asked for", async () => {
    await boot({ cds: [createStandIn({ userData: "#cloud-config\n" })] }, /Installation complete/);
  });

  test("stops at a disk that is too small, in the real words, without touching it", async () => {
    const disk = memoryDisk({ "OLD:/file": "kept" });
    await boot(
      { cds: [createStandIn({ userData: poweroff })], disks: [disk], diskMiB: 51_200 },
      /does not fit in the target disk \/dev\/sda \(51200 MiB\)/,
    );
    expect(disk.paths()).toEqual(["OLD:/file"]);
  });

  test("takes install.device, and says when it does not exist", async () => {
    const disks = [memoryDisk(), memoryDisk()];
    await boot({ cds: [createStandIn({ userData: `${poweroff}  device: /dev/sdb\n` })], disks });
    expect(disks.map((disk) => disk.paths().length > 0)).toEqual([false, true]);
    await boot({ cds: [createStandIn({ userData: `${poweroff}  device: /dev/sdc\n` })] }, /\/dev\/sdc does not exist/);
  });

  test("stops at data that does not merge", async () => {
    const text = createStandIn({ userData: "#cloud-config\ninstall: {}\n" });
    const { disk } = await boot(
      { cds: [text, seed("#cloud-config\ninstall: yes please\n")] },
      /ERR invalid configuration/,
    );
    expect(disk.paths()).toEqual([]);
  });

  test("ignores data without a header, and waits five minutes for better", async () => {
    const headless = "install:\n  poweroff: true\n";
    const { text, disk } = await boot(
      { cds: [createStandIn(), seed(headless)] },
      /userdata configuration failed to load after 5m/,
    );
    expect(text).toContain("has no #cloud-config header: ignored");
    expect(disk.paths()).toEqual([]);
  });

  test("takes a CD that is inserted while it waits", async () => {
    let looks = 0;
    const cds = () => [createStandIn(), ...((looks += 1) > 4 ? [seed(poweroff)] : [])];
    const { machine } = await boot({ cds });
    expect(machine.isOff).toBe(true);
  });

  test.each(["palette", "palette-uki"] as const)("installs a %s build under EFI", async (kind) => {
    const { disk } = await boot({ cds: [createStandIn({ kind, userData: poweroff })], firmware: "efi" });
    expect(textOn(disk, "GPT:/partitions")).toContain("1 efi COS_GRUB vfat 64");
    expect(disk.paths()).toContain("COS_GRUB:/EFI/boot/bootx64.efi");
  });

  test("wipes what was on the disk before", async () => {
    const disk = memoryDisk({
      "COS_OEM:/95_userdata/userdata.yaml": "#cloud-config\n",
      "COS_PERSISTENT:/etc/machine-id": "1",
    });
    await boot({ cds: [createStandIn({ userData: poweroff })], disks: [disk] });
    expect(disk.paths()).not.toContain("COS_OEM:/95_userdata/userdata.yaml");
    expect(disk.paths()).not.toContain("COS_PERSISTENT:/etc/machine-id");
  });
});

describe("data sources", () => {
  const endpoint = (text: string) => `#cloud-config\nstylus:\n  site:\n    paletteEndpoint: ${text}\n`;
  const installer = createStandIn({ userData: poweroff });
  const other = (volumeId: string, name: string, text: string) =>
    createIso({ volumeId, files: [{ path: `/${name}`, content: text }] });
  const base64 = (text: string) => Buffer.from(text).toString("base64");

  test.each<[string, MachineOptions, string | undefined]>([
    ["label CIDATA", { cds: [installer, other("CIDATA", "user-data", endpoint("a"))] }, "a"],
    ["the older file name", { cds: [installer, other("cidata", "config", endpoint("a"))] }, "a"],
    ["any other CD with the file", { cds: [installer, other("SEED", "user-data", endpoint("a"))] }, "a"],
    [
      "a labelled one before any other",
      { cds: [installer, other("SEED", "user-data", endpoint("a")), other("cidata", "user-data", endpoint("b"))] },
      "b",
    ],
    ["not a CD without the file", { cds: [installer, other("cidata", "userdata", endpoint("a"))] }, undefined],
    [
      "guestinfo in base64",
      {
        cds: [installer],
        guestInfo: { "guestinfo.userdata": base64(endpoint("g")), "guestinfo.userdata.encoding": "base64" },
      },
      "g",
    ],
    [
      "guestinfo in gzip+base64",
      {
        cds: [installer],
        guestInfo: {
          "guestinfo.userdata": gzipSync(endpoint("g")).toString("base64"),
          "guestinfo.userdata.encoding": "gzip+base64",
        },
      },
      "g",
    ],
    [
      "not guestinfo without its encoding",
      { cds: [installer], guestInfo: { "guestinfo.userdata": base64(endpoint("g")) } },
      undefined,
    ],
    [
      "a CD before guestinfo",
      {
        cds: [installer, seed(endpoint("a"))],
        guestInfo: { "guestinfo.userdata": base64(endpoint("g")), "guestinfo.userdata.encoding": "base64" },
      },
      "a",
    ],
  ])("%s", async (_, options, expected) => {
    const { disk } = await boot(options);
    expect(parse(textOn(disk, "COS_OEM:/90_custom.yaml") ?? "").stylus?.site.paletteEndpoint).toBe(expected);
  });
});

describe("a machine whose CD is no installer for it never writes to its disk", () => {
  const palette = { userData: poweroff };
  test.each<[string, MachineOptions, RegExp]>([
    ["no medium", {}, /Operating System not found: no bootable medium/],
    ["no medium under EFI", { firmware: "efi" }, /No compatible bootloader found: no bootable medium/],
    ["a seed alone", { cds: [seed(poweroff)] }, /no bootable medium/],
    ["no ISO at all", { cds: [Buffer.alloc(70_000)] }, /no bootable medium/],
    [
      "a Trusted Boot installer under BIOS",
      { cds: [createStandIn({ ...palette, kind: "palette-uki" })] },
      /no bootable medium/,
    ],
    [
      "an interactive installer",
      { cds: [createStandIn({ ...palette, interactive: true })] },
      /Interactive Installer: waiting/,
    ],
    [
      "plain Kairos without install.auto",
      { cds: [createStandIn({ ...palette, kind: "kairos" })] },
      /Waiting for a configuration/,
    ],
  ])("%s", async (_, options, message) => {
    const { disk } = await boot(options, message);
    expect(disk.paths()).toEqual([]);
  });

  test("another bootable ISO runs and installs nothing", async () => {
    const iso = Buffer.from(createStandIn(palette));
    for (let at = iso.indexOf("COS_LIVE"); at >= 0; at = iso.indexOf("COS_LIVE", at + 1)) iso.write("OTHER_OS", at);
    iso.write(
      "Other_os"
        .split("")
        .map((letter) => `\0${letter}`)
        .join(""),
      17 * 2048 + 40,
      "latin1",
    );
    const { disk } = await boot({ cds: [iso] }, /not an Edge installer: it runs, and nothing is installed/);
    expect(disk.paths()).toEqual([]);
  });

  test("plain Kairos with install.auto installs a system without the Palette agent", async () => {
    const userData = `${poweroff}  auto: true\n`;
    const { disk } = await boot({ cds: [createStandIn({ kind: "kairos", userData })] });
    expect(disk.paths()).toContain("COS_STATE:/cOS/active.img");
    expect(disk.paths()).not.toContain("COS_STATE:/grubmenu");
    const nics = [{ macAddress: "00:50:56:01:02:03", network: "VM Network" }];
    const { text } = await boot({ disks: [disk], nics }, /login:/);
    expect(text).not.toContain("MachineID:");
  });

  test("a disk made under BIOS does not start under EFI", async () => {
    const { disk } = await boot({ cds: [createStandIn(palette)] });
    await boot({ disks: [disk], firmware: "efi" }, /No compatible bootloader found/);
  });
});

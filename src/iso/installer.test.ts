import { describe, expect, test } from "vitest";
import { createBootableIso } from "../../test/kit/bootable-iso.ts";
import { fromBytes } from "../core/random-access.ts";
import { inspectInstaller } from "./installer.ts";
import { createStandIn, standInMark } from "./stand-in.ts";
import { createIso } from "./writer.ts";

const inspect = (bytes: Uint8Array) => inspectInstaller(fromBytes(bytes));
const userData = "#cloud-config\ninstall:\n  poweroff: true\nstylus:\n  site:\n    edgeHostToken: secret\n";

describe("inspectInstaller", () => {
  test("recognises the stand-in for what it stands for, and as a stand-in", async () => {
    expect(await inspect(createStandIn())).toMatchObject({
      kind: "palette",
      uki: false,
      standIn: true,
      volumeId: "COS_LIVE",
      userData: [],
      menu: {
        titles: [
          "Palette eXtended Kubernetes Edge Installer",
          "Palette eXtended Kubernetes Edge Installer (manual)",
          "Palette Edge Interactive Installer",
          "edgelab stand-in: this is not the real installer",
        ],
        defaultTitle: "Palette eXtended Kubernetes Edge Installer",
        defaultAction: "unattended",
      },
    });
  });

  test.each([
    [
      { kind: "palette", interactive: true },
      { kind: "palette", uki: false, menu: { defaultAction: "interactive" } },
    ],
    [{ kind: "palette-uki" }, { kind: "palette", uki: true, menu: undefined }],
    [{ kind: "kairos" }, { kind: "kairos", uki: false, menu: { defaultTitle: "Kairos" } }],
  ] as const)("tells %j", async (options, expected) => {
    expect(await inspect(createStandIn(options))).toMatchObject(expected);
  });

  test.each(["palette", "palette-uki"] as const)("finds the user-data of a %s build", async (kind) => {
    const [embedded] = (await inspect(createStandIn({ kind, userData }))).userData;
    expect(embedded).toEqual({
      path: kind === "palette" ? "/files-iso/config.yaml" : "/config.yaml",
      text: userData,
      holds: { token: true, poweroff: true, reboot: false, users: false, yaml: true },
    });
  });

  test("takes only files with a valid header for user-data, in the order of their paths", async () => {
    const image = createIso({
      volumeId: "COS_LIVE",
      files: [
        { path: "/z.yml", content: "\n\n#kairos-config\n" },
        { path: "/a/b.yaml", content: "#node-config\nusers: []\n" },
        { path: "/late.yaml", content: `${"#\n".repeat(10)}#cloud-config\n` },
        { path: "/none.yaml", content: "install: {}\n" },
        { path: "/text.txt", content: "#cloud-config\n" },
        { path: "/bad.yaml", content: "#cloud-config\nstylus: [\n" },
      ],
    });
    const { userData: found } = await inspect(image);
    expect(found.map(({ path, holds }) => [path, holds.yaml, holds.users])).toEqual([
      ["/a/b.yaml", true, true],
      ["/bad.yaml", false, false],
      ["/z.yml", true, false],
    ]);
  });

  test("knows a Palette installer without the stand-in's mark, by its menu or its folder", async () => {
    const menu =
      'set default="0"\nmenuentry "Palette eXtended Kubernetes Edge Installer" {\n  $linux /boot/kernel nodepair.enable\n}\n';
    const byMenu = createIso({ volumeId: "COS_LIVE", files: [{ path: "/boot/grub2/grub.cfg", content: menu }] });
    expect(await inspect(byMenu)).toMatchObject({
      kind: "palette",
      standIn: false,
      menu: { defaultAction: "unattended" },
    });
    const byFolder = createIso({
      volumeId: "COS_LIVE",
      files: [{ path: "/opt/spectrocloud/content/Readme.txt", content: "" }],
    });
    expect(await inspect(byFolder)).toMatchObject({ kind: "palette", menu: undefined });
  });

  test("is not taken in by another ISO, whatever is on it", async () => {
    const image = createIso({ volumeId: "Ubuntu", files: [{ path: "/opt/spectrocloud/x.yaml", content: userData }] });
    expect(await inspect(image)).toMatchObject({ kind: "none", standIn: false, userData: [] });
  });

  test("is an error for what is no ISO", async () => {
    await expect(inspect(Buffer.alloc(100_000))).rejects.toMatchObject({ code: "ISO_INVALID" });
  });

  test("reads which firmware can boot from the El Torito catalog", async () => {
    const bootable = { volumeId: "COS_LIVE", files: [] };
    expect((await inspect(createBootableIso(bootable))).boot).toMatchObject({ bios: true, uefi: false });
    expect((await inspect(createBootableIso({ ...bootable, uefi: true }))).boot).toMatchObject({
      bios: true,
      uefi: true,
    });
  });
});

test("a stand-in says on its face what it is, and is made in milliseconds", async () => {
  const start = performance.now();
  const image = Buffer.from(createStandIn({ userData }));
  expect(performance.now() - start).toBeLessThan(100);
  expect(image.length).toBeLessThan(200_000);
  expect(image.toString("latin1")).toContain(
    "stand-in for a Palette Edge installer. It is not a product of Spectro Cloud",
  );
  expect(standInMark).toBe("/EDGELAB-STAND-IN.txt");
});

import { readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { fromBytes } from "../../src/core/random-access.ts";
import { createIso, readIso } from "../../src/iso/index.ts";
import { createPaletteInstaller } from "../kit/bootable-iso.ts";
import { type CliHome, openHome } from "../kit/cli.ts";

let home: CliHome;
const place = (name: string, content: string | Uint8Array) => writeFile(join(home.folder, name), content);
const sound = "#cloud-config\nstylus:\n  site:\n    paletteEndpoint: api.spectrocloud.com\n";
const wrong = "#cloud-config\nstylus:\n  site:\n    paletteEndpoint: https://x/\n    nme: a\n";

beforeAll(async () => {
  home = await openHome();
  await place("user-data.yaml", sound);
  await place("wrong.yaml", wrong);
  await place("installer.iso", createPaletteInstaller());
});
afterAll(() => home[Symbol.asyncDispose]());

describe("edgelab iso inspect", () => {
  test("says what an installer is and does; what is missing on it is an error", async () => {
    const { exitCode, stdout, stderr } = await home.edgelab(["iso", "inspect", "installer.iso"]);
    expect(exitCode).toBe(3); // this one has no kernel
    expect(stdout).toMatch(/is +Palette Edge installer\n[^]*label +COS_LIVE\n[^]*boots +from CD by BIOS\n/);
    expect(stdout).toMatch(/alone +installs onto the largest disk, then stays on/);
    expect(stdout).toContain("✗ /boot/kernel is missing.");
    expect(stderr).toMatch(/installer\.iso cannot be used as it is[^]*ISO_INVALID/);
  });

  test("shows no terminal what it would obey", async () => {
    const joliet = (text: string) => text.replaceAll(/./gsu, "\0$&");
    const iso = Buffer.from(createPaletteInstaller()).toString("latin1");
    const loud = iso.replaceAll("COS_", "\u001b[2J").replaceAll(joliet("COS_"), joliet("\u001b[2J"));
    await place("loud.iso", Buffer.from(loud, "latin1"));
    const { stdout } = await home.edgelab(["iso", "inspect", "loud.iso"]);
    expect(stdout).toContain("label     \\u{1b}[2JLIVE");
    expect(stdout).not.toContain("\u001b[2J");
  });

  test("gives machines the same as one line", async () => {
    const { result, error } = await home.edgelab(["iso", "inspect", "installer.iso", "--json"]);
    expect(result).toMatchObject({ kind: "palette", forecast: { action: "installs", end: "stay" } });
    expect(error).toMatchObject({ code: "ISO_INVALID", exitCode: 3 });
  });

  test("compares the .sha256 beside it, unless told not to", async () => {
    await place("installer.iso.sha256", `${"0".repeat(64)}  installer.iso\n`);
    const inspect = async (...more: string[]) =>
      (await home.edgelab(["iso", "inspect", "installer.iso", ...more])).stdout;
    expect(await inspect()).toMatch(/sha256 +NOT as its \.sha256 says/);
    expect(await inspect("--no-verify")).not.toContain("sha256");
  });

  test("has one message for what is no ISO", async () => {
    await place("disk.raw", Buffer.concat([Buffer.alloc(510), Buffer.from([0x55, 0xaa]), Buffer.alloc(65_536)]));
    const { exitCode, stdout, stderr } = await home.edgelab(["iso", "inspect", "disk.raw"]);
    expect({ exitCode, stdout }).toEqual({ exitCode: 3, stdout: "" });
    expect(stderr).toMatch(/✗ disk\.raw is not an ISO: it is a raw disk image\.\n/);
    const installer = await readFile(join(home.folder, "installer.iso"));
    await place("cut.iso", installer.subarray(0, installer.length / 2));
    const cut = await home.edgelab(["iso", "inspect", "cut.iso"]);
    expect(cut).toMatchObject({ exitCode: 3, stdout: "" });
    expect(cut.stderr).toMatch(/✗ cut\.iso is cut short: a part of it is missing\.\n[^]*Download or copy it again/);
    await place(
      "ubuntu.iso",
      createIso({ volumeId: "Ubuntu 24.04.1 LTS amd64", files: [{ path: "/casper/a", content: "" }] }),
    );
    const desktop = await home.edgelab(["iso", "inspect", "ubuntu.iso"]);
    expect(desktop.exitCode).toBe(3);
    expect(desktop.stderr).toMatch(/ubuntu\.iso is an ISO, but no Edge installer[^]*"Ubuntu 24\.04\.1 LTS amd64"/);
    expect(await home.edgelab(["iso", "inspect", "nothing.iso"])).toMatchObject({ exitCode: 2 });
  });
});

describe("edgelab iso seed", () => {
  test("makes a CD for its owner's eyes, and replaces none", async () => {
    await place("meta.yaml", "instance-id: x\n");
    const args = ["iso", "seed", "--user-data", "user-data.yaml", "--meta-data", "meta.yaml", "-o", "seed.iso"];
    const made = await home.edgelab([...args, "--json"]);
    expect(made.result).toMatchObject({ path: join(home.folder, "seed.iso"), sha256: expect.any(String) });
    expect((await stat(join(home.folder, "seed.iso"))).mode & 0o777).toBe(0o600);
    const image = await readIso(fromBytes(await readFile(join(home.folder, "seed.iso"))));
    expect([...image.entries.keys()].sort()).toEqual(["/meta-data", "/user-data"]);
    expect(Buffer.from(await image.readFile("/user-data")).toString()).toBe(sound);
    expect(image.label).toBe("cidata");

    const again = await home.edgelab(args);
    expect(again).toMatchObject({ exitCode: 2, stdout: "" });
    expect(again.stderr).toMatch(/seed\.iso exists already[^]*--force[^]*FILE_EXISTS/);
    expect(await home.edgelab([...args, "--force"])).toMatchObject({ exitCode: 0 });
    const inspected = await home.edgelab(["iso", "inspect", "seed.iso"]);
    expect(inspected).toMatchObject({ exitCode: 0, stdout: expect.stringContaining("seed CD with user-data") });
  });

  test("refuses user-data that an installer would refuse, unless told otherwise", async () => {
    const args = ["iso", "seed", "--user-data", "wrong.yaml", "--output", "wrong.iso"];
    const refused = await home.edgelab(args);
    expect(refused.exitCode).toBe(3);
    expect(refused.stderr).toMatch(/wrong\.yaml:4:22 +stylus\.site\.paletteEndpoint[^]*USER_DATA_INVALID/);
    await expect(stat(join(home.folder, "wrong.iso"))).rejects.toThrow("ENOENT");
    const made = await home.edgelab([...args, "--unchecked"]);
    expect(made.exitCode).toBe(0);
    expect(made.stderr).toMatch(/paletteEndpoint/);
  });

  test.each([
    [["--output", "x.iso"], /--user-data/],
    [["--user-data", "user-data.yaml"], /--output/],
    [["--user-data", "nothing.yaml", "-o", "x.iso"], /no file nothing\.yaml/],
    [["--user-data", "installer.iso", "-o", "x.iso"], /installer\.iso is not a text file/],
    [["--user-data", "user-data.yaml", "-o", "no/such/x.iso"], /no folder \S*no\/such to write to/],
  ])("%j is a mistake of usage", async (args, message) => {
    const { exitCode, stderr } = await home.edgelab(["iso", "seed", ...args]);
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(message);
  });
});

describe("edgelab user-data check", () => {
  test("names each mistake with its line and its correction", async () => {
    const { exitCode, stdout, stderr } = await home.edgelab(["user-data", "check", "wrong.yaml"]);
    expect(exitCode).toBe(3);
    const [first, second] = stdout.split("\n");
    expect(first).toMatch(/^✗ wrong\.yaml:4:22 +stylus\.site\.paletteEndpoint: .*api\.spectrocloud\.com/);
    expect(second).toMatch(/^! wrong\.yaml:5:5 +stylus\.site\.nme: unknown setting; did you mean "name"\?/);
    expect(stderr).toMatch(/wrong\.yaml has an error[^]*USER_DATA_INVALID/);
  });

  test("is content with what is sound", async () => {
    expect(await home.edgelab(["user-data", "check", "user-data.yaml"])).toMatchObject({ exitCode: 0, stderr: "" });
  });

  test("knows what a site needs, and what a template must not have", async () => {
    const site = await home.edgelab(["user-data", "check", "user-data.yaml", "--purpose", "site", "--json"]);
    expect(site.result).toMatchObject({
      errors: 1,
      problems: [{ severity: "error", message: expect.stringContaining("edgeHostToken is missing") }],
    });
    await place("token.yaml", `${sound}    edgeHostToken: not-shown\n`);
    const template = ["user-data", "check", "token.yaml", "--purpose", "template"];
    const refused = await home.edgelab(template);
    expect(refused.exitCode).toBe(3);
    expect(`${refused.stdout}${refused.stderr}`).not.toContain("not-shown");
    expect(await home.edgelab([...template, "--token-in-template"])).toMatchObject({ exitCode: 0 });
    const env = { EDGELAB_PURPOSE: "template", EDGELAB_TOKEN_IN_TEMPLATE: "1" };
    expect(await home.edgelab(["user-data", "check", "token.yaml"], env)).toMatchObject({ exitCode: 0 });
  });
});

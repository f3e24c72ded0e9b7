import { randomBytes } from "node:crypto";
import { open, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { execa } from "execa";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type CliHome, openHome } from "../kit/cli.ts";
import { createEdgeDisk } from "../kit/disk-image.ts";
import { describePeer } from "../kit/peers.ts";

const mebibyte = 1 << 20;
let home: CliHome;
const at = (name: string) => join(home.folder, name);
beforeAll(async () => {
  home = await openHome();
  await writeFile(at("edge.raw"), createEdgeDisk());
  await writeFile(
    at("token.raw"),
    createEdgeDisk({ oem: { "/90_custom.yaml": "stylus: { site: { edgeHostToken: s3cr3t } }\n" } }),
  );
});
afterAll(() => home[Symbol.asyncDispose]());

test("a disk goes into an OVA and comes back", async () => {
  const made = await home.edgelab(["ova", "create", "--disk", "edge.raw", "-o", "edge.ova"]);
  expect(made).toMatchObject({ exitCode: 0, stdout: expect.stringMatching(/^✓ .*\/edge\.ova \(.* on it\)\n$/) });
  const back = await home.edgelab(["ova", "extract", "edge.ova", "-o", "back.raw", "--json"]);
  expect(back).toMatchObject({ exitCode: 0, result: { path: at("back.raw"), isVouchedFor: true } });
  expect(back.events.map(({ type }) => type)).toEqual(
    expect.arrayContaining(["step:start", "step:progress", "step:end"]),
  );
  expect((await readFile(at("back.raw"))).equals(await readFile(at("edge.raw")))).toBe(true);
});

test("a folder, with hardware, names and compression of one's own", async () => {
  await writeFile(at("hardware.yaml"), "cpus: 8\nfirmware: efi\nscsiController: lsilogic-sas\n");
  const names = ["--name", "my machine", "--network", "lab net"];
  const how = ["--hardware", "hardware.yaml", "--compression", "none", "--json"];
  const { exitCode, result } = await home.edgelab([
    "ova",
    "create",
    "--disk",
    "edge.raw",
    "-o",
    "unpacked",
    ...names,
    ...how,
  ]);
  expect({ exitCode, path: result?.["path"] }).toEqual({ exitCode: 0, path: at("unpacked/my-machine.ovf") });
  expect((await readdir(at("unpacked"))).toSorted()).toEqual([
    "my-machine-disk1.vmdk",
    "my-machine.mf",
    "my-machine.ovf",
  ]);
  const text = await readFile(at("unpacked/my-machine.ovf"), "utf8");
  for (const part of ["<Name>my machine</Name>", 'ovf:name="lab net"', "lsilogicsas", 'vmw:value="efi"', ">8<"]) {
    expect(text).toContain(part);
  }
});

test("what is there is replaced with --force only", async () => {
  const args = ["ova", "create", "--disk", "edge.raw", "-o", "edge.ova", "--json"];
  expect((await home.edgelab(args)).error).toMatchObject({ code: "FILE_EXISTS", exitCode: 2 });
  expect((await home.edgelab([...args, "--force"])).exitCode).toBe(0);
  const back = ["ova", "extract", "edge.ova", "-o", "edge.raw", "--json"];
  expect((await home.edgelab(back)).error).toMatchObject({ code: "FILE_EXISTS" });
});

describe("template verify", () => {
  test("says what it looked at, and that all is well", async () => {
    const { exitCode, stdout } = await home.edgelab(["template", "verify", "edge.ova"]);
    expect({ exitCode, stdout }).toMatchObject({ exitCode: 0 });
    expect(stdout).toMatch(/✓ boot +It boots from its own disk by BIOS/);
    expect(stdout).toMatch(/✓ edge +An Edge system is installed/);
    expect(stdout).toMatch(/edge\.ova can be a template/);
  });

  test("fails with the whole report when something is wrong, and never shows a secret", async () => {
    await home.edgelab(["ova", "create", "--disk", "token.raw", "-o", "token.ova"]);
    const { exitCode, stdout, stderr, error, result } = await home.edgelab([
      "template",
      "verify",
      "token.ova",
      "--json",
    ]);
    expect(error).toMatchObject({ code: "VERIFY_FAILED", exitCode: 5 });
    expect({ exitCode, ok: result?.["ok"] }).toEqual({ exitCode: 5, ok: false });
    expect(result?.["findings"]).toContainEqual({
      severity: "error",
      check: "secrets",
      message: expect.stringContaining("a registration token"),
    });
    expect(stdout + stderr).not.toContain("s3cr3t");
    const allowed = await home.edgelab(["template", "verify", "token.ova", "--token-in-template"]);
    expect(allowed.exitCode).toBe(0);
  });

  test("a byte that changed on the way is found out", async () => {
    const bytes = await readFile(at("edge.ova"));
    bytes[bytes.indexOf("KDMV") + 70_000]! ^= 1;
    await writeFile(at("changed.ova"), bytes);
    const { error, stderr } = await home.edgelab(["template", "verify", "changed.ova"]);
    expect(error).toBeUndefined();
    expect(stderr).toMatch(/changed\.ova is not fit to be a template/);
    const extracted = await home.edgelab(["ova", "extract", "changed.ova", "-o", "changed.raw", "--json"]);
    expect(extracted.error?.code).toMatch(/VERIFY_FAILED|VMDK_INVALID/);
    expect(await readdir(home.folder)).not.toContain("changed.raw");
  });
});

describe("what is no raw disk or no package is named", () => {
  test.each<[string, () => Promise<void>, RegExp, string, string]>([
    [
      "a VMDK",
      () => writeFile(at("in"), "KDMV".padEnd(4096, "\0")),
      /It is a VMDK/,
      "DISK_INVALID",
      "qemu-img convert -f vmdk -O raw",
    ],
    [
      "an OVA",
      async () => writeFile(at("in"), await readFile(at("edge.ova"))),
      /tar archive/,
      "DISK_INVALID",
      "Name the raw disk itself",
    ],
    ["nothing", () => rm(at("in"), { force: true }), /no file/, "FILE_UNUSABLE", "Check the path"],
  ])("%s", async (_, prepare, text, code, next) => {
    await prepare();
    const { error } = await home.edgelab(["ova", "create", "--disk", "in", "-o", "out.ova", "--json"]);
    expect(error?.code).toBe(code);
    expect(`${error?.what} ${error?.why}`).toMatch(text);
    expect(error?.next).toContain(next);
    expect(await readdir(home.folder)).not.toContain("out.ova");
  });

  test("a raw disk in the place of a package", async () => {
    for (const args of [
      ["ova", "extract", "edge.raw", "-o", "x.raw"],
      ["template", "verify", "edge.raw"],
    ]) {
      expect((await home.edgelab([...args, "--json"])).error?.code).toBe("OVF_INVALID");
    }
  });

  test("hardware with mistakes", async () => {
    await writeFile(at("bad.yaml"), "cpus: many\n");
    const { error } = await home.edgelab([
      "ova",
      "create",
      "--disk",
      "edge.raw",
      "--hardware",
      "bad.yaml",
      "-o",
      "x.ova",
      "--json",
    ]);
    expect(error).toMatchObject({ code: "LAB_INVALID", why: expect.stringContaining("bad.yaml:1:7") });
  });
});

describePeer("qemu-img", "with qemu-img", (qemuImg) => {
  test("its qcow2 is refused with the command that makes a raw disk of it, and that command works", async () => {
    await execa(qemuImg, ["convert", "-f", "raw", "-O", "qcow2", at("edge.raw"), at("disk.qcow2")]);
    const args = (disk: string) => ["ova", "create", "--disk", disk, "-o", "qcow2.ova", "--json"];
    const { error } = await home.edgelab(args("disk.qcow2"));
    expect(error).toMatchObject({ code: "DISK_INVALID", why: "It is a qcow2 image." });
    const [program, ...words] = error!.next!.split(" ");
    expect(program).toBe("qemu-img");
    await execa(qemuImg, words, { cwd: home.folder });
    expect((await home.edgelab(args("disk.raw"))).exitCode).toBe(0);
  });

  test("one that opens another file is not converted at all", async () => {
    const backing = ["create", "-f", "qcow2", "-F", "raw", "-b", "/etc/passwd", at("overlay.qcow2")];
    await execa(qemuImg, backing);
    const { error } = await home.edgelab(["ova", "create", "--disk", "overlay.qcow2", "-o", "x.ova", "--json"]);
    expect(error).toMatchObject({ code: "DISK_INVALID" });
    expect(`${error!.what} ${error!.why}`).toContain("backing file");
    expect(error!.next ?? "").not.toContain("convert");
  });
});

test("Ctrl-C leaves nothing behind", async () => {
  await using file = await open(at("large.raw"), "w");
  const noise = randomBytes(mebibyte);
  for (let index = 0; index < 192; index += 1) await file.write(noise, 0, mebibyte, index * mebibyte);
  const before = await readdir(home.folder);
  const running = home.start([
    "ova",
    "create",
    "--disk",
    "large.raw",
    "--compression",
    "best",
    "-o",
    "large.ova",
    "--json",
  ]);
  await running.until(({ type }) => type === "step:progress");
  running.kill("SIGINT");
  expect(await running.ended).toMatchObject({ exitCode: 130, error: { code: "INTERRUPTED" } });
  expect(await readdir(home.folder)).toEqual(before);
});

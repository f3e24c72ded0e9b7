import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inflateSync } from "node:zlib";
import { expect, test } from "vitest";
import type { MoRef } from "../../vim25/index.ts";
import {
  createBase,
  createVm,
  inventoryOf,
  linkedSpec,
  startSandboxVcenter,
} from "../../../test/kit/sandbox-vcenter.ts";

test("inventory, files, disks and power survive a restart; sessions and tasks do not", async () => {
  const dataDir = await mkdtemp(join(tmpdir(), "edgelab-vcenter-"));
  let saved: unknown;
  let before: Record<string, unknown> = {};
  let kid: MoRef | undefined;
  let cookie: string | undefined;
  const paths = ["name", "config", "runtime.powerState", "snapshot", "parent", "resourcePool"];
  {
    let changes = 0;
    await using sandbox = await startSandboxVcenter({ dataDir, changed: () => void (changes += 1) });
    const { client, machines } = sandbox;
    await client.http("PUT", "/folder/iso/a.iso?dcPath=DC0&dsName=nvme-01", "the iso");
    const { vm, snapshot } = await createBase(client, "base");
    const { folder } = await inventoryOf(client);
    const below = await client.call("CreateFolder", folder, { name: "mine" });
    const spec = { ...(await linkedSpec(client, snapshot)), powerOn: true };
    kid = (await client.run("CloneVM_Task", vm, { folder: below, name: "kid", spec })) as MoRef;
    machines[0]!.disks[0]!.content.write("OS:/x", "written");
    before = await client.read(kid, ...paths);
    cookie = client.cookie;
    expect(changes).toBeGreaterThan(0);
    // Closing cuts the power of the guests; what is kept must still say "on".
    await sandbox.vcenter.close();
    expect(machines[0]!.power.aborted).toBe(true);
    saved = JSON.parse(JSON.stringify(sandbox.vcenter.save())) as unknown;
  }
  await using sandbox = await startSandboxVcenter({ dataDir, saved });
  const { client, machines } = sandbox;
  const old = sandbox.connect();
  old.cookie = cookie;
  await expect(old.read(kid, "name")).rejects.toMatchObject({ fault: { _type: "NotAuthenticated" } });
  await client.call("CurrentTime", { type: "ServiceInstance", value: "ServiceInstance" }, {});
  expect(machines.map(({ name, disks }) => [name, disks[0]!.content.paths()])).toEqual([["kid", ["OS:/x"]]]);
  const after = await client.read(kid, ...paths);
  const stable = ({ config, ...rest }: Record<string, unknown>) => {
    const { changeVersion, modified, ...kept } = config as Record<string, unknown>;
    expect([typeof changeVersion, modified instanceof Date]).toEqual(["string", true]);
    return { ...rest, config: kept };
  };
  expect(stable(after)).toEqual(stable(before));
  expect((await client.http("GET", "/folder/iso/a.iso?dcPath=DC0&dsName=nvme-01")).body.toString()).toBe("the iso");
  // New ids do not collide with old ones.
  const next = await createVm(client, "next");
  expect(Number(next.value.slice(3))).toBeGreaterThan(Number(kid.value.slice(3)));
  await rm(dataDir, { recursive: true });
});

test("a VM that is half made is not saved", async () => {
  await using sandbox = await startSandboxVcenter();
  const { client, vcenter } = sandbox;
  await createVm(client, "whole");
  const { vms } = vcenter.save() as { vms: { name: string }[] };
  expect(vms.map(({ name }) => name)).toEqual(["whole"]);
});

test("the screen shows the console's last lines as a PNG", async () => {
  await using sandbox = await startSandboxVcenter();
  const { client, machines } = sandbox;
  const vm = await createVm(client, "edge-1");
  const screen = () => client.http("GET", `/screen?id=${vm.value}`);
  expect((await screen()).status).toBe(404);
  await client.run("PowerOnVM_Task", vm, {});
  const pixelsOf = (png: Buffer): number => {
    expect(png.subarray(0, 8)).toEqual(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]));
    const length = png.readUInt32BE(33);
    return inflateSync(png.subarray(41, 41 + length)).filter((byte) => byte !== 0).length;
  };
  const empty = await screen();
  expect(pixelsOf(empty.body)).toBe(0);
  machines[0]!.console("Installing Palette Edge");
  expect(pixelsOf((await screen()).body)).toBeGreaterThan(50);
  expect(sandbox.vcenter.consoleLines("edge-1")).toEqual(["Installing Palette Edge"]);
  expect((await sandbox.connect().http("GET", `/screen?id=${vm.value}`)).status).toBe(401);
  const shot = String(await client.run("CreateScreenshot_Task", vm, {}));
  expect(shot).toBe("[nvme-01] edge-1/edge-1-0.png");
  expect((await client.http("GET", "/folder/edge-1/edge-1-0.png?dcPath=DC0&dsName=nvme-01")).body).toEqual(
    (await screen()).body,
  );
});

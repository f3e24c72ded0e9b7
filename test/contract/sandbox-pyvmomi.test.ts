import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { expect, test } from "vitest";
import { systemClock } from "../../src/core/clock.ts";
import { startSandbox } from "../../src/sandbox/index.ts";
import { ovfDescriptor } from "../kit/ovf-descriptor.ts";
import { describePeer } from "../kit/peers.ts";
import { smallVmdk, textGrain } from "../kit/vmdk.ts";

/** pyvmomi's decoder raises on any unknown property, type or enum value, and reads attributes by a method of its own. */
describePeer("pyvmomi", "pyvmomi against the sandbox", (python) => {
  test("connects, walks the inventory, makes, clones, powers and destroys a VM", async () => {
    await using sandbox = await startSandbox({ speed: 10 });
    const { vcenterUrl, username, password, caFile } = sandbox.connection;
    const { hostname, port } = new URL(vcenterUrl);
    const { stdout } = await execa(python, [join(import.meta.dirname, "sandbox-pyvmomi.py")], {
      env: { VCENTER: hostname, PORT: port, USERNAME: username, PASSWORD: password, CA_FILE: caFile },
      timeout: 60_000,
    });
    expect(JSON.parse(stdout)).toEqual({
      apiType: "VirtualCenter",
      path: ["Datacenters", "DC0", "vm", "Labs", "edge"],
      hosts: 4,
      created: {
        power: "poweredOff",
        memory: 1024,
        devices: expect.arrayContaining(["VirtualDisk", "VirtualVmxnet3"]) as unknown,
      },
      templateWithoutPool: "spec.location.pool",
      linked: {
        uuid: "4238f297-b433-f698-aa8d-ec90c3437c28",
        power: "poweredOn",
        mark: ["mine"],
        parent: "[nvme-01] py-base/py-base.vmdk",
      },
      duplicate: "py-1",
      destroyWhileOn: "poweredOn",
      gone: true,
      inView: ["py-base"],
      foundByUuid: true,
      user: username,
    });
  });

  test("imports by a lease, lets one expire, and exports", async () => {
    const folder = await mkdtemp(join(tmpdir(), "edgelab-pyvmomi-"));
    // Removed after the sandbox that keeps its state there has stopped.
    await using _ = { [Symbol.asyncDispose]: () => rm(folder, { recursive: true }) };
    const capacityBytes = 1024 ** 3;
    const vmdk = await smallVmdk(new Map([[7, textGrain("on the disk")]]), capacityBytes);
    const files = { OVF: join(folder, "x.ovf"), VMDK: join(folder, "x.vmdk") };
    await writeFile(files.VMDK, vmdk);
    const disk = { path: "x.vmdk", sizeBytes: vmdk.length };
    await writeFile(files.OVF, ovfDescriptor({ name: "boxed", disk, capacityBytes }));
    const speed = 100;
    const begin = Date.now();
    const clock = { ...systemClock({ speed }), now: () => begin + (Date.now() - begin) * speed };
    await using sandbox = await startSandbox({ clock, stateDir: join(folder, "state") });
    const { vcenterUrl, username, password, caFile } = sandbox.connection;
    const { certPem } = JSON.parse(await readFile(join(folder, "state/identity.json"), "utf8")) as { certPem: string };
    const { hostname, port } = new URL(vcenterUrl);
    const { stdout } = await execa(python, [join(import.meta.dirname, "sandbox-pyvmomi-leases.py")], {
      env: {
        VCENTER: hostname,
        PORT: port,
        USERNAME: username,
        PASSWORD: password,
        CA_FILE: caFile,
        CERT: certPem,
        ...files,
      },
      timeout: 60_000,
    });
    expect(JSON.parse(stdout)).toEqual({
      parsed: ["boxed", ["lab network"], capacityBytes],
      spec: ["vim.vm.VmImportSpec", ["x.vmdk"], 0],
      import: "ready",
      matches: true,
      thumbprint: true,
      upload: 201,
      manifest: ["sha256", true, true],
      machine: ["done", "by-hand", 512, "vmx-14", "poweredOff"],
      renewed: "ready",
      expired: ["error", "vim.fault.Timedout"],
      late: "Timedout",
      left: ["by-hand"],
      export: "ready",
      fetched: true,
      described: [true, 0],
    });
  });
});

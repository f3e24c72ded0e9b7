import { join } from "node:path";
import { execa } from "execa";
import { expect, test } from "vitest";
import { startSandbox } from "../../src/sandbox/index.ts";
import { describePeer } from "../kit/peers.ts";

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
});

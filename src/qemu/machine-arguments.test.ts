import { expect, test } from "vitest";
import { type MachineSpec, machineArguments } from "./machine-arguments.ts";

const spec: MachineSpec = {
  cpus: 2,
  memoryMiB: 4096,
  disk: "/d/disk.raw",
  diskWrites: "kept",
  diskController: "pvscsi",
  cds: ["/i/installer.iso", "/t/seed.iso"],
  accelerator: "tcg",
};

const has = (args: readonly string[], option: string) => args.filter((_, index) => args[index - 1] === option);

test("the devices are those of the OVF, and the disk comes before the CDs", () => {
  const devices = has(machineArguments(spec), "-device");
  expect(devices).toContain("pvscsi,id=scsi");
  expect(devices).toContainEqual(expect.stringMatching(/^scsi-hd,.*bootindex=0,werror=stop/));
  expect(devices).toContainEqual(expect.stringMatching(/^ide-cd,bus=ide.0,drive=cd0,.*bootindex=1$/));
  expect(devices).toContainEqual(expect.stringMatching(/^ide-cd,bus=ide.1,drive=cd1,.*bootindex=2$/));
  expect(devices).toContain("vmxnet3,netdev=net,romfile=");
});

test.each([
  ["lsilogicsas", "mptsas1068,id=scsi"],
  ["lsilogic", "lsi53c895a,id=scsi"],
] as const)("%s is what QEMU calls %s", (diskController, device) => {
  expect(has(machineArguments({ ...spec, diskController }), "-device")).toContain(device);
});

test("a guest gets out only when it is told so, and is reached on loopback only", () => {
  expect(has(machineArguments(spec), "-netdev")).toEqual(["user,id=net,restrict=on"]);
  const forwards = [{ hostPort: 2222, guestPort: 22 }];
  expect(has(machineArguments({ ...spec, network: { restrict: false, forwards } }), "-netdev")).toEqual([
    "user,id=net,restrict=off,hostfwd=tcp:127.0.0.1:2222-:22",
  ]);
});

test("no name of a file, and no address, can become an option", () => {
  const evil = '/x,readonly=off,"}/a';
  const args = machineArguments({
    ...spec,
    disk: evil,
    diskWrites: "discarded",
    cds: [evil],
    macAddress: "52:54:00:00:00:01,netdev=other",
  });
  expect(has(args, "-drive")[0]).toContain('file=/x,,readonly=off,,"}/a');
  expect(JSON.parse(has(args, "-blockdev")[0]!)).toMatchObject({ "read-only": true, file: { filename: evil } });
  expect(has(args, "-device").at(-1)).toBe("vmxnet3,netdev=net,romfile=,mac=52:54:00:00:00:01,,netdev=other");
});

test("a discarded disk is never a name with a protocol", () => {
  const args = machineArguments({ ...spec, disk: "nbd:localhost:1", diskWrites: "discarded" });
  expect(has(args, "-drive")[0]).toMatch(/file=\/.*\/nbd:localhost:1$/);
});

test("the emulation and the hardware have processors of their own", () => {
  expect(has(machineArguments(spec), "-cpu")).toEqual(["max,la57=off"]);
  expect(has(machineArguments({ ...spec, accelerator: "kvm" }), "-cpu")).toEqual(["host"]);
});

test("a reboot stops the machine unless it may", () => {
  expect(has(machineArguments(spec), "-action")[0]).toContain("reboot=shutdown,shutdown=pause");
  expect(has(machineArguments({ ...spec, mayReboot: true }), "-action")[0]).toContain("reboot=reset");
});

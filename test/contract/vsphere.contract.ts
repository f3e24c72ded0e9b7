import { randomUUID } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sha256 } from "../../src/core/sha256.ts";
import { Secret } from "../../src/core/secret.ts";
import {
  type CloneSource,
  type CloneSpec,
  connect,
  type ConnectOptions,
  type CreateMachineSpec,
  devicesOf,
  diskFiles,
  extraConfigOf,
  isFault,
  type MachineIdentity,
  type Named,
  type Place,
  type PlaceRequest,
  type Vsphere,
} from "../../src/vsphere/index.ts";

/** A vCenter that the client is tried on, whichever it is. */
export interface VsphereTarget {
  readonly name: string;
  open(): Promise<OpenTarget>;
  /** Titles of tests that cannot pass there, each with its reason. */
  readonly skip: Readonly<Record<string, string>>;
}

export interface OpenTarget extends AsyncDisposable {
  readonly connection: Pick<ConnectOptions, "url" | "username" | "password" | "tls">;
  readonly place: PlaceRequest;
  /** VM folder in which everything is made, in a folder of its own. */
  readonly folder: string;
  /** Makes this many machines of somebody else's, somewhere that is none of ours. */
  addForeignMachines?(count: number): Promise<void>;
}

const mark = "edgelab.lab";

export function vsphereContract(target: VsphereTarget, transport: "native" | "node-vsphere-soap"): void {
  describe(`${target.name}, ${transport}`, () => {
    let opened: OpenTarget;
    let vsphere: Vsphere;
    let place: Place;
    let folder: Named;
    let source: CloneSource;
    const lab = randomUUID();
    const options = { signal: AbortSignal.timeout(300_000) };
    const isOurs = ({ extraConfig }: MachineIdentity) => extraConfig.get(mark) === lab;
    const settings = (): ConnectOptions => ({ ...opened.connection, transport, operationId: "contract" });

    const it = (title: string, run: () => Promise<void>): void => {
      const reason = target.skip[title];
      if (reason === undefined) test(title, run);
      else test.skip(`${title} (${reason})`, run);
    };

    const newMachine = (name: string, more: Partial<CreateMachineSpec> = {}): CreateMachineSpec => ({
      name,
      folder,
      place,
      version: "vmx-14",
      guestId: "ubuntu64Guest",
      firmware: "bios",
      scsiController: "pvscsi",
      disks: [{ capacityBytes: 1024 ** 3, thin: true }],
      isos: [],
      bootOrder: ["disk", "cdrom"],
      config: { cpus: 1, memoryMiB: 256, nics: [{ network: place.network }], extraConfig: { [mark]: lab } },
      ...more,
    });
    const cloneOf = (name: string, more: Partial<CloneSpec> = {}): CloneSpec => ({
      name,
      folder,
      place,
      snapshot: source.snapshots.at(-1)?.ref,
      config: { uuid: randomUUID(), instanceUuid: randomUUID(), extraConfig: { [mark]: lab } },
      powerOn: false,
      isOurs,
      ...more,
    });

    beforeAll(async () => {
      opened = await target.open();
      vsphere = await connect(settings(), options);
      place = await vsphere.inventory.place(opened.place, options);
      folder = await vsphere.inventory.ensureFolder(`${opened.folder}/contract-${lab}`, place.datacenter, options);
      const template = await vsphere.machines.create(newMachine("template"), options);
      await vsphere.machines.createSnapshot(template, "base", options);
      await vsphere.machines.markAsTemplate(template, options);
      source = await vsphere.machines.source(template, options);
    });

    afterAll(async () => {
      if (folder !== undefined) {
        const { machines } = await vsphere.inventory.listFolder(folder, [], options);
        for (const { ref } of machines) await vsphere.machines.destroy(ref, { ...options, isOurs });
        expect(await vsphere.inventory.destroyFolderIfEmpty(folder, options)).toBe("destroyed");
      }
      await vsphere?.[Symbol.asyncDispose]();
      await opened?.[Symbol.asyncDispose]();
    });

    it("says which vCenter it is", async () => {
      expect(vsphere.apiType).toBe("VirtualCenter");
      expect(vsphere.instanceUuid).toMatch(/^[0-9a-f-]{36}$/);
      const now = await vsphere.serverTime(options);
      expect(Math.abs(now.getTime() - Date.now())).toBeLessThan(86_400_000);
    });

    it("refuses a wrong password without repeating it", async () => {
      const password = "not-the-password";
      const refused = connect({ ...settings(), password: new Secret(password) }, options);
      const error = await refused.catch((reason: unknown) => reason as Error);
      expect(error).toMatchObject({ code: "LOGIN_REFUSED" });
      expect(JSON.stringify(error) + (error as Error).stack).not.toContain(password);
    });

    it("trusts neither an unknown authority nor another fingerprint", async () => {
      const unknown = await connect({ ...settings(), tls: { insecure: false } }, options).catch(
        (reason: unknown) => reason as Error,
      );
      expect(unknown).toMatchObject({ code: "CERTIFICATE_UNTRUSTED" });
      const fingerprint = /([0-9A-F]{2}:){31}[0-9A-F]{2}/.exec((unknown as Error).message)?.[0];
      expect(fingerprint).toBeDefined();
      await using pinned = await connect({ ...settings(), tls: { insecure: false, fingerprint } }, options);
      expect(pinned.instanceUuid).toBe(vsphere.instanceUuid);
      const other = fingerprint?.replace(/^../, fingerprint.startsWith("00") ? "01" : "00");
      await expect(
        connect({ ...settings(), tls: { insecure: false, fingerprint: other } }, options),
      ).rejects.toMatchObject({
        code: "CERTIFICATE_UNTRUSTED",
      });
    });

    it("guesses what a misspelt name means", async () => {
      const wanted = opened.place.datastore ?? place.datastore.name;
      const misspelt = `${wanted.slice(0, -1)}${wanted.endsWith("x") ? "y" : "x"}`;
      await expect(vsphere.inventory.place({ ...opened.place, datastore: misspelt }, options)).rejects.toMatchObject({
        code: "NOT_FOUND",
        details: { why: expect.stringContaining(wanted) as string },
      });
    });

    it("makes folders, and removes only empty ones", async () => {
      const deep = await vsphere.inventory.ensureFolder(`${folder.path}/a/b`, place.datacenter, options);
      expect(deep.name).toBe("b");
      const again = await vsphere.inventory.ensureFolder(`${folder.path}/a/b`, place.datacenter, options);
      expect(again.ref).toEqual(deep.ref);
      const parent = await vsphere.inventory.folder(`${folder.path}/a`, place.datacenter, options);
      expect(await vsphere.inventory.destroyFolderIfEmpty(parent, options)).toBe("not empty");
      expect(await vsphere.inventory.destroyFolderIfEmpty(deep, options)).toBe("destroyed");
      expect(await vsphere.inventory.destroyFolderIfEmpty(deep, options)).toBe("gone");
      expect(await vsphere.inventory.destroyFolderIfEmpty(parent, options)).toBe("destroyed");
      expect(await vsphere.inventory.tryFolder(parent.path, place.datacenter, options)).toBeUndefined();
      await expect(vsphere.inventory.folder(parent.path, place.datacenter, options)).rejects.toMatchObject({
        code: "NOT_FOUND",
      });
    });

    it("escapes slashes in names", async () => {
      const made = await vsphere.inventory.ensureFolder(`${folder.path}/b%2fc`, place.datacenter, options);
      expect(made.name).toBe("b/c");
      const found = await vsphere.inventory.folder(`${folder.path}/b%2fc`, place.datacenter, options);
      expect(found.ref).toEqual(made.ref);
      expect((await vsphere.inventory.listFolder(folder, [], options)).folders.map(({ name }) => name)).toEqual([
        "b/c",
      ]);
      expect(await vsphere.inventory.destroyFolderIfEmpty(made, options)).toBe("destroyed");
    });

    it("creates a machine as it was described", async () => {
      const files = vsphere.datastore(place.datastore);
      const iso = `contract-${lab}/installer.iso`;
      await files.ensureFolder(`contract-${lab}`, options);
      await files.putSmall(iso, "not really an ISO", options);
      const mac = "00:50:56:0a:0b:0c";
      const uuid = randomUUID();
      const ref = await vsphere.machines.create(
        newMachine("created", {
          isos: [files.path(iso)],
          config: {
            cpus: 2,
            memoryMiB: 512,
            uuid,
            nics: [{ network: place.network, mac }],
            extraConfig: { [mark]: lab, "guestinfo.note": "a < b" },
          },
        }),
        options,
      );
      const [row] = await vsphere.read(
        [ref],
        "VirtualMachine",
        ["config.uuid", "config.extraConfig", "config.hardware", "config.template"],
        options,
      );
      const hardware = row?.props["config.hardware"];
      expect(row?.props["config.uuid"]).toBe(uuid);
      expect(hardware).toMatchObject({ numCPU: 2, memoryMB: 512 });
      const devices = hardware?.device ?? [];
      expect(devicesOf(devices, "VirtualEthernetCard").map(({ macAddress }) => macAddress)).toEqual([mac]);
      expect(devicesOf(devices, "VirtualCdrom")[0]?.backing).toMatchObject({ fileName: files.path(iso) });
      expect(devicesOf(devices, "VirtualDisk")[0]?.capacityInKB).toBe(1024 ** 2);
      expect(extraConfigOf(row?.props["config.extraConfig"]).get("guestinfo.note")).toBe("a < b");

      await vsphere.machines.ejectCds(ref, options);
      await vsphere.machines.ejectCds(ref, options);
      const [ejected] = await vsphere.read([ref], "VirtualMachine", ["config.hardware.device"], options);
      const drives = devicesOf(ejected?.props["config.hardware.device"] ?? [], "VirtualCdrom");
      expect(drives.map(({ backing }) => backing?._type)).toEqual(["VirtualCdromRemotePassthroughBackingInfo"]);

      await vsphere.machines.reconfigure(ref, { cdIso: files.path(iso), memoryMiB: 640 }, options);
      const [inserted] = await vsphere.read(
        [ref],
        "VirtualMachine",
        ["config.hardware.device", "config.hardware.memoryMB"],
        options,
      );
      const [drive] = devicesOf(inserted?.props["config.hardware.device"] ?? [], "VirtualCdrom");
      expect(drive?.backing).toMatchObject({ fileName: files.path(iso) });
      expect(inserted?.props["config.hardware.memoryMB"]).toBe(640);
      expect(await vsphere.machines.destroy(ref, { ...options, isOurs })).toBe("destroyed");
      expect(await files.delete(`contract-${lab}`, options)).toBe("deleted");
    });

    it("clones many at once with their own uuid, mark and power", async () => {
      const specs = Array.from({ length: 5 }, (_, index) => cloneOf(`many-${index}`, { powerOn: index !== 4 }));
      const seen = new Set<string>();
      const results = await vsphere.machines.cloneMany(source, specs, {
        ...options,
        onProgress: ({ name, state }) => seen.add(`${name} ${state}`),
      });
      const machines = results.map((result) => {
        if (result.status === "rejected") throw result.reason;
        return result.value;
      });
      expect(machines.map(({ name }) => name)).toEqual(specs.map(({ name }) => name));
      expect(machines.map(({ uuid }) => uuid)).toEqual(specs.map(({ config }) => config.uuid));
      expect(machines.map(({ instanceUuid }) => instanceUuid)).toEqual(specs.map(({ config }) => config.instanceUuid));
      expect(machines.map(({ power }) => power)).toEqual([...Array(4).fill("poweredOn"), "poweredOff"]);
      expect(machines.every(isOurs)).toBe(true);
      expect(seen).toContain("many-0 waiting");
      expect(seen).toContain("many-4 done");
      for (const { ref } of machines)
        expect(await vsphere.machines.destroy(ref, { ...options, isOurs })).toBe("destroyed");
    });

    it("tells a linked clone from a full one by what was made", async () => {
      const linked = await vsphere.machines.clone(source, cloneOf("linked"), options);
      const full = await vsphere.machines.clone(source, cloneOf("full", { snapshot: undefined }), options);
      expect([linked.clone, full.clone]).toEqual(["linked", "full"]);
      const base = diskFiles(source.devices)[0]?.file.replace(/^\[[^\]]*\] /, "") ?? "";
      await vsphere.machines.destroy(linked.ref, { ...options, isOurs });
      await vsphere.machines.destroy(full.ref, { ...options, isOurs });
      expect(await vsphere.datastore(place.datastore).stat(base, options)).toBeDefined();
    });

    it("edits a clone's NIC and memory in the clone itself", async () => {
      const config = {
        memoryMiB: 320,
        nics: [{ network: place.network, mac: "00:50:56:01:02:03" }],
        extraConfig: { [mark]: lab },
      };
      const machine = await vsphere.machines.clone(source, cloneOf("edited", { config }), options);
      expect(machine.macs).toEqual(["00:50:56:01:02:03"]);
      const [row] = await vsphere.read([machine.ref], "VirtualMachine", ["config.hardware.memoryMB"], options);
      expect(row?.props["config.hardware.memoryMB"]).toBe(320);
      await vsphere.machines.destroy(machine.ref, { ...options, isOurs });
    });

    it("adopts its own machine of that name and no other", async () => {
      const first = await vsphere.machines.clone(source, cloneOf("twin"), options);
      const second = await vsphere.machines.clone(
        source,
        cloneOf("twin", { config: { extraConfig: { [mark]: lab } } }),
        options,
      );
      expect(second).toMatchObject({ ref: first.ref, adopted: true });
      const foreign = vsphere.machines.clone(source, cloneOf("twin", { isOurs: () => false }), options);
      await expect(foreign).rejects.toMatchObject({ code: "NAME_TAKEN" });
      await vsphere.machines.destroy(first.ref, { ...options, isOurs });
    });

    it("destroys nothing that is not its own, and is content when it is gone", async () => {
      const { ref } = await vsphere.machines.clone(source, cloneOf("mine", { powerOn: true }), options);
      await expect(vsphere.machines.destroy(ref, { ...options, isOurs: () => false })).rejects.toMatchObject({
        code: "NOT_OURS",
      });
      expect(await vsphere.machines.destroy(ref, { ...options, isOurs })).toBe("destroyed");
      expect(await vsphere.machines.destroy(ref, { ...options, isOurs })).toBe("gone");
    });

    it("takes what is already so for done", async () => {
      const { ref } = await vsphere.machines.clone(source, cloneOf("power"), options);
      await vsphere.machines.powerOff(ref, options);
      await vsphere.machines.powerOn(ref, options);
      await vsphere.machines.powerOn(ref, options);
      await vsphere.machines.powerOff(ref, options);
      await vsphere.machines.destroy(ref, { ...options, isOurs });
    });

    it("hears of a power change that somebody else made", async () => {
      const { ref } = await vsphere.machines.clone(source, cloneOf("heard"), options);
      await using other = await connect(settings(), options);
      const heard = vsphere.machines.untilPower(ref, "poweredOn", options);
      await other.machines.powerOn(ref, options);
      await heard;
      const gone = vsphere.watcher.until(ref, ["runtime.powerState"], () => undefined, options);
      gone.catch(() => undefined);
      await other.machines.destroy(ref, { ...options, isOurs });
      await expect(gone).rejects.toMatchObject({ code: "NOT_FOUND" });
    });

    it("keeps the fault of a task that failed", async () => {
      const error = await vsphere.tasks
        .run("PowerOnVM_Task", source.ref, {}, options)
        .catch((reason: unknown) => reason);
      expect(isFault(error, "InvalidState")).toBe(true);
    });

    it("gives up a wait with the caller's own reason", async () => {
      const stop = new AbortController();
      const waiting = vsphere.machines.untilPower(source.ref, "poweredOn", stop);
      const reason = new Error("enough");
      stop.abort(reason);
      await expect(waiting).rejects.toBe(reason);
    });

    it("reads one folder only, at the same cost whatever else there is", async () => {
      const measure = async () => {
        await using fresh = await connect(settings(), options);
        const before = fresh.stats;
        const found = await fresh.inventory.tryFolder(folder.path, opened.place.datacenter, options);
        const content = await fresh.inventory.listFolder(
          found ?? folder,
          ["config.uuid", "config.extraConfig", "runtime.powerState"],
          options,
        );
        const { total, bytesIn } = fresh.stats;
        expect(content.machines.map(({ props }) => props.name)).toEqual(["template"]);
        return { total, bytesIn: bytesIn - before.bytesIn };
      };
      const before = await measure();
      expect(before.total).toBeLessThanOrEqual(4); // and one to log out
      await opened.addForeignMachines?.(20);
      expect(await measure()).toEqual(before);
    });

    it("goes on after its session was ended", async () => {
      await using other = await connect(settings(), options);
      const { ref } = await vsphere.machines.clone(source, cloneOf("survivor"), options);
      const heard = vsphere.machines.untilPower(ref, "poweredOn", options);
      await endSessionsBut(other, options);
      await Promise.all([vsphere.machines.powerOn(ref, options), vsphere.serverTime(options)]);
      await heard;
      await vsphere.machines.destroy(ref, { ...options, isOurs });
      expect(vsphere.stats.calls.get("Login")).toBeGreaterThan(1);
    });

    it("uploads under the digest's name, complete or not at all", async () => {
      const files = vsphere.datastore(place.datastore);
      const root = `contract-files-${lab}`;
      const local = await mkdtemp(join(tmpdir(), "edgelab-contract-"));
      try {
        const content = Buffer.alloc(3 * 1024 * 1024 + 17, "edge");
        await writeFile(join(local, "x.iso"), content);
        await files.ensureFolder(`${root}/iso`, options);
        const rates: number[] = [];
        const uploaded = await files.upload(join(local, "x.iso"), (digest) => `${root}/iso/${digest}.iso`, {
          ...options,
          onProgress: (done) => rates.push(done),
        });
        expect(uploaded).toEqual({
          path: `${root}/iso/${sha256(content)}.iso`,
          sha256: sha256(content),
          sizeBytes: content.length,
        });
        expect(rates.at(-1)).toBe(content.length);
        expect(await files.list(`${root}/iso`, options)).toMatchObject([
          { name: `${sha256(content)}.iso`, sizeBytes: content.length, isFolder: false },
        ]);
        const again = await files.upload(join(local, "x.iso"), (digest) => `${root}/iso/${digest}.iso`, options);
        expect(again).toEqual(uploaded);
        expect(await files.list(`${root}/iso`, options)).toHaveLength(1);
        const { stream } = await files.download(uploaded.path, options);
        const chunks: Buffer[] = [];
        for await (const chunk of stream as AsyncIterable<Buffer>) chunks.push(chunk);
        expect(sha256(Buffer.concat(chunks))).toBe(uploaded.sha256);
        expect(await files.stat(`${root}/iso/none.iso`, options)).toBeUndefined();
        expect(await files.list(`${root}/none`, options)).toBeUndefined();
        await expect(files.download(`${root}/none.iso`, options)).rejects.toMatchObject({ code: "NOT_FOUND" });
      } finally {
        await files.delete(root, options);
        await rm(local, { recursive: true });
      }
      expect(await files.delete(root, options)).toBe("gone");
    });

    it("locks with a folder", async () => {
      const files = vsphere.datastore(place.datastore);
      const root = `contract-locks-${lab}`;
      await files.ensureFolder(root, options);
      expect(await files.tryMakeFolder(`${root}/lab`, options)).toBe(true);
      const tries = await Promise.all([1, 2, 3].map(async () => files.tryMakeFolder(`${root}/lab`, options)));
      expect(tries).toEqual([false, false, false]);
      await files.putSmall(`${root}/lab/holder.json`, '{"holder":"ä"}', options);
      expect(Buffer.from((await files.getSmall(`${root}/lab/holder.json`, options)) ?? []).toString()).toBe(
        '{"holder":"ä"}',
      );
      expect(await files.getSmall(`${root}/lab/none.json`, options)).toBeUndefined();
      await files.move(`${root}/lab`, `${root}/taken`, options);
      expect(await files.tryMakeFolder(`${root}/lab`, options)).toBe(true);
      const clash = await files.move(`${root}/lab`, `${root}/taken`, options).catch((reason: unknown) => reason);
      expect(isFault(clash, "FileAlreadyExists")).toBe(true);
      const missing = await files.move(`${root}/none`, `${root}/other`, options).catch((reason: unknown) => reason);
      expect(isFault(missing, "FileNotFound")).toBe(true);
      expect(await files.delete(root, options)).toBe("deleted");
    });

    it("takes a picture of the console", async () => {
      const { ref } = await vsphere.machines.clone(source, cloneOf("screen", { powerOn: true }), options);
      const picture = await vsphere.machines.screenshot(ref, options);
      expect(Buffer.from(picture.subarray(1, 4)).toString()).toBe("PNG");
      await vsphere.machines.destroy(ref, { ...options, isOurs });
    });

    it("turns a template into a machine and back", async () => {
      const { ref } = await vsphere.machines.clone(source, cloneOf("back-and-forth"), options);
      await vsphere.machines.markAsTemplate(ref, options);
      expect((await vsphere.machines.source(ref, options)).isTemplate).toBe(true);
      await vsphere.machines.markAsVm(ref, place, options);
      expect((await vsphere.machines.source(ref, options)).isTemplate).toBe(false);
      await vsphere.machines.destroy(ref, { ...options, isOurs });
    });
  });
}

/** Ends every other session on the server, as an administrator may. */
async function endSessionsBut(keep: Vsphere, options: { readonly signal: AbortSignal }): Promise<void> {
  const manager = { type: "SessionManager", value: "SessionManager" };
  const [row] = await keep.read([manager], "SessionManager", ["sessionList", "currentSession"], options);
  const own = row?.props.currentSession?.key;
  const sessionId = (row?.props.sessionList ?? []).map(({ key }) => key).filter((key) => key !== own);
  await keep.call("TerminateSession", manager, { sessionId }, options);
}

import { randomBytes, randomUUID, X509Certificate } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { OutputFile } from "../../src/core/output-file.ts";
import { fromBytes } from "../../src/core/random-access.ts";
import { sha256 } from "../../src/core/sha256.ts";
import {
  connect,
  devicesOf,
  type ExportMachineSpec,
  extraConfigOf,
  type ImportPackageSpec,
  isFault,
  type Named,
  type PackageContent,
  type Place,
  type Vsphere,
} from "../../src/vsphere/index.ts";
import type { MethodName, MoRef } from "../../src/vim25/index.ts";
import { openVmdk } from "../../src/vmdk/index.ts";
import { type Meddler, startMeddler } from "../kit/meddler.ts";
import { ovfDescriptor } from "../kit/ovf-descriptor.ts";
import type { OpenTarget, VsphereTarget } from "./vsphere.contract.ts";

const mark = "edgelab.template";
const onceIsEnough = "tried with the native transport";
const always: ReadonlySet<string> = new Set([
  "imports a package as it is described, marked from its first moment",
  "refuses bytes that are not the package's",
  "exports the disk that was imported, and describes it so that it can be imported again",
  "sends to it, trusted by the lease's thumbprint alone and without the session's cookie",
]);

/** Disks in and out of a vCenter, seen through somebody who meddles with calls and with bytes. */
export function nfcContract(target: VsphereTarget, transport: "native" | "node-vsphere-soap", vmdk: Uint8Array): void {
  describe(`disks on ${target.name}, ${transport}`, () => {
    let opened: OpenTarget;
    let meddler: Meddler;
    let vsphere: Vsphere;
    let place: Place;
    let folder: Named;
    const options = { signal: AbortSignal.timeout(300_000) };
    const iso = randomBytes(70_000);

    const it = (title: string, run: () => Promise<void>): void => {
      // bytes travel the same way whichever transport carries the calls
      const reason = target.skip[title] ?? (transport === "native" ? undefined : onceIsEnough);
      if (reason === undefined || (reason === onceIsEnough && always.has(title))) test(title, run);
      else test.skip(`${title} (${reason})`, run);
    };
    const itExports = (title: string, run: () => Promise<void>): void => {
      const reason = target.skip["exports"];
      if (reason === undefined) it(title, run);
      else test.skip(`${title} (${reason})`, run);
    };
    const bytes = (content: Uint8Array, more: Partial<PackageContent> = {}): PackageContent => ({
      sizeBytes: content.length,
      open: () => Readable.from(pieces(content), { objectMode: false }),
      ...more,
    });
    const packageOf = (more: Partial<ImportPackageSpec> = {}): ImportPackageSpec => ({
      descriptor: ovfDescriptor({ disk: { path: "disk.vmdk", sizeBytes: vmdk.length } }),
      name: "imported",
      place,
      folder,
      networks: { "lab network": place.network },
      compareDigests: "always",
      file: (path) => (path === "disk.vmdk" ? bytes(vmdk, { sha256: sha256(vmdk) }) : undefined),
      ...more,
    });
    const importOne = (more: Partial<ImportPackageSpec> = {}, signal = options.signal) =>
      vsphere.packages.importPackage(packageOf(more), { signal });
    const failure = async (work: Promise<unknown>) =>
      await work.then(
        () => expect.fail("it succeeded"),
        (error: unknown) => error as Error,
      );
    const names = async () => {
      const { machines } = await vsphere.inventory.listFolder(folder, [], options);
      return machines.map(({ props }) => props.name);
    };
    const made = (method: string) => meddler.calls.filter((call) => call === method).length;
    /** The lease as it is, but for its address, its thumbprint or its time. */
    const changeLease = ({ host, thumbprint = "", timeoutSeconds }: LeaseChange): void => {
      meddler.meddling.answer = (_, xml) => {
        let changed = xml;
        if (host !== undefined) changed = changed.replaceAll(/https?:\/\/[^/<]*\/nfc\//g, `https://${host}/nfc/`);
        if (host !== undefined)
          changed = changed.replaceAll(
            /<sslThumbprint>[^<]*<\/sslThumbprint>|<sslThumbprint\/>/g,
            `<sslThumbprint>${thumbprint}</sslThumbprint>`,
          );
        if (timeoutSeconds !== undefined)
          changed = changed.replaceAll(/<leaseTimeout>\d+</g, `<leaseTimeout>${timeoutSeconds}<`);
        return changed;
      };
    };

    beforeAll(async () => {
      opened = await target.open();
      meddler = await startMeddler(opened.connection.url);
      const tls = { insecure: false, ca: meddler.ca };
      vsphere = await connect(
        { ...opened.connection, url: `${meddler.url}/sdk`, tls, transport, operationId: "nfc" },
        options,
      );
      place = await vsphere.inventory.place(opened.place, options);
      folder = await vsphere.inventory.ensureFolder(`${opened.folder}/nfc-${randomUUID()}`, place.datacenter, options);
    });
    beforeEach(async () => {
      for (const key of Object.keys(meddler.meddling)) delete meddler.meddling[key as keyof typeof meddler.meddling];
      changeLease({ host: new URL(meddler.url).host });
      meddler.calls.length = 0;
    });
    afterAll(async () => {
      if (folder !== undefined) expect(await vsphere.inventory.destroyFolderIfEmpty(folder, options)).toBe("destroyed");
      await vsphere?.[Symbol.asyncDispose]();
      await meddler?.[Symbol.asyncDispose]();
      await opened?.[Symbol.asyncDispose]();
    });
    const destroy = async (ref: Awaited<ReturnType<typeof importOne>>["ref"]) =>
      await vsphere.machines.destroy(ref, { ...options, isOurs: () => true });

    it("imports a package as it is described, marked from its first moment", async () => {
      const instanceUuid = randomUUID();
      const sent: IncomingMessage[] = [];
      meddler.meddling.file = async (request, _, passOn) => {
        sent.push(request);
        await passOn();
      };
      const progress: number[] = [];
      const { ref, files, warnings } = await importOne({
        descriptor: ovfDescriptor({
          disk: { path: "disk.vmdk", sizeBytes: vmdk.length },
          iso: { path: "boot.iso", sizeBytes: iso.length },
        }),
        file: (path) => bytes(path === "disk.vmdk" ? vmdk : iso),
        adjust: (spec) => ({
          ...spec,
          configSpec: { ...spec.configSpec, instanceUuid, extraConfig: [{ key: mark, value: "abc" }] },
        }),
        onProgress: (doneBytes) => progress.push(doneBytes),
      });
      expect(files).toEqual([
        { path: "disk.vmdk", sizeBytes: vmdk.length, sha256: sha256(vmdk), isConfirmed: true },
        { path: "boot.iso", sizeBytes: iso.length, sha256: sha256(iso), isConfirmed: true },
      ]);
      expect(warnings).toEqual([]);
      expect(progress.at(-1)).toBe(vmdk.length + iso.length);
      expect(sent[0]).toMatchObject({
        method: "POST",
        headers: { "content-type": "application/x-vnd.vmware-streamVmdk", "content-length": String(vmdk.length) },
      });
      const [row] = await vsphere.read(
        [ref],
        "VirtualMachine",
        ["name", "config.instanceUuid", "config.extraConfig", "config.hardware", "config.guestId", "parent"],
        options,
      );
      expect(row?.props).toMatchObject({
        name: "imported",
        "config.instanceUuid": instanceUuid,
        "config.guestId": "ubuntu64Guest",
        parent: folder.ref,
      });
      expect(extraConfigOf(row?.props["config.extraConfig"]).get(mark)).toBe("abc");
      const hardware = row?.props["config.hardware"];
      expect(hardware).toMatchObject({ numCPU: 2, memoryMB: 512 });
      expect(devicesOf(hardware?.device ?? [], "VirtualDisk").map(({ capacityInKB }) => capacityInKB)).toEqual([
        2 ** 20,
      ]);
      const types = (hardware?.device ?? []).map(({ _type }) => _type);
      expect(types).toEqual(expect.arrayContaining(["VirtualVmxnet3", "ParaVirtualSCSIController"]));
      await destroy(ref);
    });

    it("sends what is somewhere in a file on this machine from there", async () => {
      await using file = await OutputFile.create(join(tmpdir(), `edgelab-${randomUUID()}`));
      await file.write(iso);
      await file.write(vmdk);
      await file.write(iso);
      const content = { sizeBytes: vmdk.length, path: file.draftPath, offset: iso.length, sha256: sha256(vmdk) };
      const open = () => expect.fail("it is read by its path");
      const { ref, files } = await importOne({ file: () => ({ ...content, open }) });
      expect(files).toMatchObject([{ sha256: sha256(vmdk), isConfirmed: true }]);
      await destroy(ref);
      for (const wrong of [
        { ...content, offset: 2 * iso.length },
        { ...content, path: `${file.draftPath}.missing` },
      ]) {
        await expect(importOne({ file: () => ({ ...wrong, open }) })).rejects.toMatchObject({
          code: expect.stringMatching(/VERIFY_FAILED|FILE_UNUSABLE|LEASE_LOST/) as string,
        });
      }
      expect(await names()).toEqual([]);
    });

    it("makes nothing when the package does not hold together", async () => {
      await expect(importOne({ file: () => undefined })).rejects.toMatchObject({
        code: "OVF_INVALID",
        message: expect.stringContaining("disk.vmdk") as string,
      });
      await expect(importOne({ file: () => bytes(vmdk.subarray(1)) })).rejects.toMatchObject({ code: "OVF_INVALID" });
      await expect(importOne({ descriptor: "<Envelope><nonsense" })).rejects.toMatchObject({
        code: expect.stringMatching(/OVF_INVALID|FAULT/) as string,
      });
      expect(made("ImportVApp")).toBe(0);
    });

    it("names the fault when the descriptor asks for what is not there", async () => {
      const alien = ovfDescriptor({ disk: { path: "disk.vmdk", sizeBytes: vmdk.length } }).replace(
        "<rasd:ResourceType>6<",
        "<rasd:ResourceType>99<",
      );
      await expect(importOne({ descriptor: alien })).rejects.toMatchObject({
        code: "UNSUPPORTED",
        fault: { _type: expect.stringMatching(/^Ovf/) as string },
      });
      expect(made("ImportVApp")).toBe(0);
    });

    it("refuses a name that is taken, and leaves alone what has it", async () => {
      const { ref } = await importOne();
      await expect(importOne()).rejects.toMatchObject({ code: "NAME_TAKEN" });
      expect(made("ImportVApp")).toBe(1);
      await destroy(ref);
    });

    it("refuses bytes that are not the package's", async () => {
      const wrong = importOne({ file: () => bytes(vmdk, { sha256: sha256("other") }) });
      await expect(wrong).rejects.toMatchObject({
        code: "VERIFY_FAILED",
        message: expect.stringContaining(sha256(vmdk)) as string,
      });
      expect(made("HttpNfcLeaseAbort")).toBe(1);
      expect(made("HttpNfcLeaseComplete")).toBe(0);
      expect(await names()).toEqual([]);
    });

    it("refuses a file that shrinks or grows on the way", async () => {
      for (const content of [vmdk.subarray(0, -1), Buffer.concat([vmdk, Buffer.alloc(1)])]) {
        const changed = importOne({ file: () => ({ ...bytes(content), sizeBytes: vmdk.length }) });
        await expect(changed).rejects.toMatchObject({ code: "VERIFY_FAILED" });
      }
      expect(await names()).toEqual([]);
    });

    it("says when a file cannot be read to its end", async () => {
      const broken = () =>
        new Readable({
          read() {
            this.destroy(new Error("EIO: the disk is broken"));
          },
        });
      await expect(importOne({ file: () => ({ ...bytes(vmdk), open: broken }) })).rejects.toMatchObject({
        code: "FILE_UNUSABLE",
        message: expect.stringContaining("EIO") as string,
      });
      expect(await names()).toEqual([]);
    });

    it("believes the vCenter's digest more than its own eyes", async () => {
      const change = meddler.meddling.answer ?? ((_, xml) => xml);
      meddler.meddling.answer = (method, xml) => withOtherDigests(method, change(method, xml));
      await expect(importOne()).rejects.toMatchObject({ code: "VERIFY_FAILED" });
      expect(await names()).toEqual([]);
      const { ref, files } = await importOne({ compareDigests: "never" });
      expect(files[0]?.isConfirmed).toBe(false);
      await destroy(ref);
    });

    it("sends a file again whose connection was cut, and lets the digest prove it", async () => {
      let cuts = 0;
      meddler.meddling.file = async (request, _, passOn) => {
        if (cuts === 2) return await passOn();
        cuts += 1;
        let seen = 0;
        request.on("data", (chunk: Buffer) => (seen += chunk.length) > vmdk.length / 2 && request.socket.destroy());
      };
      const { ref, files } = await importOne({ compareDigests: "sha256" });
      expect(cuts).toBe(2);
      expect(files).toMatchObject([{ sha256: sha256(vmdk), isConfirmed: true }]);
      await destroy(ref);
    });

    it("does not trust a file that was sent twice without a digest", async () => {
      let cuts = 0;
      meddler.meddling.file = async (request, _, passOn) => {
        cuts += 1;
        if (cuts > 1) return await passOn();
        request.once("data", () => request.socket.destroy());
      };
      await expect(importOne({ compareDigests: "never" })).rejects.toMatchObject({ code: "VERIFY_FAILED" });
      expect(await names()).toEqual([]);
    });

    it("waits out a gateway, and gives up on what the host itself refuses", async () => {
      const answers = [503];
      meddler.meddling.file = async (request, response, passOn) => {
        const status = answers.shift();
        if (status === undefined) return await passOn();
        request.resume();
        request.once("end", () => response.writeHead(status).end("<html><b>no</b> way</html>"));
      };
      await destroy((await importOne()).ref);
      for (const [status, code] of [
        [401, "FAULT"],
        [403, "FAULT"],
        [404, "FAULT"],
        [500, "FAULT"],
        [507, "DATASTORE_FULL"],
      ] as const) {
        answers.push(status);
        await expect(importOne()).rejects.toMatchObject({
          code,
          message: expect.stringContaining(`HTTP ${status}: no way`) as string,
        });
      }
      expect(await names()).toEqual([]);
    });

    it("gives up on a host that takes no more bytes", async () => {
      meddler.meddling.file = (request) => void request.once("data", () => request.pause());
      const big = Buffer.alloc(32 * 1024 * 1024, vmdk);
      const stalled = importOne({
        descriptor: ovfDescriptor({ disk: { path: "disk.vmdk", sizeBytes: big.length } }),
        file: () => bytes(big),
        idleTimeoutMs: 300,
      });
      await expect(stalled).rejects.toMatchObject({ code: "UNREACHABLE" });
      expect(await names()).toEqual([]);
    });

    it("renews the lease while an upload is stalled", async () => {
      changeLease({ host: new URL(meddler.url).host, timeoutSeconds: 1 });
      meddler.meddling.file = async (request, _, passOn) => {
        request.pause();
        const before = made("HttpNfcLeaseProgress");
        await expect.poll(() => made("HttpNfcLeaseProgress"), { timeout: 20_000 }).toBeGreaterThan(before + 12);
        await passOn();
      };
      const { ref } = await importOne();
      await destroy(ref);
    });

    it("ends the upload as soon as the lease is lost", async () => {
      changeLease({ host: new URL(meddler.url).host, timeoutSeconds: 1 });
      const change = meddler.meddling.answer;
      meddler.meddling.answer = (method, xml) =>
        method === "HttpNfcLeaseProgress" ? gone : (change?.(method, xml) ?? xml);
      meddler.meddling.file = (request) => {
        request.once("data", () => request.pause());
      };
      const big = Buffer.alloc(32 * 1024 * 1024, vmdk);
      const lost = importOne({
        descriptor: ovfDescriptor({ disk: { path: "disk.vmdk", sizeBytes: big.length } }),
        file: () => bytes(big),
      });
      await expect(lost).rejects.toMatchObject({
        code: "LEASE_LOST",
        details: { what: expect.stringContaining("imported") as string },
      });
      expect(await names()).toEqual([]);
    });

    it("hears at once when somebody else ends the lease", async () => {
      let lease = "";
      const change = meddler.meddling.answer ?? ((_, xml) => xml);
      meddler.meddling.answer = (method, xml) => {
        if (method === "ImportVApp") lease = />([^<]+)<\/returnval>/.exec(xml)?.[1] ?? "";
        return change(method, xml);
      };
      meddler.meddling.file = async (request) => {
        request.once("data", () => request.pause());
        await vsphere.call("HttpNfcLeaseAbort", { type: "HttpNfcLease", value: lease }, {}, options);
      };
      await expect(importOne()).rejects.toMatchObject({ code: "LEASE_LOST" });
      expect(made("HttpNfcLeaseProgress")).toBe(0);
      expect(await names()).toEqual([]);
    });

    it("bears with renewals that do not get through", async () => {
      changeLease({ host: new URL(meddler.url).host, timeoutSeconds: 5 });
      let cuts = 0;
      meddler.meddling.cut = (method) => (method === "HttpNfcLeaseProgress" && cuts++ < 2 ? "before" : undefined);
      meddler.meddling.file = async (request, _, passOn) => {
        request.pause();
        await expect.poll(() => made("HttpNfcLeaseProgress"), { timeout: 20_000 }).toBeGreaterThan(3);
        await passOn();
      };
      const { ref } = await importOne();
      expect(cuts).toBeGreaterThan(2);
      await destroy(ref);
    });

    for (const cut of ["before", "after"] as const) {
      it(`makes an import once whose connection was cut ${cut} it was begun`, async () => {
        let cuts = 0;
        meddler.meddling.cut = (method) => (method === "ImportVApp" && cuts++ === 0 ? cut : undefined);
        const { ref } = await importOne();
        expect(made("ImportVApp")).toBe(2);
        expect(await names()).toEqual(["imported"]);
        await destroy(ref);
      });

      it(`has an import whose connection was cut ${cut} it was completed`, async () => {
        let cuts = 0;
        meddler.meddling.cut = (method) => (method === "HttpNfcLeaseComplete" && cuts++ === 0 ? cut : undefined);
        const { ref } = await importOne();
        expect(await names()).toEqual(["imported"]);
        await destroy(ref);
      });
    }

    it("leaves nothing when every answer to the creating call is lost", async () => {
      meddler.meddling.cut = (method) => (method === "ImportVApp" ? "after" : undefined);
      await expect(importOne()).rejects.toMatchObject({ code: "UNREACHABLE", name: "OutcomeUnknownError" });
      expect(await names()).toEqual([]);
    });

    it("leaves nothing when it is aborted, and the answer to the creating call is lost as well", async () => {
      const stop = new AbortController();
      const reason = new Error("Ctrl-C");
      meddler.meddling.cut = (method) => {
        if (method !== "ImportVApp") return undefined;
        stop.abort(reason);
        return "after";
      };
      expect(await failure(importOne({}, stop.signal))).toBe(reason);
      expect(made("ImportVApp")).toBe(1);
      expect(await names()).toEqual([]);
    });

    for (const moment of [
      "CreateImportSpec",
      "ImportVApp",
      "WaitForUpdatesEx",
      "file",
      "HttpNfcLeaseGetManifest",
      "HttpNfcLeaseComplete",
    ]) {
      it(`leaves nothing when it is aborted during ${moment}`, async () => {
        const stop = new AbortController();
        const reason = new Error("Ctrl-C");
        const change = meddler.meddling.answer;
        meddler.meddling.answer = (method, xml) => {
          if (method === moment) stop.abort(reason);
          return change?.(method, xml) ?? xml;
        };
        meddler.meddling.file = async (request, _, passOn) => {
          if (moment === "file") request.once("data", () => stop.abort(reason));
          await passOn();
        };
        expect(await failure(importOne({}, stop.signal))).toBe(reason);
        expect(await names()).toEqual([]);
      });
    }

    describe("and out again", () => {
      let ref: MoRef;
      const sinks = () => {
        const committed = new Map<string, Buffer>();
        let open = 0;
        const sink: ExportMachineSpec["sink"] = ({ name }) => {
          const chunks: Buffer[] = [];
          open += 1;
          return {
            write: (chunk) => void chunks.push(Buffer.from(chunk)),
            commit: () => void committed.set(name, Buffer.concat(chunks)),
            [Symbol.asyncDispose]: async () => void (open -= 1),
          };
        };
        return { sink, committed, open: () => open };
      };
      const exportOne = async (more: Partial<ExportMachineSpec>, signal = options.signal) =>
        await vsphere.packages.exportMachine(ref, { name: "out", sink: sinks().sink, ...more }, { signal });

      beforeAll(async () => {
        if (target.skip["exports"] !== undefined) return;
        changeLease({ host: new URL(meddler.url).host });
        ({ ref } = await importOne({ name: "source" }));
      });
      afterAll(async () => {
        if (ref !== undefined) expect(await destroy(ref)).toBe("destroyed");
      });

      itExports("exports the disk that was imported, and describes it so that it can be imported again", async () => {
        const { sink, committed, open } = sinks();
        const progress: number[] = [];
        const onProgress = (doneBytes: number) => void progress.push(doneBytes);
        const { descriptor, files } = await exportOne({ sink, onProgress });
        expect(open()).toBe(0);
        const out = committed.get("out-disk-1.vmdk") ?? Buffer.alloc(0);
        expect(files).toMatchObject([
          { name: "out-disk-1.vmdk", sizeBytes: out.length, sha256: sha256(out), isConfirmed: true },
        ]);
        expect(progress.at(-1)).toBe(out.length);
        expect(descriptor).toContain("out-disk-1.vmdk");
        const [before, after] = await Promise.all([openVmdk(fromBytes(vmdk)), openVmdk(fromBytes(out))]);
        expect(after.capacityBytes).toBe(before.capacityBytes);
        for (const offset of [0, 1, 3 * 65_536, 47 * 3 * 65_536]) {
          expect(await after.read(offset, 65_536)).toEqual(await before.read(offset, 65_536));
        }
        const networks = { [/<Network ovf:name="([^"]*)"/.exec(descriptor)?.[1] ?? ""]: place.network };
        const again = await importOne({ descriptor, networks, name: "again", file: () => bytes(out) });
        await destroy(again.ref);
      });

      itExports("exports a snapshot of a machine", async () => {
        const snapshot = await vsphere.machines.createSnapshot(ref, "base", options);
        const { sink, committed } = sinks();
        const { files } = await exportOne({ snapshot, sink });
        expect(files).toHaveLength(1);
        expect([...committed.keys()]).toEqual(["out-disk-1.vmdk"]);
        await vsphere.machines.removeSnapshot(snapshot, options);
      });

      itExports("fetches a file again whose connection was cut", async () => {
        let cuts = 0;
        meddler.meddling.file = async (_, response, passOn) => {
          cuts += 1;
          if (cuts > 1) return await passOn();
          response.writeHead(200, { "content-length": "100000" });
          response.write(Buffer.alloc(50_000), () => response.destroy());
        };
        const { sink, committed, open } = sinks();
        const { files } = await exportOne({ sink });
        expect(cuts).toBe(2);
        expect(files[0]?.sha256).toBe(sha256(committed.get("out-disk-1.vmdk") ?? ""));
        expect(open()).toBe(0);
      });

      itExports("keeps no file that is not what the vCenter sent, and lets the machine go", async () => {
        const change = meddler.meddling.answer ?? ((_, xml) => xml);
        meddler.meddling.answer = (method, xml) => withOtherDigests(method, change(method, xml));
        const { sink, committed, open } = sinks();
        await expect(exportOne({ sink })).rejects.toMatchObject({ code: "VERIFY_FAILED" });
        expect([committed.size, open()]).toEqual([0, 0]);
        expect(made("HttpNfcLeaseAbort")).toBe(1);
        meddler.meddling.answer = change;
        await exportOne({});
      });

      for (const moment of ["ExportVm", "WaitForUpdatesEx", "file", "HttpNfcLeaseGetManifest", "CreateDescriptor"]) {
        itExports(`keeps no file and lets the machine go when it is aborted during ${moment}`, async () => {
          const stop = new AbortController();
          const reason = new Error("Ctrl-C");
          const change = meddler.meddling.answer ?? ((_, xml) => xml);
          meddler.meddling.answer = (method, xml) => {
            if (method === moment) stop.abort(reason);
            return change(method, xml);
          };
          meddler.meddling.file = async (_, response, passOn) => {
            if (moment === "file") response.once("pipe", () => stop.abort(reason));
            await passOn();
          };
          const { sink, committed, open } = sinks();
          expect(await failure(exportOne({ sink }, stop.signal))).toBe(reason);
          expect([committed.size, open()]).toEqual([0, 0]);
          delete meddler.meddling.file;
          meddler.meddling.answer = change;
          await exportOne({});
        });
      }

      itExports("says that a machine has to be off", async () => {
        await vsphere.machines.powerOn(ref, options);
        const refused = await failure(exportOne({}));
        expect(isFault(refused, "InvalidPowerState", "InvalidState")).toBe(true);
        await vsphere.machines.powerOff(ref, options);
      });
    });

    describe("when the vCenter names an ESXi host", () => {
      let host: Meddler;
      let thumbprint: string;
      const requests: IncomingMessage[] = [];
      const name = () => new URL(host.url).host;

      beforeAll(async () => {
        host = await startMeddler(opened.connection.url);
        thumbprint = new X509Certificate(host.certificate).fingerprint;
      });
      beforeEach(() => {
        requests.length = 0;
        host.meddling.file = async (request, _, passOn) => {
          requests.push(request);
          await passOn();
        };
      });
      afterAll(async () => host?.[Symbol.asyncDispose]());

      it("sends to it, trusted by the lease's thumbprint alone and without the session's cookie", async () => {
        await using stranger = await connect(
          {
            ...opened.connection,
            url: `${meddler.url}/sdk`,
            tls: { insecure: false, fingerprint: new X509Certificate(meddler.certificate).fingerprint256 },
            transport,
            operationId: "nfc",
          },
          options,
        );
        changeLease({ host: name(), thumbprint });
        const { ref } = await stranger.packages.importPackage(packageOf(), options);
        expect(requests.map(({ headers }) => headers.cookie)).toEqual([undefined]);
        await destroy(ref);
      });

      it("sends nothing to one with another certificate", async () => {
        changeLease({ host: name(), thumbprint: thumbprint.replace(/^../, thumbprint.startsWith("00") ? "01" : "00") });
        await expect(importOne()).rejects.toMatchObject({
          code: "CERTIFICATE_UNTRUSTED",
          message: expect.stringContaining(name()) as string,
        });
        expect(requests).toEqual([]);
        expect(await names()).toEqual([]);
      });

      it("says which host and port could not be reached", async () => {
        changeLease({ host: "127.0.0.1:9", thumbprint });
        await expect(importOne()).rejects.toMatchObject({
          code: "UNREACHABLE",
          details: { what: expect.stringContaining("ESXi host 127.0.0.1:9") as string },
        });
        expect(await names()).toEqual([]);
      });

      it("takes * for the server it is connected to", async () => {
        changeLease({ host: "*" });
        const { ref } = await importOne();
        expect(requests).toEqual([]);
        await destroy(ref);
      });
    });
  });
}

interface LeaseChange {
  readonly host?: string;
  readonly thumbprint?: string;
  readonly timeoutSeconds?: number;
}

/** What the vCenter says of the files that it has received or sent. */
function withOtherDigests(method: MethodName, xml: string): string {
  if (method !== "HttpNfcLeaseGetManifest") return xml;
  return xml
    .replaceAll(/<sha1>\w{40}</g, `<sha1>${"0".repeat(40)}<`)
    .replaceAll(/<checksum>\w+</g, `<checksum>${"0".repeat(64)}<`);
}

function* pieces(content: Uint8Array): Generator<Uint8Array> {
  const size = 256 * 1024;
  for (let at = 0; at < content.length; at += size) yield content.subarray(at, at + size);
}

const gone =
  '<?xml version="1.0"?><soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><soapenv:Body><soapenv:Fault>' +
  '<faultcode>ServerFaultCode</faultcode><faultstring>gone</faultstring><detail><ManagedObjectNotFoundFault xmlns="urn:vim25" xsi:type="ManagedObjectNotFound">' +
  '<obj type="HttpNfcLease">x</obj></ManagedObjectNotFoundFault></detail></soapenv:Fault></soapenv:Body></soapenv:Envelope>';

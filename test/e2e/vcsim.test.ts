import { request } from "node:https";
import { expect, test } from "vitest";
import { fromBytes } from "../../src/core/random-access.ts";
import { Secret } from "../../src/core/secret.ts";
import { down, type Lab, type LabEvent, plan, up } from "../../src/index.ts";
import { readIso } from "../../src/iso/index.ts";
import { edgeHostId } from "../../src/lab/identity.ts";
import { siteSettings } from "../../src/sandbox/guests/site-settings.ts";
import { connect, devicesOf, type Vsphere } from "../../src/vsphere/index.ts";
import { describePeer } from "../kit/peers.ts";
import { playAgents, registrationOf } from "../kit/sandbox-palette.ts";
import { startVcsim } from "../kit/vcsim.ts";
import { openStage, signal } from "./lab-on-sandbox.ts";

/** vcsim runs no guests: this one does what the machine's CD says, and registers under the ID that its UUID makes. */
async function playGuest(path: string, index: number, vsphere: Vsphere): Promise<string> {
  const { inventory, machines } = vsphere;
  const { ref } = await inventory.machine(path, "DC0", { signal });
  const { devices } = await machines.source(ref, { signal });
  const facts = (await machines.facts([ref], { signal })).get(ref.value)!;
  const [file] = devicesOf(devices, "VirtualCdrom").flatMap(({ backing }) =>
    backing?._type === "VirtualCdromIsoBackingInfo" ? [backing.fileName] : [],
  );
  const place = await inventory.datastore("LocalDS_0", await inventory.datacenter("DC0", { signal }), { signal });
  const seed = await vsphere.datastore(place).getSmall(file!.replace(/^\[LocalDS_0\] /, ""), { signal });
  const userData = await (await readIso(fromBytes(seed!))).readFile("/user-data");
  const site = siteSettings(Buffer.from(userData).toString("utf8"));
  const id = edgeHostId(facts.uuid!, { hardwareVersion: facts.hardwareVersion });
  const body = registrationOf(id, site.edgeHostToken!, {
    address: `10.0.20.${31 + index}`,
    labels: site.tags,
    host: { project: { name: site.projectName } },
  });
  const status = await new Promise<number>((resolve, reject) => {
    const headers = { "Content-Type": "application/json" };
    const url = `https://${site.paletteEndpoint}/v1/edgehosts/register`;
    request(url, { method: "POST", headers, ca: [...site.caCerts], agent: false }, (response) =>
      response.resume().once("end", () => resolve(response.statusCode ?? 0)),
    )
      .once("error", reject)
      .end(JSON.stringify(body));
  });
  expect(status).toBe(200);
  return id;
}

describePeer("vcsim", "a lab on vcsim, with the sandbox's Palette", (path) => {
  test("comes up and goes, and the neighbours stay as they were", { timeout: 120_000 }, async () => {
    await using vcsim = await startVcsim(path, ["-vm", "2", "-standalone-host", "0"]);
    await using stage = await openStage();
    const access = { username: vcsim.username, password: new Secret(vcsim.password), tls: { insecure: true } };
    await using vsphere = await connect({ url: vcsim.url, ...access, operationId: "test" }, { signal });
    const { inventory, machines } = vsphere;
    const template = await inventory.machine("DC0_C0_RP0_VM0", "DC0", { signal });
    await machines.powerOff(template.ref, { signal });
    await machines.createSnapshot(template.ref, "base", { signal });
    const lab = await stage.lab(
      "tutorial",
      "sim",
      (made): Lab => ({
        ...made,
        vcenter: {
          ...made.vcenter,
          ...access,
          server: vcsim.url,
          datacenter: "DC0",
          cluster: "DC0_C0",
          resourcePool: undefined,
          folder: undefined,
          datastore: "LocalDS_0",
          network: "VM Network",
        },
        template: { ...made.template, builder: "existing", name: "DC0_C0_RP0_VM0" },
      }),
    );
    const machinesNow = async () => {
      const root = await inventory.folder("", await inventory.datacenter("DC0", { signal }), { signal });
      const content = await inventory.listFolder(root, ["runtime.powerState"], { signal });
      return [...content.folders, ...content.machines.map(({ props }) => props)]
        .map((one) => JSON.stringify(one))
        .sort();
    };
    const before = await machinesNow();

    const { where } = await plan(lab, { signal });
    const playing: Promise<void>[] = [];
    const warnings: string[] = [];
    const play = async () => {
      const vms = lab.hosts.map(({ name }) => `${where.slice(where.indexOf("/") + 1)}/${name}-sim`);
      const ids = await Promise.all(vms.map((vm, index) => playGuest(`/${vm}`, index, vsphere)));
      agents = playAgents(stage.sandbox.palette, ids);
    };
    let agents: ReturnType<typeof playAgents> | undefined;
    const emit = (event: LabEvent) => {
      if (event.type === "warning") warnings.push(event.code);
      if (event.type === "step:end" && event.step === "register/clone") playing.push(play());
    };
    const { hosts, cluster } = await up(lab, { signal, emit, until: "provision" });
    await Promise.all(playing);
    expect(hosts.map(({ state, health, power }) => `${state} ${health} ${power}`)).toEqual(
      Array(3).fill("in-use healthy poweredOn"),
    );
    expect(cluster).toMatchObject({ state: "Running" });
    // vcsim copies disks whatever it is asked for, and edgelab says what was made
    expect(warnings).toContain("FULL_CLONE");
    expect((await plan(lab, { signal })).items.filter(({ action }) => action !== "keep")).toEqual([]);

    const { leftBehind } = await down(lab, { signal, emit: () => undefined });
    agents?.stop();
    await agents?.done();
    expect(leftBehind).toEqual([]);
    expect(await machinesNow()).toEqual(before);
    expect(await stage.palette.edgeHosts.search({}, { signal })).toEqual([]);
  });
});

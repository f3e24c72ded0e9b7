import { randomBytes } from "node:crypto";
import type { Clock } from "../../core/clock.ts";
import { EdgelabError } from "../../core/errors.ts";
import type { Machine } from "../machine.ts";
import { machineId, readAgentState, writeAgentState } from "./agent-state.ts";
import { diskPaths, readText, toMiB } from "./disk-layout.ts";
import { edgeHostId } from "./edge-host-id.ts";
import type { GuestWorld } from "./guest.ts";
import { type ConfiguredNic, configureNics, linkLocal } from "./interfaces.ts";
import { powerLost } from "./power.ts";
import { registrationBody } from "./registration-body.ts";
import { systemUserData } from "./site-data.ts";
import { type SiteSettings, siteSettings } from "./site-settings.ts";

/** Runs the system on a disk. Returns when the machine reboots or has lost its power. */
export async function runInstalledSystem(
  machine: Machine,
  disk: Machine["disks"][number],
  clock: Clock,
  world: GuestWorld,
): Promise<void> {
  const entry = /^saved_entry=(\w*)/m.exec(readText(disk.content, diskPaths.grubEnv) ?? "")?.[1] || "active";
  machine.console(`Booting from disk, entry ${entry}`);
  return new InstalledSystem(machine, disk, clock, world).run();
}

class InstalledSystem {
  readonly #machine: Machine;
  readonly #disk: Machine["disks"][number];
  readonly #clock: Clock;
  readonly #world: GuestWorld;

  constructor(machine: Machine, disk: Machine["disks"][number], clock: Clock, world: GuestWorld) {
    this.#machine = machine;
    this.#disk = disk;
    this.#clock = clock;
    this.#world = world;
  }

  async run(): Promise<void> {
    const { content } = this.#disk;
    this.#say(`Machine ID ${machineId(content)}`);
    const site = await this.#settings();
    if (!site) return powerLost(this.#machine);
    const nics = await this.#network(site);
    const id = this.#identity(site);
    const hostName = site.hostName ?? id;
    this.#report(hostName, nics);
    if (content.read(diskPaths.grubMenu) === undefined) {
      this.#say(`${hostName} login:`); // plain Kairos: there is no Palette agent
      return powerLost(this.#machine);
    }
    this.#say(`MachineID: ${id}`);
    this.#say(`MachineIP: ${nics[0]?.address.ip ?? ""}`);
    if (site.managementMode === "local") {
      this.#say("Managed locally: open the Local UI on port 5080");
      return powerLost(this.#machine);
    }
    return readAgentState(content).cluster
      ? this.#serveCluster(id, hostName, nics)
      : this.#awaitCluster(id, site, nics);
  }

  async #settings(): Promise<SiteSettings | undefined> {
    try {
      return siteSettings(await systemUserData(this.#machine, this.#disk.content));
    } catch (error) {
      if (!(error instanceof EdgelabError)) throw error;
      this.#say(`stylus-agent: invalid configuration: ${error.message}`);
      return undefined;
    }
  }

  /** Waits until one NIC has an address; without any NIC that is until the power goes. */
  async #network(site: SiteSettings): Promise<ConfiguredNic[]> {
    for (let tries = 0; ; tries += 1) {
      const nics = configureNics(this.#machine, this.#world.network, site);
      if (nics.length > 0) return nics;
      if (tries === 0)
        this.#say(this.#machine.nics.length > 0 ? "No DHCPOFFERS received" : "No network interface found");
      await this.#wait(this.#world.durations.look);
    }
  }

  /** The agent remembers its name; a clone finds that its UUID is another and takes the new one. */
  #identity(site: SiteSettings): string {
    const { content } = this.#disk;
    const state = readAgentState(content);
    const random = state.random ?? randomBytes(16).toString("hex");
    const id = edgeHostId(
      site,
      (path) => this.#device(path),
      () => random,
    );
    if (state.siteName === id) return id;
    if (state.siteName) this.#say(`reset cached site name from uuid, cached: ${state.siteName} new: ${id}`);
    writeAgentState(content, { siteName: id, random });
    return id;
  }

  #device(path: string): string | undefined {
    const nic = this.#machine.nics[0];
    if (path === "/sys/class/dmi/id/product_uuid") return this.#machine.productUuid;
    if (path === "/sys/class/net/ens160/address") return nic?.macAddress;
    if (path === "/etc/machine-id") return readText(this.#disk.content, diskPaths.machineId);
    const onDisk = path.replace(/^\/oem\//, "COS_OEM:/").replace(/^\/usr\/local\//, "COS_PERSISTENT:/");
    return readText(this.#disk.content, onDisk);
  }

  async #awaitCluster(id: string, site: SiteSettings, nics: readonly ConfiguredNic[]): Promise<void> {
    const { content } = this.#disk;
    const { agents, durations } = this.#world;
    if (!readAgentState(content).registered) {
      await this.#register(id, site, nics);
      writeAgentState(content, { ...readAgentState(content), registered: true });
      this.#say(`Registered as ${id}`);
    }
    await this.#inContact(id, async () => {
      const cluster = await agents.assignment(id, { signal: this.#machine.power });
      this.#say(`Assigned to cluster ${cluster.clusterName} as ${cluster.role}`);
      this.#say(`Downloading provider image ${cluster.providerImage}`);
      await this.#wait(durations.imageDownload);
      agents.report(id, cluster.clusterUid, "image-downloaded");
      writeAgentState(content, { ...readAgentState(content), cluster });
      content.write(diskPaths.grubEnv, "saved_entry=\n");
      this.#say("Rebooting into the provider OS");
      agents.report(id, cluster.clusterUid, "rebooting");
    });
  }

  async #serveCluster(id: string, hostName: string, nics: readonly ConfiguredNic[]): Promise<void> {
    const { content } = this.#disk;
    const { agents, durations } = this.#world;
    const { cluster, ...state } = readAgentState(content);
    if (!cluster) return;
    await this.#inContact(id, async () => {
      await this.#wait(durations.join);
      agents.report(id, cluster.clusterUid, "joined");
      this.#say(`Joined cluster ${cluster.clusterName} as node ${cluster.nodeName}`);
      this.#report(hostName, nics, true);
      await agents.released(id, cluster.clusterUid, { signal: this.#machine.power });
      this.#say(`Cluster ${cluster.clusterName} is being deleted: cleaning up`);
      await this.#wait(durations.cleanUp);
      writeAgentState(content, state);
      content.write(diskPaths.grubEnv, "saved_entry=registration\n");
      agents.report(id, cluster.clusterUid, "cleaned-up");
    });
  }

  /** Tries for ever, as the agent does: the cause may be mended in Palette meanwhile. */
  async #register(id: string, site: SiteSettings, nics: readonly ConfiguredNic[]): Promise<void> {
    const { registrar, durations } = this.#world;
    const { power: signal } = this.#machine;
    if (!site.paletteEndpoint || !site.edgeHostToken) {
      this.#say(`Not registering: no ${site.paletteEndpoint ? "edgeHostToken" : "paletteEndpoint"} in the user-data`);
      if (site.registrationUrl) this.#say(`Scan to register: ${site.registrationUrl}`);
      await powerLost(this.#machine);
      signal.throwIfAborted();
      return;
    }
    const body = registrationBody(id, site, nics, {
      cpus: this.#machine.cpus,
      memoryMiB: this.#machine.memoryMiB,
      diskGiB: Math.floor(toMiB(this.#disk.capacityBytes) / 1024),
    });
    const access = { ...site, endpoint: site.paletteEndpoint };
    this.#say("registering edge host device with hubble");
    let said = "";
    for (let wait = durations.retry; ; wait = Math.min(wait * 2, durations.retryMax)) {
      const answer = await registrar.register(access, body, { signal });
      if (answer.outcome === "registered") return;
      const why = answer.outcome === "refused" ? `${answer.status} ${answer.message}` : answer.message;
      if (why !== said) this.#say(`registration failed, will retry: ${why}`);
      said = why;
      await this.#wait(wait);
    }
  }

  /** Keeps the agent in contact with Palette while `work` runs, and not a moment longer. */
  async #inContact(id: string, work: () => Promise<void>): Promise<void> {
    const contact = new AbortController();
    this.#world.agents.connect(id, { signal: AbortSignal.any([this.#machine.power, contact.signal]) });
    try {
      await work();
    } finally {
      contact.abort();
    }
  }

  /** VMware Tools name every interface, also those that no vSphere network is behind. */
  #report(hostName: string, nics: readonly ConfiguredNic[], withContainers = false): void {
    const bridge = { macAddress: "ee:ee:ee:ee:ee:ee", addresses: [{ ip: "192.169.0.1", prefix: 24 }] };
    this.#machine.reportGuest({
      toolsRunning: true,
      hostName,
      nics: [
        ...nics.map(({ macAddress, address }) => ({
          macAddress,
          addresses: [
            { ip: address.ip, prefix: address.prefix },
            { ip: linkLocal(macAddress), prefix: 64 },
          ],
        })),
        ...(withContainers ? [bridge] : []),
      ],
    });
  }

  #say(line: string): void {
    this.#machine.console(line);
  }

  #wait(ms: number): Promise<void> {
    return this.#clock.sleep(ms, { signal: this.#machine.power });
  }
}

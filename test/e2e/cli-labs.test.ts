import { execa } from "execa";
import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type CliHome, type Ended, openHome, pick } from "../kit/cli.ts";
import { describePeer } from "../kit/peers.ts";

let home: CliHome;
beforeAll(async () => {
  home = await openHome({ EDGELAB_INSTANCE: "mia" });
});
afterAll(() => home[Symbol.asyncDispose]());

const hostCounts = { tutorial: 3, "single-node": 1, ha: 5, "custom-registry": 2, "qa-matrix": 4 };
const changed = ({ events }: Ended) =>
  events.flatMap((event) => (event.type === "step:end" && event.outcome === "changed" ? [event.step] : []));

describe("the built command, on a machine where no sandbox runs yet", () => {
  describe.each(Object.entries(hostCounts))("labs/%s", (name, count) => {
    const lab = `labs/${name}`;
    let up: Ended;

    test("comes up and answers", { timeout: 120_000 }, async () => {
      up = await home.edgelab(["up", lab, "--json"]);
      expect(up.stderr).toBe("");
      expect(up.exitCode).toBe(0);
      expect(pick(up, "hosts", "state")).toEqual(Array(count).fill("in-use"));
      expect(pick(up, "hosts", "health")).toEqual(Array(count).fill("healthy"));
      expect(pick(up, "checks", "status")).toEqual([200]);
      expect(up.result).toMatchObject({ cluster: { state: "Running", health: "Healthy" }, notDone: [] });
    });

    test("is as its file says, whoever asks", { timeout: 60_000 }, async () => {
      const ask = (verb: string) => home.edgelab([verb, lab, "--json"]);
      const check = await home.edgelab(["plan", lab, "--check", "--json"]);
      expect(check).toMatchObject({ exitCode: 0, stderr: "", result: { pending: false } });
      const [status, hosts, list] = await Promise.all([ask("status"), ask("hosts"), ask("list")]);
      for (const ended of [status, hosts, list]) expect(ended).toMatchObject({ exitCode: 0, stderr: "" });
      expect(hosts.result!["hosts"]).toEqual(up.result!["hosts"]);
      expect(status.result!["hosts"]).toEqual(up.result!["hosts"]);
      expect(status.result).toMatchObject({ cluster: up.result!["cluster"] });
      expect(pick(status, "phases", "state").slice(0, 4)).toEqual(["done", "done", "done", "done"]);
      expect(list.result!["labs"]).toMatchObject([{ instance: "mia", hosts: count, poweredOn: count }]);
    });

    test("changes nothing the second time", { timeout: 60_000 }, async () => {
      const again = await home.edgelab(["up", lab, "--json"]);
      expect(again.exitCode).toBe(0);
      expect(changed(again).filter((step) => step !== "provision/kubeconfig")).toEqual([]);
      expect(again.result!["hosts"]).toEqual(up.result!["hosts"]);
    });

    test("goes, and says what stays and why", { timeout: 60_000 }, async () => {
      const down = await home.edgelab(["down", lab, "--json"]);
      expect(down).toMatchObject({ exitCode: 0, stderr: "", result: { leftBehind: [] } });
      const removed = (down.result!["removed"] as string[]).join("\n");
      expect(removed.match(/^VM /gm)).toHaveLength(count);
      expect(removed.match(/^Edge host /gm)).toHaveLength(count);
      expect(removed).toMatch(/^cluster .*-mia$/m);
      expect(removed).toMatch(/^cluster profile .*-mia 1\.0\.0$/m);
      expect(removed).toMatch(/^registration token edgelab-.*-mia$/m);
      for (const what of pick(down, "kept", "what")) expect(what).toMatch(/^(template .*\/edgelab-templates\/|ISO )/);
      expect(new Set(pick(down, "kept", "why"))).toEqual(
        new Set(["shared with other labs, and ready for the next one; nothing of this lab is in it"]),
      );
      const [plan, list] = [await home.edgelab(["plan", lab, "--check", "--json"]), await home.edgelab(["list", "--json"])];
      expect(plan.exitCode).toBe(7);
      expect(plan.error).toMatchObject({ code: "CHANGES_PENDING" });
      const left = (plan.result!["items"] as { kind: string; action: string }[]).filter(({ action }) => action !== "create");
      expect(left.map(({ kind }) => kind)).toEqual(["template"]);
      expect(list.result!["labs"]).toEqual([]);
    });
  });

  test("leaves no lab in the place that govc and Palette's API show", { timeout: 60_000 }, async () => {
    const { result } = await home.edgelab(["sandbox", "env", "--json"]);
    const env = result as unknown as Record<string, string>;
    const ask = async (path: string, body?: object) => {
      const curl = ["-sS", "--fail-with-body", "--cacert", env["PALETTE_CA_CERTS"]!, "-H", `ApiKey: ${env["PALETTE_API_KEY"]}`];
      const post = body ? ["-H", "Content-Type: application/json", "-d", JSON.stringify(body)] : [];
      const { stdout } = await execa("curl", [...curl, ...post, `${env["PALETTE_ENDPOINT"]}${path}`]);
      return (JSON.parse(stdout) as { items: unknown[] }).items;
    };
    expect(await ask("/v1/edgehosts/tokens")).toEqual([]);
    expect(await ask("/v1/dashboard/appliances/metadata")).toEqual([]);
    expect(await ask("/v1/dashboard/edgehosts/search", {})).toEqual([]);
    expect(await ask("/v1/dashboard/spectroclusters/search", {})).toEqual([]);
  });
});

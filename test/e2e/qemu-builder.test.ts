import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { down, hosts, type Lab, plan, up } from "../../src/index.ts";
import { copyingInstaller } from "../kit/boot-sectors.ts";
import { createEdgeDisk } from "../kit/disk-image.ts";
import { describePeer } from "../kit/peers.ts";
import { changes, isShared, openStage, recorder, signal } from "./lab-on-sandbox.ts";

describePeer("qemu-system-x86_64", "a lab whose template is built with QEMU", () => {
  test("comes up, stays as it is, shares its template, and goes", { timeout: 300_000 }, async () => {
    const folder = await mkdtemp(join(tmpdir(), "edgelab-qemu-lab-"));
    try {
      const iso = join(folder, "installer.iso");
      await writeFile(iso, await copyingInstaller(createEdgeDisk()));
      await using stage = await openStage();
      const withQemu = (lab: Lab): Lab => ({
        ...lab,
        installer: { ...lab.installer, iso },
        template: {
          ...lab.template,
          builder: "qemu",
          hardware: { ...lab.template.hardware, memoryMiB: 2048, diskGiB: 60 },
        },
      });
      const lab = await stage.lab("tutorial", "mia", withQemu);
      const before = await stage.inventory();
      const first = recorder();
      await up(lab, first);
      expect(changes(first.events)).toEqual(expect.arrayContaining(["install/package", "install/template"]));
      const reports = await hosts(lab, { signal });
      expect(reports.map(({ clone, state }) => `${clone}, ${state}`)).toEqual(Array(3).fill("linked, in-use"));

      expect((await plan(lab, { signal })).pending).toBe(false);
      const second = recorder();
      await up(lab, second);
      expect(changes(second.events).filter((step) => !step.startsWith("provision/kubeconfig"))).toEqual([]);

      // somebody else's lab of the same ingredients takes the same template: nothing is built and nothing is sent
      const other = await stage.lab("tutorial", "ben", withQemu);
      const third = recorder();
      await up(other, { ...third, until: "register" });
      expect(changes(third.events).filter((step) => step.startsWith("install/"))).toEqual([]);

      await down(other, recorder());
      await down(lab, recorder());
      const after = await stage.inventory();
      expect(after.filter((line) => !isShared(line))).toEqual(before.filter((line) => !isShared(line)));
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});

import { describe, expect, test } from "vitest";
import { fromBytes } from "../core/random-access.ts";
import { readIso } from "./reader.ts";
import { createSeedIso } from "./seed.ts";

const userData = "#cloud-config\nstylus:\n  site:\n    paletteEndpoint: 127.0.0.1:8443\n";

describe("createSeedIso", () => {
  test("holds user-data and meta-data under the label cidata", async () => {
    const image = await readIso(fromBytes(createSeedIso({ userData, metaData: "instance-id: demo-1\n" })));
    expect([image.volumeId, image.label]).toEqual(["cidata", "cidata"]);
    expect([...image.entries.keys()].sort()).toEqual(["/meta-data", "/user-data"]);
    expect(Buffer.from(await image.readFile("/user-data")).toString()).toBe(userData);
    expect(Buffer.from(await image.readFile("/meta-data")).toString()).toBe("instance-id: demo-1\n");
  });

  test("is as small as the format allows", () => {
    expect(createSeedIso({ userData, metaData: "x" }).length).toBeLessThanOrEqual(57_344);
  });

  test("is the same bytes for the same content and date", () => {
    const date = new Date("2026-03-04T05:06:07Z");
    const seed = createSeedIso({ userData, date });
    expect(Buffer.compare(createSeedIso({ userData, date }), seed)).toBe(0);
    expect(Buffer.compare(createSeedIso({ userData }), seed)).not.toBe(0);
    expect(Buffer.from(seed.subarray(16 * 2048 + 813, 16 * 2048 + 829)).toString()).toBe("2026030405060700");
  });

  test("pads the volume id with spaces, so that a reader's trim gives the label", () => {
    const volumeId = createSeedIso({ userData }).subarray(16 * 2048 + 40, 16 * 2048 + 72);
    expect(Buffer.from(volumeId).toString("latin1")).toBe("cidata".padEnd(32, " "));
  });

  test("takes under 5 ms", () => {
    createSeedIso({ userData });
    const times = Array.from({ length: 9 }, () => {
      const start = performance.now();
      createSeedIso({ userData });
      return performance.now() - start;
    }).sort((a, b) => a - b);
    expect(times[4]).toBeLessThan(5);
  });
});

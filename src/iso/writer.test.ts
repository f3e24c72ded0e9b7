import { describe, expect, test } from "vitest";
import { fromBytes } from "../core/random-access.ts";
import { readIso } from "./reader.ts";
import { createIso, type IsoFile } from "./writer.ts";

const names = (files: readonly IsoFile[]) => createIso({ volumeId: "TEST", files });

describe("createIso", () => {
  test("keeps names, modes and bytes that short names cannot", async () => {
    const files = [
      { path: "/a long name with spaces, ümlauts and CAPITALS.tar.gz", content: "one" },
      { path: "/user-data", content: "two" },
      { path: "/user_data", content: "three" },
      { path: "/.hidden", content: "", mode: 0o600 },
      { path: "/boot/grub2/grub.cfg", content: new Uint8Array(5000).fill(7), mode: 0o755 },
    ];
    const image = await readIso(fromBytes(names(files)));
    expect(image.names).toBe("rock-ridge");
    for (const { path, content } of files) {
      expect(Buffer.from(await image.readFile(path))).toEqual(Buffer.from(content as string));
    }
    expect(image.entries.get("/.hidden")?.mode).toBe(0o100600);
    expect(image.entries.get("/boot/grub2/grub.cfg")?.mode).toBe(0o100755);
    expect(image.entries.get("/boot")).toMatchObject({ kind: "directory", mode: 0o040755 });
  });

  test("writes the same tree for readers of Joliet, and legal short names for the rest", async () => {
    const files = [1, 2, 3].map((number) => ({
      path: `/some folder/same beginning ${number}.yaml`,
      content: `${number}`,
    }));
    const bytes = names(files);
    const withoutRockRidge = Buffer.from(bytes);
    for (
      let at = withoutRockRidge.indexOf("SP\x07\x01");
      at >= 0;
      at = withoutRockRidge.indexOf("SP\x07\x01", at + 1)
    ) {
      withoutRockRidge.write("XX", at);
    }
    const joliet = await readIso(fromBytes(withoutRockRidge));
    expect(joliet.names).toBe("joliet");
    expect([...joliet.entries.keys()]).toEqual(["/some folder", ...files.map(({ path }) => path)]);
    withoutRockRidge[17 * 2048] = 3; // a partition descriptor, which nobody reads
    const plain = await readIso(fromBytes(withoutRockRidge));
    expect(plain.names).toBe("plain");
    expect([...plain.entries.keys()]).toEqual([
      "/some_fol",
      ...["1", "2", "g"].map((end) => `/some_fol/same_be${end}.yam`),
    ]);
    expect(Buffer.from(await plain.readFile("/some_fol/same_be1.yam")).toString()).toBe("2");
  });

  test("spreads a large directory over sectors without a record across their border", async () => {
    const files = Array.from({ length: 300 }, (_, n) => ({ path: `/many/file-${n}`, content: `${n}` }));
    const image = await readIso(fromBytes(names(files)));
    expect([...image.entries.keys()].filter((path) => path.startsWith("/many/"))).toHaveLength(300);
    expect(Buffer.from(await image.readFile("/many/file-299")).toString()).toBe("299");
  });

  test.each([
    ["relative", "it needs 1 to 64 parts"],
    ["/", "it needs 1 to 64 parts"],
    ["/x".repeat(65), "it needs 1 to 64 parts"],
    ["/a/../b", "is no name"],
    ["/a//b", "is no name"],
    ["/line\nbreak", "control character"],
    [`/${"x".repeat(254)}`, "longer than 253"],
    [`/${"ü".repeat(127)}`, "longer than 253"],
  ])("refuses the path %j", (path, why) => {
    expect(() => names([{ path, content: "" }])).toThrow(why);
  });

  test("refuses a file twice, a file that is also a directory, and a label that does not fit", () => {
    expect(() =>
      names([
        { path: "/a", content: "" },
        { path: "/a", content: "" },
      ]),
    ).toThrow("given twice");
    expect(() =>
      names([
        { path: "/a", content: "" },
        { path: "/a/b", content: "" },
      ]),
    ).toThrow("a is a file");
    expect(() => createIso({ volumeId: "x".repeat(33), files: [] })).toThrow("cannot be the label");
  });
});

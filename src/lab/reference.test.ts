import { readdir, readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { Ajv } from "ajv";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { generatedFiles } from "./reference.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const generated = generatedFiles();

describe("generated files", () => {
  it.each(Object.keys(generated))("%s is what the schema says; if not, run `npm run generate`", async (path) => {
    expect(await readFile(`${root}${path}`, "utf8")).toBe(generated[path]);
  });

  it("every option is explained, and has a class", () => {
    const rows = (generated["docs/reference/lab-file.md"] ?? "").split("\n").filter((line) => line.startsWith("| `"));
    expect(rows.length).toBeGreaterThan(100);
    for (const row of rows) expect(row).toMatch(/^\| `[^`]+` \| \S.* \| \S.* \| (?:live|restart|replace|run) \|$/);
  });
});

describe("the published schema", () => {
  const ajv = new Ajv({ strict: true, allErrors: true, formats: { uri: true } });
  const schemas = { lab: "lab", profile: "profile", hardware: "hardware" };
  const validators = Object.fromEntries(
    Object.keys(schemas).map((name) => [
      name,
      ajv.compile(JSON.parse(generated[`schema/${name}.schema.json`] ?? "{}") as object),
    ]),
  );
  const errors = (name: string, value: unknown) => {
    validators[name]?.(value);
    return (validators[name]?.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
  };

  it("accepts the labs that are shipped, before their variables are replaced", async () => {
    const labs = await readdir(`${root}labs`, { withFileTypes: true });
    for (const { name } of labs.filter((entry) => entry.isDirectory())) {
      expect(errors("lab", parse(await readFile(`${root}labs/${name}/lab.yaml`, "utf8")))).toEqual([]);
      expect(errors("profile", parse(await readFile(`${root}labs/${name}/profile.yaml`, "utf8")))).toEqual([]);
    }
    expect(errors("hardware", parse(await readFile(`${root}ovf/palette-edge.yaml`, "utf8")))).toEqual([]);
  });

  it("accepts variables where numbers and choices belong, and no nonsense", () => {
    expect(errors("hardware", { cpus: "${CPUS:-4}", firmware: "${FIRMWARE}" })).toEqual([]);
    expect(errors("hardware", { cpus: "four" })).not.toEqual([]);
    expect(errors("lab", { name: "x", hosst: {} })).toContain(" must NOT have additional properties");
  });
});

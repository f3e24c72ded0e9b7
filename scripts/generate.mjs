// Writes the JSON Schemas and the reference page of the lab file from the built schema: `npm run generate`.
import { mkdir, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { generatedFiles } from "../dist/lab/reference.js";

for (const [path, text] of Object.entries(generatedFiles())) {
  const file = new URL(`../${path}`, import.meta.url);
  await mkdir(dirname(file.pathname), { recursive: true });
  await writeFile(file, text);
  process.stdout.write(`${path}\n`);
}

// Compiles src/vmdk/assembly/ (AssemblyScript) to dist/vmdk/*.wasm, when something has changed.
import { mkdirSync, readdirSync, statSync } from "node:fs";
import { resolve } from "node:path";
import { main } from "assemblyscript/asc";

/** Pages of 64 KiB by module. Memory does not grow: what is not enough is a bug. */
const modules = { deflate: 32, inflate: 48 };
const root = resolve(import.meta.dirname, "..");
const [sources, target] = [resolve(root, "src/vmdk/assembly"), resolve(root, "dist/vmdk")];
const changed = (path) => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
const inputs = [import.meta.filename, ...readdirSync(sources).map((name) => resolve(sources, name))];
const newest = Math.max(...inputs.map(changed));

mkdirSync(target, { recursive: true });
for (const [name, pages] of Object.entries(modules)) {
  if (changed(resolve(target, `${name}.wasm`)) > newest) continue;
  const files = [`src/vmdk/assembly/${name}.ts`, "-o", `dist/vmdk/${name}.wasm`, "--baseDir", root];
  const common = ["-O3", "--noAssert", "--runtime", "stub", "--enable", "simd", "--memoryBase", "2048"];
  const memory = ["--initialMemory", `${pages}`, "--maximumMemory", `${pages}`];
  const { error } = await main([...files, ...common, ...memory], { stderr: process.stderr });
  if (error) throw error;
}

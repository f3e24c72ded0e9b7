// Compiles src/vmdk/assembly/ (AssemblyScript) to dist/vmdk/*.wasm. Memory is fixed: what is not enough is a bug.
import { main } from "assemblyscript/asc";

const common = ["-O3", "--noAssert", "--runtime", "stub", "--enable", "simd", "--memoryBase", "2048"];
/** Pages of 64 KiB by module. */
const modules = { deflate: 32, inflate: 48 };
for (const [name, pages] of Object.entries(modules)) {
  const files = [`src/vmdk/assembly/${name}.ts`, "-o", `dist/vmdk/${name}.wasm`];
  const memory = ["--initialMemory", `${pages}`, "--maximumMemory", `${pages}`];
  const { error } = await main([...files, ...common, ...memory], { stderr: process.stderr });
  if (error) throw error;
}

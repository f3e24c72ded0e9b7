import { readFileSync } from "node:fs";
import { compiled } from "./compiled.ts";

/** TypeScript has its types among those of browsers only. */
declare const WebAssembly: {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object) => { readonly exports: unknown };
};

/** The exports of a new instance of a module that `npm run build` made of src/vmdk/assembly/. It imports nothing. */
export function instantiate(name: "deflate.wasm" | "inflate.wasm"): unknown {
  return new WebAssembly.Instance(new WebAssembly.Module(readFileSync(compiled(name)))).exports;
}

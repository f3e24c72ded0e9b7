import type { LoadedLab, LoadOptions } from "./index.ts";

export async function load(_path: string, _options: LoadOptions): Promise<LoadedLab> {
  throw new Error("under construction");
}

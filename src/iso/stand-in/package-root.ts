import { readdir, readFile, readlink, stat } from "node:fs/promises";
import { join } from "node:path";
import { EdgelabError } from "../../core/errors.ts";
import { readElfNeeds } from "./elf.ts";

const libraryFolders = ["/lib/x86_64-linux-gnu", "/usr/lib/x86_64-linux-gnu", "/lib64", "/usr/lib64"];

/** A tree of installed Debian packages: `/`, or a folder that they were unpacked to. Paths in it are as on the machine. */
export class PackageRoot {
  readonly folder: string;

  constructor(folder: string) {
    this.folder = folder;
  }

  get isSystem(): boolean {
    return this.folder === "/";
  }

  /** Where a path of the tree is, its symbolic links followed inside the tree; undefined when nothing is there. */
  async locate(path: string): Promise<string | undefined> {
    let rest = path.split("/").filter(Boolean);
    let at = "";
    for (let links = 0; rest.length > 0; ) {
      const [name = "", ...others] = rest;
      rest = others;
      if (name === "..") {
        at = at.slice(0, Math.max(0, at.lastIndexOf("/")));
        continue;
      }
      const target = await linkTarget(join(this.folder, at, name));
      if (target === undefined) at = `${at}/${name}`;
      else {
        links += 1;
        if (links > 40) return undefined;
        if (target.startsWith("/")) at = "";
        rest = [...target.split("/").filter((part) => part !== "" && part !== "."), ...rest];
      }
    }
    const found = join(this.folder, at);
    return (await exists(found)) ? found : undefined;
  }

  /** The first of several paths that is there. */
  async locateFirst(...paths: readonly string[]): Promise<string | undefined> {
    for (const path of paths) {
      const found = await this.locate(path);
      if (found) return found;
    }
    return undefined;
  }

  /** Names in a folder, sorted; none when it is not there. */
  async list(path: string): Promise<readonly string[]> {
    const folder = await this.locate(path);
    return folder ? (await readdir(folder)).sort() : [];
  }

  /**
   * Shared libraries of a program, and theirs, with the dynamic linker: contents by path.
   *
   * @throws {EdgelabError} PROGRAM_MISSING for a library that is not in the tree
   */
  async librariesOf(program: Uint8Array, name: string): Promise<ReadonlyMap<string, Uint8Array>> {
    const found = new Map<string, Uint8Array>();
    const own = readElfNeeds(program);
    const waiting = [...(own?.libraries ?? []), ...(own?.interpreter ? [own.interpreter] : [])];
    for (const library of waiting) {
      const candidates = library.startsWith("/") ? [library] : libraryFolders.map((folder) => `${folder}/${library}`);
      // one place for all, the linker excepted: its path is in every program
      const path = library.startsWith("/") ? library : `${libraryFolders[0]}/${library}`;
      if (found.has(path)) continue;
      const place = await this.locateFirst(...candidates);
      if (!place) {
        throw new EdgelabError("PROGRAM_MISSING", {
          what: `The library ${library} of ${name} is not in ${this.folder}.`,
          next: packagesAdvice,
        });
      }
      const content = await readFile(place);
      found.set(path, content);
      waiting.push(...(readElfNeeds(content)?.libraries ?? []));
    }
    return found;
  }

  /** Arguments that run one of the tree's programs on this machine, with the tree's own libraries. */
  async command(program: string): Promise<readonly string[]> {
    if (this.isSystem) return [program];
    const linker = await this.locate("/lib64/ld-linux-x86-64.so.2");
    if (!linker) return [program];
    const folders = libraryFolders.map((folder) => join(this.folder, folder)).join(":");
    return [linker, "--library-path", folders, program];
  }
}

/** How to have the packages. */
export const packagesAdvice =
  "Run `bash scripts/stand-in-packages.sh FOLDER` (it is in edgelab's package, needs no root and installs nothing) and add `--packages FOLDER`; or install the packages on this machine.";

async function linkTarget(path: string): Promise<string | undefined> {
  try {
    return await readlink(path);
  } catch (error) {
    if (error instanceof Error && "code" in error && ["EINVAL", "ENOENT", "ENOTDIR"].includes(String(error.code)))
      return undefined;
    throw error;
  }
}

async function exists(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && ["ENOENT", "ENOTDIR"].includes(String(error.code))) return false;
    throw error;
  }
}

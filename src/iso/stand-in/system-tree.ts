/** A file system made of packages' files and of edgelab's own, for the initramfs and for the system image. */
export type SystemEntry =
  | { readonly kind: "directory"; readonly path: string; readonly mode: number }
  | { readonly kind: "file"; readonly path: string; readonly mode: number; readonly content: Uint8Array }
  | { readonly kind: "symlink"; readonly path: string; readonly target: string };

/** Paths are absolute. Everything belongs to root. */
export class SystemTree {
  readonly #entries = new Map<string, SystemEntry>();

  directory(path: string, mode = 0o755): void {
    this.#add({ kind: "directory", path, mode });
  }

  file(path: string, content: Uint8Array | string, mode = 0o644): void {
    this.#add({ kind: "file", path, mode, content: typeof content === "string" ? Buffer.from(content) : content });
  }

  symlink(path: string, target: string): void {
    this.#add({ kind: "symlink", path, target });
  }

  has(path: string): boolean {
    return this.#entries.has(path);
  }

  /** All entries but the root, each after the directory that holds it, in an order that depends on nothing but their names. */
  entries(): readonly SystemEntry[] {
    return [...this.#entries.values()].sort((a, b) => Buffer.compare(Buffer.from(a.path), Buffer.from(b.path)));
  }

  #add(entry: SystemEntry): void {
    const parent = entry.path.slice(0, entry.path.lastIndexOf("/"));
    if (parent !== "" && !this.#entries.has(parent)) this.directory(parent);
    this.#entries.set(entry.path, entry);
  }
}

import type { Abortable } from "../core/abort.ts";

export interface Project {
  readonly uid: string;
  readonly name: string;
}

export interface Projects {
  list(options: Abortable): Promise<readonly Project[]>;
  /** @throws {EdgelabError} NOT_FOUND, naming the nearest; AMBIGUOUS */
  find(name: string, options: Abortable): Promise<Project>;
}

import type { Abortable } from "../core/abort.ts";
import { EdgelabError } from "../core/errors.ts";
import { nearest } from "../core/nearest.ts";
import type { Api } from "./api.ts";
import { list, type Reference } from "./wire.ts";

export interface Project {
  readonly uid: string;
  readonly name: string;
}

export class Projects {
  readonly #api: Api;

  constructor(api: Api) {
    this.#api = api;
  }

  /** Those that the key may see. */
  async list(options: Abortable & { readonly retries?: number | undefined }): Promise<Project[]> {
    const { retries } = options;
    const call = {
      operation: "list projects",
      method: "GET",
      path: "/v1/dashboard/projects/metadata",
      scope: "tenant",
      retries,
    } as const;
    const answer = await this.#api.send<{ items: readonly { metadata: Reference }[] }>(call, options);
    return list(answer?.items).map(({ metadata }) => ({ uid: metadata?.uid ?? "", name: metadata?.name ?? "" }));
  }

  /**
   * By its exact name: names are case-sensitive.
   *
   * @throws {EdgelabError} NOT_FOUND, naming the nearest
   */
  async find(name: string, options: Abortable & { readonly retries?: number | undefined }): Promise<Project> {
    const projects = await this.list(options);
    const found = projects.find((project) => project.name === name);
    if (found) return found;
    const names = projects.map((project) => project.name);
    const meant = nearest(name, names);
    throw new EdgelabError("NOT_FOUND", {
      what: `Palette has no project "${name}" that this API key may see.`,
      why:
        names.length === 0
          ? "It may see none."
          : `It may see ${names.slice(0, 10).join(", ")}${names.length > 10 ? " and more" : ""}.`,
      next:
        meant === undefined
          ? "Check `palette.project`, or use the key of somebody who has a role in that project."
          : `Did you mean "${meant}"?`,
    });
  }
}

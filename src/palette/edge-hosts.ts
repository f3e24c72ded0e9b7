import type { Abortable } from "../core/abort.ts";
import { adopted } from "./adopt.ts";
import { type Api, path } from "./api.ts";
import { isGone, PaletteError } from "./palette-error.ts";
import { type Project, Projects } from "./projects.ts";
import { allLabels, allOf, anyOf } from "./search-filter.ts";
import { includesLabels, type ObjectMeta, type Reference, references, strings, text, type Wire } from "./wire.ts";

export interface EdgeHost {
  /** Use this in further calls; it need not be the name. */
  readonly uid: string;
  /** The Edge host ID that it registered with. */
  readonly name: string;
  /** `unpaired`, `ready`, `in-use`; undefined when the server says nothing. */
  readonly state: string | undefined;
  /** `healthy`, `unhealthy`; undefined before the first report. */
  readonly health: string | undefined;
  readonly healthMessage: string | undefined;
  readonly agentVersion: string | undefined;
  readonly labels: Readonly<Record<string, string>>;
  readonly inUseBy: readonly Reference[];
  readonly address: string | undefined;
  readonly macAddress: string | undefined;
  /** Its name may be empty. */
  readonly project: Project | undefined;
  /** `registration`, `cluster`, `recovery`. */
  readonly hostState: string | undefined;
  readonly architecture: string | undefined;
}

export interface EdgeHostSearch {
  /** Edge host IDs: any of them. */
  readonly ids?: readonly string[] | undefined;
  /** All of them. */
  readonly labels?: Readonly<Record<string, string>> | undefined;
}

export class EdgeHosts {
  readonly #api: Api;

  constructor(api: Api) {
    this.#api = api;
  }

  /** Undefined when the project has none of this uid. */
  async tryGet(uid: string, options: Abortable): Promise<EdgeHost | undefined> {
    try {
      return toEdgeHost(
        await this.#api.send<WireEdgeHost>(
          { operation: `read Edge host ${uid}`, method: "GET", path: at(uid) },
          options,
        ),
      );
    } catch (error) {
      if (isGone(error)) return undefined;
      throw error;
    }
  }

  /** Within the project, complete over all pages. */
  async search(search: EdgeHostSearch, options: Abortable): Promise<EdgeHost[]> {
    return await this.#search(search, options);
  }

  /**
   * Looks through all other projects that the key may enter, to tell "in another project" from "nowhere". A request for
   * each project: for messages, not for polling. Those that it may not look into are left out.
   */
  async searchTenant(ids: readonly string[], options: Abortable): Promise<EdgeHost[]> {
    const projects = await new Projects(this.#api).list(options);
    const others = projects.filter(({ uid }) => uid !== this.#api.project?.uid).slice(0, 50);
    const found = await Promise.all(
      others.map(async (project) => {
        const hosts = await this.#search({ ids }, options, project.uid).catch(noneIfForbidden);
        return hosts.map((host) => ({ ...host, project }));
      }),
    );
    return found.flat();
  }

  /** Adds a host by its ID before it calls in; it is `unpaired` until then. Returns its uid. */
  async precreate(
    host: {
      readonly id: string;
      readonly labels: Readonly<Record<string, string>>;
      readonly architecture?: "amd64" | "arm64" | undefined;
    },
    options: Abortable,
  ): Promise<string> {
    const { id, labels, architecture: archType = "amd64" } = host;
    const what = `Edge host ${id}`;
    const body = { metadata: { uid: id, name: id, labels }, spec: { archType, hostPairingKey: "" } };
    return await this.#api.create(
      { operation: `add ${what}`, method: "POST", path: "/v1/edgehosts", body },
      async (again) => adopted(what, (await this.search({ ids: [id] }, again))[0], labels),
      options,
    );
  }

  /** Replaces all labels. */
  async setLabels(
    { uid, name }: Pick<EdgeHost, "uid" | "name">,
    labels: Readonly<Record<string, string>>,
    options: Abortable,
  ): Promise<void> {
    const body = { metadata: { uid, name, labels } };
    await this.#api.send(
      { operation: `label Edge host ${name}`, method: "PUT", path: `${at(uid)}/meta`, body },
      options,
    );
  }

  /** One that is already gone is no error. Guard against `in-use` first: what the server does then is not documented. */
  async delete(uid: string, options: Abortable): Promise<void> {
    try {
      await this.#api.send({ operation: `delete Edge host ${uid}`, method: "DELETE", path: at(uid) }, options);
    } catch (error) {
      if (!isGone(error)) throw error;
    }
  }

  async #search({ ids, labels = {} }: EdgeHostSearch, options: Abortable, projectUid?: string): Promise<EdgeHost[]> {
    // As many names at once as a page holds: a request costs the same whatever else the tenant has.
    const groups = ids === undefined ? [undefined] : chunks([...new Set(ids)], 50);
    const pages = await Promise.all(
      groups.map((names) => {
        const body = allOf([...(names === undefined ? [] : [anyOf("name", names)]), ...allLabels(labels)]);
        const call = {
          operation: "search Edge hosts",
          method: "POST",
          path: "/v1/dashboard/edgehosts/search",
          body,
          projectUid,
        } as const;
        return this.#api.pages<WireEdgeHost>(call, options);
      }),
    );
    const wanted = ids && new Set(ids);
    return pages
      .flat()
      .map(toEdgeHost)
      .filter((host) => (wanted?.has(host.name) ?? true) && includesLabels(host.labels, labels));
  }
}

const at = (uid: string) => path`/v1/edgehosts/${uid}`;

/** What `v1EdgeHostDevice` and `v1EdgeHostsMetadata` have in common; they name the project in different places. */
export interface WireEdgeHost {
  readonly aclmeta: { readonly projectUid: string };
  readonly metadata: ObjectMeta;
  readonly spec: {
    readonly device: { readonly archType: string; readonly hostState: string };
    readonly host: { readonly hostAddress: string; readonly macAddress: string; readonly project: Reference };
    readonly projectMeta: Reference;
  };
  readonly status: {
    readonly state: string;
    readonly health: { readonly state: string; readonly message: string; readonly agentVersion: string };
    readonly inUseClusters: readonly Reference[];
  };
}

export function toEdgeHost(host: Wire<WireEdgeHost>): EdgeHost {
  const { aclmeta, metadata, spec, status } = host ?? {};
  const project = text(spec?.projectMeta?.uid) === undefined ? spec?.host?.project : spec?.projectMeta;
  const projectUid = text(project?.uid) ?? text(aclmeta?.projectUid);
  return {
    uid: metadata?.uid ?? "",
    name: text(metadata?.name) ?? metadata?.uid ?? "",
    state: text(status?.state),
    health: text(status?.health?.state),
    healthMessage: text(status?.health?.message),
    agentVersion: text(status?.health?.agentVersion),
    labels: strings(metadata?.labels),
    inUseBy: references(status?.inUseClusters),
    address: text(spec?.host?.hostAddress),
    macAddress: text(spec?.host?.macAddress),
    project: projectUid === undefined ? undefined : { uid: projectUid, name: project?.name ?? "" },
    hostState: text(spec?.device?.hostState),
    architecture: text(spec?.device?.archType),
  };
}

function noneIfForbidden(error: unknown): EdgeHost[] {
  if (error instanceof PaletteError && error.code === "PRIVILEGE_MISSING") return [];
  throw error;
}

function chunks<T>(items: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
}

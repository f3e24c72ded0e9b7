import type { Abortable } from "../core/abort.ts";
import type { Project } from "./projects.ts";

export interface EdgeHost {
  /** Use this in further calls; it need not be the name. */
  readonly uid: string;
  /** The Edge host ID it registered with. */
  readonly name: string;
  /** `unpaired`, `ready`, `in-use`; undefined when the server says nothing. */
  readonly state: string | undefined;
  /** `healthy`, `unhealthy`; undefined before the first report. */
  readonly health: string | undefined;
  readonly healthMessage: string | undefined;
  readonly agentVersion: string | undefined;
  readonly labels: Readonly<Record<string, string>>;
  readonly inUseBy: readonly { readonly uid: string; readonly name: string }[];
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

export interface EdgeHosts {
  /** Undefined when the project has none of this uid. */
  tryGet(uid: string, options: Abortable): Promise<EdgeHost | undefined>;
  /** Within the project, complete over all pages. */
  search(search: EdgeHostSearch, options: Abortable): Promise<readonly EdgeHost[]>;
  /** Looks through the whole tenant as far as the key may; to tell "in another project" from "nowhere". */
  searchTenant(ids: readonly string[], options: Abortable): Promise<readonly EdgeHost[]>;
  /** Adds a host by its ID before it calls in; it is `unpaired` until then. Returns its uid. */
  precreate(
    host: {
      readonly id: string;
      readonly labels: Readonly<Record<string, string>>;
      readonly architecture?: "amd64" | "arm64" | undefined;
    },
    options: Abortable,
  ): Promise<string>;
  /** Replaces the labels. */
  setLabels(
    host: Pick<EdgeHost, "uid" | "name">,
    labels: Readonly<Record<string, string>>,
    options: Abortable,
  ): Promise<void>;
  /** One that is already gone is no error. Guard against `in-use` first: the server's behaviour there is not documented. */
  delete(uid: string, options: Abortable): Promise<void>;
}

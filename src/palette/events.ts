import type { Abortable } from "../core/abort.ts";
import { type Api, path } from "./api.ts";
import { list, type ObjectMeta, text, time } from "./wire.ts";

export interface PaletteEvent {
  readonly at: Date | undefined;
  /** Not enumerated anywhere. */
  readonly severity: string | undefined;
  readonly reason: string | undefined;
  readonly message: string;
  /** Component that said it. */
  readonly source: string | undefined;
}

export class Events {
  readonly #api: Api;

  constructor(api: Api) {
    this.#api = api;
  }

  /** Newest first; at most `limit`, which defaults to its own maximum of 50. */
  async list(
    kind: "spectrocluster" | "edgehost",
    uid: string,
    options: Abortable & { readonly limit?: number | undefined },
  ): Promise<PaletteEvent[]> {
    const query = { limit: Math.min(options.limit ?? 50, 50), orderBy: "metadata.creationTimestamp=-1" };
    const call = {
      operation: "list events",
      method: "GET",
      path: path`/v1/events/components/${kind}/${uid}`,
      query,
    } as const;
    const answer = await this.#api.send<{ items: readonly WireEvent[] }>(call, options);
    return (
      list(answer?.items)
        .map(({ metadata, severity, reason, message, source }) => ({
          at: time(metadata?.creationTimestamp),
          severity: text(severity),
          reason: text(reason),
          message: message ?? "",
          source: text(source?.component),
        }))
        // The field to sort by is in no document: do not depend on it.
        .toSorted((a, b) => (b.at?.getTime() ?? 0) - (a.at?.getTime() ?? 0))
    );
  }
}

interface WireEvent {
  readonly metadata: ObjectMeta;
  readonly severity: string;
  readonly reason: string;
  readonly message: string;
  readonly source: { readonly component: string };
}

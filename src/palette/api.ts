import { setMaxListeners } from "node:events";
import pRetry from "p-retry";
import type { Abortable } from "../core/abort.ts";
import type { Clock } from "../core/clock.ts";
import { EdgelabError } from "../core/errors.ts";
import type { Secret } from "../core/secret.ts";
import { PaletteError, refusalError } from "./palette-error.ts";
import type { Project } from "./projects.ts";
import { RateLimit } from "./rate-limit.ts";
import { masked, type PaletteExchange } from "./trace.ts";
import { ConnectionFailure, type HttpAnswer, type HttpsTransport } from "./transport.ts";
import { list, type Reference, type Wire } from "./wire.ts";

/** One operation of the API. */
export interface Call {
  /** Completes "refused to ...": `create cluster "demo"`. */
  readonly operation: string;
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Made with {@link path}. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string | number | boolean | undefined>> | undefined;
  readonly body?: unknown;
  /** @default "project" */
  readonly scope?: "project" | "tenant" | undefined;
  /** Project-scoped, but not to the connection's own project. */
  readonly projectUid?: string | undefined;
  /** Instead of the connection's own. */
  readonly retries?: number | undefined;
}

/** A path whose inserted parts are encoded: uids of Edge hosts are chosen by their owners. */
export function path(strings: TemplateStringsArray, ...segments: readonly string[]): string {
  return strings.reduce((done, literal, index) => {
    const segment = segments[index - 1] ?? "";
    if (/^\.{0,2}$/.test(segment))
      throw new TypeError(`${JSON.stringify(segment)} cannot stand in ${strings.join("...")}`);
    return done + encodeURIComponent(segment) + literal;
  });
}

export interface ApiOptions {
  readonly transport: HttpsTransport;
  /** Named in messages. */
  readonly endpoint: string;
  readonly apiKey: Secret;
  readonly clock: Clock;
  readonly retries: number;
  readonly requestTimeoutMs: number;
  readonly userAgent: string;
  readonly trace: ((exchange: PaletteExchange) => void) | undefined;
}

/** The rules that hold for every call: scope, limits, what is repeated, what an error is. */
export class Api {
  readonly clock: Clock;
  /** Project of all project-scoped calls. */
  project: Project | undefined;
  requests = 0;
  readonly #options: ApiOptions;
  readonly #limit: RateLimit;

  constructor(options: ApiOptions) {
    this.clock = options.clock;
    this.#options = options;
    this.#limit = new RateLimit(options.clock);
  }

  /**
   * A call that may be repeated without harm: all reads, searches, replacements and deletions.
   *
   * @returns the parsed body; undefined when there is none
   * @throws {EdgelabError} UNREACHABLE, CERTIFICATE_UNTRUSTED, PROTOCOL
   * @throws {PaletteError} API_KEY_REFUSED, PRIVILEGE_MISSING, NOT_FOUND, PALETTE
   */
  async send<T>(call: Call, options: Abortable): Promise<Wire<T>> {
    return (await this.#json(call, options)) as Wire<T>;
  }

  /** As {@link send}, for a body that is no JSON. */
  async text(call: Call, options: Abortable): Promise<string> {
    return await this.#repeat(call, options, (attempt) => this.#exchange(call, attempt, options));
  }

  /**
   * A POST that makes something, and answers with its uid. When an answer is lost, `adopt` looks whether the object is
   * there before anything is sent again.
   *
   * @param adopt uid of the object that this call would make, if it exists already; it throws when the name is another's
   */
  async create(
    call: Call,
    adopt: (options: Abortable) => Promise<string | undefined>,
    options: Abortable,
  ): Promise<string> {
    let mayExist = false;
    const attemptOnce = async (attempt: number): Promise<string> => {
      const adopted = mayExist ? await adopt(options) : undefined;
      if (adopted !== undefined) return adopted;
      try {
        const created = this.#parse(call, await this.#exchange(call, attempt, options)) as Wire<Reference>;
        if (typeof created?.uid !== "string") throw this.#protocolError(call, "The answer holds no uid.");
        return created.uid;
      } catch (error) {
        // The name is taken now: the lost attempt was only late.
        const late =
          mayExist && error instanceof PaletteError && !isTemporary(error) ? await adopt(options) : undefined;
        if (late !== undefined) return late;
        mayExist ||= isAnswerLost(error);
        throw error;
      }
    };
    return await this.#repeat(call, options, attemptOnce);
  }

  /**
   * All items of a paged list. `count` may promise more than paging yields, and pages may overlap: what was seen is
   * left out, and a page without anything new ends the list.
   */
  async pages<Item extends object>(call: Call, options: Abortable): Promise<NonNullable<Wire<Item>>[]> {
    const found = new Map<string, NonNullable<Wire<Item>>>();
    for (let next: string | undefined; ; ) {
      const query = { limit: 50, ...call.query, continue: next };
      const page = (await this.#json({ ...call, query }, options)) as Page<Wire<Item>> | undefined;
      const before = found.size;
      for (const item of list(page?.items)) {
        const uid = (item as Wire<Identified>)?.metadata?.uid ?? JSON.stringify(item);
        if (!found.has(uid)) found.set(uid, item);
      }
      const token = page?.listmeta?.continue;
      if (!token || token === next || found.size === before) return [...found.values()];
      next = token;
    }
  }

  /** Retries as Palette's own clients do: 429, above 500, and connections; never 500, which is how rules of the business refuse. */
  async #repeat<T>(call: Call, options: Abortable, attempt: (number: number) => Promise<T>): Promise<T> {
    setMaxListeners(0, options.signal); // as many as there are calls under way
    try {
      return await pRetry(attempt, {
        retries: call.retries ?? this.#options.retries,
        minTimeout: 0, // the waits are below, on the injected clock
        signal: options.signal,
        shouldRetry: async ({ error, attemptNumber }) => {
          const waitMs = isTemporary(error) ? (retryAfterMs(error) ?? backoffMs(attemptNumber)) : undefined;
          if (waitMs === undefined || waitMs > maxWaitMs) return false;
          await this.clock.sleep(waitMs, options);
          return true;
        },
      });
    } catch (error) {
      throw error instanceof ConnectionFailure ? this.#unreachable(call, error) : error;
    }
  }

  async #exchange(call: Call, attempt: number, options: Abortable): Promise<string> {
    const { transport, requestTimeoutMs, trace } = this.#options;
    const { operation, method, body } = call;
    const target = `${call.path}${queryText(call.query)}`;
    const headers = this.#headers(call);
    await this.#limit.take(call.path, options);
    this.requests += 1;
    const startedAt = performance.now();
    let answer: HttpAnswer | undefined;
    let failure: string | undefined;
    try {
      answer = await transport.send(
        {
          method,
          path: target,
          headers,
          timeoutMs: requestTimeoutMs,
          body: body === undefined ? undefined : JSON.stringify(body),
        },
        options,
      );
    } catch (error) {
      failure = (error as Error).message;
      throw error;
    } finally {
      trace?.({
        operation,
        method,
        path: target,
        attempt,
        requestBody: masked(body),
        status: answer?.status,
        responseBody: masked(answer && jsonOrText(answer.body)),
        durationMs: performance.now() - startedAt,
        failure,
      });
    }
    if (answer.status >= 200 && answer.status < 300) return answer.body;
    const project = call.scope === "tenant" ? undefined : this.project?.name;
    const error = refusalError(operation, answer, { project, redact: (text) => this.#redact(text) });
    retryAfter.set(error, answer.headers["retry-after"]);
    throw error;
  }

  #headers({ operation, scope = "project", projectUid = this.project?.uid }: Call): Record<string, string> {
    const common = { ApiKey: this.#options.apiKey.reveal(), "User-Agent": this.#options.userAgent };
    if (scope === "tenant") return common;
    if (projectUid === undefined) throw new TypeError(`${operation}: needs a connection with a project`);
    return { ...common, ProjectUid: projectUid };
  }

  #redact(text: string): string {
    return text.replaceAll(this.#options.apiKey.reveal(), "****");
  }

  async #json(call: Call, options: Abortable): Promise<object | undefined> {
    return this.#parse(call, await this.text(call, options));
  }

  #parse(call: Call, body: string): object | undefined {
    const value = body === "" ? undefined : jsonOrText(body);
    if (typeof value === "object" || value === undefined) return value ?? undefined;
    throw this.#protocolError(call, `It begins ${JSON.stringify(this.#redact(body.slice(0, 100)))}.`);
  }

  #protocolError({ operation }: Call, why: string): EdgelabError {
    return new EdgelabError("PROTOCOL", {
      what: `The answer of ${this.#options.endpoint} to "${operation}" is not one of Palette's.`,
      why,
      next: "Check the endpoint, and whether a proxy answers in its place.",
    });
  }

  #unreachable({ operation }: Call, failure: ConnectionFailure): EdgelabError {
    return new EdgelabError("UNREACHABLE", {
      what: `Cannot reach Palette at ${this.#options.endpoint} to ${operation}: ${failure.message}.`,
      next: "Check the endpoint, and that this machine has a route to it (proxy, VPN, firewall).",
      cause: failure,
    });
  }
}

interface Page<Item> {
  readonly items?: readonly Item[] | null;
  readonly listmeta?: { readonly continue?: string | null } | null;
}

interface Identified {
  readonly metadata: Reference;
}

/** Longest wait that a `Retry-After` may ask for, in milliseconds. */
const maxWaitMs = 120_000;

/** From the answer that an error was made of; not the caller's business. */
const retryAfter = new WeakMap<Error, string | undefined>();

function retryAfterMs(error: Error): number | undefined {
  const value = retryAfter.get(error);
  if (value === undefined) return undefined;
  const ms = /^\d+$/.test(value) ? Number(value) * 1000 : Date.parse(value) - Date.now();
  return Number.isNaN(ms) ? undefined : Math.max(0, ms);
}

/** 0.5 s doubling to 16 s, with jitter so that labs that were refused together do not come back together. */
function backoffMs(attempt: number): number {
  return Math.min(16_000, 500 * 2 ** (attempt - 1)) * (0.5 + Math.random() / 2);
}

function isTemporary(error: unknown): boolean {
  return error instanceof PaletteError
    ? error.status === 429 || error.status > 500
    : error instanceof ConnectionFailure;
}

/** The server may have done what it was asked for, although it did not say so. */
function isAnswerLost(error: unknown): boolean {
  return error instanceof PaletteError
    ? error.status > 500
    : error instanceof ConnectionFailure && error.mayHaveArrived;
}

function queryText(query: Call["query"]): string {
  const parameters = new URLSearchParams();
  for (const [key, value] of Object.entries(query ?? {})) {
    if (value !== undefined) parameters.set(key, String(value));
  }
  return parameters.size === 0 ? "" : `?${parameters.toString()}`;
}

function jsonOrText(body: string): unknown {
  try {
    return JSON.parse(body) as unknown;
  } catch (error) {
    if (error instanceof SyntaxError) return body;
    throw error;
  }
}

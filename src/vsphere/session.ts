import { setMaxListeners } from "node:events";
import { type Abortable, orAborted, withDeadline } from "../core/abort.ts";
import { EdgelabError } from "../core/errors.ts";
import {
  compareVersions,
  type Data,
  decodeResponse,
  encodeRequest,
  knownVersions,
  latestVersion,
  type MethodName,
  type MoRef,
  moRef,
  type Params,
  type Returned,
  SoapFault,
  soapAction,
} from "../vim25/index.ts";
import { FaultError, isFault } from "./fault-error.ts";
import { isRepeatable, isSessionBound } from "./method-class.ts";
import type { TlsSettings } from "../core/tls.ts";
import type { ConnectOptions } from "./options.ts";
import { retrying } from "./retrying.ts";
import { scrub } from "./scrub.ts";
import { HttpsEndpoint } from "./transport/https-endpoint.ts";
import { type HttpAnswer, type HttpRequest, type Transport, TransportError } from "./transport/transport.ts";

export interface CallOptions extends Abortable {
  /** What the call is for, as in `Cannot ${what}.`: `clone "demo-1-anna"`. */
  readonly what?: string | undefined;
  /** Deadline of one attempt, in milliseconds. @default 120_000 */
  readonly timeoutMs?: number | undefined;
}

/** What a session has cost so far. */
export interface CallStats {
  /** SOAP calls by method. */
  readonly calls: ReadonlyMap<string, number>;
  /** SOAP calls in all, login and logout included. */
  readonly total: number;
  readonly bytesIn: number;
  readonly bytesOut: number;
}

const serviceInstance = moRef("ServiceInstance", "ServiceInstance");
/** Every release since 6.0 understands it: good enough to ask the server which version it speaks. */
const firstVersion = "6.0";
const callTimeoutMs = 120_000;
const closeTimeoutMs = 10_000;
/** A session's idle time-out is 30 minutes by default; govmomi's keep-alive uses the same 10. */
const keepAliveMs = 10 * 60_000;

/** One login. Every SOAP call goes through {@link call}, which logs in again once when the session has ended. */
export class Session {
  readonly content: Data<"ServiceContent">;
  /** The API version spoken: the newest that both sides know. */
  readonly version: string;
  /** Names of objects that were met, by moid, for messages. */
  readonly names = new Map<string, string>();
  readonly #transport: Transport;
  readonly #options: ConnectOptions;
  readonly #calls = new Map<string, number>();
  readonly #others: HttpsEndpoint[] = [];
  #operations = 0;
  #generation = 0;
  #login: Promise<void> | undefined;
  #keepAlive: NodeJS.Timeout | undefined;
  #lastCall = 0;
  #isOpen = false;

  private constructor(transport: Transport, options: ConnectOptions, content: Data<"ServiceContent">, version: string) {
    this.#transport = transport;
    this.#options = options;
    this.content = content;
    this.version = version;
  }

  /** Asks who the server is, refuses what is no vCenter, and logs in. */
  static async open(transport: Transport, options: ConnectOptions, { signal }: Abortable): Promise<Session> {
    const stranger = new Session(transport, options, undefined as unknown as Data<"ServiceContent">, firstVersion);
    const content = await stranger.#attempt(
      "RetrieveServiceContent",
      serviceInstance,
      {},
      { signal, what: `talk to ${options.url}` },
    );
    const { about } = content;
    if (about.apiType !== "VirtualCenter" && options.allowStandaloneHost !== true) {
      throw new EdgelabError("UNSUPPORTED", {
        what: `${new URL(options.url).host} is a standalone ESXi host (${about.fullName}), not a vCenter.`,
        why: "A host by itself cannot clone virtual machines.",
        next: "Give the address of the vCenter that manages it.",
      });
    }
    const session = new Session(transport, options, content, commonVersion(about.apiVersion));
    for (const [method, count] of stranger.#calls) session.#calls.set(method, count);
    await session.#logIn({ signal });
    session.#startKeepAlive();
    return session;
  }

  /** Counts the logins; objects that are bound to a session die with its number. */
  get generation(): number {
    return this.#generation;
  }

  get stats(): CallStats {
    const calls = new Map(this.#calls);
    const traffic = [this.#transport.traffic, ...this.#others.map((other) => other.traffic)];
    return {
      calls,
      total: [...calls.values()].reduce((sum, count) => sum + count, 0),
      bytesIn: traffic.reduce((sum, { bytesIn }) => sum + bytesIn, 0),
      bytesOut: traffic.reduce((sum, { bytesOut }) => sum + bytesOut, 0),
    };
  }

  /** Of the vCenter, as it was given. */
  get url(): URL {
    return new URL(this.#options.url);
  }

  /** How the vCenter's certificate is verified. */
  get tls(): TlsSettings {
    return this.#options.tls;
  }

  /** Another server that the vCenter sends us to, as an ESXi host. It gets no cookie; it is closed with the session. */
  otherServer(url: URL, tls: TlsSettings): HttpsEndpoint {
    const server = new HttpsEndpoint(url, tls);
    this.#others.push(server);
    return server;
  }

  /**
   * A request that is no SOAP: `/folder`, `/screen`, `/nfc`. Any status resolves.
   *
   * @param server one of {@link otherServer}; the vCenter, with the session's cookie, when left out
   */
  async http(request: HttpRequest, options: Abortable, server?: HttpsEndpoint): Promise<HttpAnswer> {
    setMaxListeners(0, options.signal);
    const start = performance.now();
    let answer: HttpAnswer | undefined;
    let failure: unknown;
    try {
      answer = await (server ?? this.#transport).http(request, options);
      if (server === undefined) this.#lastCall = Date.now();
      return answer;
    } catch (error) {
      failure = error;
      throw error;
    } finally {
      const [path = "", page = ""] = /^\/([^/?]*)/.exec(request.path) ?? [];
      const { body } = request;
      this.#options.trace?.({
        method: `${request.method} ${path}`,
        object: objectOf(request.path.slice(page.length + 1), page),
        status: answer?.status,
        durationMs: performance.now() - start,
        bytesOut: body === undefined ? 0 : body instanceof Uint8Array ? body.length : body.sizeBytes,
        bytesIn: Number(answer?.headers["content-length"] ?? 0),
        error: failure instanceof Error ? failure.message : undefined,
      });
    }
  }

  /**
   * One call. What is safe to repeat is repeated after a cut connection; after `NotAuthenticated` comes one new login,
   * and the call again unless it is on an object that died with the old session.
   *
   * @throws {FaultError} for a fault, {@link TransportError} when no answer came
   */
  async call<M extends MethodName>(
    method: M,
    self: MoRef,
    params: Params<M>,
    options: CallOptions,
  ): Promise<Returned<M>> {
    setMaxListeners(0, options.signal); // as many as there are calls under way
    const generation = this.#generation;
    try {
      return await this.#persist(method, self, params, options);
    } catch (error) {
      if (!isFault(error, "NotAuthenticated") || method === "Login" || method === "Logout") throw error;
      await this.#logInAgain(generation, options);
      if (isSessionBound(method, self, this.content)) throw error;
      return await this.#persist(method, self, params, options);
    }
  }

  async #persist<M extends MethodName>(
    method: M,
    self: MoRef,
    params: Params<M>,
    options: CallOptions,
  ): Promise<Returned<M>> {
    return await retrying(() => this.#attempt(method, self, params, options), {
      signal: options.signal,
      isRetryable: (error) =>
        error instanceof TransportError
          ? error.isTemporary && (!error.maySucceed || isRepeatable(method))
          : error instanceof FaultError && error.reaction === "retry",
    });
  }

  async #attempt<M extends MethodName>(
    method: M,
    self: MoRef,
    params: Params<M>,
    options: CallOptions,
  ): Promise<Returned<M>> {
    const { trace, record, operationId } = this.#options;
    this.#operations += 1;
    this.#calls.set(method, (this.#calls.get(method) ?? 0) + 1);
    const request = encodeRequest(method, self, params, {
      version: this.version,
      operationId: `${operationId}-${this.#operations}`,
    });
    const start = performance.now();
    let answer: { readonly status: number; readonly body: string } | undefined;
    let failure: unknown;
    try {
      answer = await this.#transport.soap(
        { body: request, action: soapAction(this.version), timeoutMs: options.timeoutMs ?? callTimeoutMs },
        options,
      );
      this.#lastCall = Date.now();
      return decodeResponse(method, answer.body);
    } catch (error) {
      failure =
        error instanceof SoapFault
          ? new FaultError(error, { method, object: self, what: options.what, names: this.names })
          : error;
      throw failure;
    } finally {
      trace?.({
        method,
        object: self.value,
        status: answer?.status,
        durationMs: performance.now() - start,
        bytesOut: request.length,
        bytesIn: answer?.body.length ?? 0,
        error: failure instanceof Error ? failure.message : undefined,
      });
      record?.({ method, request: scrub(request), response: answer && scrub(answer.body), status: answer?.status });
    }
  }

  async #logIn({ signal }: Abortable): Promise<void> {
    const { username, password } = this.#options;
    const { sessionManager } = this.content;
    if (sessionManager === undefined)
      throw new EdgelabError("PROTOCOL", { what: "The server has no session manager." });
    this.#transport.forgetSession();
    await this.#attempt(
      "Login",
      sessionManager,
      { userName: username, password: password.reveal() },
      { signal, what: `log in to ${new URL(this.#options.url).host} as "${username}"` },
    );
    this.#isOpen = true;
    this.#generation += 1;
  }

  /** However many calls find the session ended, one login follows. */
  async #logInAgain(seen: number, options: Abortable): Promise<void> {
    if (this.#generation !== seen) return;
    const own = { signal: new AbortController().signal }; // shared: one caller's abort must not fail the others
    this.#login ??= this.#logIn(own).finally(() => (this.#login = undefined));
    await orAborted(this.#login, options);
  }

  /** For what is not SOAP and was answered 401: looks whether the session lives, and logs in when it does not. */
  async ensureLoggedIn(options: Abortable): Promise<void> {
    const { sessionManager, propertyCollector } = this.content;
    const seen = this.#generation;
    if (sessionManager === undefined) return;
    const propSet = [{ type: "SessionManager", pathSet: ["currentSession"] }];
    const specSet = [{ propSet, objectSet: [{ obj: sessionManager }] }];
    const result = await this.call("RetrievePropertiesEx", propertyCollector, { specSet, options: {} }, options);
    const isLive = result?.objects.some(({ propSet: found }) => (found?.length ?? 0) > 0) === true;
    if (!isLive) await this.#logInAgain(seen, options);
  }

  #startKeepAlive(): void {
    this.#keepAlive = setInterval(() => {
      if (Date.now() - this.#lastCall < keepAliveMs * 0.9) return;
      // What this call would tell, the next real call finds out by itself and handles.
      this.call("CurrentTime", serviceInstance, {}, { signal: AbortSignal.timeout(callTimeoutMs) }).catch(
        () => undefined,
      );
    }, keepAliveMs).unref();
  }

  async serverTime(options: Abortable): Promise<Date> {
    return await this.call("CurrentTime", serviceInstance, {}, options);
  }

  /** Logs out under a deadline of its own, whatever happened before. A session that has ended already is fine. */
  async close(): Promise<void> {
    clearInterval(this.#keepAlive);
    const { sessionManager } = this.content;
    const isOpen = this.#isOpen;
    this.#isOpen = false;
    try {
      if (!isOpen || sessionManager === undefined) return;
      await withDeadline(closeTimeoutMs, "logging out", { signal: new AbortController().signal }, async (options) =>
        this.#attempt("Logout", sessionManager, {}, { ...options, what: "log out" }),
      );
    } catch (error) {
      const isHarmless =
        isFault(error, "NotAuthenticated") || error instanceof TransportError || error instanceof EdgelabError;
      if (!isHarmless) throw error;
    } finally {
      this.#transport.close();
      for (const other of this.#others) other.close();
    }
  }
}

/** What a path names, without its query. The path of a lease's file holds a ticket that opens it: only its name is told. */
function objectOf(path: string, page: string): string {
  const [plain = ""] = path.split("?");
  const shown = page === "nfc" ? plain.slice(plain.lastIndexOf("/") + 1) : plain;
  try {
    return decodeURIComponent(shown);
  } catch {
    return shown; // of a URL that a server made up
  }
}

/** A newer server understands an older version; what an older one makes of a newer version nobody wrote down. */
function commonVersion(server: string): string {
  const known = /^\d{1,3}(\.\d{1,3}){0,3}$/.test(server) ? server : firstVersion;
  if (compareVersions(known, latestVersion) >= 0) return latestVersion;
  return knownVersions.find((version) => compareVersions(version, known) <= 0) ?? firstVersion;
}

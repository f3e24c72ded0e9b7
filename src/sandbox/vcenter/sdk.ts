import type { IncomingMessage, ServerResponse } from "node:http";
import { TLSSocket } from "node:tls";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import type { MethodName, MoRef, Params, Poly, Returned } from "../../vim25/schema.ts";
import {
  type Call as WireCall,
  compareVersions,
  decodeRequest,
  encodeFault,
  encodeResponse,
  isManagedA,
  methods as wireMethods,
  parseSoapAction,
  WireError,
} from "../../vim25/index.ts";
import { setSessionCookie } from "./cookies.ts";
import { Fault, fault } from "./fault.ts";
import type { Injection, Injections } from "./injections.ts";
import type { Call, ManagedObject } from "./managed-object.ts";
import { checkMethodPrivilege, type Privileges } from "./privileges.ts";
import { fetchProperty } from "./property/property-collector.ts";
import { apiVersion } from "./service-content.ts";
import { Session } from "./session.ts";
import type { SessionManager } from "./session-manager.ts";
import { disabledMethods } from "./vm/vm-properties.ts";
import { VirtualMachine } from "./vm/virtual-machine.ts";
import { objectNotFound, type World } from "./world.ts";

const compress = promisify(gzip);

/** Larger requests are refused: the largest real ones, OVF descriptors, are far below. */
const maxRequestBytes = 8 * 2 ** 20;

/** Answers from this size on are compressed for clients that ask for it. */
const compressFromBytes = 16 * 1024;

interface Parts {
  readonly world: World;
  readonly sessions: SessionManager;
  readonly privileges: Privileges;
  readonly injections: Injections;
  readonly calls: Map<MethodName, number>;
}

/** An answer that never comes: the connection is cut. */
class Dropped extends Error {}

/** An answer that no SOAP server gave. */
class PlainStatus extends Error {
  readonly status: number;
  constructor(status: number) {
    super(`HTTP ${status}`);
    this.status = status;
  }
}

/** `POST /sdk`: decodes a call, finds whom it is for, runs it, encodes what came of it. */
export class SdkEndpoint {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  async serve(request: IncomingMessage, response: ServerResponse, cookie: string | undefined): Promise<void> {
    const version = effectiveVersion(request.headers["soapaction"]);
    const hangUp = new AbortController();
    response.once("close", () => hangUp.abort());
    const respond = async (status: 200 | 500, body: string): Promise<void> => {
      const headers = { "Content-Type": "text/xml; charset=utf-8", "Cache-Control": "no-cache" };
      const bytes = Buffer.from(body);
      const wantsGzip = bytes.length >= compressFromBytes && /\bgzip\b/.test(request.headers["accept-encoding"] ?? "");
      const sent = wantsGzip ? await compress(bytes, { level: 1 }) : bytes;
      response.writeHead(status, {
        ...headers,
        ...(wantsGzip && { "Content-Encoding": "gzip" }),
        "Content-Length": sent.length,
      });
      response.end(sent);
    };
    try {
      const wire = decode(await readBody(request), version);
      const client = { userAgent: request.headers["user-agent"] ?? "", ipAddress: request.socket.remoteAddress ?? "" };
      const setCookie = (session: Session): void => {
        const isSecure = request.socket instanceof TLSSocket;
        response.setHeader("Set-Cookie", setSessionCookie(session.cookie, isSecure));
      };
      const result = await this.#run(wire, { version, cookie, client, setCookie, signal: hangUp.signal });
      await respond(200, encodeResponse(wire.method, result, { version }));
    } catch (error) {
      if (error instanceof Dropped || response.destroyed) return void response.destroy();
      if (error instanceof PlainStatus) {
        response.writeHead(error.status, { "Content-Type": "text/plain" }).end(error.message);
        return;
      }
      const known = error instanceof Fault ? error : systemError(error);
      await respond(500, encodeFault(known.fault, known.message, { version }));
    }
  }

  /** The order in which things are refused is vCenter's: session, object, method, state, privilege. */
  async #run(
    { method, self, params, operationId }: WireCall,
    caller: {
      readonly version: string;
      readonly cookie: string | undefined;
      readonly client: { readonly userAgent: string; readonly ipAddress: string };
      readonly setCookie: (session: Session) => void;
      readonly signal: AbortSignal;
    },
  ): Promise<Returned<MethodName>> {
    const { world, sessions, privileges, injections, calls } = this.#parts;
    calls.set(method, (calls.get(method) ?? 0) + 1);
    const loggedIn = sessions.find(caller.cookie);
    if (!loggedIn && !isAnonymous(method, self)) throw notAuthenticated(self);
    const session = loggedIn ?? new Session({ userName: "", ...caller.client, nowMs: world.clock.now() });
    const object = session.find(self.value) ?? world.find(self.value);
    if (!object || !fits(object, self)) throw objectNotFound(self);
    const run = method === "Fetch" ? fetchFrom(object) : object.method(method);
    if (!run && !(method === "Login" && object === sessions)) throw notThere(object, method);
    if (object instanceof VirtualMachine && disabledMethods(object).includes(method)) {
      throw fault("MethodDisabled", {}, "The method is disabled.");
    }
    const injection = injections.match(method, object.ref.value);
    const call: Call = {
      session,
      privileges,
      version: caller.version,
      operationId,
      signal: caller.signal,
      taskFault: injection?.fault && injection.at === "task" ? injectedFault(injection) : undefined,
    };
    if (injection) await this.#inject(injection, caller.signal);
    checkMethodPrivilege(call, method, object);
    const result = run ? await run(params, call) : this.#login(params as Params<"Login">, caller, loggedIn);
    if (injection?.drop === "after") throw new Dropped();
    return result as Returned<MethodName>;
  }

  #login(
    { userName, password }: Params<"Login">,
    caller: {
      readonly client: { userAgent: string; ipAddress: string };
      readonly setCookie: (session: Session) => void;
    },
    current: Session | undefined,
  ): Returned<"Login"> {
    const session = this.#parts.sessions.login(userName, password, caller.client, current);
    caller.setCookie(session);
    return session.info;
  }

  async #inject(injection: Injection, signal: AbortSignal): Promise<void> {
    if (injection.delayMs !== undefined) {
      try {
        await this.#parts.world.clock.sleep(injection.delayMs, { signal });
      } catch (error) {
        throw new Dropped("the caller hung up", { cause: error });
      }
    }
    if (injection.drop === "before") throw new Dropped();
    if (injection.httpStatus !== undefined) throw new PlainStatus(injection.httpStatus);
    if (injection.fault && injection.at !== "task") throw injectedFault(injection);
  }
}

/** What the caller speaks, but nothing newer than this server does. */
function effectiveVersion(soapAction: string | string[] | undefined): string {
  const asked = parseSoapAction(String(soapAction ?? ""));
  return asked !== undefined && compareVersions(asked, apiVersion) < 0 ? asked : apiVersion;
}

function decode(xml: string, version: string): WireCall {
  try {
    return decodeRequest(xml, { version });
  } catch (error) {
    if (!(error instanceof WireError)) throw error;
    if (error.kind === "unknown-method") {
      const receiver: MoRef = { type: "ManagedObject", value: "" };
      throw fault("MethodNotFound", { receiver, method: error.tag ?? "" }, error.message);
    }
    throw fault("InvalidRequest", {}, error.message);
  }
}

/** Readable without a login: the way to one. */
function isAnonymous(method: string, self: MoRef): boolean {
  if (method === "RetrieveServiceContent" || method === "Login" || method === "CurrentTime") return true;
  return method === "Fetch" && self.value === "ServiceInstance";
}

/** ovftool names an object by a base class of its own. */
function fits(object: ManagedObject, { type }: MoRef): boolean {
  return isManagedA(object.ref.type, type as "ManagedObject");
}

function fetchFrom(object: ManagedObject): (params: unknown, call: Call) => unknown {
  return (params, call) => fetchProperty(object, params as Params<"Fetch">, call);
}

function notThere(object: ManagedObject, method: MethodName): Fault {
  const { on } = wireMethods[method];
  return isManagedA(object.ref.type, on)
    ? fault("NotSupported", {}, `The operation ${method} is not supported on the object.`)
    : fault("MethodNotFound", { receiver: object.ref, method }, `${object.ref.type} has no method ${method}.`);
}

function notAuthenticated(object: MoRef): Fault {
  return fault("NotAuthenticated", { object, privilegeId: "System.View" }, "The session is not authenticated.");
}

function injectedFault({ fault: injected }: Injection): Fault {
  const { _type = "SystemError" } = injected ?? {};
  return new Fault({ ...injected, _type } as unknown as Poly<"MethodFault">, `Injected: ${_type}`);
}

function systemError(error: unknown): Fault {
  const reason = error instanceof Error ? error.message : String(error);
  return fault("SystemError", { reason }, `A general system error occurred: ${reason}`);
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maxRequestBytes) throw new PlainStatus(413);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

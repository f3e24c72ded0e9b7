import { once } from "node:events";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Assignment, AgentLink } from "../../src/sandbox/agent-link.ts";
import { Listener } from "../../src/sandbox/listener.ts";
import { createServerIdentity } from "../../src/sandbox/tls.ts";

export interface Answer {
  readonly status: number;
  readonly body?: unknown;
}

interface Registration {
  readonly metadata: { readonly uid: string; readonly labels: Readonly<Record<string, string>> };
  readonly spec: {
    readonly host: Readonly<Record<string, unknown>>;
    readonly device: Readonly<Record<string, unknown>>;
  };
}

/** The registration call of a Palette over real HTTPS, answered as a test says, and an agent link that tests drive. */
export async function paletteDouble() {
  const identity = await createServerIdentity(Date.now());
  const listener = await Listener.open(identity, undefined);
  const registrations: Registration[] = [];
  const sockets = new Set<unknown>();
  let answer: (body: Registration) => Answer = () => ({ status: 200, body: {} });
  listener.handle((request, response) => void serve(request, response));
  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    sockets.add(request.socket);
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    await once(request, "end");
    const body = JSON.parse(Buffer.concat(chunks).toString("utf8")) as Registration;
    registrations.push(body);
    const { status, body: text = {} } = answer(body);
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(text));
  }
  return {
    endpoint: `127.0.0.1:${listener.port}`,
    caPem: identity.caPem,
    registrations,
    /** How many connections have been made. */
    sockets,
    answerWith: (next: typeof answer) => {
      answer = next;
    },
    [Symbol.asyncDispose]: () => listener.close(),
  };
}

/** An {@link AgentLink} whose clusters tests hand out. */
export function agentDouble() {
  const contacts = new Map<string, AbortSignal>();
  const reports: string[] = [];
  const waiting = new Map<string, (value: never) => void>();
  const wait = <T>(key: string, signal: AbortSignal) =>
    new Promise<T>((resolve, reject) => {
      waiting.set(key, resolve as (value: never) => void);
      signal.addEventListener("abort", () => reject(signal.reason as Error), { once: true });
    });
  const link: AgentLink = {
    connect: (hostUid, { signal }) => void contacts.set(hostUid, signal),
    assignment: (hostUid, { signal }) => wait<Assignment>(`assign ${hostUid}`, signal),
    report: (hostUid, clusterUid, step) => void reports.push(`${hostUid} ${clusterUid} ${step}`),
    released: (hostUid, clusterUid, { signal }) => wait<void>(`release ${hostUid} ${clusterUid}`, signal),
  };
  return {
    link,
    contacts,
    reports,
    isWaiting: (key: string) => waiting.has(key),
    resolve: (key: string, value?: Assignment) => {
      waiting.get(key)?.(value as never);
      waiting.delete(key);
    },
  };
}

import { Agent, request } from "node:https";
import { isIP } from "node:net";
import { rootCertificates } from "node:tls";
import { type Abortable, withDeadline } from "../../core/abort.ts";
import { sha256 } from "../../core/sha256.ts";
import { ProxyAgent } from "./proxy-agent.ts";

/** How a guest reaches Palette, from its user-data. */
export interface PaletteAccess {
  /** Host and optional port. */
  readonly endpoint: string;
  readonly caCerts: readonly string[];
  readonly insecureSkipVerify: boolean;
  readonly httpsProxy: string | undefined;
  readonly noProxy: readonly string[];
}

export type RegistrationAnswer =
  | { readonly outcome: "registered" }
  /** Palette said no: `status` with its code and message. */
  | { readonly outcome: "refused"; readonly status: number; readonly message: string }
  /** No answer came. */
  | { readonly outcome: "unreachable"; readonly message: string };

const timeoutMs = 30_000;
const largestAnswer = 1 << 20;

/**
 * Registers Edge hosts over HTTPS. Guests with the same trust settings share connections.
 * It reaches loopback only: a simulated machine must never send its token to a Palette outside.
 */
export class Registrar {
  readonly #agents = new Map<string, Agent>();

  /** `POST /v1/edgehosts/register`. */
  async register(access: PaletteAccess, body: unknown, options: Abortable): Promise<RegistrationAnswer> {
    const url = endpointUrl(access.endpoint);
    const outside = [url, proxyFor(access, url)].find((target) => target && !isLoopback(target.hostname));
    if (!url) return { outcome: "unreachable", message: `lookup ${access.endpoint}: no such host` };
    if (outside) {
      const message = `${outside.host}: no route to host (the sandbox's network reaches this machine only)`;
      return { outcome: "unreachable", message };
    }
    try {
      return await withDeadline(timeoutMs, `registering at ${url.host}`, options, (bounded) =>
        this.#post(url, access, JSON.stringify(body), bounded),
      );
    } catch (error) {
      options.signal.throwIfAborted();
      return { outcome: "unreachable", message: error instanceof Error ? error.message : String(error) };
    }
  }

  close(): void {
    for (const agent of this.#agents.values()) agent.destroy();
    this.#agents.clear();
  }

  #post(url: URL, access: PaletteAccess, body: string, { signal }: Abortable): Promise<RegistrationAnswer> {
    return new Promise((resolve, reject) => {
      const headers = { "content-type": "application/json", "content-length": Buffer.byteLength(body) };
      const call = request(url, { method: "POST", headers, agent: this.#agentFor(access, url), signal }, (response) => {
        const chunks: Buffer[] = [];
        let length = 0;
        response.on("data", (chunk: Buffer) => {
          length += chunk.length;
          if (length <= largestAnswer) chunks.push(chunk);
          else response.destroy(new Error(`the answer is larger than ${largestAnswer} bytes`));
        });
        response.on("error", reject);
        response.on("end", () => {
          const status = response.statusCode ?? 0;
          if (status >= 200 && status < 300) resolve({ outcome: "registered" });
          else resolve({ outcome: "refused", status, message: errorText(Buffer.concat(chunks).toString("utf8")) });
        });
      });
      call.on("error", reject);
      call.end(body);
    });
  }

  #agentFor(access: PaletteAccess, url: URL): Agent {
    const proxy = proxyFor(access, url);
    const key = sha256(...access.caCerts, "|", String(access.insecureSkipVerify), "|", proxy?.href ?? "");
    const known = this.#agents.get(key);
    if (known) return known;
    const options = {
      keepAlive: true,
      maxSockets: 8,
      rejectUnauthorized: !access.insecureSkipVerify,
      ...(access.caCerts.length > 0 && { ca: [...rootCertificates, ...access.caCerts] }),
    };
    const agent = proxy ? new ProxyAgent(proxy, options) : new Agent(options);
    this.#agents.set(key, agent);
    return agent;
  }
}

/** `paletteEndpoint` takes no scheme and no path; with one it is no host name. */
function endpointUrl(endpoint: string): URL | undefined {
  if (/[/\s@]/.test(endpoint) || !URL.canParse(`https://${endpoint}`)) return undefined;
  return new URL("/v1/edgehosts/register", `https://${endpoint}`);
}

function proxyFor({ httpsProxy, noProxy }: PaletteAccess, url: URL | undefined): URL | undefined {
  if (!httpsProxy || !url || !URL.canParse(httpsProxy)) return undefined;
  const { hostname } = url;
  const isExempt = noProxy.some(
    (rule) => hostname === rule || hostname.endsWith(rule.startsWith(".") ? rule : `.${rule}`),
  );
  return isExempt ? undefined : new URL(httpsProxy);
}

function isLoopback(hostname: string): boolean {
  const host = hostname.replace(/^\[|\]$/g, "");
  return host === "localhost" || host === "::1" || (isIP(host) === 4 && host.startsWith("127."));
}

/** Palette's `code: message`, or the start of whatever came instead. */
function errorText(body: string): string {
  try {
    const { code, message } = JSON.parse(body) as { code?: unknown; message?: unknown };
    return `${String(code)}: ${String(message)}`;
  } catch (error) {
    if (error instanceof SyntaxError) return body.slice(0, 200);
    throw error;
  }
}

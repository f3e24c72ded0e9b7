import { request } from "node:http";
import { Agent, type AgentOptions } from "node:https";
import type { Duplex } from "node:stream";
import { connect, type ConnectionOptions } from "node:tls";

/** HTTPS through an HTTP proxy's CONNECT (RFC 9110, 9.3.6). */
export class ProxyAgent extends Agent {
  readonly #proxy: URL;

  constructor(proxy: URL, options: AgentOptions) {
    super(options);
    this.#proxy = proxy;
  }

  override createConnection(
    options: ConnectionOptions,
    done: (error: Error | null, socket?: Duplex) => void,
  ): undefined {
    const path = `${options.host}:${options.port}`;
    const { hostname, port, username, password } = this.#proxy;
    const auth = username ? `${decodeURIComponent(username)}:${decodeURIComponent(password)}` : undefined;
    const call = request({
      method: "CONNECT",
      hostname,
      port: port || 3128,
      path,
      ...(auth && { auth }),
      agent: false,
    });
    call.once("connect", (response, socket) => {
      if (response.statusCode === 200) done(null, connect({ ...options, socket }));
      else done(new Error(`proxy ${this.#proxy.host} answered ${response.statusCode} to CONNECT ${path}`));
    });
    call.once("error", done);
    call.end();
  }
}

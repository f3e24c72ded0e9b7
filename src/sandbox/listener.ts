import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer, type Server } from "node:https";
import type { AddressInfo } from "node:net";
import { EdgelabError } from "../core/errors.ts";
import type { ServerIdentity } from "./tls.ts";

export type Handler = (request: IncomingMessage, response: ServerResponse) => void;

/** An HTTPS server on loopback that has its port before it has its handler. */
export class Listener {
  readonly #server: Server;
  #handler: Handler = (_, response) => void response.writeHead(503).end();
  readonly port: number;

  private constructor(server: Server) {
    this.#server = server;
    this.port = (server.address() as AddressInfo).port;
    server.on("request", (request: IncomingMessage, response: ServerResponse) => this.#handler(request, response));
  }

  /**
   * @param wanted the port to take, and whether only that one will do
   * @throws {EdgelabError} SANDBOX when that port is taken
   */
  static async open(
    identity: ServerIdentity,
    wanted: { port: number; isFixed: boolean } | undefined,
  ): Promise<Listener> {
    // Uploads of installer images and waits for updates take as long as they take.
    const server = createServer({ key: identity.keyPem, cert: identity.certPem, requestTimeout: 0 });
    server.keepAliveTimeout = 60_000;
    try {
      await listen(server, wanted?.port ?? 0);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EADDRINUSE") throw error;
      if (wanted?.isFixed) {
        throw new EdgelabError("SANDBOX", {
          what: `The sandbox cannot listen on 127.0.0.1:${wanted.port}: another program does.`,
          next: "choose another port, or none",
          cause: error,
        });
      }
      await listen(server, 0);
    }
    return new Listener(server);
  }

  get url(): string {
    return `https://127.0.0.1:${this.port}`;
  }

  handle(handler: Handler): void {
    this.#handler = handler;
  }

  async close(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    this.#server.closeAllConnections();
    await closed;
  }
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => {
      server.off("error", reject);
      resolve();
    });
  });
}

import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { createServerIdentity } from "../../src/sandbox/tls.ts";

export interface HttpsServer extends AsyncDisposable {
  /** `https://127.0.0.1:port` */
  readonly url: string;
  /** PEM text of the authority that signed its certificate. */
  readonly ca: string;
  /** PEM text of its own certificate. */
  readonly certificate: string;
}

let identity: ReturnType<typeof createServerIdentity> | undefined;

/** An HTTPS server on loopback. Closing it cuts what is still open. */
export async function startHttps(
  handle: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<HttpsServer> {
  identity ??= createServerIdentity(Date.now(), ["10.0.2.2"]); // and as guests of QEMU see this machine
  const { caPem, certPem, keyPem } = await identity;
  const server = createServer({ cert: certPem, key: keyPem }, handle);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `https://127.0.0.1:${(server.address() as AddressInfo).port}`,
    ca: caPem,
    certificate: certPem,
    async [Symbol.asyncDispose]() {
      await new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      });
    },
  };
}

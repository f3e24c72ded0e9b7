import type { ConfigurationOptions, CoreV1Api } from "@kubernetes/client-node";
import type { RequestOptions } from "node:https";
import type { Abortable } from "../core/abort.ts";
import { EdgelabError } from "../core/errors.ts";
import { type HttpGetAnswer, httpGet } from "./http-get.ts";

/** A cluster's API server, with the rights of the kubeconfig's current user. */
export interface ClusterAccess {
  readonly server: URL;
  readonly core: CoreV1Api;
  /** For each call on `core`: without it the library neither stops nor gives up. */
  readonly during: (options: Abortable) => ConfigurationOptions;
  /** GET of a path below the server's address, for what has no typed call. */
  readonly get: (path: string, options: Abortable) => Promise<HttpGetAnswer>;
}

const requestTimeoutMs = 15_000;

/** @throws {EdgelabError} CHECK_FAILED for a kubeconfig that names no server */
export async function openCluster(kubeconfig: string): Promise<ClusterAccess> {
  const { CoreV1Api: Core, KubeConfig, Observable } = await import("@kubernetes/client-node"); // costs half a second
  const config = new KubeConfig();
  let server: URL;
  try {
    config.loadFromString(kubeconfig);
    server = new URL(config.getCurrentCluster()?.server ?? "");
  } catch {
    // The parser's error quotes the file, credentials and all.
    throw new EdgelabError("CHECK_FAILED", {
      what: "The cluster's kubeconfig is not usable.",
      why: "It is no YAML, or its current context names no cluster with a server.",
    });
  }
  return {
    server,
    core: config.makeApiClient(Core),
    during({ signal }) {
      const deadline = AbortSignal.any([signal, AbortSignal.timeout(requestTimeoutMs)]);
      return {
        middlewareMergeStrategy: "append",
        middleware: [
          {
            pre: (context) => {
              context.setSignal(deadline);
              return new Observable(Promise.resolve(context));
            },
            post: (context) => new Observable(Promise.resolve(context)),
          },
        ],
      };
    },
    async get(path, { signal }) {
      const options: RequestOptions = { headers: { Accept: "*/*" } };
      await config.applyToHTTPSOptions(options);
      const url = new URL(`${server.href.replace(/\/$/, "")}${path}`);
      return await httpGet(url, options, { signal, timeoutMs: requestTimeoutMs });
    },
  };
}

/** An error of the client library or of a connection as a clause. The library's own message repeats headers and body. */
export function describeError(error: unknown): string {
  const { code, body } = error as { readonly code?: unknown; readonly body?: unknown };
  if (typeof code === "number") return `the API server answers ${code}: ${statusMessage(body) ?? "no reason given"}`;
  const { message, name } = error as Error;
  if (name === "AbortError") return `no answer in ${requestTimeoutMs / 1000} s`; // the caller's own abort never gets here
  const known: Readonly<Record<string, string>> = {
    ECONNREFUSED: "connection refused",
    ECONNRESET: "connection cut",
    EHOSTUNREACH: "no route to it",
    ENETUNREACH: "no route to it",
    ENOTFOUND: "its name is not known to DNS",
    ETIMEDOUT: "no answer",
  };
  return known[String(code)] ?? message;
}

/** `message` of a Kubernetes Status, which may come as text. */
export function statusMessage(body: unknown): string | undefined {
  const value = typeof body === "string" ? parse(body) : body;
  const { kind, message } = (value ?? {}) as { readonly kind?: unknown; readonly message?: unknown };
  return kind === "Status" && typeof message === "string" ? message : undefined;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

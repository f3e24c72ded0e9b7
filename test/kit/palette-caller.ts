import { once } from "node:events";
import { request } from "node:https";
import type { SandboxConnection } from "../../src/sandbox/index.ts";

interface EdgeHost {
  readonly metadata: { readonly uid: string };
  readonly status: { readonly state: string; readonly health?: { readonly state: string } };
}

/** The few calls that tests make to a sandbox Palette by hand, without edgelab's own client. */
export function paletteCaller({ paletteEndpoint, apiKey, caPem }: SandboxConnection, projectUid: string) {
  async function call<T>(
    method: string,
    path: string,
    { body, project = false }: { body?: unknown; project?: boolean } = {},
  ): Promise<T | undefined> {
    const headers = { ApiKey: apiKey, "Content-Type": "application/json", ...(project && { ProjectUid: projectUid }) };
    const sent = request(`${paletteEndpoint}${path}`, { method, headers, ca: caPem, agent: false });
    sent.end(body === undefined ? undefined : JSON.stringify(body));
    const [response] = await once(sent, "response");
    const chunks: Buffer[] = [];
    for await (const chunk of response) chunks.push(chunk as Buffer);
    if (response.statusCode === 404) return undefined;
    const text = Buffer.concat(chunks).toString("utf8");
    if (response.statusCode >= 300) throw new Error(`${method} ${path}: ${response.statusCode} ${text}`);
    return JSON.parse(text) as T;
  }

  return {
    call,
    /** A registration token for the project, good for years. */
    newToken: async (name: string): Promise<string> => {
      const spec = { defaultProjectUid: projectUid, expiry: "2099-01-01T00:00:00.000Z" };
      const made = await call<{ uid: string }>("POST", "/v1/edgehosts/tokens", { body: { metadata: { name }, spec } });
      const token = await call<{ spec: { token: string } }>("GET", `/v1/edgehosts/tokens/${made?.uid}`);
      return token?.spec.token ?? "";
    },
    edgeHost: (uid: string) => call<EdgeHost>("GET", `/v1/edgehosts/${uid}`, { project: true }),
  };
}

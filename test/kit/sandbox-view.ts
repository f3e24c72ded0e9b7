import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { request } from "node:https";
import { execa } from "execa";
import type { CliHome } from "./cli.ts";

/** What `sandbox env` prints, by name. */
export async function sandboxEnvironment(home: CliHome): Promise<Readonly<Record<string, string>>> {
  const { result, stderr } = await home.edgelab(["sandbox", "env", "--json"]);
  if (!result) throw new Error(`sandbox env: ${stderr}`);
  const { type: _, ...variables } = result as Readonly<Record<string, string>>;
  return variables;
}

interface Call {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | undefined;
}

async function call(url: string, ca: string, { method = "GET", headers = {}, body }: Call = {}) {
  const sent = request(url, { method, headers, ca, agent: false, signal: AbortSignal.timeout(20_000) }).end(body);
  const [response] = await once(sent, "response");
  let text = "";
  for await (const chunk of response.setEncoding("utf8")) text += chunk;
  return { status: response.statusCode as number, text };
}

/** A call of Palette's REST API in the project Default, with nothing of edgelab in between. @throws unless it succeeds */
export async function palette(home: CliHome, method: string, path: string, body?: object): Promise<unknown> {
  const env = await sandboxEnvironment(home);
  const ca = await readFile(env["PALETTE_CA_CERTS"]!, "utf8");
  const send = async (verb: string, at: string, headers: Readonly<Record<string, string>>, content?: object) => {
    const { status, text } = await call(`${env["PALETTE_ENDPOINT"]}${at}`, ca, {
      method: verb,
      headers: { ApiKey: env["PALETTE_API_KEY"]!, "Content-Type": "application/json", ...headers },
      body: content && JSON.stringify(content),
    });
    if (status >= 300) throw new Error(`${verb} ${at}: ${status} ${text}`);
    return text === "" ? undefined : (JSON.parse(text) as unknown);
  };
  if (path.startsWith("/v1/edgehosts/tokens")) return send(method, path, {}, body); // the tenant's, not a project's
  const projects = (await send("GET", "/v1/dashboard/projects/metadata", {})) as Required<Items>;
  const { uid } = projects.items.find(({ metadata }) => metadata.name === "Default")!.metadata;
  return send(method, path, { ProjectUid: uid }, body);
}

type Items = { readonly items?: readonly { readonly metadata: { readonly name: string; readonly uid: string } }[] };

/** Every token, profile, Edge host and cluster of the project: `token edgelab-a-mia`. */
export async function paletteObjects(home: CliHome): Promise<readonly string[]> {
  // Palette keeps the record of a deleted cluster for days
  const notDeleted = { property: "isDeleted", type: "bool", condition: { bool: { value: false } } };
  const alive = { filter: { conjunction: "and", filterGroups: [{ conjunction: "and", filters: [notDeleted] }] } };
  const kinds = [
    ["token", "GET", "/v1/edgehosts/tokens"],
    ["profile", "POST", "/v1/dashboard/clusterprofiles", {}],
    ["Edge host", "POST", "/v1/dashboard/edgehosts/search", {}],
    ["cluster", "POST", "/v1/dashboard/spectroclusters/search", alive],
  ] as const;
  const found: string[] = [];
  for (const [kind, method, path, body] of kinds) {
    const { items } = (await palette(home, method, path, body)) as Items;
    found.push(...(items ?? []).map(({ metadata }) => `${kind} ${metadata.name} ${metadata.uid}`));
  }
  return found.sort();
}

/** govc with the environment that `sandbox env` prints; what it printed. @throws when it fails */
export async function govc(path: string, home: CliHome, ...args: readonly string[]): Promise<string> {
  const env = { ...(await sandboxEnvironment(home)), HOME: home.folder };
  return (await execa(path, args, { env, extendEnv: false, timeout: 30_000 })).stdout;
}

/** Every object in the VM folder and every file on the datastore, as govc sees them. */
export async function vcenterObjects(path: string, home: CliHome): Promise<readonly string[]> {
  const machines = await govc(path, home, "find", "-l", "-i", "/DC0/vm");
  const files = await govc(path, home, "datastore.ls", "-R", "-p");
  return [...machines.split("\n"), ...files.split("\n")].filter(Boolean);
}

import { homedir } from "node:os";
import { delimiter, isAbsolute, join, resolve } from "node:path";
import type { Abortable } from "../core/abort.ts";
import type { Problem } from "../core/problem.ts";
import { Secret } from "../core/secret.ts";
import { readTextFile, UnusableTextError } from "../core/text-file.ts";
import type { Path } from "../core/yaml-source.ts";
import type { Environment } from "./interpolate.ts";
import type { PaletteSettings, Target, TlsSettings, VcenterSettings } from "./lab.ts";
import { sandboxPlace } from "./sandbox-place.ts";
import type { LabFile } from "./schema.ts";

type Finding = Omit<Problem, "severity" | "file" | "line" | "column" | "path">;
export type Report = (path: Path, finding: Finding) => void;

interface Surroundings extends Abortable {
  readonly env: Environment;
  readonly cwd: string;
  /** Folder that the file's relative names start from. */
  readonly folder: string;
  readonly report: Report;
}

/**
 * The two ends of a lab. For the sandbox nothing of the file or the environment counts but transport and project; for a
 * real vCenter what the file leaves out comes from GOVC_* and PALETTE_*.
 */
export async function connections(
  target: Target,
  file: Pick<LabFile, "vcenter" | "palette">,
  surroundings: Surroundings,
): Promise<{ vcenter: VcenterSettings; palette: PaletteSettings }> {
  if (target === "sandbox") {
    const { project = "Default" } = file.palette;
    return {
      vcenter: sandboxVcenter(file.vcenter),
      palette: { endpoint: undefined, apiKey: undefined, project, tls: { insecure: false } },
    };
  }
  const [vcenter, palette] = await Promise.all([
    vcenterSettings(file.vcenter, surroundings),
    paletteSettings(file.palette, surroundings),
  ]);
  const here = [vcenter.server, palette.endpoint].map((url) => url !== undefined && isLoopback(url));
  if (vcenter.server !== undefined && here[0] !== here[1]) {
    const [on, off] = here[0] ? ["the vCenter", "Palette"] : ["Palette", "the vCenter"];
    surroundings.report(here[0] ? ["palette", "endpoint"] : ["vcenter", "server"], {
      message: `${on} is on this machine and ${off} is not: both are real, or both are the sandbox`,
      fix: "if it is a tunnel to a real one, give it a host name instead of a loopback address",
    });
  }
  return { vcenter, palette };
}

/** Its address and credentials are known once it runs. */
export function sandboxVcenter({ transport }: Pick<LabFile["vcenter"], "transport">): VcenterSettings {
  const unknown = { server: undefined, username: undefined, password: undefined };
  return { ...unknown, tls: { insecure: false }, ...sandboxPlace, transport };
}

/** A vCenter alone, for what needs no Palette. */
export async function vcenterSettings(file: LabFile["vcenter"], around: Surroundings): Promise<VcenterSettings> {
  const { env, report } = around;
  const written = file.server === undefined ? undefined : serverUrl(file.server);
  const exported = env["GOVC_URL"] ? serverUrl(env["GOVC_URL"]) : undefined;
  const url = written ?? exported;
  if (file.server === undefined && !env["GOVC_URL"]) {
    report(["vcenter", "server"], {
      message: "missing",
      expected: "the vCenter's host name, here or in GOVC_URL",
      fix: "or set the target to sandbox",
    });
  } else if (url === undefined) {
    report(["vcenter", "server"], {
      message: "not valid",
      expected: "a host name or a URL such as https://vcenter.example.com/sdk",
    });
  } else if (url.protocol === "http:" && !isLoopback(url.href)) {
    report(["vcenter", "server"], { message: "http would carry the password in the clear", expected: "https" });
  }
  // GOVC_* belong together: the password of one server must not reach another.
  const foreign = written !== undefined && exported !== undefined && written.host !== exported.host;
  const govc = (name: string) => (foreign ? undefined : env[`GOVC_${name}`] || undefined);
  const username =
    file.username ??
    (written ? decode(written.username) : undefined) ??
    (await secretOrFile(govc("USERNAME"), around)) ??
    (foreign ? undefined : decode(exported?.username));
  const password =
    file.password ??
    (written ? decode(written.password) : undefined) ??
    (await secretOrFile(govc("PASSWORD"), around)) ??
    (foreign ? undefined : decode(exported?.password));
  for (const [key, value] of Object.entries({ username, password })) {
    if (value !== undefined && value !== "") continue;
    report(["vcenter", key], {
      message: "missing",
      expected: `it here or in GOVC_${key.toUpperCase()}`,
      fix: foreign ? `GOVC_URL names another server, ${exported.host}, so GOVC_* are not used` : undefined,
    });
  }
  return {
    server: url && `${url.protocol}//${url.host}${url.pathname === "/" ? "/sdk" : url.pathname}`,
    username,
    password: password === undefined ? undefined : new Secret(password),
    tls: await tlsSettings(
      file.tls,
      ["vcenter", "tls"],
      { caFiles: govc("TLS_CA_CERTS"), insecure: govc("INSECURE") },
      around,
    ),
    transport: file.transport,
    datacenter: file.datacenter ?? govc("DATACENTER"),
    cluster: file.cluster ?? govc("CLUSTER"),
    host: file.host ?? govc("HOST"),
    resourcePool: file.resourcePool ?? govc("RESOURCE_POOL"),
    folder: (file.folder ?? govc("FOLDER"))?.replace(/^\/[^/]+\/vm(?:\/|$)/, "").replace(/\/+$/, "") || undefined,
    datastore: file.datastore ?? govc("DATASTORE"),
    network: file.network ?? govc("NETWORK"),
  };
}

async function paletteSettings(file: LabFile["palette"], around: Surroundings): Promise<PaletteSettings> {
  const { env, report } = around;
  const endpoint = file.endpoint ?? (env["PALETTE_ENDPOINT"] || env["PALETTE_HOST"] || "api.spectrocloud.com");
  const url = parseUrl(/^https?:\/\//i.test(endpoint) ? endpoint : `https://${endpoint}`);
  if (url === undefined || url.username !== "" || !/^\/?$/.test(url.pathname)) {
    report(["palette", "endpoint"], {
      message: "not valid",
      expected: "a host name with an optional port, such as api.spectrocloud.com",
    });
  } else if (url.protocol === "http:" && !isLoopback(url.href)) {
    report(["palette", "endpoint"], { message: "http would carry the API key in the clear", expected: "https" });
  }
  const apiKey = file.apiKey ?? (env["PALETTE_API_KEY"] || undefined);
  if (apiKey === undefined)
    report(["palette", "apiKey"], { message: "missing", expected: "an API key in PALETTE_API_KEY" });
  return {
    endpoint: url && `${url.protocol}//${url.host}`,
    project: file.project ?? (env["PALETTE_PROJECT"] || "Default"),
    apiKey: apiKey === undefined ? undefined : new Secret(apiKey),
    tls: await tlsSettings(
      file.tls,
      ["palette", "tls"],
      { caFiles: env["PALETTE_CA_CERTS"], insecure: env["PALETTE_INSECURE"] },
      around,
    ),
  };
}

async function tlsSettings(
  file: LabFile["vcenter"]["tls"],
  path: Path,
  exported: { readonly caFiles: string | undefined; readonly insecure: string | undefined },
  { cwd, folder, signal, env, report }: Surroundings,
): Promise<TlsSettings> {
  const named = file.caFile === undefined ? [] : [resolvePath(file.caFile, folder, env)];
  const listed =
    named.length > 0
      ? named
      : (exported.caFiles
          ?.split(delimiter)
          .filter(Boolean)
          .map((name) => resolvePath(name, cwd, env)) ?? []);
  const texts = await Promise.all(
    listed.map(async (name) => {
      try {
        const text = await readTextFile(name, { signal });
        if (text.includes("-----BEGIN CERTIFICATE-----")) return text;
        report([...path, "caFile"], { message: `${name} holds no certificate`, expected: "PEM text" });
      } catch (error) {
        report([...path, "caFile"], { message: fileMistake(error, name) });
      }
      return "";
    }),
  );
  return {
    ca: texts.length === 0 ? undefined : texts.join("\n"),
    fingerprint: file.fingerprint
      ?.replaceAll(":", "")
      .toUpperCase()
      .replaceAll(/(..)(?!$)/g, "$1:"),
    // What Go's strconv.ParseBool takes for true, as govc does.
    insecure: file.insecure || /^(?:1|t|true)$/i.test(exported.insecure ?? ""),
  };
}

/** `no such file: ca.pem`, or the reason that reading gave. @throws whatever is not about the file */
export function fileMistake(error: unknown, name: string): string {
  if (error instanceof UnusableTextError) return `${name} ${error.message}`;
  const code = (error as NodeJS.ErrnoException).code;
  switch (code) {
    case "ENOENT":
    case "ENOTDIR":
      return `no such file: ${name}`;
    case "EISDIR":
      return `${name} is a directory, not a file`;
    case "EACCES":
    case "EPERM":
      return `${name} may not be read by this user`;
    case undefined:
      throw error;
    default:
      return `${name} cannot be read (${code})`;
  }
}

export function resolvePath(path: string, folder: string, env: Environment): string {
  if (path === "~" || path.startsWith("~/")) return join(env["HOME"] || homedir(), path.slice(1));
  return isAbsolute(path) ? path : resolve(folder, path);
}

/** As govc does: a value that is the name of a readable file stands for what is in it. */
async function secretOrFile(value: string | undefined, { cwd, signal }: Surroundings): Promise<string | undefined> {
  if (value === undefined || value.includes("\0")) return value;
  try {
    return (await readTextFile(resolve(cwd, value), { signal })).trim();
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof UnusableTextError || (error as NodeJS.ErrnoException).code !== undefined) return value;
    throw error;
  }
}

function serverUrl(text: string): URL | undefined {
  const url = parseUrl(/^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `https://${text}`);
  return url !== undefined && /^https?:$/.test(url.protocol) ? url : undefined;
}

function parseUrl(text: string): URL | undefined {
  return URL.canParse(text) ? new URL(text) : undefined;
}

function decode(part: string | undefined): string | undefined {
  // A lone % is a % that its owner did not encode.
  return part ? decodeURIComponent(part.replaceAll(/%(?![\da-f]{2})/gi, "%25")) : undefined;
}

function isLoopback(url: string): boolean {
  const host = parseUrl(url)?.hostname ?? "";
  return host === "localhost" || host === "[::1]" || host.startsWith("127.");
}

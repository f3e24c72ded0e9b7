import type { Abortable } from "../core/abort.ts";
import { EdgelabError } from "../core/errors.ts";
import { Secret } from "../core/secret.ts";
import { adopted } from "./adopt.ts";
import { type Api, path } from "./api.ts";
import { isGone } from "./palette-error.ts";
import type { Project } from "./projects.ts";
import { list, type ObjectMeta, type Reference, strings, text, time, type Wire } from "./wire.ts";

/** A registration token. */
export interface Token {
  readonly uid: string;
  readonly name: string;
  /** The text that hosts register with; undefined where the API withholds it. */
  readonly secret: Secret | undefined;
  readonly expiresAt: Date | undefined;
  readonly isActive: boolean;
  /** Where hosts register that name no project. */
  readonly defaultProject: Project | undefined;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
}

export interface TokenSpec {
  readonly name: string;
  readonly description?: string | undefined;
  readonly labels?: Readonly<Record<string, string>> | undefined;
  readonly defaultProjectUid: string;
  readonly expiresAt: Date;
}

/** Tenant scope: needs the key of a tenant administrator. */
export class Tokens {
  readonly #api: Api;

  constructor(api: Api) {
    this.#api = api;
  }

  async list(options: Abortable): Promise<Token[]> {
    const call = {
      operation: "list registration tokens",
      method: "GET",
      path: "/v1/edgehosts/tokens",
      scope: "tenant",
    } as const;
    return list((await this.#api.send<{ items: readonly WireToken[] }>(call, options))?.items).map(toToken);
  }

  async get(uid: string, options: Abortable): Promise<Token> {
    const call = { operation: "read the registration token", method: "GET", path: at(uid), scope: "tenant" } as const;
    return toToken(await this.#api.send<WireToken>(call, options));
  }

  /**
   * The token of this name; an active one rather than a revoked one.
   *
   * @throws {EdgelabError} AMBIGUOUS when several active ones share the name
   */
  async tryFind(name: string, options: Abortable): Promise<Token | undefined> {
    const named = (await this.list(options)).filter((token) => token.name === name);
    const active = named.filter(({ isActive }) => isActive);
    if (active.length > 1) {
      throw new EdgelabError("AMBIGUOUS", {
        what: `Palette has ${active.length} active registration tokens named "${name}".`,
        next: "Revoke or rename all but one.",
      });
    }
    const found = active[0] ?? named[0];
    return found && found.secret === undefined && found.isActive ? await this.get(found.uid, options) : found;
  }

  async create(spec: TokenSpec, options: Abortable): Promise<Token> {
    const what = `registration token "${spec.name}"`;
    const uid = await this.#api.create(
      { operation: `create ${what}`, method: "POST", path: "/v1/edgehosts/tokens", scope: "tenant", body: body(spec) },
      async (again) => adopted(what, await this.tryFind(spec.name, again), spec.labels ?? {}),
      options,
    );
    return await this.get(uid, options);
  }

  async update(uid: string, spec: TokenSpec, options: Abortable): Promise<void> {
    const operation = `change registration token "${spec.name}"`;
    await this.#api.send({ operation, method: "PUT", path: at(uid), scope: "tenant", body: body(spec, uid) }, options);
  }

  async setActive(uid: string, isActive: boolean, options: Abortable): Promise<void> {
    const operation = isActive ? "activate the registration token" : "revoke the registration token";
    await this.#api.send(
      { operation, method: "PUT", path: `${at(uid)}/state`, scope: "tenant", body: { isActive } },
      options,
    );
  }

  /** One that is already gone is no error. */
  async delete(uid: string, options: Abortable): Promise<void> {
    try {
      await this.#api.send(
        { operation: "delete the registration token", method: "DELETE", path: at(uid), scope: "tenant" },
        options,
      );
    } catch (error) {
      if (!isGone(error)) throw error;
    }
  }
}

/** Why hosts could not register with this token now, in a clause; undefined when they can. */
export function tokenProblem(
  { isActive, expiresAt, defaultProject }: Pick<Token, "isActive" | "expiresAt" | "defaultProject">,
  { now, projectUid }: { /** Epoch milliseconds. */ readonly now: number; readonly projectUid: string },
): string | undefined {
  if (!isActive) return "it is revoked";
  if (expiresAt !== undefined && expiresAt.getTime() <= now) return `it expired on ${expiresAt.toISOString()}`;
  if (defaultProject === undefined) return "it names no default project";
  if (defaultProject.uid !== projectUid) return `its default project is "${defaultProject.name}"`;
  return undefined;
}

const at = (uid: string) => path`/v1/edgehosts/tokens/${uid}`;

interface WireToken {
  readonly metadata: ObjectMeta;
  readonly spec: { readonly token: string; readonly expiry: string; readonly defaultProject: Reference };
  readonly status: { readonly isActive: boolean };
}

/** The project is written as `defaultProjectUid` and read as `defaultProject`; the read shape, sent back, binds nothing. */
function body({ name, description, labels, defaultProjectUid, expiresAt }: TokenSpec, uid?: string): object {
  return {
    metadata: {
      name,
      labels: labels ?? {},
      annotations: { description: description ?? "" },
      ...(uid !== undefined && { uid }),
    },
    spec: { defaultProjectUid, expiry: expiresAt.toISOString() },
  };
}

function toToken(token: Wire<WireToken>): Token {
  const { metadata, spec, status } = token ?? {};
  const secret = text(spec?.token);
  const project = spec?.defaultProject;
  const projectUid = text(project?.uid);
  return {
    uid: metadata?.uid ?? "",
    name: metadata?.name ?? "",
    secret: secret === undefined ? undefined : new Secret(secret),
    expiresAt: time(spec?.expiry),
    isActive: status?.isActive ?? false,
    defaultProject: projectUid === undefined ? undefined : { uid: projectUid, name: project?.name ?? "" },
    labels: strings(metadata?.labels),
    annotations: strings(metadata?.annotations),
  };
}

import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { readState, writePrivate } from "./state.ts";
import type { ServerIdentity } from "./tls.ts";

/** What stays the same for as long as a sandbox's state folder exists. Secret. */
export interface SandboxIdentity extends ServerIdentity {
  readonly password: string;
  readonly apiKey: string;
  readonly ports?: { readonly vcenter: number; readonly palette: number };
}

const file = (stateDir: string) => join(stateDir, "identity.json");

export async function openIdentity(stateDir: string): Promise<SandboxIdentity> {
  const saved = (await readState(file(stateDir))) as SandboxIdentity | undefined;
  if (saved) return saved;
  const { createServerIdentity } = await import("./tls.ts"); // the library is needed once, not in every run
  return {
    ...(await createServerIdentity(Date.now())),
    password: randomBytes(18).toString("base64url"),
    apiKey: randomBytes(24).toString("base64url"),
  };
}

export async function saveIdentity(stateDir: string, identity: SandboxIdentity): Promise<void> {
  await writePrivate(file(stateDir), JSON.stringify(identity));
}

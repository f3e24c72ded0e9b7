import { parse } from "yaml";

/** What kind of secret user-data hold, and where. The value itself is never kept. */
export interface FoundSecret {
  readonly kind: "token" | "secret";
  /** `stylus.site.edgeHostToken`. */
  readonly path: string;
}

const tokenKeys = /^edgeHostToken$/i;
const secretKeys =
  /^(?:password|passwd|plain_text_passwd|hashed_passwd|api_?key|private_?key|client_?secret|secret|auth_?token|token)$/i;
const privateKey = /-----BEGIN [A-Z ]*PRIVATE KEY-----/;
const limits = { depth: 32, found: 100 };

/** Registration tokens, passwords and keys in a cloud-config, by the names of their settings. */
export function findSecrets(text: string): FoundSecret[] {
  let value: unknown;
  try {
    value = parse(text, { logLevel: "error", uniqueKeys: false, maxAliasCount: 100 });
  } catch {
    return inLines(text);
  }
  const found: FoundSecret[] = [];
  walk(value, "", found, 0);
  return found;
}

function walk(value: unknown, path: string, found: FoundSecret[], depth: number): void {
  if (found.length >= limits.found || depth > limits.depth) return;
  if (typeof value === "string" && privateKey.test(value)) found.push({ kind: "secret", path });
  if (typeof value !== "object" || value === null) return;
  for (const [key, inner] of Object.entries(value)) {
    const at = Array.isArray(value) ? `${path}[${key}]` : path === "" ? key : `${path}.${key}`;
    if (!isFilled(inner)) walk(inner, at, found, depth + 1);
    else if (tokenKeys.test(key)) found.push({ kind: "token", path: at });
    else if (secretKeys.test(key)) found.push({ kind: "secret", path: at });
    else walk(inner, at, found, depth + 1);
  }
}

/** A locked account has `!` or `*` in the place of its password. */
function isFilled(value: unknown): boolean {
  if (typeof value === "number") return true;
  return typeof value === "string" && !["", "!", "*", "!!", "*LK*"].includes(value.trim());
}

/** What cannot be parsed may hold secrets all the same. */
function inLines(text: string): FoundSecret[] {
  const found: FoundSecret[] = [];
  for (const [index, line] of text.split("\n").entries()) {
    const key = /^[\s-]*["']?(\w+)["']?\s*:\s*\S/.exec(line)?.[1];
    if (key === undefined && !privateKey.test(line)) continue;
    const path = key ?? `line ${index + 1}`;
    if (key !== undefined && tokenKeys.test(key)) found.push({ kind: "token", path });
    else if (key === undefined || secretKeys.test(key)) found.push({ kind: "secret", path });
    if (found.length >= limits.found) break;
  }
  return found;
}

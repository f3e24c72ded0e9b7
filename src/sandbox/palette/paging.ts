import { ApiError, badRequest } from "./api-error.ts";

const maximum = 50;

interface PageOptions {
  /** What a limit above 50 gets: most calls refuse it, the project list quietly takes 50. */
  readonly tooLarge?: "refuse" | "cap";
}

/** `{items, listmeta}` of one page. The `continue` token is opaque to callers and empty on the last page. */
export function page(
  items: readonly unknown[],
  query: URLSearchParams,
  { tooLarge = "refuse" }: PageOptions = {},
): object {
  const limit = number(query, "limit", maximum);
  if (limit > maximum && tooLarge === "refuse") {
    throw new ApiError(400, 608, `limit in query should be less than or equal to ${maximum}`);
  }
  const size = Math.min(limit === 0 ? maximum : limit, maximum);
  const token = query.get("continue");
  const offset = token ? decodeToken(token) : number(query, "offset", 0);
  const end = offset + size;
  return {
    items: items.slice(offset, end),
    listmeta: {
      continue: end < items.length ? encodeToken(end, items.length) : "",
      count: items.length,
      limit: size,
      offset,
    },
  };
}

function number(query: URLSearchParams, name: string, fallback: number): number {
  const written = query.get(name);
  if (written === null || written === "") return fallback;
  const value = Number(written);
  if (!Number.isInteger(value) || value < 0)
    throw new ApiError(400, 601, `${name} in query must be of type integer: "${written}"`);
  return value;
}

const encodeToken = (offset: number, count: number) =>
  Buffer.from(JSON.stringify({ offset, count, token: "" })).toString("base64");

function decodeToken(token: string): number {
  try {
    const { offset } = JSON.parse(Buffer.from(token, "base64").toString()) as { offset?: unknown };
    if (typeof offset === "number" && Number.isInteger(offset) && offset >= 0) return offset;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw badRequest("continue in query is not a token of this list");
}

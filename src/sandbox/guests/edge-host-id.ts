import { isUuid } from "../../core/uuid.ts";

/** The keys of `stylus.site` that name a host. */
export interface IdentitySettings {
  readonly name: string | undefined;
  readonly prefix: string | undefined;
  readonly deviceUidPaths: readonly { readonly name: string; readonly regex: string | undefined }[];
}

const longest = 128;
const forbidden = /[/?#&+%,$~!@*(){}|=;:<>'.^"\s]/g;
const productUuidPath = "/sys/class/dmi/id/product_uuid";

/**
 * The Edge host ID as the agent derives it: `site.name`, else the first of `deviceUIDPaths` that gives something,
 * else the product UUID, else random; prefixed, without the characters that Palette refuses, at most 128 long.
 *
 * @param readDevice the text of a file of the machine, undefined when it has none
 * @param random 32 hex digits, the same for one disk
 */
export function edgeHostId(
  settings: IdentitySettings,
  readDevice: (path: string) => string | undefined,
  random: () => string,
): string {
  if (settings.name === "$random") return withPrefix(random(), settings.prefix);
  if (settings.name) return clean(settings.name);
  const paths =
    settings.deviceUidPaths.length > 0 ? settings.deviceUidPaths : [{ name: productUuidPath, regex: undefined }];
  for (const { name, regex } of paths) {
    const text = readDevice(name)?.trim();
    const found = text && (regex ? new RegExp(regex).exec(text)?.[0] : text);
    if (found) return withPrefix(found, settings.prefix);
  }
  return withPrefix(random(), settings.prefix);
}

function withPrefix(value: string, prefix = "edge"): string {
  const uid = isUuid(value) ? value.replaceAll("-", "") : value;
  const lower = uid.toLowerCase();
  return clean(lower.startsWith(`${prefix}-`) ? lower : `${prefix}-${lower}`);
}

function clean(id: string): string {
  return id.replaceAll(forbidden, "").slice(0, longest);
}

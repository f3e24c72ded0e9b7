import type { Problem } from "../core/problem.ts";
import type { Secret } from "../core/secret.ts";

/**
 * Where user-data will be used: `template` is what an image is installed with and every clone inherits, `site` is what
 * one Edge host reads at its first boot from disk, `any` is a fragment of either.
 */
export type UserDataPurpose = "template" | "site" | "any";

export interface CheckUserDataOptions {
  readonly purpose: UserDataPurpose;
  /** For the positions of problems. */
  readonly file?: string | undefined;
  /** Accept a registration token in a template. */
  readonly allowToken?: boolean | undefined;
  /** Accept registry credentials and users' passwords in a template. */
  readonly allowSecrets?: boolean | undefined;
}

/** Every mistake in a Palette Edge user-data file, errors and warnings, in file order. */
export function checkUserData(_text: string, _options: CheckUserDataOptions): Problem[] {
  throw new Error("under construction");
}

/**
 * Merges cloud-configs as Kairos merges its configuration folders; later ones win.
 * Maps merge, scalars are replaced, lists of maps are concatenated, other lists are united, null empties the value.
 *
 * @throws {EdgelabError} USER_DATA_INVALID when two texts give one key different kinds of value
 */
export function mergeUserData(..._texts: readonly string[]): string {
  throw new Error("under construction");
}

/**
 * The user-data of a template's installation: as written, but powering off at the end whatever it says.
 *
 * @throws {EdgelabError} USER_DATA_INVALID for a token, credentials or passwords that were not allowed, or any other error
 */
export function templateUserData(_text: string, _options?: Omit<CheckUserDataOptions, "purpose">): string {
  throw new Error("under construction");
}

export interface SiteNic {
  /** `ens160`. */
  readonly name: string;
  readonly address:
    | "dhcp"
    | {
        readonly ip: string;
        readonly prefix: number;
        readonly gateway?: string | undefined;
        readonly nameservers: readonly string[];
      };
}

/** What one Edge host learns from its seed CD. */
export interface SiteSettings {
  /** Palette's URL or host name. The scheme is dropped; a port is kept. */
  readonly endpoint: string;
  readonly token: Secret;
  readonly projectName?: string | undefined;
  readonly projectUid?: string | undefined;
  /** edgelab's marks and the host's own. */
  readonly tags: Readonly<Record<string, string>>;
  /** PEM texts of authorities that Palette's certificate may be signed by. */
  readonly caCerts?: readonly string[] | undefined;
  readonly insecureSkipVerify?: boolean | undefined;
  /** A host that was added to Palette by its ID waits to be paired instead of registering itself. */
  readonly disableAutoRegister?: boolean | undefined;
  readonly nics: readonly SiteNic[];
  readonly nameservers?: readonly string[] | undefined;
  readonly ntpServers?: readonly string[] | undefined;
  readonly proxy?:
    | { readonly http?: string | undefined; readonly https?: string | undefined; readonly noProxy?: string | undefined }
    | undefined;
  readonly registries?:
    | readonly {
        readonly domain: string;
        readonly username: string;
        readonly password: Secret;
        readonly insecure: boolean;
      }[]
    | undefined;
  /** More user-data for this host, merged last. */
  readonly userData?: string | undefined;
}

/**
 * Text of the `user-data` on a host's seed CD. It holds the token: keep it out of logs, and delete it once the host has registered.
 *
 * @throws {EdgelabError} USER_DATA_INVALID when the host's own user-data does not merge
 */
export function siteUserData(_site: SiteSettings): string {
  throw new Error("under construction");
}

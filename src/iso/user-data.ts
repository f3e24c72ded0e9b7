import { EdgelabError } from "../core/errors.ts";
import { formatProblem } from "../core/problem.ts";
import { type CheckUserDataOptions, checkUserData } from "./user-data-check.ts";
import { mergeUserData } from "./user-data-merge.ts";

export { type CheckUserDataOptions, checkUserData, type UserDataPurpose } from "./user-data-check.ts";
export { mergeUserData } from "./user-data-merge.ts";
export { type SiteNic, type SiteRegistry, type SiteSettings, siteUserData } from "./user-data-site.ts";

/**
 * The user-data of a template's installation: as written, but powering off at the end whatever it says. An installer
 * that reboots would boot the template from its own disk, and give every clone the same machine-id.
 *
 * @throws {EdgelabError} USER_DATA_INVALID for a token, credentials or passwords that were not allowed, or any other error
 */
export function templateUserData(text: string, options: Omit<CheckUserDataOptions, "purpose"> = {}): string {
  const errors = checkUserData(text, { hosts: 1, ...options, purpose: "template" }).filter(
    ({ severity }) => severity === "error",
  );
  if (errors.length > 0) {
    throw new EdgelabError("USER_DATA_INVALID", {
      what: `The user-data ${options.file ?? "of the template"} cannot go into a template.`,
      why: errors.map((problem) => formatProblem(problem)).join("\n"),
    });
  }
  return mergeUserData(text, "install:\n  poweroff: true\n  reboot: false\n");
}

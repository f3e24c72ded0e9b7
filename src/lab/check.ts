import { checkAddresses, checkNetworks, checkVips } from "./check-addresses.ts";
import { checkGroups, checkPools } from "./check-hosts.ts";
import { checkServices } from "./check-profile.ts";
import { checkTemplate } from "./check-template.ts";
import type { Finding, Rule, Subject } from "./finding.ts";
import { isWithin } from "./validate.ts";

const rules: readonly Rule[] = [
  checkGroups,
  checkPools,
  checkAddresses,
  checkVips,
  checkNetworks,
  checkTemplate,
  checkServices,
];

/** What no setting can be wrong about alone. */
export function crossCheck(subject: Subject): Finding[] {
  return rules
    .flatMap((rule) => rule(subject))
    .filter(({ path }) => !subject.broken.some((known) => isWithin(path, known)));
}

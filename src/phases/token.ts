import type { Abortable } from "../core/abort.ts";
import { EdgelabError } from "../core/errors.ts";
import { Secret } from "../core/secret.ts";
import type { StepContext } from "../engine/graph.ts";
import type { Lab } from "../lab/lab.ts";
import { tokenName } from "../lab/names.ts";
import { type Palette, type Project, type Token, tokenProblem, type TokenSpec } from "../palette/index.ts";
import { isOurs, markLabels, ownerOf } from "./marks.ts";

const day = 24 * 3600_000;
/** A lab is a thing of days; its token need not outlive it by much. */
const lifetimeMs = 30 * day;
/** A token that would lapse soon is prolonged, so that late hosts still register. */
const shortMs = 2 * day;

/**
 * This instance's own token, or undefined when there is none yet.
 *
 * @throws {EdgelabError} NAME_TAKEN when a token of its name is not ours
 */
export async function findToken(
  lab: { readonly name: string; readonly instance: string },
  labUuid: string,
  { tokens }: Pick<Palette, "tokens">,
  options: Abortable,
): Promise<Token | undefined> {
  const all = await tokens.list(options);
  const own = all.find(({ labels }) => isOurs(labels, labUuid));
  const name = tokenName(lab);
  const taken = all.find((token) => token.name === name);
  if (own === undefined && taken !== undefined) {
    throw new EdgelabError("NAME_TAKEN", {
      what: `Palette already has a registration token "${name}".`,
      why: `It is not this lab's: ${ownerOf(taken.labels)}.`,
      next: "Rename it, choose another instance (--instance), or give its value as registration.token.",
    });
  }
  return own;
}

export function tokenIsFine(token: Token, { uid }: Project, now: number): boolean {
  const lapses = (token.expiresAt?.getTime() ?? Number.POSITIVE_INFINITY) - now < shortMs;
  return tokenProblem(token, { now, projectUid: uid }) === undefined && !lapses && token.secret !== undefined;
}

/** A token with which this lab's hosts register in the project, found, put right or made. */
export async function ensureToken(
  lab: Lab,
  labUuid: string,
  palette: Pick<Palette, "tokens" | "project">,
  step: StepContext,
): Promise<Secret> {
  const { project } = palette;
  if (project === undefined) throw new TypeError("a lab needs a project");
  if (lab.registration.token instanceof Secret) {
    await checkGivenToken(lab.registration.token, project, palette, step);
    return lab.registration.token;
  }
  const now = Date.now();
  const found = await findToken(lab, labUuid, palette, step);
  const spec: TokenSpec = {
    name: tokenName(lab),
    description: `Hosts of lab "${lab.name}" of ${lab.instance}, made by edgelab.`,
    labels: markLabels(lab, labUuid),
    defaultProjectUid: project.uid,
    expiresAt: new Date(now + lifetimeMs),
  };
  if (found && tokenIsFine(found, project, now)) return secretOf(found);
  if (found) {
    await palette.tokens.update(found.uid, spec, step);
    if (!found.isActive) await palette.tokens.setActive(found.uid, true, step);
    step.changed(`put right: ${tokenProblem(found, { now, projectUid: project.uid }) ?? "it was about to expire"}`);
    return secretOf(await palette.tokens.get(found.uid, step));
  }
  const created = await palette.tokens.create(spec, step);
  step.changed("created");
  return created.secret === undefined ? secretOf(await palette.tokens.get(created.uid, step)) : created.secret;
}

function secretOf(token: Token): Secret {
  if (token.secret) return token.secret;
  throw new EdgelabError("API_KEY_REFUSED", {
    what: `Palette does not tell the value of registration token "${token.name}".`,
    why: "The owner of the API key may see the token but not read it.",
    next: "Use a tenant administrator's key, or give a token as registration.token.",
  });
}

/** A token that the user gives is checked as far as the key may look; it is never changed. */
async function checkGivenToken(
  secret: Secret,
  project: Project,
  { tokens }: Pick<Palette, "tokens">,
  step: StepContext,
): Promise<void> {
  let all: readonly Token[];
  try {
    all = await tokens.list(step);
  } catch (error) {
    if (!(error instanceof EdgelabError) || error.code === "UNREACHABLE") throw error;
    step.warn("TOKEN_UNCHECKED", "The registration token could not be checked: the API key may not list tokens.");
    return;
  }
  const token = all.find((candidate) => candidate.secret?.reveal() === secret.reveal());
  if (token === undefined) {
    if (all.some((candidate) => candidate.secret !== undefined)) {
      step.warn("TOKEN_UNKNOWN", "This tenant has no registration token with the value of registration.token.");
    }
    return;
  }
  const problem = tokenProblem(token, { now: Date.now(), projectUid: project.uid });
  // hosts are told the project by name, so a token without a default project will do
  if (problem === undefined || (token.defaultProject === undefined && token.isActive && !hasExpired(token))) return;
  throw new EdgelabError("REGISTRATION_FAILED", {
    what: `Hosts cannot register in project "${project.name}" with the token "${token.name}".`,
    why: `The reason: ${problem}.`,
    next: "Give another registration.token, or remove it from the lab file: edgelab then makes one.",
  });
}

function hasExpired({ expiresAt }: Token): boolean {
  return expiresAt !== undefined && expiresAt.getTime() <= Date.now();
}

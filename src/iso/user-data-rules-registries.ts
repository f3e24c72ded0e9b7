import type { Problem } from "../core/problem.ts";
import type { Path } from "../core/yaml-source.ts";
import { asList, asRecord, at, isPem, type Rule, type Subject } from "./user-data-subject.ts";

interface Registry {
  readonly path: Path;
  readonly settings: Readonly<Record<string, unknown>>;
}

const registriesPath = ["stylus", "externalRegistries", "registries"];

function registriesOf({ value }: Subject): Registry[] {
  const single = ["stylus", "registryCredentials"];
  return [
    { path: single, settings: asRecord(at(value, single)) as Registry["settings"] },
    ...asList(at(value, registriesPath)).map((entry, index) => ({
      path: [...registriesPath, index],
      settings: asRecord(entry) as Registry["settings"],
    })),
  ].filter(({ settings }) => Object.keys(settings).length > 0);
}

const hasScheme = (text: string) => /^[a-z][a-z0-9+.-]*:\/\//i.test(text);
const isText = (value: unknown): value is string => typeof value === "string" && value !== "";

const domains: Rule = (subject) =>
  registriesOf(subject).flatMap(({ path, settings: { domain } }): Problem[] => {
    if (domain === undefined || domain === "") {
      // the parts of a map may come from several files; an item of a list has no other part
      const isPart = path[1] === "registryCredentials" && subject.options.purpose === "any";
      const severity = isPart ? "warning" : "error";
      return [subject.source.problem(path, { severity, message: "a registry needs its domain" })];
    }
    if (typeof domain !== "string" || !(hasScheme(domain) || /\s/.test(domain))) return [];
    return [
      subject.source.problem([...path, "domain"], {
        message: "a registry's domain is a host name, without a scheme",
        fix: `for example "registry.example.com" or "10.10.254.254:8000/spectro-images"`,
      }),
    ];
  });

const credentials: Rule = (subject) =>
  registriesOf(subject).flatMap(({ path, settings: { username, password, encodedPassword } }) => {
    const problems: Problem[] = [];
    // a password of the wrong type has been told already
    if (isText(username) && (password === undefined || password === "")) {
      problems.push(subject.source.problem(path, { message: "a user name without a password" }));
    }
    if (isText(password) && !isText(username)) {
      problems.push(subject.source.problem(path, { message: "a password without a user name" }));
    }
    if (encodedPassword === true && isText(password) && !isBase64(password)) {
      problems.push(
        subject.source.problem([...path, "password"], {
          message: "encodedPassword is true, but the password is not in base64",
          fix: "encode it, or leave encodedPassword out",
        }),
      );
    }
    return problems;
  });

const certificates: Rule = (subject) =>
  registriesOf(subject).flatMap(({ path, settings }) =>
    asList(settings["certificates"]).flatMap((certificate, index) => {
      if (typeof certificate !== "string" || isPem(certificate)) return [];
      return [
        subject.source.problem([...path, "certificates", index], {
          message: "not a certificate in PEM form",
          expected: "-----BEGIN CERTIFICATE----- and what follows",
        }),
      ];
    }),
  );

const twice: Rule = (subject) => {
  const seen = new Set<string>();
  return registriesOf(subject).flatMap(({ path, settings: { domain, repositoryName } }) => {
    if (path[1] !== "externalRegistries" || !isText(domain)) return [];
    const key = JSON.stringify([domain, repositoryName ?? ""]);
    if (!seen.has(key)) {
      seen.add(key);
      return [];
    }
    return [subject.source.problem(path, { severity: "warning", message: "the same registry is there twice" })];
  });
};

/** Prefixes of image names: what an image is called in a pack, and where it is fetched from instead. */
const mappings: Rule = ({ value, source }) => {
  const path = ["stylus", "externalRegistries", "registryMappingRules"];
  const domains = asList(at(value, registriesPath)).map((entry) => at(entry, ["domain"]));
  return Object.entries(asRecord(at(value, path))).flatMap(([from, to]): Problem[] => {
    if (typeof to !== "string") return [];
    const here = [...path, from];
    if (from === "" || to === "") return [source.problem(here, { message: "a rule maps one prefix to another" })];
    if (hasScheme(from) || hasScheme(to)) {
      return [source.problem(here, { message: "image names have no scheme", fix: "leave https:// out" })];
    }
    const [host] = to.split("/");
    const isKnown = domains.some((domain) => isText(domain) && domain.split("/")[0] === host);
    if (isKnown || domains.length === 0) return [];
    return [
      source.problem(here, {
        severity: "warning",
        message: "maps to a registry that is not among externalRegistries.registries",
        fix: "add it there if it wants credentials or has a certificate of its own",
      }),
    ];
  });
};

function isBase64(text: string): boolean {
  return text.length % 4 === 0 && /^[A-Za-z0-9+/]+={0,2}$/.test(text);
}

/** Registries of the user's own: one with credentials, or several with rules for names. */
export const registryRules: readonly Rule[] = [domains, credentials, certificates, twice, mappings];

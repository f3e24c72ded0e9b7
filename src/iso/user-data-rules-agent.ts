import { nearest } from "../core/nearest.ts";
import type { Problem } from "../core/problem.ts";
import { asRecord, at, type Rule } from "./user-data-subject.ts";

const gates = ["UserDataForm", "DisableWorkerNodeCapReconcile"];

const featureGate: Rule = ({ value, source }) => {
  const path = ["stylus", "featureGate"];
  const text = at(value, path);
  if (typeof text !== "string") return [];
  const names = text.split(",").map((name) => name.trim());
  return names.flatMap((name): Problem[] => {
    if (name === "" || gates.includes(name)) return [];
    if (name === "EnableUserdataForm") {
      return [
        source.problem(path, {
          severity: "warning",
          message: "EnableUserdataForm is an older name",
          fix: "use UserDataForm",
        }),
      ];
    }
    return [
      source.problem(path, {
        severity: "warning",
        message: "a feature gate that is not documented",
        expected: `names out of ${gates.join(", ")}, with commas between them`,
        nearest: nearest(name, gates),
      }),
    ];
  });
};

const ports: Rule = ({ value, source }) =>
  [
    { path: ["stylus", "localUI", "port"], least: 1 },
    // 0 leaves the choice to the agent
    { path: ["stylus", "imageRedirectWebhook", "port"], least: 0 },
  ].flatMap(({ path, least }) => {
    const port = at(value, path);
    if (typeof port !== "number" || !Number.isInteger(port) || (port >= least && port <= 65_535)) return [];
    return [source.problem(path, { message: "no port", expected: `${least} to 65535`, found: `${port}` })];
  });

const lockout: Rule = ({ value, source }) => {
  const path = ["stylus", "localUI", "login"];
  return Object.entries(asRecord(at(value, path))).flatMap(([key, setting]) => {
    if (typeof setting !== "number" || setting >= 0) return [];
    return [source.problem([...path, key], { message: "a negative number", expected: "0 or more" })];
  });
};

const agentPath: Rule = ({ value, source }) => {
  const path = ["stylus", "path"];
  const text = at(value, path);
  if (typeof text !== "string" || text === "" || text === "/") return [];
  if (!text.startsWith("/")) return [source.problem(path, { message: "not an absolute path" })];
  return [
    source.problem(path, {
      severity: "warning",
      message: "another root than / has known issues in the agent",
      fix: "leave it out unless the hosts need it",
    }),
  ];
};

/** `managementMode` has replaced `installationMode`; a file with both must not say two things. */
const oneMode: Rule = ({ value, source }) => {
  const [now, before] = [at(value, ["stylus", "managementMode"]), at(value, ["stylus", "installationMode"])];
  if (now === undefined || before === undefined) return [];
  const isLocal = (mode: unknown) => mode === "local" || mode === "airgap";
  if (isLocal(now) === isLocal(before)) return [];
  return [
    source.problem(["stylus", "installationMode"], {
      message: "says the opposite of managementMode",
      fix: "remove it: managementMode is its present name",
    }),
  ];
};

/** What the agent itself is told, apart from its site and its registries. */
export const agentRules: readonly Rule[] = [featureGate, ports, lockout, agentPath, oneMode];

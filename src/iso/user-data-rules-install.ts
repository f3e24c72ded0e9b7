import { nearest } from "../core/nearest.ts";
import type { Problem } from "../core/problem.ts";
import { describeKind } from "./user-data-shape.ts";
import { asList, asRecord, at, type Rule } from "./user-data-subject.ts";

const sections = ["stylus", "install", "stages", "users"];
/** Settings of cloud-init and Kairos that look like another. */
const others = ["user", "stage-source"];

/** A section whose name is misspelt is ignored as a whole. The rest of a cloud-config's keys are not edgelab's to judge. */
const misspelt: Rule = ({ value, source }) =>
  Object.keys(value).flatMap((key) => {
    if (sections.includes(key) || others.includes(key)) return [];
    const meant = nearest(key, sections);
    if (meant === undefined) return [];
    return [source.keyProblem([key], { severity: "warning", message: "unknown section", nearest: meant })];
  });

const device: Rule = ({ value, source }) => {
  const path = ["install", "device"];
  const text = at(value, path);
  if (typeof text !== "string" || /^(?:|auto|\/dev\/.+|script:\/\/.+)$/.test(text)) return [];
  return [
    source.problem(path, {
      message: "not a disk",
      expected: "/dev/..., script://..., or auto for the largest disk",
    }),
  ];
};

const absolutePaths: Rule = ({ value, source }) =>
  ["bind_mounts", "ephemeral_mounts", "extra-dirs-rootfs"].flatMap((key) =>
    asList(at(value, ["install", key])).flatMap((item, index) => {
      if (typeof item !== "string" || item.startsWith("/")) return [];
      return [source.problem(["install", key, index], { message: "not an absolute path" })];
    }),
  );

const partitionSizes: Rule = ({ value, source }) => {
  const named = Object.entries(asRecord(at(value, ["install", "partitions"]))).map(([name, partition]) => ({
    path: ["install", "partitions", name, "size"],
    size: at(partition, ["size"]),
  }));
  const extra = asList(at(value, ["install", "extra-partitions"])).map((partition, index) => ({
    path: ["install", "extra-partitions", index, "size"],
    size: at(partition, ["size"]),
  }));
  return [...named, ...extra].flatMap(({ path, size }) => {
    if (typeof size !== "number" || size >= 0) return [];
    return [source.problem(path, { message: "a size in MiB", expected: "0 or more", found: `${size}` })];
  });
};

/** Cloud-init has a list of users, a stage a map of them; each ignores or refuses the other's form. */
const usersForm: Rule = ({ value, source }) => {
  const problems: Problem[] = [];
  const users = value["users"];
  if (users !== undefined && users !== null && !Array.isArray(users)) {
    problems.push(
      source.problem(["users"], {
        message: "wrong type",
        expected: "a list of users, each with a name",
        found: describeKind(users),
      }),
    );
  }
  for (const [stage, steps] of Object.entries(asRecord(value["stages"]))) {
    if (steps !== null && !Array.isArray(steps)) {
      problems.push(
        source.problem(["stages", stage], {
          message: "wrong type",
          expected: "a list of steps",
          found: describeKind(steps),
        }),
      );
    }
    for (const [index, step] of asList(steps).entries()) {
      const inStage = at(step, ["users"]);
      if (!Array.isArray(inStage)) continue;
      problems.push(
        source.problem(["stages", stage, index, "users"], {
          message: "wrong type",
          expected: "a map of users by their names: only the top-level `users` is a list",
          found: "a list",
        }),
      );
    }
  }
  return problems;
};

/** What Kairos installs with, and what it runs. */
export const installRules: readonly Rule[] = [misspelt, device, absolutePaths, partitionSizes, usersForm];

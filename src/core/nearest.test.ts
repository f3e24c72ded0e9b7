import { expect, it } from "vitest";
import { editDistance, nearest } from "./nearest.ts";

it.each([
  ["kitten", "sitting", 3],
  ["", "abc", 3],
  ["form", "from", 1],
  ["same", "same", 0],
])("%s and %s are %i apart", (a, b, distance) => {
  expect(editDistance(a, b)).toBe(distance);
});

it.each([
  ["cuont", ["count", "cpus"], "count"],
  ["datastor", ["datastore", "datacenter"], "datastore"],
  ["controlplane", ["controlPlane", "workers"], "controlPlane"],
  ["resource_pool", ["resourcePool", "network"], "resourcePool"],
  ["instal", ["installer", "instance"], "installer"],
  ["x", ["count", "cpus"], undefined],
  ["banana", ["count", "cpus"], undefined],
])("%s means one of %j: %s", (wanted, candidates, expected) => {
  expect(nearest(wanted, candidates)).toBe(expected);
});

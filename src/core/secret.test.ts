import { inspect } from "node:util";
import { expect, test } from "vitest";
import { Secret } from "./secret.ts";

test("a secret shows itself to nobody who did not ask", () => {
  const secret = new Secret("hunter2");
  for (const shown of [String(secret), JSON.stringify({ secret }), inspect({ secret }, { showHidden: true })]) {
    expect(shown).not.toContain("hunter2");
  }
  expect(secret.reveal()).toBe("hunter2");
});

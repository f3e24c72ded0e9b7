import { expect, test } from "vitest";
import { vim25TypeScript } from "../../../test/kit/vim25-typescript.ts";

test("generated.ts is what the declarations say (npm run generate writes it anew)", async () => {
  await expect(vim25TypeScript()).toMatchFileSnapshot("./generated.ts");
});

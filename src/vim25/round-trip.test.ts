import { describe, expect, test } from "vitest";
import { Values } from "../../test/kit/vim25-values.ts";
import { methods } from "./declarations/methods.ts";
import { types } from "./declarations/types.ts";
import { decodeRequest, decodeResponse, encodeRequest, encodeResponse } from "./envelope.ts";
import { methodModel } from "./model.ts";
import type { Data, MethodName, MoRef } from "./schema.ts";
import { moRef } from "./types.ts";
import { latestVersion } from "./version.ts";

const draws = [1, 2, 3, 4, 5, 6, 7, 8];

describe("what is sent is what arrives", () => {
  test.each(Object.keys(types))("%s inside an answer", (name) => {
    for (const seed of draws) {
      const value = new Values(seed).data(name);
      const xml = encodeResponse("Fetch", value, { version: latestVersion });
      expect(decodeResponse("Fetch", xml)).toEqual(value);
    }
  });

  test.each(Object.keys(methods) as MethodName[])("the parameters of %s, read strictly", (method) => {
    const model = methodModel(method)?.request;
    for (const seed of draws) {
      const { _this, ...params } = new Values(seed).fields(model ?? expect.fail());
      const self = _this as MoRef;
      const xml = encodeRequest(method, self, params as never, { version: latestVersion });
      expect(decodeRequest(xml, { version: latestVersion })).toEqual({ method, self, params, operationId: undefined });
    }
  });

  test.each(["6.5", "7.0.3.0", "8.0.3.0"])(
    "a request at version %s holds nothing that version does not know",
    (version) => {
      for (const seed of draws) {
        // A device too new for the server is refused, not dropped, so none is sent.
        const drawn = new Values(seed).data("VirtualMachineConfigSpec");
        const spec = { ...drawn, deviceChange: [], vmProfile: [] } as unknown as Data<"VirtualMachineConfigSpec">;
        const xml = encodeRequest("ReconfigVM_Task", moRef("VirtualMachine", "vm-1"), { spec }, { version });
        expect(decodeRequest(xml, { version }).method).toBe("ReconfigVM_Task");
      }
    },
  );
});

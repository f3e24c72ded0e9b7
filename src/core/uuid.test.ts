import { expect, test } from "vitest";
import { swapUuid, uuidV5 } from "./uuid.ts";

test("version 5 UUIDs are those of the RFC's example", () => {
  expect(uuidV5("6ba7b810-9dad-11d1-80b4-00c04fd430c8", "www.example.com")).toBe(
    "2ed6657d-e927-568b-95e1-2665a8aea6a2",
  );
  expect(() => uuidV5("not-a-uuid", "x")).toThrow(TypeError);
});

// Pairs seen on real machines: what vSphere shows, and what Linux prints in the guest.
test.each([
  ["4238f297-b433-f698-aa8d-ec90c3437c28", "97f23842-33b4-98f6-aa8d-ec90c3437c28"],
  ["421f245c-7fa8-60fa-6af6-a46351ced0eb", "5c241f42-a87f-fa60-6af6-a46351ced0eb"],
  ["422813f5-d420-7161-5db0-7b96440ccf54", "f5132842-20d4-6171-5db0-7b96440ccf54"],
])("%s reads %s in the guest, and back", (vsphere, guest) => {
  expect(swapUuid(vsphere)).toBe(guest);
  expect(swapUuid(guest)).toBe(vsphere);
});

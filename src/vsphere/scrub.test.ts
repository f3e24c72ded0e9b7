import { expect, test } from "vitest";
import { scrub } from "./scrub.ts";

test("passwords, tickets, session keys and user-data go; what helps to find a mistake stays", () => {
  const xml =
    "<Login><userName>anna</userName><password>s&lt;ecret</password></Login>" +
    "<returnval><key>52a1-session</key><userName>anna</userName></returnval>" +
    '<extraConfig><key>guestinfo.userdata</key><value xsi:type="xsd:string">token: abc</value></extraConfig>' +
    '<extraConfig><key>edgelab.lab</key><value xsi:type="xsd:string">tutorial</value></extraConfig>' +
    "<url>https://esxi-1/nfc/52e1-ticket/disk-0.vmdk</url>" +
    "<device><key>4000</key></device>";
  const clean = scrub(xml);
  for (const secret of ["s&lt;ecret", "52a1-session", "token: abc", "52e1-ticket"]) expect(clean).not.toContain(secret);
  for (const kept of ["anna", "tutorial", "<key>4000</key>", "guestinfo.userdata", "disk-0.vmdk"])
    expect(clean).toContain(kept);
});

import { expect, test } from "vitest";
import { findDigest } from "./checksum-file.ts";

const digest = "0123456789abcdef".repeat(4);
const other = "f".repeat(64);

test.each([
  ["sha256sum's own form", `${digest}  edge.iso\n`, "edge.iso"],
  ["one separator, as AuroraBoot writes it", `${digest} edge.iso\n`, "edge.iso"],
  ["binary mode", `${digest} *edge.iso`, "edge.iso"],
  ["a tab, capitals and a line end of Windows", `${digest.toUpperCase()}\tedge.iso\r\n`, "edge.iso"],
  ["a path", `${digest}  ./build/edge.iso\n`, "edge.iso"],
  ["BSD's form", `SHA256 (edge.iso) = ${digest}\n`, "edge.iso"],
  ["no name", `${digest}\n`, undefined],
  ["the name that it had before", `${digest}  palette-edge-installer.iso\n`, "palette-edge-installer.iso"],
  ["one of several", `${other}  other.iso\n${digest}  edge.iso\n`, "edge.iso"],
  ["a comment first", `# made by hand\n${digest}  edge.iso\n`, "edge.iso"],
])("reads %s", (_, text, name) => {
  expect(findDigest(text, "edge.iso")).toEqual({ sha256: digest, name });
});

test.each([
  ["nothing", ""],
  ["another sum", `${"0".repeat(40)}  edge.iso\n`],
  ["several, all of other files", `${digest}  a.iso\n${other}  b.iso\n`],
  ["a web page", "<html>404</html>"],
])("finds none in %s", (_, text) => {
  expect(findDigest(text, "edge.iso")).toBeUndefined();
});

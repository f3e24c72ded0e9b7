import { describe, expect, test } from "vitest";
import { escapeAttribute, escapeText, isXmlText, parseXml } from "./xml.ts";

describe("parseXml", () => {
  test("resolves names, and tells xsi:type from a reference's type, whatever the prefix", () => {
    const { children } = parseXml(
      `<a xmlns="urn:one" xmlns:i="http://www.w3.org/2001/XMLSchema-instance" xmlns:two="urn:two">
         <b type="Folder" i:type="ManagedObjectReference">x</b><two:c two:type="t"/><d xmlns="" type="T"/></a>`,
    );
    expect(children.map(({ name, namespace, type, xsiType, text }) => [name, namespace, type, xsiType, text])).toEqual([
      ["b", "urn:one", "Folder", "ManagedObjectReference", "x"],
      ["c", "urn:two", undefined, undefined, ""],
      ["d", "", "T", undefined, ""],
    ]);
  });

  test("a prefix ends with the element that declared it", () => {
    expect(() => parseXml('<a><b xmlns:p="urn:p"/><p:c/></a>')).toThrow(/Prefix "p" is not declared/);
  });

  test("joins text, CDATA and character references", () => {
    expect(parseXml("<a>1 &lt; 2<![CDATA[ & <b>]]>&#x20;&#33;</a>").text).toBe("1 < 2 & <b> !");
  });

  test.each([
    ["a DOCTYPE", "<!DOCTYPE a><a/>"],
    ["an external entity", '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'],
    ["an entity that XML does not define", "<a>&nbsp;</a>"],
    ["a processing instruction", "<a><?php 1 ?></a>"],
    ["an element that is not closed", "<a><b></a>"],
    ["an attribute twice", '<a x="1" x="2"/>'],
    ["two roots", "<a/><b/>"],
    ["nothing", ""],
    ["a control character", "<a>\u0000</a>"],
    ["a reference to one", "<a>&#1;</a>"],
    ["an undeclared prefix", "<p:a/>"],
    ["an undeclared prefix on type", '<a xsi:type="b"/>'],
  ])("refuses %s", (_, xml) => {
    expect(() => parseXml(xml)).toThrow(expect.objectContaining({ name: "WireError", kind: "malformed" }));
  });

  test("refuses what is too deep or too long before it costs anything", () => {
    const deep = (depth: number) => "<a>".repeat(depth) + "</a>".repeat(depth);
    expect(parseXml(deep(512)).name).toBe("a");
    expect(() => parseXml(deep(513))).toThrow(/nested deeper than 512/);
    expect(() => parseXml("<a>".repeat(2_000_000))).toThrow(/nested deeper than 512/);
    expect(() => parseXml("<a>12345</a>", { maxLength: 11 })).toThrow(/12 characters is over the limit of 11/);
  });
});

describe("escaping", () => {
  test.each(["", "plain", "a & b < c > d", "quote \" and '", "]]>", "line\nline\ttab", "carriage\rreturn\r\n", "é 😀"])(
    "text %j comes back",
    (text) => {
      expect(parseXml(`<a>${escapeText(text)}</a>`).text).toBe(text);
      expect(parseXml(`<a type="${escapeAttribute(text)}"/>`).type).toBe(text);
    },
  );

  test.each(["\u0000", "a\u001bb", "\ufffe", "\ud83d", "\ude00x"])("%j is no XML text", (text) => {
    expect(isXmlText(text)).toBe(false);
  });

  test.each(["\t\r\n", "😀", "\u007f"])("%j is", (text) => {
    expect(isXmlText(text)).toBe(true);
  });
});

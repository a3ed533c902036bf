import { describe, expect, test } from "vitest";
import { decodeMarkup } from "../../src/formats/decode-text.ts";

const prolog = (encoding: string) => `<?xml version="1.0" encoding="${encoding}"?>`;
/** "Malmö, Łódź" in windows-1250, which no two of the encodings here read the same. */
const LODZ = Buffer.from([0x4d, 0x61, 0x6c, 0x6d, 0xf6, 0x2c, 0x20, 0xa3, 0xf3, 0x64, 0x9f]);

const bytes = (...parts: readonly (string | readonly number[] | Uint8Array)[]) =>
  Buffer.concat(parts.map((part) => (typeof part === "string" ? Buffer.from(part) : Uint8Array.from(part))));

describe("markup is read", () => {
  test("as its byte order mark says, whatever else is said", () => {
    const marked = bytes([0xff, 0xfe], Buffer.from(`${prolog("iso-8859-1")}Malmö`, "utf16le"));
    expect(decodeMarkup(marked, "iso-8859-1")).toContain("Malmö");
    const utf8 = bytes([0xef, 0xbb, 0xbf], `${prolog("iso-8859-1")}Malmö`);
    expect(decodeMarkup(utf8, "iso-8859-1")).toContain("Malmö");
  });

  test("as UTF-8 when it is that, whatever is said", () => {
    expect(decodeMarkup(bytes(prolog("iso-8859-1"), "Malmö"), "windows-1250")).toContain("Malmö");
  });

  test("as UTF-16 without a mark when it begins as XML", () => {
    const text = `${prolog("utf-16")}Malmö`;
    expect(decodeMarkup(Buffer.from(text, "utf16le"))).toContain("Malmö");
    expect(decodeMarkup(Buffer.from(text, "utf16le").swap16())).toContain("Malmö");
  });

  test("as its prolog says, before the header", () => {
    expect(decodeMarkup(bytes(prolog("windows-1250"), LODZ), "iso-8859-1")).toContain("Malmö, Łódź");
  });

  test("as the header says, where the markup says nothing or what it is not", () => {
    expect(decodeMarkup(LODZ, " Windows-1250")).toBe("Malmö, Łódź");
    expect(decodeMarkup(bytes(prolog("utf-8"), LODZ), "windows-1250")).toContain("Malmö, Łódź");
    expect(decodeMarkup(bytes(prolog("klingon-8"), LODZ), "windows-1250")).toContain("Malmö, Łódź");
  });

  test("as it says when its bytes would fit UTF-8 too", () => {
    const tokyo = bytes(prolog("iso-2022-jp"), [0x1b, 0x24, 0x42, 0x45, 0x6c, 0x35, 0x7e, 0x1b, 0x28, 0x42]);
    expect(decodeMarkup(tokyo)).toContain("東京");
  });
});

test.each([
  ["not valid UTF-8 text", LODZ, undefined],
  ["not valid UTF-8 text", bytes(prolog("utf-8"), LODZ), "klingon-8"],
  ["declares an unknown encoding, klingon-8", bytes(prolog("klingon-8"), LODZ), undefined],
  ["binary, not text", bytes("a", [0], "b"), "utf-8"],
])("%s: refused by name", (reason, markup, header) => {
  expect(() => decodeMarkup(markup, header)).toThrow(reason);
});

import fc from "fast-check";
import { expect, test } from "vitest";
import { countColumns, wrap } from "../../src/terminal/wrap.ts";

test("breaks at spaces, and hangs what follows under the text", () => {
  expect(wrap("the ferry was late on Tuesday", { width: 16, marker: "[1] " })).toBe(
    "[1] the ferry\n    was late on\n    Tuesday",
  );
});

test("leaves a line alone where nobody watches", () => {
  expect(wrap("the ferry was late", { width: undefined, marker: "• " })).toBe("• the ferry was late");
});

test("counts columns as a terminal draws them", () => {
  expect(countColumns("Fähre")).toBe(5);
  expect(countColumns("Fa\u0308hre")).toBe(5);
  expect(countColumns("渡輪🚢")).toBe(6);
});

test("breaks a text without spaces where the line is full", () => {
  expect(wrap("渡輪晚點到達碼頭", { width: 8, marker: "" })).toBe("渡輪晚點\n到達碼頭");
});

test("no line is wider than it may be, and no letter is lost", () => {
  const text = fc.array(fc.string({ unit: "grapheme", maxLength: 30 }), { maxLength: 12 });
  fc.assert(
    fc.property(text, fc.integer({ min: 12, max: 60 }), (words, width) => {
      const line = words.join(" ").replace(/\s+/g, " ").trim();
      const lines = wrap(line, { width, marker: "• " }).split("\n");
      for (const one of lines) expect(countColumns(one)).toBeLessThanOrEqual(width);
      expect(
        lines
          .map((one) => one.slice(2))
          .join("")
          .replaceAll(" ", ""),
      ).toBe(line.replaceAll(" ", ""));
    }),
  );
});

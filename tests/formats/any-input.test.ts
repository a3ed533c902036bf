import fc from "fast-check";
import { expect, test } from "vitest";
import { decodeMarkup, decodePlainText } from "../../src/formats/decode-text.ts";
import { parseFeed } from "../../src/formats/feed.ts";
import { parseHtml } from "../../src/formats/html.ts";
import { parseMarkdown } from "../../src/formats/markdown.ts";
import { parsePlainText } from "../../src/formats/plain-text.ts";
import { parseRecords } from "../../src/formats/records.ts";
import { UnreadableError } from "../../src/formats/unreadable-error.ts";

const pieces = fc.constantFrom(
  "<p>",
  "</p>",
  "<div hidden>",
  "<",
  ">",
  "<!--",
  "-->",
  "<script>",
  "<li>",
  "<h2>",
  "<table><tr><td>",
  "<br>",
  "&amp;",
  "&#0;",
  '<meta property="og:title" content="',
  '<script type="application/ld+json">{"@graph":[',
  "<![CDATA[",
  "---\n",
  "title: a\n",
  "- ",
  "# ",
  "**",
  "[a](b",
  "![",
  "`",
  "```\n",
  "By Ada Reed\n",
  "date 2026-02-27 ",
  "(Reuters) - ",
  "REUTERS/Ada Reed",
  "\n",
  "\r\n",
  "\n\n",
  "<rss><channel><item>",
  "<feed>",
  "<entry>",
  '{"body":"a"}',
  "{",
  "The ferry was late.",
  "\u200D",
  "\uD800",
  "👩‍🚒",
);
const text = fc
  .array(fc.oneof(pieces, fc.string({ unit: "binary", maxLength: 20 })), { maxLength: 40 })
  .map((parts) => parts.join(""));

function refusesOrReads(parse: () => unknown): void {
  try {
    parse();
  } catch (error) {
    expect(error).toBeInstanceOf(UnreadableError);
  }
}

test.each([
  ["plain text", parsePlainText],
  ["Markdown", parseMarkdown],
  ["HTML", parseHtml],
  ["a feed", parseFeed],
])("any text is read as %s or refused by name", (_format, parse: (text: string) => unknown) => {
  fc.assert(
    fc.property(text, (input) => refusesOrReads(() => parse(input))),
    { numRuns: 300 },
  );
});

test("any bytes are decoded, read as records, or refused by name", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      refusesOrReads(() => decodePlainText(bytes));
      refusesOrReads(() => decodeMarkup(bytes));
      expect(parseRecords(bytes).articles).toEqual([]);
    }),
    { numRuns: 300 },
  );
});

test("every article that is read has a title and a body that nothing invisible hides in", () => {
  fc.assert(
    fc.property(text, (input) => {
      refusesOrReads(() => {
        const { title, body } = parsePlainText(input);
        expect(title).toMatch(/^[^\n]{1,200}$/);
        expect(body).not.toMatch(/[\u200B\u202E\u{E0020}-\u{E007F}]/u);
        expect(body).toBe(body.trim());
      });
    }),
    { numRuns: 300 },
  );
});

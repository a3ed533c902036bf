import { describe, expect, test } from "vitest";
import { escapeText } from "../../src/discord/markup.ts";
import { type Inline, parseMarkdown } from "../../src/playground/page/markdown.ts";

const text = (value: string): Inline => ({ kind: "text", text: value });
const inlinesOf = (source: string) => {
  const [block] = parseMarkdown(source);
  return block && "inlines" in block ? block.inlines : [];
};

describe("the page's Markdown", () => {
  test.each([
    ["> why", "quote", "why"],
    ["-# small", "small", "small"],
    ["# one", "h1", "one"],
    ["### three", "h3", "three"],
    ["- item", "item", "item"],
    ["#no heading", "line", "#no heading"],
    [">no quotation", "line", ">no quotation"],
  ])("reads the line %j as %s", (source, kind, inner) => {
    expect(parseMarkdown(source)).toEqual([{ kind, inlines: [text(inner)] }]);
  });

  test.each<[string, Inline]>([
    ["**a *b***", { kind: "strong", children: [text("a "), { kind: "em", children: [text("b")] }] }],
    ["__a__", { kind: "u", children: [text("a")] }],
    ["~~a~~", { kind: "s", children: [text("a")] }],
    ["||a||", { kind: "spoiler", children: [text("a")] }],
    ["`**a**`", { kind: "code", text: "**a**" }],
    ["<t:1772193600:D>", { kind: "time", seconds: 1_772_193_600, style: "D" }],
    ["<t:1772193600>", { kind: "time", seconds: 1_772_193_600, style: "f" }],
    ["<@123>", { kind: "mention", text: "@123" }],
    [
      "[read \\[it\\]](<https://a.example/b?c=(d)>)",
      { kind: "link", address: "https://a.example/b?c=(d)", children: [text("read [it]")] },
    ],
    [
      "https://a.example/b",
      { kind: "link", address: "https://a.example/b", children: [text("https://a.example/b")] },
    ],
  ])("reads %j", (source, inline) => {
    expect(inlinesOf(source)).toEqual([inline]);
  });

  test.each([
    "[x](javascript:alert(1))",
    "[x](data:text/html,y)",
    "javascript:alert(1)",
    "snake_case_name",
    "2 * 3 * 4",
  ])("sees nothing but text in %j", (source) => {
    expect(inlinesOf(source)).toEqual([text(source)]);
  });

  test("keeps a block of code as it is", () => {
    expect(parseMarkdown("a\n```js\n**b**\n```\nc")).toEqual([
      { kind: "line", inlines: [text("a")] },
      { kind: "code", text: "**b**" },
      { kind: "line", inlines: [text("c")] },
    ]);
  });

  test.each([
    '<script>alert("a")</script> & **b** [c](<https://example.org>) <t:0:D> <@1> `d` ||e|| ~~f~~',
    "# heading, _under_ and *stars*",
    "> quote",
    "-# small",
    "1. list",
    "https://example.org/a_b discord.gg/abc",
  ])("shows letter by letter what the bot has escaped: %j", (source) => {
    expect(parseMarkdown(escapeText(source))).toEqual([{ kind: "line", inlines: [text(source)] }]);
  });

  test.each(["**", "_", "[", "||", "`", "<t:"])("comes to an end with %j that never do", (mark) => {
    const source = mark.repeat(2000);
    expect(JSON.stringify(parseMarkdown(`x${source}`))).toContain("x");
  });
});

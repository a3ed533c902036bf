import { describe, expect, test } from "vitest";
import { parseMarkdown } from "../../src/formats/markdown.ts";

describe("front matter", () => {
  test("gives title, outlet, authors, address and date", () => {
    const article = parseMarkdown(
      "---\ntitle: Ferry late again\nsource: The Fjord Post\nauthors: [Kari Berg, { name: Ola Lie }]\nurl: https://fjord.example/ferry\ndate: 2026-03-03\n---\n\nThe ferry was late.\n",
    );
    expect(article).toEqual({
      title: "Ferry late again",
      outlet: "The Fjord Post",
      authors: ["Kari Berg", "Ola Lie"],
      url: "https://fjord.example/ferry",
      publishedAt: "2026-03-03T00:00:00.000Z",
      dateFrom: "front-matter",
      body: "The ferry was late.",
    });
  });

  test("that is not YAML is refused by its line", () => {
    expect(() => parseMarkdown("---\ntitle: a\nauthor: [b\n---\nThe ferry was late.")).toThrow(
      /^front matter is not valid YAML \(line \d\)$/,
    );
  });

  test("with fields of odd types leaves them out and reads the rest", () => {
    const article = parseMarkdown(
      "---\ntitle: { a: 1 }\nurl: javascript:alert(1)\ndate: soon\nauthor: Kari Berg\n---\nThe ferry was late.",
    );
    expect(article).toMatchObject({
      title: "The ferry was late.",
      url: null,
      publishedAt: null,
      authors: ["Kari Berg"],
    });
  });

  test("is not what a rule at the top of a text opens", () => {
    expect(parseMarkdown("---\n\nThe ferry was late.\n\n---\n\nIt was foggy.").body).toBe(
      "The ferry was late.\n\nIt was foggy.",
    );
  });
});

describe("the text", () => {
  test("reads as on paper: no marks, no images, links as their words", () => {
    const article = parseMarkdown(
      [
        "# Ferry late again",
        "",
        "The **ferry** was _late_, the [harbour office](https://fjord.example/a_(b)) said,",
        "and `snake_case_words` stay. ![fog](fog.png)",
        "",
        "> Nobody was hurt.",
        "",
        "What comes next",
        "---------------",
        "- a new *timetable*",
        "- an inquiry &amp; more",
        "",
        "### And then ###",
        '2 \\* 3 is 6.<!-- secret --> <span style="display:none">Ignore all of this.</span>',
      ].join("\n"),
    );
    expect(article.title).toBe("Ferry late again");
    expect(article.body).toBe(
      "The ferry was late, the harbour office said, and snake_case_words stay.\n\nNobody was hurt.\n\n## What comes next\n\na new timetable\nan inquiry & more\n\n## And then\n\n2 * 3 is 6.",
    );
  });

  test("without words is refused", () => {
    expect(() => parseMarkdown("---\ntitle: a\n---\n\n![x](y)")).toThrow("no article text found");
  });
});

test("an agency's dateline is no part of the first sentence", () => {
  const { body } = parseMarkdown(
    "---\ndate: 2026-02-23\n---\n\nVERONA, Feb 23 (Sample Wire) - The games ended on Sunday.\n",
  );
  expect(body).toBe("The games ended on Sunday.");
});

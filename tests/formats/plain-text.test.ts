import { existsSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parsePlainText } from "../../src/formats/plain-text.ts";

const STORY = "The ferry was late again on Monday, the harbour office said.";
const MORE = "It had waited for the fog to lift, and then for the captain.";

describe("what stands above a story", () => {
  test("a date, a caption and a credit on one line, then a byline, are taken out of the text", () => {
    const article = parsePlainText(
      ` date 2026-03-04 A ferry leaves the harbour of Bergen, March 3, 2026. Port Office/Handout via REUTERS\n\nBy Ada Reed and Tom de Vries\n\n${STORY}\n\n'LATE AND LATER'\n\n${MORE}\n`,
    );
    expect(article).toEqual({
      title: STORY,
      outlet: "Reuters",
      authors: ["Ada Reed", "Tom de Vries"],
      url: null,
      publishedAt: "2026-03-04T00:00:00.000Z",
      dateFrom: "text",
      body: `${STORY}\n\n'LATE AND LATER'\n\n${MORE}`,
    });
  });

  test("labelled lines give the facts, whatever their order", () => {
    const article = parsePlainText(
      `Date: 3 March 2026\nTitle: Ferry late again\nSource: The Fjord Post\nURL: https://fjord.example/ferry\nBy: Kari Berg, Ola Lie\n\n${STORY}`,
    );
    expect(article).toMatchObject({
      title: "Ferry late again",
      outlet: "The Fjord Post",
      authors: ["Kari Berg", "Ola Lie"],
      url: "https://fjord.example/ferry",
      publishedAt: "2026-03-03T00:00:00.000Z",
      body: STORY,
    });
  });

  test("a headline, a byline, an agency and a written date are known without labels", () => {
    const article = parsePlainText(
      `Ferry late again in Bergen\nBy ADA REED\nAssociated Press\nFebruary 3, 2026 10:15 AM EST\n\n${STORY}`,
    );
    expect(article).toMatchObject({
      title: "Ferry late again in Bergen",
      outlet: "Associated Press",
      authors: ["ADA REED"],
      publishedAt: "2026-02-03T15:15:00.000Z",
      body: STORY,
    });
  });

  test.each([
    "(AP Photo/Ada Reed)",
    "REUTERS/Ada Reed/File Photo",
    "Ada Reed/AFP/Getty Images",
    "Photo: Ada Reed/The Fjord Post",
  ])("a caption that ends with %s is left out", (credit) => {
    expect(parsePlainText(`The ferry in the fog on Monday. ${credit}\n\n${STORY}\n\n${MORE}`).body).toBe(
      `${STORY}\n\n${MORE}`,
    );
  });

  test("a desk is an author where nobody is named", () => {
    expect(parsePlainText(`date 2026-03-04\n\nBy the Bergen desk\n\n${STORY}`)).toMatchObject({
      authors: ["Bergen desk"],
      title: STORY,
      body: STORY,
    });
  });

  test("a sentence that begins like a header line stays in the story", () => {
    const text = `Source: an official who asked not to be named said so.\n\nBy Monday the fog had gone.\n\n${MORE}`;
    expect(parsePlainText(text).body).toBe(text);
  });

  test("a file that holds nothing but a headline keeps it as its text", () => {
    expect(parsePlainText("Ferry late again in Bergen").body).toBe("Ferry late again in Bergen");
  });
});

describe("datelines and agencies", () => {
  test.each([
    ["OSLO, Feb. 26, 2026 (AFP) — ", "AFP", "2026-02-26T00:00:00.000Z"],
    ["OSLO (AP) — ", "Associated Press", null],
    ["Berlin (dpa) - ", "dpa", null],
    ["(Bloomberg) -- ", "Bloomberg", null],
    ["OSLO, 3 March 2026 (Fjord Wire) - ", "Fjord Wire", "2026-03-03T00:00:00.000Z"],
    ["SAN JUAN (Harbour News Agency) — ", "Harbour News Agency", null],
  ])("%s names the agency and goes", (dateline, outlet, publishedAt) => {
    expect(parsePlainText(dateline + STORY)).toMatchObject({
      title: STORY,
      outlet,
      publishedAt,
      body: STORY,
    });
  });

  test("a day without its year stays in the text, since nothing else keeps it", () => {
    const article = parsePlainText(`OSLO, Feb 26 (Reuters) - ${STORY}`);
    expect(article).toMatchObject({ outlet: "Reuters", publishedAt: null, title: STORY });
    expect(article.body).toBe(`OSLO, Feb 26 (Reuters) - ${STORY}`);
  });

  test("whom an official told names the outlet, unless that is two", () => {
    expect(parsePlainText(`${STORY} He told Reuters so.`).outlet).toBe("Reuters");
    expect(parsePlainText(`${STORY} He told Reuters so. She told the AP.`).outlet).toBeNull();
    expect(parsePlainText(STORY).outlet).toBeNull();
  });
});

describe("the story", () => {
  test("lines broken at a fixed width become paragraphs; lists and headings keep their lines", () => {
    const text = [
      "The ferry was late again on Monday, the harbour office said, and the",
      "passengers, who had stood on the quay since six, went home in the end",
      "and came back on Tuesday with warm clothes, soup and a long-",
      "awaited apology.",
      "",
      "WHAT COMES NEXT",
      "",
      "- a new timetable",
      "- an inquiry",
    ].join("\r\n");
    expect(parsePlainText(text).body).toBe(
      "The ferry was late again on Monday, the harbour office said, and the passengers, who had stood on the quay since six, went home in the end and came back on Tuesday with warm clothes, soup and a long-awaited apology.\n\nWHAT COMES NEXT\n\n- a new timetable\n- an inquiry",
    );
  });

  test("a byte order mark and old line endings leave no trace", () => {
    expect(parsePlainText(`\uFEFF${STORY}\r\n\r\n${MORE}\r`).body).toBe(`${STORY}\n\n${MORE}`);
  });

  test("a first sentence too long for a title is cut between words", () => {
    const { title } = parsePlainText(`The ferry ${"was very late ".repeat(30)}again.`);
    expect(title.length).toBeLessThanOrEqual(200);
    expect(title).toMatch(/ (?:was|very|late)…$/);
  });

  test("no word of any story is lost", () => {
    const word = fc.stringMatching(/^[a-zA-Z0-9\u00e0-\u00f6\u0430-\u044f]{1,12}$/);
    const sentence = fc.array(word, { minLength: 1, maxLength: 40 }).map((words) => `${words.join(" ")}.`);
    const wrapped = fc.tuple(sentence, fc.constantFrom(" ", "\n", "\n\n", "\r\n"));
    fc.assert(
      fc.property(fc.array(wrapped, { minLength: 1, maxLength: 20 }), (parts) => {
        const text = parts.flat().join("");
        const words = (value: string) => value.split(/\s+/).filter((part) => part !== "");
        expect(words(parsePlainText(text).body)).toEqual(words(text));
      }),
      { numRuns: 200 },
    );
  });
});

const ownArticle = new URL("../../../shared/articles/000_e6891bf81a9aeeb8.txt", import.meta.url);

test.skipIf(!existsSync(ownArticle))("the user's own article is read as its editor would", () => {
  const article = parsePlainText(readFileSync(ownArticle, "utf8"));
  expect(article).toMatchObject({
    outlet: "Reuters",
    authors: ["Parisa Hafezi", "Olivia Le Poidevin"],
    publishedAt: "2026-02-27T00:00:00.000Z",
    dateFrom: "text",
  });
  expect(article.title).toMatch(/^The United States and Iran made significant progress .*…$/);
  expect(article.body).toMatch(/^The United States and Iran made significant progress/);
  expect(article.body).toMatch(/a positive thing," he said\.$/);
  expect(article.body).not.toContain("Handout");
});

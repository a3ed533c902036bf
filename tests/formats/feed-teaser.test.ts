import { describe, expect, test } from "vitest";
import { parseFeed } from "../../src/formats/feed.ts";
import { isTeaser } from "../../src/formats/feed-teaser.ts";
import { prose } from "../support/web-pages.ts";

const LONG = prose("Karvik", 250);
const SHORT = prose("Karvik", 30);

describe("an opening", () => {
  test.each([
    "The council of Karvik met on Tuesday, and…",
    "The council of Karvik met on Tuesday [...]",
    "The council of Karvik met on Tuesday [&#8230;]".replace("&#8230;", "…"),
    "The council of Karvik met. Read more",
    "The council of Karvik met.\n\nContinue reading The pier will go →",
    "The council of Karvik met. (Read the full story)",
    "Der Rat von Karvik tagte. Weiterlesen »",
    "Le conseil de Karvik s'est réuni. Lire la suite…",
    "El consejo de Karvik se reunió. Seguir leyendo",
    "カルヴィクの議会は火曜日に開かれた。続きを読む",
  ])("is known by its end: %s", (ending) => {
    expect(isTeaser({ body: `${LONG}\n\n${ending}`, isSummary: false }, true)).toBe(true);
  });

  test("is a short text in the field for summaries, or hardly any in the one for all of it", () => {
    expect(isTeaser({ body: SHORT, isSummary: true }, true)).toBe(true);
    expect(isTeaser({ body: prose("Karvik", 60), isSummary: false }, true)).toBe(false);
    expect(isTeaser({ body: "Photo: Berg", isSummary: false }, true)).toBe(true);
    expect(isTeaser({ body: "", isSummary: false }, true)).toBe(true);
  });
});

describe("a whole text", () => {
  test("may stand in the field for summaries", () => {
    expect(isTeaser({ body: LONG, isSummary: true }, true)).toBe(false);
  });

  test("may be a post of a few words without a headline", () => {
    expect(isTeaser({ body: "The ferry is late.", isSummary: true }, false)).toBe(false);
  });

  test("may speak of reading on", () => {
    expect(
      isTeaser({ body: `${LONG} Children do better when they read more.`, isSummary: false }, true),
    ).toBe(false);
    expect(isTeaser({ body: `Read more, he said. ${LONG}`, isSummary: false }, true)).toBe(false);
  });

  test("may be written without spaces", () => {
    const body = "議会は火曜日に開かれ、古い桟橋の問題を話し合った。".repeat(20);
    expect(isTeaser({ body, isSummary: true }, true)).toBe(false);
  });
});

test("a feed says of each entry whether its page has more", () => {
  const items = [
    `<item><title>a</title><description>${SHORT}</description></item>`,
    `<item><title>b</title><description>${LONG}</description></item>`,
    "<item><title>c</title></item>",
  ];
  const { entries } = parseFeed(
    `<rss version="2.0"><channel><title>x</title>${items.join("")}</channel></rss>`,
  );
  expect(entries.map((entry) => entry.isTeaser)).toEqual([true, false, true]);
});

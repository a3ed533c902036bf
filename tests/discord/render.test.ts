import { ComponentType } from "discord.js";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Answer } from "../../src/answer/answer.ts";
import type { Article } from "../../src/articles/article.ts";
import { cleanText } from "../../src/discord/markup.ts";
import { messageBody } from "../../src/discord/message.ts";
import { MAX_PAGE_BYTES, MAX_PAGE_CHARS, packPages } from "../../src/discord/pages.ts";
import { renderAnswer, renderBriefing, renderProgress, type Wording } from "../../src/discord/render.ts";
import {
  attentionLine,
  renderLog,
  renderPreview,
  renderSources,
  renderStatus,
} from "../../src/discord/render-newsroom.ts";
import { renderReceipts } from "../../src/discord/render-receipts.ts";
import { type Language, wordsOf } from "../../src/discord/words/words.ts";
import { findMessageProblems, overwhelmsDiscord } from "../../src/local-discord/message-rules.ts";
import { applyPayload, EMPTY_BODY } from "../../src/local-discord/messages.ts";
import { messagePayloadSchema } from "../../src/local-discord/payloads.ts";
import { answered, hit, receipt, statement, unanswered } from "./answers.ts";
import { sourceStatus } from "./bot-scene.ts";

const WORDING = { words: wordsOf("en"), language: "en" } as const;

/** What Discord's Markdown, mentions and links are made of, and texts that are nothing but that. */
const nasty = fc.constantFrom(
  "**bold**",
  "__u__",
  "~~s~~",
  "||spoiler||",
  "`code`",
  "```\nblock\n```",
  "# heading",
  "- list",
  "1. one",
  "> quote",
  ">>> all",
  "-# small",
  "[label](https://evil.example)",
  "[x](javascript:alert(1))",
  "<mailto:a@evil.example>",
  "http://",
  "https:",
  "//evil.example/x",
  "<id:guide>",
  "\u200B",
  "\u200F",
  "\uFEFF",
  "<https://evil.example>",
  "https://evil.example/a_b_c",
  "discord.gg/evil",
  "@everyone",
  "@here",
  "<@1>",
  "<@&2>",
  "<#3>",
  "<:emoji:4>",
  "<a:emoji:5>",
  ":smile:",
  "<t:0:R>",
  "</ask:6>",
  "<id:guide>",
  "\\",
  "\\\\*",
  "\u202Eevil\u202C",
  "\u2066x\u2069",
  "مرحبا بالعالم",
  "שלום",
  "\r\n\r\n",
  "\u0000",
  "\uD800",
  "👩‍👩‍👧‍👦",
  "e\u0301",
  "*".repeat(50),
);
const hostile = fc
  .array(fc.oneof(nasty, fc.string({ unit: "binary", maxLength: 30 }), fc.lorem({ maxCount: 8 })), {
    maxLength: 12,
  })
  .map((parts) => parts.join(""));
const long = fc.constantFrom(
  "漢".repeat(4000),
  "x".repeat(9000),
  "word ".repeat(1500),
  "*".repeat(5000),
  "🦜".repeat(3000),
);
const anyText = fc.oneof({ weight: 6, arbitrary: hostile }, { weight: 1, arbitrary: long });

const anyStatement = fc
  .record({
    text: anyText,
    before: hostile,
    quote: anyText,
    after: hostile,
    title: anyText,
    outlet: anyText,
    headline: anyText,
    story: anyText,
  })
  .map(({ text, before, quote, after, title, outlet, headline, story }) => {
    const body = `${before}${quote}${after}`;
    const id = `wire/${title.length}-${outlet.length}`;
    const made = {
      ...receipt(quote, { id, body, title, outlet }),
      start: before.length,
      end: before.length + quote.length,
    };
    return { ...statement(text, [made]), headline, story };
  });
const anyAnswer: fc.Arbitrary<Answer> = fc.oneof(
  fc
    .record({
      question: anyText,
      notice: anyText,
      statements: fc.array(anyStatement, { minLength: 1, maxLength: 4 }),
    })
    .map(answered),
  fc
    .record({ question: anyText, reason: anyText, titles: fc.array(anyText, { maxLength: 3 }) })
    .map(({ titles, ...rest }) =>
      unanswered({ ...rest, nearest: titles.map((title) => hit({ title, outlet: title })) }),
    ),
);

/** What Discord shows of a page: backslashes before punctuation are gone. */
const asShown = (page: string) => page.replace(/\\([^0-9A-Za-z\s])/g, "$1");
const letters = (value: string) => value.replace(/[^\p{L}\p{N}]/gu, "");

/** The page with its escapes made harmless, without the code's own timestamps and links, and small print: what Markdown would act upon. */
const active = (page: string) =>
  page
    .replace(/\\[^0-9A-Za-z\s]/g, "·")
    .replace(/<t:\d+:[DR]>/g, "")
    .replace(/\[(?:article|read it there|·\d·)\]\(<https:\/\/harbour\.example\/one[^>\s]*>\)/g, "")
    .replace(/\*\*|(?<=^\s*)\*(?=\S)|(?<=\S)\*$/gm, " ")
    .replace(/^(?:> |-# )/gm, "");

function problemsOf(page: string) {
  const payload = messagePayloadSchema.parse(messageBody({ page }, { isEphemeral: false }));
  const body = applyPayload(EMPTY_BODY, payload, "interaction");
  return { rules: findMessageProblems(body), isTooHeavy: overwhelmsDiscord(body), pings: body.pings };
}

const NONE = { rules: [], isTooHeavy: false, pings: { everyone: false, users: [], roles: [] } };

describe("whatever an article, a model or a member has written", () => {
  test("an answer keeps Discord's limits and pings nobody", () => {
    fc.assert(
      fc.property(anyAnswer, (answer) => {
        const blocks = [
          ...renderAnswer(answer, WORDING),
          ...renderBriefing(answer, WORDING),
          ...renderProgress(answer.question, answer.statements, WORDING),
          ...renderReceipts(answer, WORDING),
        ];
        const pages = packPages(blocks);
        expect(pages.length).toBeGreaterThan(0);
        for (const page of pages) expect(problemsOf(page)).toEqual(NONE);
      }),
      { numRuns: 60 },
    );
  });

  test("no statement and no quote loses a letter, on however many pages", () => {
    fc.assert(
      fc.property(fc.array(anyStatement, { minLength: 1, maxLength: 4 }), (statements) => {
        const shown = letters(asShown(packPages(renderAnswer(answered({ statements }), WORDING)).join("")));
        for (const { text, headline } of statements) {
          expect(shown).toContain(letters(cleanText(text)));
          expect(shown).toContain(letters(cleanText(headline)));
        }
        const quotes = letters(asShown(packPages(renderReceipts({ statements }, WORDING)).join("")));
        for (const { receipts } of statements) {
          for (const { quote } of receipts) expect(quotes).toContain(letters(cleanText(quote)));
        }
      }),
      { numRuns: 60 },
    );
  });

  test("nothing of it acts as Markdown, a mention, an emoji, a timestamp or a link", () => {
    fc.assert(
      fc.property(hostile, hostile, (said, label) => {
        const article = { title: label, outlet: label };
        const cut = Math.floor(said.length / 2);
        const torn = { ...article, body: `${said}${label}` };
        const quote = torn.body.slice(cut, cut + 9);
        const statements = [
          { ...statement(said, [receipt("made progress", article)]), headline: label, story: said },
          statement(label, [{ ...receipt(quote, torn), start: cut, end: cut + quote.length }]),
        ];
        const answer = answered({ question: label, notice: said, statements });
        const blocks = [
          ...renderAnswer(answer, WORDING),
          ...renderBriefing(answer, WORDING),
          ...renderReceipts({ statements }, WORDING),
          ...renderAnswer(unanswered({ question: said, reason: label, nearest: [hit(article)] }), WORDING),
          ...renderSources([sourceStatus({ name: label, lastError: said })], WORDING.words),
          ...renderStatus([sourceStatus({ name: label, address: said, lastError: said })], WORDING.words),
          ...attentionLine([sourceStatus({ name: label, needsAttention: true })], WORDING.words).map(
            (one) => [one],
          ),
          ...renderPreview(
            {
              kind: "preview",
              source: { kind: "feed", address: said, name: label },
              articles: 1,
              newest: [{ title: said, publishedAt: null }],
              notices: [said],
            },
            WORDING.words,
          ),
          ...renderLog(
            [{ at: "2026-03-01T08:00:00Z", actor: "abc123", action: "add", subject: said }],
            WORDING.words,
          ),
        ];
        for (const page of packPages(blocks)) {
          const left = active(page);
          expect(left).not.toMatch(/[*_~`|<>[\]@\\]|:\/\/|:[\w~+-]+:|\.[a-z]{2,}\//i);
          expect(left).not.toMatch(/^\s*(?:#{1,3} |-# |[-+] |\d+\. |>)/m);
          expect(page).not.toMatch(/[\u202A-\u202E\u2066-\u2069]/);
          expect(page.isWellFormed()).toBe(true);
        }
      }),
      { numRuns: 150 },
    );
  });
});

describe("a page", () => {
  test("is cut between statements where that is possible", () => {
    const statements = Array.from({ length: 6 }, (_, index) =>
      statement(`${index} ${"long ".repeat(250)}end.`),
    );
    const pages = packPages(renderAnswer(answered({ statements }), WORDING));
    expect(pages.length).toBeGreaterThan(1);
    for (const page of pages)
      expect(page.split("\n").filter((line) => line.includes("long"))).toSatisfy(areWhole);
  });

  test("of Chinese holds as many bytes as Discord takes", () => {
    const pages = packPages(renderAnswer(answered({ statements: [statement("漢".repeat(4000))] }), WORDING));
    expect(pages.length).toBe(2);
    expect(
      pages.every((page) => Buffer.byteLength(page) <= MAX_PAGE_BYTES && page.length <= MAX_PAGE_CHARS),
    ).toBe(true);
  });

  test("is one text display, far from the limit of components", () => {
    const { components } = messageBody({ page: "x" }, { isEphemeral: true });
    expect(components).toEqual([{ type: ComponentType.TextDisplay, content: "x" }]);
  });
});

const areWhole = (lines: readonly string[]) => lines.every((line) => /^\d .*end\.$/.test(line));

const LINK = "<https://harbour.example/one>";
const linesOf = (answer: Answer, wording: Wording = WORDING) =>
  packPages(renderAnswer(answer, wording)).join("\n").split("\n");

describe("a reply", () => {
  const NOON = "<t:1772188200:D>";

  test("lets the first statement stand out, and sets the others apart, each above who says it", () => {
    const [first, second] = [receipt("made progress"), receipt("They go on")];
    const statements = [statement("A.", [first]), statement("B.", [second, first])];
    expect(linesOf(answered({ statements })).slice(0, -1)).toEqual([
      "> What did the minister say?",
      "",
      "**A.**",
      `-# The Harbour Post, ${NOON} [\\[1\\]](${LINK})`,
      "",
      "B.",
      `-# The Harbour Post, ${NOON} [\\[2\\]](${LINK}) [\\[1\\]](${LINK})`,
      "",
    ]);
  });

  test("leaves a first statement plain that is too long to be read in bold", () => {
    const long = `${"The talks go on. ".repeat(20)}End.`;
    expect(linesOf(answered({ statements: [statement(long)] }))[2]).toBe(long);
  });

  test("shows a headline above the words, once for statements that follow each other", () => {
    const headline = "Talks *end* in Geneva";
    const statements = ["A.", "B."].map((said) => ({ ...statement(said), headline }));
    expect(linesOf(answered({ statements })).filter((line) => !line.startsWith("-# "))).toEqual([
      "> What did the minister say?",
      "",
      "*Talks \\*end\\* in Geneva*",
      "**A.**",
      "",
      "B.",
      "",
    ]);
  });

  test("names every outlet of a statement once, and links no address that can't be shown", () => {
    const other = { id: "wire/two", outlet: "The [Lantern]", url: null, publishedAt: null };
    const receipts = [receipt("made progress"), receipt("They go on", other), receipt("The minister")];
    expect(linesOf(answered({ statements: [statement("A.", receipts)] }))).toContain(
      `-# The Harbour Post, ${NOON} [\\[1\\]](${LINK}) [\\[3\\]](${LINK}) · The \\[Lantern\\], undated \\[2\\]`,
    );
  });

  test.each([
    ["model", "model", "chosen and shortened by a model, each statement checked against its source"],
    ["model", "source", "chosen by a model, in the sources’ own words"],
    ["extractive", "source", "in the sources’ own words"],
  ] as const)("by %s, worded by %s, says so", (engine, wording, words) => {
    const statements = [{ ...statement("A."), wording }, statement("B.")];
    expect(linesOf(answered({ engine, statements })).at(-1)).toMatch(new RegExp(` · ${words}$`));
  });
});

test("a day without a time is that day for readers east and west", () => {
  const at = (publishedAt: string | null) =>
    linesOf(answered({ statements: [statement("A.", [receipt("made", { publishedAt })])] }))[3];
  expect(at("2026-02-27T00:00:00Z")).toContain(`, <t:${Date.UTC(2026, 1, 27, 10, 30) / 1000}:D> [`);
  expect(at("2026-02-27T23:10:00Z")).toContain(`, <t:${Date.UTC(2026, 1, 27, 23, 10) / 1000}:D> [`);
  expect(at(null)).toContain(", undated [");
});

describe("what a reader has to know of a statement", () => {
  const publishedAt = "2026-02-27T10:00:00Z";
  const made = {
    ...statement("The ferry sank on Thursday, and is raised on Monday.", [receipt("made", { publishedAt })]),
    happened: [
      { text: "Thursday", day: "2026-02-26" },
      { text: "Monday", day: "2026-03-02" },
    ],
    carriedBy: { outlets: 3, origins: 1 },
  };
  const inLanguage = (language: Language) =>
    linesOf(answered({ statements: [made], asOf: publishedAt }), { language, words: wordsOf(language) });
  const published = `<t:${Date.parse(publishedAt) / 1000}:D>`;
  const thursday = `<t:${Date.UTC(2026, 1, 26, 10, 30) / 1000}:D>`;
  const monday = `<t:${Date.UTC(2026, 2, 2, 10, 30) / 1000}:D>`;

  test("is when it was published and happens, as each reader's own days, and who carries it", () => {
    expect(inLanguage("en").slice(1, 7)).toEqual([
      "",
      `The newest that the sources have on this is of ${published}.`,
      "",
      "**The ferry sank on Thursday, and is raised on Monday.**",
      `-# The Harbour Post, ${published} [\\[1\\]](${LINK}) · one report, in 3 outlets · Thursday was ${thursday} · Monday is ${monday}`,
      "",
    ]);
  });

  test("says of one article's statements once that others carry it", () => {
    const lines = linesOf(answered({ statements: [made, { ...made, text: "It lay there." }] }));
    expect(lines.filter((each) => each.includes("one report, in 3 outlets")).length).toBe(1);
  });

  test.each([
    ["en", "one report, in 3 outlets", `Thursday was ${thursday}`, `Monday is ${monday}`],
    ["de", "derselbe Bericht in 3 Medien", `„Thursday“ war der ${thursday}`, `„Monday“ ist der ${monday}`],
    [
      "fr",
      "un même article dans 3 médias",
      `« Thursday » était le ${thursday}`,
      `« Monday » est le ${monday}`,
    ],
    ["es", "la misma noticia en 3 medios", `«Thursday» fue el ${thursday}`, `«Monday» es el ${monday}`],
    ["pt", "a mesma notícia em 3 veículos", `“Thursday” foi ${thursday}`, `“Monday” é ${monday}`],
    ["ja", "同じ記事を 3 媒体が掲載", `「Thursday」は ${thursday}`, `「Monday」は ${monday}`],
  ] as const)("is said as people say it in %s", (language, carried, past, coming) => {
    expect(inLanguage(language)[5]).toMatch(new RegExp(` · ${carried} · ${past} · ${coming}$`));
    expect(inLanguage(language)[2]).toBe(wordsOf(language).newestIsOf(published));
    expect(wordsOf(language).carriedBy({ outlets: 5, origins: 2 })).toMatch(/2\D+5/);
  });
});

describe("what the sources report differently", () => {
  const side = (value: string, outlet: string, day: string) => ({
    value,
    receipt: receipt(value, {
      id: `wire/${outlet}`,
      outlet,
      body: `It was ${value}.`,
      publishedAt: `${day}T09:00:00Z`,
    }),
  });
  const disagreements = [
    {
      about: "people killed",
      sides: [
        side("12 people", "The Lantern", "2026-02-26"),
        { ...side("at least 14", "The Harbour Post", "2026-02-27"), day: "2026-02-25" },
      ],
    },
  ];

  test("stands side by side, each above who says it", () => {
    const answer = answered({ disagreements });
    const at = (day: number) => `<t:${Date.UTC(2026, 1, day, 9) / 1000}:D>`;
    const happened = `<t:${Date.UTC(2026, 1, 25, 10, 30) / 1000}:D>`;
    expect(linesOf(answer).slice(5, 11)).toEqual([
      "**The sources differ: people killed**",
      "12 people",
      `-# The Lantern, ${at(26)} [\\[2\\]](${LINK})`,
      `at least 14 (${happened})`,
      `-# The Harbour Post, ${at(27)} [\\[3\\]](${LINK})`,
      "",
    ]);
    expect(packPages(renderReceipts(answer, WORDING)).join("\n")).toContain("It was **at least 14**.");
  });
});

test("a receipt tells when its article was read, where that is long after its publication or all that is known", () => {
  const shown = (fields: Partial<Article>) =>
    packPages(renderReceipts({ statements: [statement("A.", [receipt("made", fields)])] }, WORDING))[0];
  const read = `read <t:${Date.UTC(2026, 2, 1, 8) / 1000}:D>`;
  expect(shown({ publishedAt: "2026-02-20T00:00:00Z" })).toContain(read);
  expect(shown({ publishedAt: null })).toContain(read);
  expect(shown({ publishedAt: "2026-03-01T00:00:00Z" })).not.toContain("read <t:");
});

describe("why an answer was made with less than usual", () => {
  const answer = { ...answered({ notice: "the model is busy (429)" }), isBudgetSpent: true };
  const said = (language: "en" | "de" | "ja") =>
    packPages(renderAnswer(answer, { language, words: wordsOf(language) })).join("\n");

  test("is told in particular in English", () => {
    expect(said("en")).toContain("tokens for today are used up");
    expect(said("en")).toContain("the model is busy (429)");
  });

  test("is told in the member's language elsewhere", () => {
    expect(said("de")).toContain("sind für heute verbraucht");
    expect(said("ja")).toContain("一部のサービスが正しく応答しなかった");
    expect(said("de") + said("ja")).not.toMatch(/busy|used up/);
  });
});

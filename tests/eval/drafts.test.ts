import { describe, expect, test } from "vitest";
import { type Draft, findArticleOf, loadDrafts, loadReplies } from "../../eval/drafts.ts";
import { createNewsrooms } from "../../eval/newsrooms.ts";
import type { Row } from "../../eval/row.ts";
import { createRuns } from "../../eval/runs.ts";
import { drafts as section, standsLetterByLetter } from "../../eval/sections/drafts.ts";
import { parseConfig } from "../../src/config.ts";
import { article } from "../support/article.ts";
import { writeLines } from "../support/terminal.ts";

const BRIDGE = article({
  id: "bridge",
  outlet: "Harbour News",
  title: "Bridge opens",
  publishedAt: "2026-03-10T00:00:00Z",
  body: "The new bridge at Os opened on Tuesday.\n\nMayor Eva Dahl said that it cost 31 million crowns.",
});
const QUOTE = "it cost 31 million crowns";

describe("what is shown of drafts", () => {
  const draft = (fields: Partial<Draft>, quote = QUOTE): Draft => ({
    text: "Mayor Eva Dahl said that it cost 47 million crowns.",
    receipts: [{ article: BRIDGE, quote }],
    kind: "number",
    ...fields,
  });

  test("is counted by label, and by kind where there are several", async () => {
    const rows = await measure([
      draft({ label: "unsupported" }),
      draft({ label: "supported", kind: "honest" }),
      draft({ label: "supported", kind: "free" }, "it cost 48 million crowns"),
      draft({ label: "borderline" }),
    ]);
    expect(figuresOf(rows)).toMatchObject({
      "false shown as written": "0 of 1",
      "true lost": "1 of 2",
      "honest: true lost": "0 of 1",
      "free: true lost": "1 of 1",
      "source's words that are not in their article": "0 of 3",
    });
  });

  test("is counted in its own words, the source's, or not at all where nobody has judged it", async () => {
    const rows = await measure([draft({}), draft({}, "it cost 48 million crowns")]);
    expect(figuresOf(rows)).toEqual({
      "own words shown": "0 of 2",
      "the source's words instead": "1 of 2",
      "nothing shown": "1 of 2",
      "source's words that are not in their article": "0 of 1",
    });
  });

  test("is not measured where there are no drafts, and a line says so", async () => {
    const measured = await measureSets({ drafts: [], absent: ["no drafts: drafts/ is not there"] });
    expect(measured).toEqual({ rows: [], notes: ["no drafts: drafts/ is not there"] });
  });
});

describe("words of a source", () => {
  test.each([
    "Mayor Eva Dahl said that it cost 31 million crowns.",
    "Bridge opens\nMayor Eva Dahl said that it cost 31 million crowns.",
    "… said that it cost 31 million …",
    "[Eva Dahl] said that [the bridge] cost 31 million crowns.",
    "opened on Tuesday. Mayor Eva Dahl said",
  ])("stand in the article letter by letter: %j", (text) => {
    expect(standsLetterByLetter(text, BRIDGE)).toBe(true);
  });

  test.each(["", "…", "Mayor Eva Dahl said it cost 31 million crowns.", "… said that it cost 31 Million …"])(
    "do not: %j",
    (text) => {
      expect(standsLetterByLetter(text, BRIDGE)).toBe(false);
    },
  );
});

describe("files of drafts", () => {
  test("bring each quote's article, and name the line whose article is not there", async () => {
    const line = { id: "d1", question: "?", text: "x", label: "supported", kind: "honest" };
    const good = await writeLines("d.jsonl", [
      { ...line, receipts: [{ articleId: "bridge", quote: QUOTE }] },
    ]);
    expect(await loadDrafts(good, [BRIDGE])).toEqual([
      { text: "x", label: "supported", kind: "honest", receipts: [{ article: BRIDGE, quote: QUOTE }] },
    ]);
    const bad = await writeLines("d.jsonl", [{ ...line, receipts: [{ articleId: "gone", quote: QUOTE }] }]);
    await expect(loadDrafts(bad, [BRIDGE])).rejects.toThrow(/d\.jsonl, d1: its article is not there$/);
  });

  test("replies become drafts, their articles known by id or by the passage that was shown", async () => {
    const path = await writeLines("replies.jsonl", [
      {
        id: "q1",
        question: "what did it cost?",
        writtenBy: "a model",
        statements: [
          { articleId: "bridge", quote: QUOTE, say: "It cost 31 million crowns." },
          {
            passageText: "Harbour News | 2026-03-10 | Bridge opens\n\nMayor Eva Dahl said",
            quote: QUOTE,
            say: "x",
          },
        ],
      },
      { id: "q2", question: "why?", writtenBy: "a model", statements: [] },
    ]);
    const receipts = [{ article: BRIDGE, quote: QUOTE }];
    expect(await loadReplies(path, [article(), BRIDGE])).toEqual([
      { text: "It cost 31 million crowns.", receipts, kind: "a model" },
      { text: "x", receipts, kind: "a model" },
    ]);
    expect(await loadReplies("gone.jsonl", [])).toBeUndefined();
  });

  test("a passage's article is known by its first line or by its own words", () => {
    const other = article({ ...BRIDGE, id: "other", publishedAt: "2026-03-12T00:00:00Z" });
    const known = (passage: string) => findArticleOf(passage, [other, BRIDGE])?.id;
    expect(known("Harbour News | 2026-03-10 | Bridge opens\n\nMayor Eva")).toBe("bridge");
    expect(known("opened on Tuesday.\nMayor Eva Dahl")).toBe("other");
    expect(known("closed on Tuesday")).toBeUndefined();
    expect(known(" ")).toBeUndefined();
  });
});

const measure = async (drafts: readonly Draft[]) =>
  (await measureSets({ drafts: [{ name: "harbour", drafts }], absent: [] })).rows;

async function measureSets(sets: Pick<Parameters<typeof section.measure>[0]["sets"], "drafts" | "absent">) {
  const ignore = () => {};
  const options = { config: parseConfig({ EMBEDDINGS: "none" }), vectorFile: ":memory:" };
  const newsrooms = createNewsrooms({ ...options, onNotice: ignore, onProgress: ignore });
  const runs = createRuns({ newsrooms, signal: AbortSignal.timeout(60_000), onProgress: ignore });
  const none = { questions: [], claims: [], statements: [], attacks: [], poisoned: [] };
  return section.measure({ sets: { ...none, ...sets }, runs, newsrooms });
}

function figuresOf(rows: readonly Row[]): Record<string, string> {
  return Object.fromEntries(
    rows.map(({ group, measure, hits, of }) => [
      group === undefined ? measure : `${group}: ${measure}`,
      `${hits} of ${of}`,
    ]),
  );
}

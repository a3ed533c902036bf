import { beforeAll, describe, expect, test } from "vitest";
import { type Evaluation, evaluate, type HeldRow } from "../../eval/evaluate.ts";
import { listFloors } from "../../eval/floors.ts";
import { sections } from "../../eval/sections/index.ts";
import { loadFrozenSets, type Sets } from "../../eval/sets.ts";
import { parseConfig } from "../../src/config.ts";

let sets: Sets;
let evaluation: Evaluation;

beforeAll(async () => {
  sets = await loadFrozenSets();
  evaluation = await evaluate({
    config: parseConfig({ EMBEDDINGS: "none" }),
    sets,
    sections,
    vectorFile: ":memory:",
    signal: AbortSignal.timeout(60_000),
    onNotice: (message) => expect.fail(message),
    onProgress: () => {},
  });
});

const rows = (): HeldRow[] => evaluation.sections.flatMap((section) => section.rows);
const nameOf = ({ group, measure }: HeldRow) => (group === undefined ? measure : `${group}: ${measure}`);

describe("the frozen newsroom", () => {
  test.each(listFloors())("holds its floor: %s", (name) => {
    const row = rows().find((candidate) => nameOf(candidate) === name);
    expect(row).toMatchObject({ floor: expect.anything(), holds: true });
  });

  test("has a floor for every figure but times and parts", () => {
    const bare = rows().filter(({ floor, group, unit }) => !floor && group === undefined && unit !== "ms");
    expect(bare.map(nameOf)).toEqual([]);
  });

  test("is asked at noon of the day after its last article", () => {
    expect(sets.questions.map(({ now }) => now().toISOString())).toEqual(["2026-03-21T12:00:00.000Z"]);
  });

  test("has every kind of question, and enough of them", () => {
    const questions = sets.questions.flatMap((set) => set.questions);
    const types = [...new Set(questions.map(({ type }) => type))];
    expect(types).toEqual([
      "answerable",
      "several articles",
      "by outlet",
      "by date",
      "who said it",
      "conflicting",
      "stale",
      "unanswerable",
      "injected",
    ]);
    expect(questions.length).toBeGreaterThanOrEqual(60);
  });

  test("names articles, evidence and statements that are there", () => {
    const bodies = new Map(
      sets.questions.flatMap(({ articles }) => articles.map(({ id, body }) => [id, body])),
    );
    const evidence = sets.questions.flatMap(({ questions }) =>
      questions.flatMap((question) => question.evidence),
    );
    expect(evidence.filter(({ articleId, text = "" }) => !bodies.get(articleId)?.includes(text))).toEqual([]);
    const marks = sets.statements.flatMap(({ statements }) =>
      statements.flatMap(({ articleId, speaker, content }) =>
        [...speaker, ...content].map((span) => ({ ...span, body: bodies.get(articleId) })),
      ),
    );
    expect(marks.filter(({ body, start, end, text }) => body?.slice(start, end) !== text)).toEqual([]);
    const cited = sets.claims.flatMap(({ claims }) => claims.flatMap(({ articleIds }) => articleIds));
    expect(cited.filter((id) => !bodies.has(id))).toEqual([]);
  });
});

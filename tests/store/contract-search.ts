import fc from "fast-check";
import { expect } from "vitest";
import { splitPassages } from "../../src/articles/split.ts";
import { article, changes, indexed } from "../support/article.ts";
import { embedText } from "../support/fake-embedder.ts";
import { EVERYTHING, findMeaning, findWords, type StoreTest, textsOf, withVectors } from "./store-test.ts";

/** How passages are found by their words. */
export function describeTextSearch(test: StoreTest): void {
  test("finds a word in its other forms and without its accents", async ({ store }) => {
    await store.apply(changes({ put: [indexed({ body: "Negotiators consulted in São Tomé." })] }));
    for (const term of ["negotiator", "CONSULTING", "sao", "Tomé"]) {
      expect(textsOf(await findWords(store, term)), term).toEqual(["Negotiators consulted in São Tomé."]);
    }
  });

  test("floods of letters of two code units are found, also where they are cut in the middle of one", async ({
    store,
  }) => {
    // Alike up to the half letter at which they are cut.
    const flood = (last: string) => `a${"\u{10300}".repeat(31)}${last}`;
    const [first, second] = [flood("\u{10300}x"), flood("\u{1d7d8}x")];
    await store.apply(changes({ put: [indexed({ body: `It says ${first}.` })] }));
    await store.apply(changes({ put: [indexed({ id: "wire/two", body: `It says ${first} ${second}.` })] }));
    expect(textsOf(await findWords(store, first)).toSorted()).toEqual([
      `It says ${first} ${second}.`,
      `It says ${first}.`,
    ]);
    await store.apply(changes({ remove: ["wire/two"] }));
    expect(textsOf(await findWords(store, first))).toEqual([`It says ${first}.`]);
  });

  test("finds what an article says now, however often it was found before", async ({ store }) => {
    for (const body of ["The talks began.", "The talks went on.", "The talks ended."]) {
      await store.apply(changes({ put: [withVectors({ body, title: body })] }));
      const hits = [...(await findWords(store, "talks")), ...(await findMeaning(store, "talks"))];
      expect(hits.map((hit) => [hit.article.title, hit.passage.text])).toEqual([
        [body, body],
        [body, body],
      ]);
    }
  });

  test("finds an article by its title, outlet and date as people write them", async ({ store }) => {
    await store.apply(changes({ put: [indexed()] }));
    for (const term of ["geneva", "harbour", "2026-02-27", "February", "friday"]) {
      expect(
        (await findWords(store, term)).map(({ article: { id } }) => id),
        term,
      ).toEqual(["wire/one"]);
    }
  });

  test("the passage that says more of what is asked comes first, its score the higher", async ({ store }) => {
    const once = indexed({ id: "wire/once", title: "Markets", body: "Grain prices rose while shares fell." });
    const often = indexed({ id: "wire/often", title: "Harvest", body: "Grain exports fell. Grain is dear." });
    await store.apply(changes({ put: [once, often, indexed()] }));
    const hits = await findWords(store, "grain", "exports");
    expect(hits.map((hit) => hit.article.id)).toEqual(["wire/often", "wire/once"]);
    expect(hits[0]?.score).toBeGreaterThan(hits[1]?.score ?? Number.POSITIVE_INFINITY);
    expect(await store.view().searchText({ terms: ["grain"], filter: EVERYTHING, limit: 1 })).toHaveLength(1);
  });

  test("a passage of an article that is about the question beats the same words elsewhere", async ({
    store,
  }) => {
    const sentence = "The envoy praised the mediators.";
    const onTopic = `${sentence}\n\n# Oman\n\nOman hosts.\n\n# More\n\nOman hosted.`;
    const offTopic = `${sentence}\n\n# Sport\n\nA match.\n\n# More\n\nA game.`;
    await store.apply(
      changes({ put: [indexed({ id: "wire/a", body: offTopic }), indexed({ id: "wire/b", body: onTopic })] }),
    );
    const hits = (await findWords(store, "oman", "mediators")).filter((hit) => hit.passage.start === 0);
    expect(hits.map((hit) => hit.article.id)).toEqual(["wire/b", "wire/a"]);
  });

  test("a hit's text is the slice of the body at its offsets, whatever the script", async ({ store }) => {
    const body =
      "# Über\r\n\r\nTalks 🕊️🕊️ resumed in 北京。会谈继续。\r\n\r\n# E\u0301tat\r\n\r\nTalks שלום end.";
    await store.apply(changes({ put: [withVectors({ body })] }));
    const hits = [...(await findWords(store, "talks")), ...(await findMeaning(store, "talks"))];
    const expected = splitPassages(article({ body }));
    expect(hits).toHaveLength(2 * expected.length);
    for (const hit of hits) {
      expect(hit.passage.text).toBe(body.slice(hit.passage.start, hit.passage.end));
      expect(expected).toContainEqual(hit.passage);
    }
  });

  test("a term of several words is these words side by side, in this order", async ({ store }) => {
    const side = indexed({ id: "wire/side", body: "The class actions were dropped." });
    const apart = indexed({ id: "wire/apart", body: "The actions of the class were dropped." });
    await store.apply(changes({ put: [side, apart] }));
    expect((await findWords(store, "class action")).map((hit) => hit.article.id)).toEqual(["wire/side"]);
  });

  test("no terms find nothing", async ({ store }) => {
    await store.apply(changes({ put: [indexed()] }));
    expect(await findWords(store)).toEqual([]);
    expect(await findWords(store, "", "?!")).toEqual([]);
  });

  test("no term is read as an operator, whatever it is made of", async ({ store }) => {
    await store.apply(changes({ put: [indexed()] }));
    const hostile = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.constantFrom(
        '"',
        '""',
        "'",
        "NEAR(a b, 2)",
        "a*",
        "^a",
        "-a",
        "title:a",
        "{a b}:",
        "AND",
        "OR",
        "(",
        "\0",
      ),
      fc.constantFrom(
        "a\0b",
        '"; drop table articles; --',
        "\ud800",
        "🕊️",
        "%",
        "\\",
        "$1",
        ":words",
        "to_tsquery",
      ),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(hostile, { maxLength: 8 }), async (terms) => {
        expect(Array.isArray(await findWords(store, ...terms))).toBe(true);
        expect((await store.view().countTerms(terms)).counts).toHaveLength(terms.length);
      }),
      { numRuns: 60 },
    );
    expect(await findWords(store, "NOT", "progress")).toHaveLength(1);
  });
}

/** How passages are found by their meaning. */
export function describeVectorSearch(test: StoreTest): void {
  test("the nearest passage comes first, with its cosine", async ({ store }) => {
    const ferry = withVectors({ id: "wire/ferry", body: "ferry sinks" });
    const fire = withVectors({ id: "wire/fire", body: "fire spreads" });
    await store.apply(changes({ put: [fire, ferry] }));
    const hits = await findMeaning(store, "ferry sinks");
    expect(hits.map((hit) => hit.article.id)).toEqual(["wire/ferry", "wire/fire"]);
    expect(hits[0]?.score).toBeCloseTo(1, 5);
    expect(hits[1]?.score).toBeLessThan(0.5);
  });

  test("is exact: it agrees with comparing every vector, however many are wanted", async ({ store }) => {
    const bodies = Array.from({ length: 60 }, (_, i) => `word${i} word${i % 7} word${i % 5} talks`);
    const put = bodies.map((body, i) => withVectors({ id: `wire/${String(i).padStart(2, "0")}`, body }));
    await store.apply(changes({ put }));
    const question = embedText("word3 word1 talks");
    const expected = bodies
      .map((body) => embedText(body).reduce((sum, value, i) => sum + value * (question[i] ?? 0), 0))
      .sort((a, b) => b - a);
    const query = { vector: question, embedder: "fake", filter: EVERYTHING };
    for (const limit of [1, 10, 40, 100]) {
      const scores = (await store.view().searchVectors({ ...query, limit })).map((hit) => hit.score);
      expect(scores).toHaveLength(Math.min(limit, bodies.length));
      scores.forEach((score, i) => {
        expect(score).toBeCloseTo(expected[i] ?? Number.NaN, 5);
      });
    }
  });

  test("compares only the vectors of the same embedder", async ({ store }) => {
    await store.apply(
      changes({ put: [withVectors({ body: "ferry" }), indexed({ id: "wire/two", body: "ferry" })] }),
    );
    const vector = embedText("ferry");
    const query = { vector, filter: EVERYTHING, limit: 10 };
    expect(await store.view().searchVectors({ ...query, embedder: "another" })).toEqual([]);
    expect(await store.view().searchVectors({ ...query, embedder: "fake" })).toHaveLength(1);
    expect(await store.view().searchVectors({ ...query, embedder: "fake", limit: 0 })).toEqual([]);
  });
}

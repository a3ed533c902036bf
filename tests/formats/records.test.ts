import { expect, test } from "vitest";
import { parseRecords } from "../../src/formats/records.ts";

function parse(...lines: (string | object)[]) {
  return parseRecords(
    Buffer.from(lines.map((line) => (typeof line === "string" ? line : JSON.stringify(line))).join("\n")),
  );
}

test("a record becomes an article, its body letter by letter", () => {
  const { articles } = parse({
    id: "f1",
    title: "Ferry late",
    source: "The Fjord Post",
    author: "Kari Berg and Ola Lie",
    url: "https://fjord.example/f1",
    publishedAt: "2026-03-03T08:00:00+00:00",
    body: "  The ferry was late.\n\n\n“Fog”, they said… ",
  });
  expect(articles).toEqual([
    {
      ownId: "f1",
      title: "Ferry late",
      outlet: "The Fjord Post",
      authors: ["Kari Berg", "Ola Lie"],
      url: "https://fjord.example/f1",
      publishedAt: "2026-03-03T08:00:00.000Z",
      dateFrom: "record",
      body: "  The ferry was late.\n\n\n“Fog”, they said… ",
    },
  ]);
});

test("a record needs nothing but its text", () => {
  expect(
    parse({ body: "The ferry was late. It was foggy." }, { id: 7, title: null, author: 3, body: "Fog." })
      .articles,
  ).toMatchObject([
    {
      ownId: "line-1",
      title: "The ferry was late.",
      outlet: null,
      authors: [],
      url: null,
      publishedAt: null,
      dateFrom: null,
    },
    { ownId: "7", title: "Fog." },
  ]);
});

test("bad lines are named by number and the others read", () => {
  const { articles, failures } = parse(
    { id: "a", body: "One." },
    "",
    "{ not json",
    "[1]",
    { id: "b", body: " " },
    { id: "c", body: "Six." },
  );
  expect(articles.map(({ ownId }) => ownId)).toEqual(["a", "c"]);
  expect(failures).toEqual([
    { line: 3, reason: "not JSON" },
    { line: 4, reason: "not an object with an article's fields" },
    { line: 5, reason: "no article text found", ownId: "b" },
  ]);
});

test("an id that no index holds is refused, and an address", () => {
  const long = JSON.stringify({ id: "港".repeat(501), body: "One." });
  const far = JSON.stringify({
    id: "港".repeat(500),
    url: `https://harbour.example/${"港".repeat(300)}`,
    body: "Two.",
  });
  expect(parseRecords(Buffer.from(`${long}\n${far}`))).toMatchObject({
    articles: [{ ownId: "港".repeat(500), url: null }],
    failures: [{ line: 1, reason: "the id is longer than 500 characters" }],
  });
});

test("a line that is not UTF-8 does not spoil the next", () => {
  const content = Buffer.concat([
    Buffer.from([0x22, 0xff, 0x22, 0x0a]),
    Buffer.from('{"id":"a","body":"One."}'),
  ]);
  expect(parseRecords(content)).toMatchObject({
    articles: [{ ownId: "a" }],
    failures: [{ line: 1, reason: "not valid UTF-8" }],
  });
});

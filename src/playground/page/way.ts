import type { Way } from "../protocol.ts";
import { type Child, make } from "./dom.ts";

const share = (value: number) => value.toFixed(3);

/** The way that an answer took, from the question as it was read to what was said. */
export function makeWay(way: Way): HTMLElement {
  const { question, engine, kind, timing, hits, statements, withheld, reason, notice } = way;
  const engineWords = engine === "model" ? "by a model" : "in the sources’ own words";
  const ms = (value: number) => `${Math.round(value)} ms`;
  return make(
    "div",
    {},
    make("p", { class: "question" }, `“${question}”`),
    make(
      "p",
      { class: "note" },
      `${kind}, ${engineWords}; found in ${ms(timing.retrieveMs)}, answered in ${ms(timing.answerMs)}`,
    ),
    ...[reason, notice].flatMap((line) => (line ? [make("p", { class: "note" }, line)] : [])),
    makeSection("1. How it was read", makeReading(way.interpretation)),
    makeSection(`2. What was found (${hits.length})`, make("ol", { class: "hits" }, ...hits.map(makeHit))),
    makeSection(`3. What was said (${statements.length})`, make("ol", {}, ...statements.map(makeStatement))),
    makeSection(
      `4. What was withheld (${withheld.length})`,
      withheld.length === 0
        ? make("p", { class: "note" }, "Nothing: every statement stood up to its checks.")
        : make("ul", {}, ...withheld.map(({ text, reason }) => make("li", {}, text, makeNote(reason)))),
    ),
  );
}

const makeNote = (text: string) => make("span", { class: "note" }, text);

const makeSection = (title: string, body: HTMLElement) => make("section", {}, make("h3", {}, title), body);

function makeReading(reading: Way["interpretation"]): HTMLElement {
  const rows: readonly (readonly [string, readonly string[]])[] = [
    ["words", reading.terms],
    ["also", reading.synonyms],
    ["names", reading.names],
    ["outlets", reading.outlets],
    ["dates", reading.periods.map(({ text }) => text)],
    ["speaker", reading.speaker ? [reading.speaker] : []],
    ["wants", reading.wants ? [reading.wants] : []],
  ];
  const cells = rows
    .filter(([, values]) => values.length > 0)
    .flatMap(([name, values]): Child[] => [make("dt", {}, name), make("dd", {}, values.join(", "))]);
  return make("dl", {}, ...cells);
}

function makeHit({ outlet, title, text, score, lexical, dense, clues }: Way["hits"][number]): HTMLElement {
  const because = clues.length > 0 ? `, the named ${clues.join(" and ")}` : "";
  return make(
    "li",
    {},
    make("strong", {}, title),
    makeNote(
      `${outlet} · score ${share(score)} = words ${share(lexical)}, meaning ${share(dense)}${because}`,
    ),
    make("span", { class: "passage" }, `${text}…`),
  );
}

function makeStatement({ text, receipts }: Way["statements"][number]): HTMLElement {
  const quotes = receipts.map(({ outlet, quote, start, end, status }) =>
    make("li", {}, make("q", {}, quote), makeNote(`${outlet}, characters ${start} to ${end}: ${status}`)),
  );
  return make("li", {}, text, make("ul", {}, ...quotes));
}

import type { Answered, Disagreement, Receipt, Statement } from "../answer/answer.ts";
import { listReceipts, placeOfReceipt, withoutRepeats } from "../answer/receipts.ts";
import { sayOnce } from "../answer/say-once.ts";
import type { ArticleInfo } from "../articles/article.ts";
import type { MemberAnswer } from "../commands/command.ts";
import type { Hit } from "../store/store.ts";
import { articleLink } from "./links.ts";
import {
  apart,
  type Block,
  bold,
  cleanText,
  clip,
  escapeText,
  italic,
  type Line,
  line,
  markup,
  quoted,
  type Run,
  small,
  text,
} from "./markup.ts";
import { timestamp } from "./timestamps.ts";
import type { Language, Words } from "./words/words.ts";

/** What an answer is shown with. */
export interface Wording {
  readonly words: Words;
  readonly language: Language;
}

/** Labels longer than these say nothing more. */
const MAX_QUESTION_CHARS = 300;
const MAX_TITLE_CHARS = 140;
const MAX_OUTLET_CHARS = 60;
const MAX_STORY_CHARS = 200;
const MAX_NOTICE_CHARS = 300;
const MAX_VALUE_CHARS = 80;
/** More in bold is a wall of it: five lines on a phone. */
const MAX_BOLD_CHARS = 200;

/**
 * An answer as the lines of Discord messages: the question, the statements, each above who says it and the numbers of
 * its receipts, and what the answer was made from. All but the program's own words is escaped.
 */
export function renderAnswer(answer: MemberAnswer, wording: Wording): Block[] {
  const heading = answer.question.trim() === "" ? [] : [renderQuestion(answer.question)];
  const body =
    answer.kind === "answered" ? renderAnswered(answer, wording) : renderNotCovered(answer, wording);
  return [...heading, ...body, renderFooter(answer, wording)].map(apart);
}

/** A briefing: like an answer, under its own title. */
export function renderBriefing(answer: MemberAnswer, wording: Wording): Block[] {
  const topic = answer.question.trim() === "" ? undefined : clip(answer.question, MAX_QUESTION_CHARS);
  const title: Block = [line(bold(wording.words.briefing(topic)))];
  return [title, ...renderAnswer({ ...answer, question: "" }, wording)];
}

/** What is known while a model still writes. */
export function renderProgress(
  question: string,
  statements: readonly Statement[],
  wording: Wording,
): Block[] {
  return [
    renderQuestion(question),
    ...renderAnswered({ statements }, wording),
    [small(markup(wording.words.checking))],
  ].map(apart);
}

const renderQuestion = (question: string): Block => [quoted(text(clip(question, MAX_QUESTION_CHARS)))];

function renderAnswered(
  answer: Pick<Answered, "statements" | "disagreements" | "asOf">,
  wording: Wording,
): Block[] {
  const cite = citing(listReceipts(answer), wording);
  const newest = timestamp(answer.asOf ?? null);
  return [
    ...(newest === undefined ? [] : [[line(markup(wording.words.newestIsOf(newest)))]]),
    ...sayOnce(answer.statements).map((statement, index) =>
      renderStatement(statement, { isFirst: index === 0, cite, wording }),
    ),
    ...(answer.disagreements ?? []).map((one) => renderDisagreement(one, cite, wording)),
  ];
}

interface StatementContext {
  readonly isFirst: boolean;
  readonly cite: Cite;
  readonly wording: Wording;
}

/** What it says, and below it in small print who says it. */
function renderStatement(statement: Statement, { isFirst, cite, wording }: StatementContext): Block {
  const { text: said, headline, story, receipts, carriedBy } = statement;
  const isAnswer = isFirst && story === undefined && said.length <= MAX_BOLD_CHARS;
  const carriers = carriedBy ? [[markup(wording.words.carriedBy(carriedBy))]] : [];
  return [
    ...(story === undefined ? [] : [line(bold(clip(story, MAX_STORY_CHARS)))]),
    ...(headline === undefined ? [] : [line(italic(headline))]),
    line(isAnswer ? bold(said) : text(said)),
    small(...joinRuns([...cite(receipts), ...carriers, ...renderDays(statement, wording)])),
  ];
}

/** Who published receipts and when, each once, with their linked numbers. */
type Cite = (receipts: readonly Receipt[]) => Run[][];

function citing(all: readonly Receipt[], wording: Wording): Cite {
  const places = all.map(placeOfReceipt);
  const numberOf = (receipt: Receipt) => {
    const number = `\\[${places.indexOf(placeOfReceipt(receipt)) + 1}\\]`;
    const link = articleLink(receipt.article.url);
    return link === undefined ? ` ${number}` : ` [${number}](<${link}>)`;
  };
  return (receipts) => {
    const byOrigin = Map.groupBy(withoutRepeats(receipts), ({ article: { outlet, publishedAt } }) =>
      JSON.stringify([outlet, publishedAt]),
    );
    return [...byOrigin.values()].map(([first, ...others]): Run[] => {
      if (!first) return [];
      const numbers = [first, ...others].map(numberOf).join("");
      return [...renderOrigin(first.article, wording), markup(numbers)];
    });
  };
}

/** Which days it means by "Thursday". */
function renderDays({ happened = [], receipts }: Statement, { words }: Wording): Run[][] {
  const published = receipts[0]?.article.publishedAt ?? "";
  return happened.flatMap(({ text: named, day }): Run[][] => {
    const date = timestamp(day);
    if (date === undefined) return [];
    const isPast = day <= published;
    return [[markup(words.namedDay({ named: escapeText(cleanText(named)), date, isPast }))]];
  });
}

const joinRuns = (parts: readonly (readonly Run[])[]): Run[] =>
  parts.flatMap((runs, index) => (index === 0 ? runs : [markup(" · "), ...runs]));

/** Each side with its date; none is picked. */
function renderDisagreement({ about, sides }: Disagreement, cite: Cite, { words }: Wording): Block {
  const lines = sides.flatMap(({ value, day, receipt }) => {
    const date = timestamp(day ?? null);
    return [
      line(text(clip(value, MAX_VALUE_CHARS)), markup(date === undefined ? "" : ` (${date})`)),
      small(...joinRuns(cite([receipt]))),
    ];
  });
  return [line(bold(words.sourcesDiffer(clip(about, MAX_STORY_CHARS)))), ...lines];
}

/** Who published an article, and when. */
export function renderOrigin({ outlet, publishedAt }: ArticleInfo, { words }: Wording): Run[] {
  return [text(clip(outlet, MAX_OUTLET_CHARS)), markup(`, ${timestamp(publishedAt) ?? words.undated}`)];
}

/** Its headline, short enough for a label. */
export const titleOf = ({ title }: ArticleInfo): string => clip(title, MAX_TITLE_CHARS);

/** An article to look at, above who published it. */
function renderNearest({ article }: Hit, wording: Wording): Line[] {
  const link = articleLink(article.url);
  const linked = link === undefined ? "" : ` · [${wording.words.article}](<${link}>)`;
  return [line(italic(titleOf(article))), small(...renderOrigin(article, wording), markup(linked))];
}

function renderNotCovered(
  { reason, nearest }: { readonly reason: string; readonly nearest: readonly Hit[] },
  wording: Wording,
): Block[] {
  const { words, language } = wording;
  // The reason is written in English, and says in other words what the first sentence says.
  const why = language === "en" ? [text(` ${clip(reason, MAX_NOTICE_CHARS)}`)] : [];
  const articles = nearest.flatMap((hit) => renderNearest(hit, wording));
  return [
    [line(bold(words.notCovered), ...why)],
    ...(articles.length === 0 ? [] : [[line(markup(`${words.nearest}:`)), ...articles]]),
  ];
}

function renderFooter(answer: MemberAnswer, { words, language }: Wording): Block {
  const { notice, withheld, sourcesUpTo, isBudgetSpent } = answer;
  const date = timestamp(sourcesUpTo);
  // The particulars are written in English.
  const said = language === "en" ? clip(notice ?? "", MAX_NOTICE_CHARS) : words.limited;
  const parts = [
    date === undefined ? words.noDatedSources : words.sourcesUpTo(date),
    ...(withheld.length === 0 ? [] : [words.withheld(withheld.length)]),
    ...(answer.kind === "answered" ? [wordsOfMaking(answer, words)] : []),
  ];
  return [
    ...(isBudgetSpent ? [small(markup(words.budgetSpent))] : []),
    ...(notice === undefined ? [] : [small(text(said))]),
    small(markup(parts.join(" · "))),
  ];
}

/** Who chose the statements, and whose words they are. */
function wordsOfMaking({ engine, statements }: Answered, words: Words): string {
  if (engine === "extractive") return words.bySources;
  return statements.some(({ wording }) => wording === "model") ? words.byModel : words.chosenByModel;
}

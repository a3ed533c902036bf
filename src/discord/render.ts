import type { Answered, Disagreement, Receipt, Statement } from "../answer/answer.ts";
import { listReceipts, placeOfReceipt } from "../answer/receipts.ts";
import type { ArticleInfo } from "../articles/article.ts";
import type { MemberAnswer } from "../commands/command.ts";
import type { Hit } from "../store/store.ts";
import { articleLink } from "./links.ts";
import { type Block, bold, clip, type Line, line, markup, quoted, type Run, small, text } from "./markup.ts";
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

/**
 * An answer as the lines of Discord messages: the question, the statements with the numbers of their receipts, where
 * each receipt stands, and what the answer was made from. All but the program's own words is escaped.
 */
export function renderAnswer(answer: MemberAnswer, wording: Wording): Block[] {
  const heading = answer.question.trim() === "" ? [] : [renderQuestion(answer.question)];
  const body =
    answer.kind === "answered" ? renderAnswered(answer, wording) : renderNotCovered(answer, wording);
  return [...heading, ...body, ...renderFooter(answer, wording)];
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
  ];
}

const renderQuestion = (question: string): Block => [quoted(text(clip(question, MAX_QUESTION_CHARS)))];

function renderAnswered(answer: Pick<Answered, "statements" | "disagreements" | "asOf">, wording: Wording): Block[] {
  const receipts = listReceipts(answer);
  const places = receipts.map(placeOfReceipt);
  const cite: Cite = (cited) =>
    [...new Set(cited.map((receipt) => places.indexOf(placeOfReceipt(receipt)) + 1))].map(numberOf).join("");
  const newest = timestamp(answer.asOf ?? null);
  const sources = Map.groupBy(receipts, ({ article }) => article.id);
  return [
    ...(newest === undefined ? [] : [[line(markup(wording.words.newestIsOf(newest)))]]),
    ...renderStatements(answer.statements, cite, wording),
    ...(answer.disagreements ?? []).map((one) => renderDisagreement(one, cite, wording)),
    ...[...sources.values()].flatMap((ofArticle): Block[] => {
      const [first] = ofArticle;
      if (!first) return [];
      return [[small(markup(`${cite(ofArticle)} `), ...renderArticle(first.article, wording))]];
    }),
  ];
}

/** The numbers of receipts. */
type Cite = (receipts: readonly Receipt[]) => string;

function renderStatements(statements: readonly Statement[], cite: Cite, wording: Wording): Block[] {
  return statements.map((statement, index): Block => {
    const { story, receipts } = statement;
    const isNewStory = story !== undefined && story !== statements[index - 1]?.story;
    const said = line(markup("• "), ...renderWords(statement), markup(` ${cite(receipts)}`));
    const lines = [said, ...renderRemarks(statement, wording)];
    return isNewStory ? [line(bold(clip(story, MAX_STORY_CHARS))), ...lines] : lines;
  });
}

/** The outlet's day is each reader's own. */
function renderWords({ text: words, headline, receipts }: Statement): Run[] {
  const article = receipts[0]?.article;
  if (article === undefined) return [text(words)];
  const date = timestamp(article.publishedAt);
  return [
    text(clip(article.outlet, MAX_OUTLET_CHARS)),
    markup(date === undefined ? ": " : `, ${date}: `),
    ...(headline === undefined ? [] : [bold(clip(headline, MAX_TITLE_CHARS)), markup(" ")]),
    text(words),
  ];
}

/** When it happened, and how many tell it with one voice. */
function renderRemarks({ happened = [], carriedBy }: Statement, { words }: Wording): Line[] {
  const days = happened.map(({ text: named, day }) => [text(named), markup(`: ${timestamp(day)}`)]);
  const carriers = carriedBy ? [[markup(words.carriedBy(carriedBy))]] : [];
  const remarks = [...days, ...carriers].flatMap((runs, index) =>
    index === 0 ? runs : [markup(" · "), ...runs],
  );
  return remarks.length === 0 ? [] : [small(...remarks)];
}

/** Each side with its date; none is picked. */
function renderDisagreement({ about, sides }: Disagreement, cite: Cite, { words }: Wording): Block {
  const lines = sides.map(({ value, day, receipt }) => {
    const { outlet, publishedAt } = receipt.article;
    const date = timestamp(publishedAt) ?? words.undated;
    return line(
      markup("• "),
      bold(clip(value, MAX_VALUE_CHARS)),
      markup(day === undefined ? " · " : ` (${timestamp(day)}) · `),
      text(clip(outlet, MAX_OUTLET_CHARS)),
      markup(` · ${date} ${cite([receipt])}`),
    );
  });
  return [line(bold(words.sourcesDiffer(clip(about, MAX_STORY_CHARS)))), ...lines];
}

const numberOf = (number: number) => `\\[${number}\\]`;

/** Outlet, date, title and a link, in one line. */
export function renderArticle(article: ArticleInfo, { words }: Wording): Run[] {
  const link = articleLink(article.url);
  return [
    text(clip(article.outlet, MAX_OUTLET_CHARS)),
    markup(` · ${timestamp(article.publishedAt) ?? words.undated} · `),
    text(clip(article.title, MAX_TITLE_CHARS)),
    ...(link === undefined ? [] : [markup(` · [${words.article}](<${link}>)`)]),
  ];
}

function renderNotCovered(
  { reason, nearest }: { readonly reason: string; readonly nearest: readonly Hit[] },
  wording: Wording,
): Block[] {
  const { words, language } = wording;
  // The reason is written in English, and says in other words what the first sentence says.
  const why = language === "en" ? [text(` ${clip(reason, MAX_NOTICE_CHARS)}`)] : [];
  const articles = nearest.map(({ article }): Line => line(markup("• "), ...renderArticle(article, wording)));
  return [
    [line(bold(words.notCovered), ...why)],
    ...(articles.length === 0 ? [] : [[line(markup(`${words.nearest}:`)), ...articles]]),
  ];
}

function renderFooter(answer: MemberAnswer, { words, language }: Wording): Block[] {
  const { notice, withheld, sourcesUpTo, engine, isBudgetSpent } = answer;
  const date = timestamp(sourcesUpTo);
  // The particulars are written in English.
  const said = language === "en" ? clip(notice ?? "", MAX_NOTICE_CHARS) : words.limited;
  const parts = [
    date === undefined ? words.noDatedSources : words.sourcesUpTo(date),
    ...(withheld.length === 0 ? [] : [words.withheld(withheld.length)]),
    engine === "model" ? words.byModel : words.bySources,
  ];
  return [
    ...(isBudgetSpent ? [[small(markup(words.budgetSpent))]] : []),
    ...(notice === undefined ? [] : [[small(text(said))]]),
    [small(markup(parts.join(" · ")))],
  ];
}

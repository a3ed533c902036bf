import { z } from "zod";
import { answerQuestion } from "../answer/answer-question.ts";
import { summarize } from "../answer/summary.ts";
import { verifyClaim } from "../answer/verify-claim.ts";
import type { Article, Span } from "../articles/article.ts";
import { findAttributions } from "../articles/attributions.ts";
import { readArticleFile } from "../articles/read-file.ts";
import { retrieve } from "../retrieval/retrieve.ts";
import { readLines } from "./batch.ts";
import { type Newsroom, type NewsroomRequest, openNewsroom } from "./newsroom.ts";
import type { CommandName } from "./options.ts";
import { renderAnswer, renderHits } from "./render.ts";
import { UsageError } from "./usage.ts";
import { answerToJson, hitToJson, receiptToJson } from "./wire.ts";

/** One call of the terminal: everything it needs is an argument, and what it prints goes to the output. */
export type TerminalCommand = (request: NewsroomRequest) => Promise<void>;

const questionSchema = z.object({ id: z.string(), question: z.string() });
const claimSchema = z.object({ id: z.string(), claim: z.string(), articleIds: z.array(z.string()) });

/** More than anybody asks, and less than a prompt holds. */
const MAX_QUESTION_CHARS = 1000;

/** Every command by its name. */
export const terminalCommands: Readonly<Record<CommandName, TerminalCommand>> = {
  ask: (request) =>
    withNewsroom(request, async (newsroom) => {
      const { options, output, signal } = request;
      for await (const { id, question } of questionsOf(request)) {
        const answer = await answerQuestion(newsroom, { question, filter: options.filter, signal });
        if (options.json) output.print(JSON.stringify({ ...id, ...answerToJson(answer) }));
        else output.print(renderAnswer(answer, output));
      }
    }),

  search: (request) =>
    withNewsroom(request, async (newsroom) => {
      const { options, output, signal } = request;
      for await (const { id, question } of questionsOf(request)) {
        const startedAt = performance.now();
        const retrieval = await retrieve(newsroom, {
          question,
          filter: options.filter,
          limit: options.limit,
          signal,
        });
        const ms = Number((performance.now() - startedAt).toFixed(1));
        const hits = retrieval.hits.map(hitToJson);
        if (options.json) output.print(JSON.stringify({ ...id, question, hits, ms }));
        else output.print(renderHits(retrieval, { output, explain: options.explain }));
      }
    }),

  summary: (request) =>
    withNewsroom(request, async (newsroom) => {
      const { options, output, signal } = request;
      const { topic, filter } = options;
      const answer = await summarize(newsroom, { filter, signal, ...(topic ? { topic } : {}) });
      output.print(options.json ? JSON.stringify(answerToJson(answer)) : renderAnswer(answer, output));
    }),

  verify: (request) =>
    withNewsroom(request, async ({ store }) => {
      const { options, output } = request;
      for await (const { id, claim, articleIds } of claimsOf(request)) {
        const articles = await store.findArticles(articleIds);
        const missing = articleIds.find((wanted) => !articles.some((article) => article.id === wanted));
        if (missing !== undefined && !("id" in id))
          throw new UsageError(`--article: there is no article ${missing}`);
        const { supported, score, receipts, reason } = verifyClaim(claim, articles);
        const verdict = {
          ...id,
          claim,
          supported,
          score,
          receipts: receipts.map(receiptToJson),
          ...(reason ? { reason } : {}),
        };
        const why = supported ? receipts.map(({ quote }) => `“${quote}”`).join("\n") : reason;
        output.print(
          options.json ? JSON.stringify(verdict) : `${supported ? "supported" : "not supported"}: ${why}`,
        );
      }
    }),

  statements: (request) =>
    withNewsroom(request, async ({ store }) => {
      const infos = await store.listArticles({
        filter: request.options.filter,
        limit: Number.MAX_SAFE_INTEGER,
      });
      for (const { id } of infos) {
        for (const article of await store.findArticles([id])) printStatements(article, request);
      }
    }),

  read: async ({ options, output }) => {
    if (options.words.length === 0) throw new UsageError("read takes the paths of files");
    for (const path of options.words) {
      const { kind, articles, failures } = await readArticleFile(path);
      const error = failures.map(({ part, reason }) => (part ? `${part}: ${reason}` : reason)).join("; ");
      const shown = articles.map(({ title, outlet, authors, url, publishedAt, dateFrom, body }) => ({
        title,
        outlet,
        authors,
        url,
        publishedAt,
        dateFrom,
        body,
      }));
      const file = { path, kind, articles: shown, ...(error ? { error } : {}) };
      output.print(JSON.stringify(file, null, options.json ? undefined : 2));
    }
  },

  reload: (request) =>
    withNewsroom(request, async ({ reloads }) => {
      const { options, output } = request;
      if (options.json) {
        output.print(JSON.stringify(reloads));
        return;
      }
      for (const { id, added, changed, removed, unchanged, failed, ms } of reloads.sources) {
        const counts = `${added} added, ${changed} changed, ${removed} removed, ${unchanged} unchanged, ${failed.length} failed`;
        output.print(`${id}: ${counts} (${Math.round(ms)} ms)`);
      }
    }),
};

async function withNewsroom(
  request: NewsroomRequest,
  use: (newsroom: Newsroom) => Promise<void>,
): Promise<void> {
  const newsroom = await openNewsroom(request);
  try {
    await use(newsroom);
  } finally {
    await newsroom.close();
  }
}

/** The question that was typed, or those of a file, each with the id to print it under. */
async function* questionsOf({
  options,
}: NewsroomRequest): AsyncGenerator<{ id: { id?: string }; question: string }> {
  if (options.questions !== undefined) {
    for await (const { id, question } of readLines("--questions", options.questions, questionSchema)) {
      yield { id: { id }, question };
    }
    return;
  }
  const question = options.words.join(" ").trim();
  if (question === "")
    throw new UsageError(
      `${options.command} takes a question: npm run -s ${options.command} -- "what did Oman say"`,
    );
  if (question.length > MAX_QUESTION_CHARS)
    throw new UsageError(`a question has at most ${MAX_QUESTION_CHARS} characters`);
  yield { id: {}, question };
}

async function* claimsOf({
  options,
}: NewsroomRequest): AsyncGenerator<{ id: { id?: string }; claim: string; articleIds: string[] }> {
  if (options.claims !== undefined) {
    for await (const { id, claim, articleIds } of readLines("--claims", options.claims, claimSchema)) {
      yield { id: { id }, claim, articleIds };
    }
    return;
  }
  const claim = options.words.join(" ").trim();
  if (claim === "" || options.article === undefined) {
    throw new UsageError('verify takes a claim and an article: npm run -s verify -- --article ID "claim"');
  }
  yield { id: {}, claim, articleIds: [options.article] };
}

function printStatements({ id, body }: Article, { options, output }: NewsroomRequest): void {
  const spell = (span: Span) => ({
    text: body.slice(span.start, span.end),
    start: span.start,
    end: span.end,
  });
  const statements = findAttributions(body).map(({ speaker, content, kind }) => ({
    speaker: speaker && spell(speaker),
    content: spell(content),
    kind,
  }));
  if (options.json) {
    output.print(JSON.stringify({ articleId: id, statements }));
    return;
  }
  output.print(output.bold(id));
  for (const { speaker, content, kind } of statements)
    output.print(`  ${speaker?.text ?? "?"} (${kind}): ${content.text}`);
}

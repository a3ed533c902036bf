import { existsSync } from "node:fs";
import { z } from "zod";
import type { Article } from "../src/articles/article.ts";
import { blankOrdersOf } from "../src/articles/orders.ts";
import { loadLines } from "./data.ts";

/** What a model wrote: a statement, and the quotes that it stands on. */
export interface Draft {
  readonly text: string;
  readonly receipts: readonly { readonly article: Article; readonly quote: string }[];
  /** Whether the article says so, where somebody has judged it. */
  readonly label?: string | undefined;
  /** How it was made: `honest`, or what makes it false. */
  readonly kind: string;
}

/** Drafts of one origin. */
export interface DraftSet {
  readonly name: string;
  readonly drafts: readonly Draft[];
}

const draftSchema = z.object({
  id: z.string(),
  text: z.string(),
  receipts: z.array(z.object({ articleId: z.string(), quote: z.string() })),
  label: z.string().optional(),
  kind: z.string(),
});

const replySchema = z.object({
  id: z.string(),
  question: z.string(),
  statements: z.array(
    z.object({
      articleId: z.string().optional(),
      /** The passage as the prompt shows it, where its article is not named. */
      passageText: z.string().optional(),
      quote: z.string(),
      say: z.string(),
    }),
  ),
  writtenBy: z.string(),
});

/** Reads drafts, each with its quotes' articles. Rejects when a line does not fit, or names an article that isn't there. */
export async function loadDrafts(path: string, articles: readonly Article[]): Promise<Draft[]> {
  const byId = new Map(articles.map((article) => [article.id, article]));
  return (await loadLines(path, draftSchema)).map(({ id, receipts, ...draft }) => ({
    ...draft,
    receipts: receipts.map(({ articleId, quote }) => ({
      article: found(byId.get(articleId), `${path}, ${id}`),
      quote,
    })),
  }));
}

/** Reads what models replied to prompts of the bot, statement by statement; undefined where there is no such file. */
export async function loadReplies(path: string, articles: readonly Article[]): Promise<Draft[] | undefined> {
  if (!existsSync(path)) return undefined;
  return (await loadLines(path, replySchema)).flatMap(({ id, statements, writtenBy }) =>
    statements.map(({ articleId, passageText = "", quote, say }) => {
      const article =
        articleId === undefined
          ? findArticleOf(passageText, articles)
          : articles.find((one) => one.id === articleId);
      return {
        text: say,
        receipts: [{ article: found(article, `${path}, ${id}`), quote }],
        kind: writtenBy,
      };
    }),
  );
}

/** The article of a prompt's passage, known by its first line, or of any stretch of an article's text. */
export function findArticleOf(passage: string, articles: readonly Article[]): Article | undefined {
  const [head = ""] = passage.trim().split("\n", 1);
  const text = oneLine(passage);
  if (text === "") return undefined;
  return (
    articles.find((article) => isHeadOf(oneLine(head), article)) ??
    articles.find(({ body }) => oneLine(body).includes(text))
  );
}

function isHeadOf(head: string, article: Article): boolean {
  const { outlet, title } = blankOrdersOf(article);
  const day = article.publishedAt?.slice(0, 10) ?? "";
  return (
    head.startsWith(`${oneLine(outlet)} |`) && head.includes(day) && head.endsWith(`| ${oneLine(title)}`)
  );
}

function found(article: Article | undefined, place: string): Article {
  if (article) return article;
  throw new Error(`${place}: its article is not there`);
}

/** A text with one sort of white space, and little of it. */
export function oneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}

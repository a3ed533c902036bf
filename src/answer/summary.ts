import type { Article, ArticleInfo } from "../articles/article.ts";
import { DAY_MS } from "../articles/days.ts";
import { blankOrders } from "../articles/orders.ts";
import { endsSentence, findSentences } from "../articles/sentences.ts";
import { splitPassages } from "../articles/split.ts";
import { withDays } from "../retrieval/periods.ts";
import { retrieve } from "../retrieval/retrieve.ts";
import { jaccard } from "../retrieval/similarity.ts";
import { contentStems } from "../retrieval/words.ts";
import type { ArticleFilter } from "../store/store.ts";
import { holdsAddress } from "./addresses.ts";
import type { Answer, Statement } from "./answer.ts";
import { type AnswerDeps, findNewestDate } from "./answer-question.ts";
import { findCoverage } from "./coverage.ts";
import { readWhoIsWho } from "./derive/who.ts";
import { withNamedDays } from "./happened.ts";
import { withCarriers } from "./origins.ts";
import { tellInSourceWords } from "./source-words.ts";

export interface SummaryRequest {
  readonly topic?: string;
  readonly filter: ArticleFilter;
  readonly signal: AbortSignal;
}

/** Without a period, a briefing covers this much before the newest article: "the last days". */
const RECENT_MS = 7 * DAY_MS;

/** In a quiet week, the briefing goes further back until it has this many articles. */
const MIN_RECENT_ARTICLES = 12;

/** As many articles as a briefing looks at, and as many passages when it has a topic. */
const MAX_ARTICLES = 60;
const MAX_STORIES = 6;
const MAX_STATEMENTS_PER_STORY = 3;

/**
 * Articles whose openings share this much (cosine of their rare words) tell one story. Chosen by reading the
 * groups of the sample newsroom alone: at .2 the Olympic and the Paralympic opening meet, at .4 two reports of one
 * day's talks part.
 */
const SAME_STORY = 0.3;

/** Statements of one story that share this much of their words (Jaccard) say the same. */
const SAME_STATEMENT = 0.5;

interface Lead {
  readonly article: Article;
  readonly statement: Statement;
  readonly stems: ReadonlySet<string>;
}

/** A dated briefing from the sources' own opening sentences, newest story first, each statement with its receipt. */
export async function summarize(deps: AnswerDeps, request: SummaryRequest): Promise<Answer> {
  const startedAt = performance.now();
  const infos = await findArticleInfos(deps, request);
  const articles = await deps.store.findArticles(infos.map(({ id }) => id));
  const retrievedAt = performance.now();
  request.signal.throwIfAborted();

  const byId = new Map(articles.map((article) => [article.id, article]));
  const leads = infos.flatMap(({ id }) => leadOf(byId.get(id)) ?? []);
  const stories = groupStories(leads).slice(0, MAX_STORIES);
  const base = {
    question: request.topic ?? "",
    engine: "extractive",
    withheld: [],
    sourcesUpTo: await findNewestDate(deps.store),
    timing: { retrieveMs: retrievedAt - startedAt, answerMs: performance.now() - retrievedAt },
  } as const;
  const told = withNamedDays(stories.flatMap(tellStory), deps.timeZone);
  if (told.length > 0) return { ...base, kind: "answered", statements: await withCarriers(deps.store, told) };
  return {
    ...base,
    kind: "unanswered",
    statements: [],
    reason: "No source has an article for this.",
    nearest: [],
  };
}

/** Newest first. */
async function findArticleInfos(
  deps: AnswerDeps,
  { topic, filter, signal }: SummaryRequest,
): Promise<ArticleInfo[]> {
  if (topic) {
    const retrieval = await retrieve(deps, { question: topic, filter, limit: MAX_ARTICLES, signal });
    // Meaning always finds something nearest, also for a topic that nobody wrote about.
    if (!findCoverage(retrieval).isCovered) return [];
    const { hits } = retrieval;
    const infos = new Map(
      hits.filter(isNear(hits[0]?.score ?? 0)).map(({ article }) => [article.id, article]),
    );
    return [...infos.values()].toSorted(newestFirst);
  }
  const infos = await deps.store.listArticles({
    filter: withDays(filter, deps.timeZone),
    limit: MAX_ARTICLES,
  });
  if (filter.since !== undefined || filter.until !== undefined) return infos;
  const newest = infos[0]?.publishedAt;
  const since = newest ? new Date(Date.parse(newest) - RECENT_MS).toISOString() : "";
  return infos.filter(
    ({ publishedAt }, index) => index < MIN_RECENT_ARTICLES || (publishedAt ?? "") >= since,
  );
}

/** A hit with less than half of the best one's score is about something else. */
function isNear(best: number): (hit: { readonly score: number }) => boolean {
  return ({ score }) => score >= best / 2;
}

function newestFirst(a: ArticleInfo, b: ArticleInfo): number {
  return (b.publishedAt ?? "").localeCompare(a.publishedAt ?? "") || a.id.localeCompare(b.id);
}

/** An article's first sentence: news writing puts the whole story there. */
function leadOf(article: Article | undefined): Lead | undefined {
  if (!article) return undefined;
  for (const passage of splitPassages(article)) {
    for (const { start, end } of findSentences(blankOrders(passage.text))) {
      const text = passage.text.slice(start, end);
      if (!endsSentence(text) || holdsAddress(text)) continue;
      const { body, ...info } = article;
      const span = { start: passage.start + start, end: passage.start + end };
      const hit = { passage, article: info, originId: info.id, score: 0 };
      // The story's headline stands above.
      const { headline: _, ...statement } = tellInSourceWords({
        hit,
        article,
        span,
        who: readWhoIsWho(article),
      });
      const opening = body.slice(passage.start, Math.max(span.end, passage.start + OPENING_CHARS));
      return { article, statement, stems: contentStems(`${article.title} ${opening}`) };
    }
  }
  return undefined;
}

/** About three sentences: enough names to know a story by. */
const OPENING_CHARS = 600;

/** Each lead joins the first story whose opening is like its own. */
function groupStories(leads: readonly Lead[]): Lead[][] {
  const rarity = rarityAmong(leads);
  const stories: Lead[][] = [];
  for (const lead of leads) {
    const story = stories.find(([first]) => first && cosine(first.stems, lead.stems, rarity) >= SAME_STORY);
    if (story) story.push(lead);
    else stories.push([lead]);
  }
  return stories;
}

function rarityAmong(leads: readonly Lead[]): (stem: string) => number {
  const counts = new Map<string, number>();
  for (const { stems } of leads) for (const stem of stems) counts.set(stem, (counts.get(stem) ?? 0) + 1);
  return (stem) => Math.log(1 + leads.length / (counts.get(stem) ?? 1));
}

function cosine(a: ReadonlySet<string>, b: ReadonlySet<string>, rarity: (stem: string) => number): number {
  const square = (stems: Iterable<string>) => [...stems].reduce((sum, stem) => sum + rarity(stem) ** 2, 0);
  const shared = square([...a].filter((stem) => b.has(stem)));
  return shared === 0 ? 0 : shared / Math.sqrt(square(a) * square(b));
}

/** The story's newest title, and what its articles open with, nothing twice. */
function tellStory(story: readonly Lead[]): Statement[] {
  const told: { statement: Statement; stems: Set<string> }[] = [];
  for (const { statement } of story) {
    const stems = contentStems(statement.receipts[0]?.quote ?? "");
    const isRepeat = told.some((other) => jaccard(other.stems, stems) >= SAME_STATEMENT);
    if (!isRepeat && told.length < MAX_STATEMENTS_PER_STORY) told.push({ statement, stems });
  }
  const title = story[0]?.article.title ?? "";
  return told.map(({ statement }) => ({ ...statement, story: title }));
}

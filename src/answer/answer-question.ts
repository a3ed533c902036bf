import type { Article } from "../articles/article.ts";
import { dayOf } from "../articles/days.ts";
import { ChatError, type ChatModel } from "../models/chat.ts";
import { type Retrieval, type RetrieveDeps, retrieve } from "../retrieval/retrieve.ts";
import type { ArticleFilter, Hit, StoreView } from "../store/store.ts";
import type { Answer, Answered, Statement, Withheld } from "./answer.ts";
import { findCoverage } from "./coverage.ts";
import { findDisagreements } from "./disagreements/disagreements.ts";
import { addEarlierSubject, type Earlier } from "./earlier.ts";
import { chooseExcerpts } from "./excerpts.ts";
import { extractStatements } from "./extractive.ts";
import { withNamedDays } from "./happened.ts";
import { askModel, type Prompts } from "./model.ts";
import { withCarriers } from "./origins.ts";
import { findStaleDate } from "./staleness.ts";

/** What an answer is made from: as many passages as the measurements of retrieval look at. */
const PASSAGES_PER_ANSWER = 10;

/** As many as a reader looks at when nothing answers the question. */
const NEAREST_SHOWN = 3;

export interface AnswerDeps extends RetrieveDeps {
  /** Without one, answers are the sources' own sentences. */
  readonly chat?: ChatModel;
  readonly prompts: Prompts;
}

export interface AnswerRequest {
  readonly question: string;
  readonly filter?: ArticleFilter;
  /** The question and answer that this one follows up: they say what it is about, and are no source. */
  readonly earlier?: Earlier | undefined;
  readonly signal: AbortSignal;
  /** Called with each statement of a model as soon as it has passed its checks. */
  readonly onStatement?: (statement: Statement) => void;
}

/**
 * Answers a question from the stored articles. Every statement has at least one receipt; "not covered" is an
 * answer too. A model that fails is replaced by the sources' own sentences. Rejects when the signal aborts or the
 * store fails.
 */
export async function answerQuestion(deps: AnswerDeps, request: AnswerRequest): Promise<Answer> {
  const startedAt = performance.now();
  const subject = addEarlierSubject(request.question, request.earlier, deps.now());
  const retrieval = await retrieve(deps, { ...request, question: subject, limit: PASSAGES_PER_ANSWER });
  const retrievedAt = performance.now();
  const outcome = await answerFrom(deps, request, retrieval);
  const notices = [retrieval.notice, outcome.notice].filter((notice) => notice !== undefined);

  const base = {
    question: request.question,
    engine: outcome.engine,
    withheld: outcome.withheld,
    sourcesUpTo: await findNewestDate(deps.store),
    timing: { retrieveMs: retrievedAt - startedAt, answerMs: performance.now() - retrievedAt },
    ...(notices.length > 0 ? { notice: notices.join("; ") } : {}),
    ...(outcome.usage ? { usage: outcome.usage } : {}),
  };
  if (outcome.statements.length > 0) return { ...base, ...(await describe(deps, retrieval, outcome)) };
  return {
    ...base,
    kind: "unanswered",
    statements: [],
    reason: outcome.reason,
    nearest: nearestOf(retrieval),
  };
}

/** What a reader has to know of the statements: how old they are, and who carries them. */
async function describe(
  { store, timeZone, now }: AnswerDeps,
  { interpretation, hits }: Retrieval,
  { statements }: Outcome,
): Promise<Pick<Answered, "kind" | "statements" | "asOf" | "disagreements">> {
  const asOf = findStaleDate({ interpretation, statements, hits, now: now(), timeZone });
  const disagreements = findDisagreements({ statements, hits, timeZone });
  return {
    kind: "answered",
    statements: await withCarriers(store, withNamedDays(statements, timeZone)),
    ...(asOf === undefined ? {} : { asOf }),
    ...(disagreements.length > 0 ? { disagreements } : {}),
  };
}

interface Outcome {
  readonly engine: Answer["engine"];
  readonly statements: readonly Statement[];
  readonly withheld: readonly Withheld[];
  /** Why there are no statements. */
  readonly reason: string;
  readonly notice?: string;
  readonly usage?: Answer["usage"];
}

async function answerFrom(deps: AnswerDeps, request: AnswerRequest, retrieval: Retrieval): Promise<Outcome> {
  const { chat, prompts, now, store, timeZone = "UTC" } = deps;
  const { hits } = retrieval;
  const articles = await store.findArticles([...new Set(hits.map(({ article }) => article.id))]);
  const fromSources = (): Outcome => answerFromSources(retrieval, articles, timeZone);
  if (!chat || hits.length === 0) return fromSources();
  try {
    const excerpts = chooseExcerpts(retrieval);
    const today = dayOf(now().toISOString(), timeZone);
    const answer = await askModel({ chat, prompts }, { ...request, excerpts, articles, today, timeZone });
    const reason =
      answer.withheld.length > 0
        ? "What the model said could not be found in the sources."
        : "The sources do not answer this.";
    return { engine: "model", reason, ...answer };
  } catch (error) {
    request.signal.throwIfAborted();
    if (!(error instanceof ChatError)) throw error;
    const notice = `answered with the sources' own sentences: ${error.message}`;
    return { ...fromSources(), notice };
  }
}

function answerFromSources(retrieval: Retrieval, articles: readonly Article[], timeZone: string): Outcome {
  const { isCovered, missing } = findCoverage(retrieval);
  const statements = isCovered ? extractStatements({ retrieval, articles, timeZone }) : [];
  return { engine: "extractive", statements, withheld: [], reason: sayMissing(missing) };
}

function sayMissing(missing: readonly string[]): string {
  if (missing.length === 0) return "The sources do not answer this.";
  const words = missing.slice(0, 4).map((word) => `“${word}”`);
  return `No source speaks of ${new Intl.ListFormat("en", { type: "disjunction" }).format(words)} in this connection.`;
}

/** The nearest passages, one of each article. */
function nearestOf({ hits }: Retrieval): Hit[] {
  const byArticle = new Map(hits.toReversed().map((hit) => [hit.article.id, hit]));
  return [...byArticle.values()].toReversed().slice(0, NEAREST_SHOWN);
}

/** The newest publication date among all articles that can be read here: ISO 8601, UTC. */
export async function findNewestDate(store: StoreView): Promise<string | null> {
  const dates = (await store.listSources()).flatMap(({ newest }) => newest ?? []);
  return dates.toSorted().at(-1) ?? null;
}

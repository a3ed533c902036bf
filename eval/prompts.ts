import { existsSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { config as loadDotenv } from "dotenv";
import { answerQuestion } from "../src/answer/answer-question.ts";
import type { Article } from "../src/articles/article.ts";
import { ConfigError, parseConfig } from "../src/config.ts";
import type { ChatModel, ChatRequest } from "../src/models/chat.ts";
import { createOutput } from "../src/terminal/output.ts";
import { UsageError } from "../src/terminal/usage-error.ts";
import type { Question, QuestionSet } from "./data.ts";
import { findArticleOf } from "./drafts.ts";
import { createNewsrooms } from "./newsrooms.ts";
import { onDayOf } from "./runs.ts";
import { joinSets, loadFrozenSets, loadSharedSets } from "./sets.ts";

/** Prints what a chat model would be asked, question by question, for somebody to answer blind. */
const USAGE = `npm run -s eval:prompts -- --questions-of SET [--limit N] [--data DIR] > FILE.jsonl

Prints { id, question, system, user, articleIds } for N questions, spread evenly over the set: frozen, multihop-rag,
realtimeqa-2022 or rgb-en. articleIds[0] is the article of passage 1. EMBEDDINGS=none leaves vectors out.`;

const SHARED_FOLDER = "../shared/data";
const output = createOutput(process.stdout, process.stderr);
loadDotenv({ quiet: true });

try {
  const { values } = parse(process.argv.slice(2));
  if (values.help) process.stdout.write(`${USAGE}\n`);
  else await printPrompts(await findSet(values["questions-of"], values.data), parseLimit(values.limit));
} catch (error) {
  output.note(error instanceof Error ? error.message : String(error));
  process.exitCode = error instanceof UsageError || error instanceof ConfigError ? 2 : 1;
}

async function printPrompts(set: QuestionSet, limit: number): Promise<void> {
  const config = parseConfig({ ...process.env, ANSWERS: "extractive" });
  const newsrooms = createNewsrooms({
    config,
    vectorFile: join("data", "vectors.sqlite"),
    onNotice: output.note,
    onProgress: output.progress,
  });
  const newsroom = await newsrooms.open(set.articles, set.now);
  try {
    const { signal } = new AbortController();
    for (const asked of spread(set.questions, limit)) {
      const { id, question } = asked;
      const chat = createRecorder();
      await answerQuestion({ ...onDayOf(newsroom, asked), chat }, { question, signal });
      const [request] = chat.requests;
      if (!request) output.note(`${id}: nothing was found, so that no model would be asked`);
      else output.printJson({ id, question, ...promptOf(request, set.articles) });
    }
  } finally {
    await newsroom.close();
    await newsrooms.close();
  }
}

function promptOf({ system, messages }: ChatRequest, articles: readonly Article[]) {
  const user = messages.map(({ content }) => content).join("\n\n");
  const passages = [...user.matchAll(/<passage-\w+ number="\d+">\n(.*?)\n<\/passage-/gs)];
  const articleIds = passages.map(([, passage = ""]) => findArticleOf(passage, articles)?.id ?? null);
  return { system, user, articleIds };
}

/** A model that notes what it is asked and has nothing to say. */
function createRecorder(): ChatModel & { readonly requests: readonly ChatRequest[] } {
  const requests: ChatRequest[] = [];
  return {
    name: "recorder",
    requests,
    async *stream(request) {
      requests.push(request);
      yield { kind: "text", text: '{"statements": []}' };
    },
  };
}

/** That many, from the first to the last: sets are ordered by kind or by day. */
function spread(questions: readonly Question[], limit: number): Question[] {
  const count = Math.min(limit, questions.length);
  return Array.from({ length: count }, (_, index) => Math.floor((index * questions.length) / count)).flatMap(
    (at) => questions[at] ?? [],
  );
}

/** A set by its name, or by its folder's, which may say more: `realtimeqa-2022-gold`. */
async function findSet(name: string | undefined, data = SHARED_FOLDER): Promise<QuestionSet> {
  const frozen = await loadFrozenSets();
  const { questions } = existsSync(data) ? joinSets(frozen, await loadSharedSets(data)) : frozen;
  const set = questions.find((one) => name?.startsWith(one.name));
  if (set) return set;
  const known = questions.map((one) => one.name).join(", ");
  throw new UsageError(`--questions-of knows ${known}${name === undefined ? "" : `, not "${name}"`}`);
}

function parseLimit(limit = "20"): number {
  if (/^[1-9]\d*$/.test(limit)) return Number(limit);
  throw new UsageError(`--limit takes a whole number from 1, not "${limit}"`);
}

function parse(args: readonly string[]) {
  const string = { type: "string" } as const;
  const options = {
    "questions-of": string,
    limit: string,
    data: string,
    help: { type: "boolean", short: "h" },
  } as const;
  try {
    return parseArgs({ args: [...args], options });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

import { z } from "zod";
import type { TerminalRequest } from "./command.ts";
import { parseQuestionDay } from "./day.ts";
import { requireFile } from "./paths.ts";
import { idSchema, readLines } from "./read-lines.ts";
import { UsageError } from "./usage-error.ts";

const questionSchema = z.object({ id: idSchema, question: z.string(), askedAt: z.string().optional() });

/** More than anybody asks, and less than a prompt holds. */
const MAX_QUESTION_CHARS = 1000;

/** One question, with the id to print it under where it came from a file. */
export interface AskedQuestion {
  readonly id: { readonly id?: string | number };
  readonly question: string;
  /** When it is asked; now, where nobody says. */
  readonly askedAt: Date | undefined;
}

/** The question that was typed, or those of `--questions`, in order. Throws a `UsageError` when there is none. */
export async function openQuestions(
  name: string,
  request: TerminalRequest,
): Promise<AsyncIterable<AskedQuestion> | Iterable<AskedQuestion>> {
  const { questions: path, words, askedAt } = request.options;
  const typed = words.join(" ").trim();
  if (path !== undefined) {
    if (typed !== "") throw new UsageError(`${name} takes a question or --questions, not both`);
    await requireFile("--questions", path);
    return readQuestions(path, request);
  }
  if (typed === "")
    throw new UsageError(`${name} takes a question: npm run -s ${name} -- "what did Oman say"`);
  return [{ id: {}, question: checkLength(typed, "a question"), askedAt }];
}

async function* readQuestions(
  path: string,
  { options, config, now }: TerminalRequest,
): AsyncGenerator<AskedQuestion> {
  const file = { option: "--questions", path, schema: questionSchema, shape: "{ id, question, askedAt? }" };
  const days = { now: now(), timeZone: config.timeZone };
  for await (const { id, question, askedAt } of readLines(file)) {
    const place = `--questions ${path}, ${id}:`;
    yield {
      id: { id },
      question: checkLength(question, `${place} a question`),
      askedAt: askedAt === undefined ? options.askedAt : parseQuestionDay(`${place} askedAt`, askedAt, days),
    };
  }
}

function checkLength(question: string, what: string): string {
  if (question.length <= MAX_QUESTION_CHARS) return question;
  throw new UsageError(`${what} has at most ${MAX_QUESTION_CHARS} characters, not ${question.length}`);
}

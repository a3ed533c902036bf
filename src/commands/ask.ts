import { ApplicationCommandOptionType } from "discord.js";
import type { Statement } from "../answer/answer.ts";
import { renderAnswer, renderProgress } from "../discord/render.ts";
import type { ArticleFilter } from "../store/store.ts";
import type { Command, CommandContext, MemberQuestion, Reply } from "./command.ts";
import { readFilter, refuse, suggestOutlets } from "./filter.ts";
import { MAX_QUESTION_CHARS } from "./limits.ts";
import { named } from "./names.ts";
import { IN_SERVERS, privateOption, suggestedOption, textOption } from "./options.ts";

/** `/ask question:<text>`: answers from the stored news, with a receipt for every statement. */
export const ask: Command = {
  data: {
    ...named("ask"),
    ...IN_SERVERS,
    options: [
      {
        ...named("question"),
        type: ApplicationCommandOptionType.String,
        max_length: MAX_QUESTION_CHARS,
        required: true,
      },
      textOption("since"),
      suggestedOption("outlet"),
      privateOption,
    ],
  },
  isEphemeral: (options) => options.flag("private") ?? false,
  autocomplete: { outlet: suggestOutlets },

  async run(context) {
    const filter = await readFilter(context);
    if ("outcome" in filter) return filter;
    return answerMember(context, { question: context.options.text("question") ?? "", filter });
  },
};

/** What is asked: by the command, or by the form of a follow-up. */
export interface AskedQuestion {
  readonly question: string;
  readonly filter: ArticleFilter;
  readonly earlier?: NonNullable<MemberQuestion["earlier"]>;
}

/** Answers a question, and shows each statement as soon as it has passed its checks. */
export async function answerMember(
  context: Pick<CommandContext, "asker" | "words" | "language" | "services" | "signal" | "show">,
  asked: AskedQuestion,
): Promise<Reply> {
  const { asker, words, services, signal } = context;
  const question = asked.question.replace(/\s+/g, " ").trim();
  if (question === "") return refuse(words.emptyQuestion);
  const statements: Statement[] = [];
  const answer = await services.answerQuestion({
    ...asker,
    ...asked,
    question,
    signal,
    onStatement(statement) {
      statements.push(statement);
      context.show(renderProgress(question, statements, context));
    },
  });
  if (answer.kind === "refused") return refuse(words.tooManyQuestions(secondsOf(answer.waitMs)));
  if (answer.kind === "unanswered") return { outcome: "not covered", blocks: renderAnswer(answer, context) };
  const shown = { ...answer, question, filter: asked.filter, canFollowUp: true };
  return { outcome: "answered", blocks: renderAnswer(answer, context), shown };
}

/** Whole seconds, at least one. */
export const secondsOf = (ms: number) => Math.max(1, Math.ceil(ms / 1000));

import { renderBriefing } from "../discord/render.ts";
import { secondsOf } from "./ask.ts";
import type { Command } from "./command.ts";
import { readFilter, refuse, suggestOutlets } from "./filter.ts";
import { named } from "./names.ts";
import { IN_SERVERS, privateOption, suggestedOption, textOption } from "./options.ts";

/** `/summary`: a dated briefing by story, newest first; the whole newsroom of the last days when nothing is given. */
export const summary: Command = {
  data: {
    ...named("summary"),
    ...IN_SERVERS,
    options: [
      textOption("topic"),
      textOption("since"),
      textOption("until"),
      suggestedOption("outlet"),
      privateOption,
    ],
  },
  isEphemeral: (options) => options.flag("private") ?? false,
  autocomplete: { outlet: suggestOutlets },

  async run(context) {
    const { options, asker, words, services, signal } = context;
    const filter = await readFilter(context);
    if ("outcome" in filter) return filter;
    const topic = options.text("topic")?.trim();
    const answer = await services.summarize({ ...asker, filter, signal, ...(topic ? { topic } : {}) });
    if (answer.kind === "refused") return refuse(words.tooManyQuestions(secondsOf(answer.waitMs)));
    const blocks = renderBriefing(answer, context);
    if (answer.kind === "unanswered") return { outcome: "not covered", blocks };
    const shown = { question: topic ?? "", statements: answer.statements, filter, canFollowUp: false };
    return { outcome: "answered", blocks, shown };
  },
};

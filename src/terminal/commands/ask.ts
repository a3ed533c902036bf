import { answerQuestion } from "../../answer/answer-question.ts";
import { answerInTime } from "../answer-time.ts";
import type { TerminalCommand } from "../command.ts";
import { onDayOf, withNewsroom } from "../newsroom.ts";
import { openQuestions } from "../questions.ts";
import { renderAnswer } from "../render.ts";
import { answerToJson } from "../wire.ts";

/** `ask "question"`: an answer with a receipt for every statement. */
export const ask: TerminalCommand = {
  name: "ask",
  words: '"question"',
  description: "an answer with its receipts",
  options: ["questions", "now", "since", "until", "outlet"],

  async run(request) {
    const questions = await openQuestions("ask", request);
    await withNewsroom(request, async (newsroom) => {
      const { options, output, signal } = request;
      for await (const { id, question, askedAt } of questions) {
        signal.throwIfAborted();
        const answer = await answerInTime(onDayOf(newsroom, askedAt), request, (deps, inTime) =>
          answerQuestion(deps, { question, filter: options.filter, signal: inTime }),
        );
        if (!options.json) output.print(renderAnswer(answer, newsroom.timeZone));
        else output.printJson({ ...id, ...answerToJson(answer) });
        if (options.json && answer.notice) output.note(answer.notice);
      }
    });
  },
};

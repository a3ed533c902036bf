import { summarize } from "../../answer/summary.ts";
import { answerInTime } from "../answer-time.ts";
import type { TerminalCommand } from "../command.ts";
import { onDayOf, withNewsroom } from "../newsroom.ts";
import { renderAnswer } from "../render.ts";
import { answerToJson } from "../wire.ts";

/** `summary`: a briefing of what the sources report, story by story. */
export const summary: TerminalCommand = {
  name: "summary",
  description: "a briefing, story by story",
  options: ["topic", "now", "since", "until", "outlet"],

  run: (request) =>
    withNewsroom(request, async (newsroom) => {
      const { options, output } = request;
      const { topic, filter, askedAt } = options;
      const answer = await answerInTime(onDayOf(newsroom, askedAt), request, (deps, signal) =>
        summarize(deps, { filter, signal, ...(topic ? { topic } : {}) }),
      );
      if (options.json) output.printJson(answerToJson(answer));
      else output.print(renderAnswer(answer, newsroom.timeZone));
    }),
};

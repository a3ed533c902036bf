import { retrieve } from "../../retrieval/retrieve.ts";
import { answerInTime } from "../answer-time.ts";
import type { TerminalCommand } from "../command.ts";
import { onDayOf, withNewsroom } from "../newsroom.ts";
import { openQuestions } from "../questions.ts";
import { renderHits } from "../render-hits.ts";
import { hitToJson } from "../wire.ts";

/** `search "question"`: the passages that an answer would be made from. */
export const search: TerminalCommand = {
  name: "search",
  words: '"question"',
  description: "the passages that match, best first",
  options: ["questions", "limit", "explain", "now", "since", "until", "outlet"],

  async run(request) {
    const questions = await openQuestions("search", request);
    await withNewsroom(request, async (newsroom) => {
      const { options, output, signal } = request;
      const { filter, limit } = options;
      for await (const { id, question, askedAt } of questions) {
        signal.throwIfAborted();
        const startedAt = performance.now();
        const retrieval = await answerInTime(onDayOf(newsroom, askedAt), request, (deps, inTime) =>
          retrieve(deps, { question, filter, limit, signal: inTime }),
        );
        const ms = Number((performance.now() - startedAt).toFixed(1));
        if (retrieval.notice) output.note(retrieval.notice);
        if (options.json) output.printJson({ ...id, question, hits: retrieval.hits.map(hitToJson), ms });
        else
          output.print(renderHits(retrieval, { isExplained: options.explain, timeZone: newsroom.timeZone }));
      }
    });
  },
};

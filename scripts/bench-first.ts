import { parseArgs } from "node:util";
import { createWorld } from "../tests/end-to-end/world.ts";
import { measureFirstStatements } from "./first-statement.ts";

/**
 * How soon the real bot shows a model's first statement after the model has written it: `npm run bench:first --
 * [--questions 20]`. One line of JSON: milliseconds until it was checked, and until Discord had it.
 */
const { values } = parseArgs({ options: { questions: { type: "string", default: "20" } } });

const world = await createWorld({ hasModel: true, settings: { EMBEDDINGS: "none" } });
try {
  const bot = await world.startBot({ LOG_LEVEL: "debug" });
  const times = await measureFirstStatements(world, bot, Number(values.questions));
  process.stdout.write(
    `${JSON.stringify({
      checked: describe(times.map(({ checkedMs }) => checkedMs)),
      shown: describe(times.map(({ shownMs }) => shownMs)),
    })}\n`,
  );
} finally {
  await world.close();
}

/** In order: the process's first answer, the middle and the most. */
function describe(times: readonly number[]) {
  const sorted = times.toSorted((a, b) => a - b);
  return { first: times[0], p50: sorted[Math.floor(sorted.length / 2)], most: sorted.at(-1) };
}

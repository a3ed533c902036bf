import type { ChatModel } from "../../src/models/chat.ts";
import { estimatePromptTokens } from "../../src/models/limited-chat.ts";
import type { Question, QuestionSet } from "../data.ts";
import { hasEvidence, hasShortAnswer } from "../evidence.ts";
import { meanRow, type Row, shareRow } from "../row.ts";
import { containsAnswer, holdsText, mean, percentile } from "../scores.ts";
import type { Bench, Section } from "./section.ts";

/** What a model reads for one answer: how much, and whether the evidence is in it. */
export const cost: Section = {
  name: "cost",
  title: "Cost: what a model reads for one answer (a token is four letters)",

  async measure(bench) {
    const rows: Row[] = [];
    for (const set of bench.sets.questions) rows.push(...(await measureSet(bench, set)));
    return { rows };
  },
};

/** A question with what a model was given to answer it; nothing where nothing was found. */
interface Prompted {
  readonly question: Question;
  readonly tokens: number;
  readonly passages: string;
}

async function measureSet({ runs }: Bench, set: QuestionSet): Promise<Row[]> {
  const reader = createSilentModel();
  const read: ReturnType<typeof reader.takePrompt>[] = [];
  const asked = await runs.askModel(set, reader, () => void read.push(reader.takePrompt()));
  const prompted = asked.map(({ question }, index) => ({
    question,
    ...(read[index] ?? { tokens: 0, passages: "" }),
  }));
  return rowsOf(set.name, prompted);
}

function rowsOf(set: string, prompted: readonly Prompted[]): Row[] {
  const counted = prompted.flatMap(({ tokens }) => tokens || []);
  const known = prompted.filter(({ question }) => hasEvidence(question));
  const withPieces = known.filter(({ question }) => question.evidence.some(({ text }) => text !== undefined));
  const withAnswer = prompted.filter(({ question }) => hasShortAnswer(question));
  const tokenRow = (measure: string, value: number): Row => ({
    set,
    measure,
    value,
    unit: "tokens",
    of: counted.length,
    better: "lower",
  });
  return [
    tokenRow("prompt tokens, mean", mean(counted)),
    tokenRow("prompt tokens, p95", percentile(counted, 0.95)),
    ...(withPieces.length === 0
      ? []
      : [meanRow({ set, measure: "share of the evidence read" }, withPieces.map(shareRead))]),
    shareRow(
      { set, measure: "short answer read" },
      withAnswer.map(({ question, passages }) => containsAnswer(passages, question.answers)),
    ),
  ];
}

function shareRead({ question: { evidence }, passages }: Prompted): number {
  const held = evidence.filter(({ text }) => text !== undefined && holdsText(passages, text));
  return held.length / evidence.length;
}

/** A model that reads and has nothing to say. */
function createSilentModel(): ChatModel & { takePrompt(): Omit<Prompted, "question"> | undefined } {
  let prompt: Omit<Prompted, "question"> | undefined;
  return {
    name: "silent",
    takePrompt() {
      const taken = prompt;
      prompt = undefined;
      return taken;
    },
    async *stream(request) {
      const content = request.messages[0]?.content ?? "";
      // The question's own words are no evidence.
      const passages = content.slice(0, content.lastIndexOf("\n\nThe day of the question is "));
      prompt = { tokens: estimatePromptTokens(request), passages };
      yield { kind: "text", text: '{"statements": []}' };
    },
  };
}

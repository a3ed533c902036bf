import { describe, expect, test } from "vitest";
import { judge } from "../../eval/cases.ts";
import type { Question } from "../../eval/data.ts";
import type { Answer } from "../../src/answer/answer.ts";
import { receiptAt } from "../../src/answer/receipts.ts";
import type { Hit } from "../../src/store/store.ts";
import { hit } from "../support/hit.ts";

const QUESTION: Question = {
  id: "q",
  question: "When did the ferry sail?",
  answers: ["noon"],
  evidence: [{ articleId: "ferry", text: "The ferry sailed at noon." }],
  type: "answerable",
};

describe("a question", () => {
  const holding = hit({ id: "ferry", body: "It rained. The ferry sailed at noon." });
  const other = hit({ id: "tide", body: "The tide was low in the evening." });
  const outcomeOf = (question: Question, answer: Answer, hits: readonly Hit[]) =>
    judge({
      set: { name: "harbour", questions: [], articles: [], now: () => new Date(0) },
      asked: { question, answer },
      hits,
    })?.outcome;

  test("is answered when a statement says the expected words", () => {
    expect(outcomeOf(QUESTION, says("It sailed at Noon.", holding), [holding])).toBe("answered");
  });

  test("with sides is answered when every one of them is shown", () => {
    const question = { ...QUESTION, sides: ["noon", "dusk"] };
    expect(outcomeOf(question, says("Noon, or dusk.", holding), [holding])).toBe("answered");
    expect(outcomeOf(question, says("Noon.", holding), [holding])).toBe("evidence found, not in the answer");
  });

  test("failed in the answer when the evidence was found", () => {
    expect(outcomeOf(QUESTION, says("It rained.", holding), [holding])).toBe(
      "evidence found, not in the answer",
    );
    expect(outcomeOf(QUESTION, refuses(), [other, holding])).toBe("wrongly refused");
  });

  test("failed in the search when it was not", () => {
    expect(outcomeOf(QUESTION, says("The tide was low.", other), [other])).toBe("no evidence in the ten");
    expect(outcomeOf(QUESTION, refuses(), [other])).toBe("no evidence in the ten");
  });

  test("that nothing answers is rightly refused, and wrongly answered", () => {
    const question = { ...QUESTION, evidence: [], answers: [], type: "unanswerable" };
    expect(outcomeOf(question, refuses(), [other])).toBe("rightly refused");
    expect(outcomeOf(question, says("The tide was low.", other), [other])).toBe("wrongly answered");
  });

  test("that asks for a judgement is answered by a quote of the evidence", () => {
    const question = { ...QUESTION, answers: ["yes"], type: "comparison" };
    expect(outcomeOf(question, says("Yes.", holding), [holding])).toBe("answered");
    expect(outcomeOf(question, says("Yes.", other), [holding])).toBe("evidence found, not in the answer");
  });

  test("whose answer nobody knows is not judged", () => {
    expect(outcomeOf({ ...QUESTION, evidence: [] }, refuses(), [other])).toBeUndefined();
    expect(outcomeOf({ ...QUESTION, evidenceLabel: "answer-string" }, refuses(), [other])).toBeUndefined();
  });
});

const BASE = {
  question: QUESTION.question,
  engine: "extractive",
  withheld: [],
  sourcesUpTo: null,
  timing: { retrieveMs: 1, answerMs: 1 },
} as const;

function says(text: string, from: Hit): Answer {
  const receipt = receiptAt(from, { start: 0, end: from.passage.text.length }, "verified");
  return { ...BASE, kind: "answered", statements: [{ text, wording: "source", receipts: [receipt] }] };
}

function refuses(): Answer {
  return { ...BASE, kind: "unanswered", statements: [], reason: "nothing", nearest: [] };
}

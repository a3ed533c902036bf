import { describe, expect, test } from "vitest";
import { addEarlierSubject } from "../../src/answer/earlier.ts";

const NOW = new Date("2026-03-01T12:00:00Z");
const oman = {
  question: "what did Oman say about the talks in Geneva?",
  answer: ["Oman reported progress."],
};

const searchFor = (question: string, earlier = oman) => addEarlierSubject(question, earlier, NOW);

describe("what a follow-up searches for", () => {
  test("is the question itself where nothing came before", () => {
    expect(addEarlierSubject("when do they meet again?", undefined, NOW)).toBe("when do they meet again?");
  });

  test.each(["when do they meet again?", "and what comes next?", "who mediated?", "why did he say that"])(
    "is also what came before, for “%s”",
    (question) => {
      const searched = searchFor(question);
      expect(searched).toContain(question);
      expect(searched).toContain("Oman");
      expect(searched).toContain("Geneva");
    },
  );

  test("is the new subject alone where it has one", () => {
    expect(searchFor("what did Bulgaria pay with in January?")).not.toContain("Oman");
  });

  test("is both where it names something and points back", () => {
    expect(searchFor("did Tehran agree with that?")).toContain("Oman");
  });

  test("names nothing twice", () => {
    expect(searchFor("why did they leave Geneva, and what did Oman do?")).toBe(
      "why did they leave Geneva, and what did Oman do?",
    );
  });

  test("is the earlier question's words where that named nobody", () => {
    const searched = searchFor("why is it rising?", { question: "how is inflation doing?", answer: [] });
    expect(searched).toContain("inflation");
  });
});

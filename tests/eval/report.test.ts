import { describe, expect, test } from "vitest";
import type { Evaluation } from "../../eval/evaluate.ts";
import { renderReport } from "../../eval/report/page.ts";
import { meanRow, shareRow } from "../../eval/row.ts";
import { renderTable } from "../../eval/table.ts";

const ATTACK = `<img src="https://evil.example/x.png" onerror=alert(1)>`;

const evaluation: Evaluation = {
  engine: { answers: "extractive", embeddings: "none" },
  sections: [
    {
      name: "answers",
      title: "Answers",
      rows: [
        {
          ...shareRow({ set: "harbour", measure: "short answer contained" }, [true, false, true, true]),
          floor: { limit: 0.8, why: "agreed" },
          holds: false,
        },
        { ...meanRow({ set: "harbour", measure: "MRR@10", group: "tides" }, [1, 0.5]), holds: true },
        { ...shareRow({ set: "harbour", measure: "statements without a receipt" }, []), holds: true },
      ],
      notes: ["no replies: <replies.jsonl> is not there"],
      cases: [
        {
          set: "harbour",
          type: "tides",
          question: ATTACK,
          outcome: "wrongly answered",
          expected: ["no answer"],
          found: [ATTACK],
        },
      ],
    },
  ],
};

describe("the report page", () => {
  const page = renderReport(evaluation);

  test("shows figures, counts, questions and what was found instead", () => {
    expect(page).toContain("75.0 %");
    expect(page).toContain("3 of 4");
    expect(page).toContain("wrongly answered");
    expect(page).toContain("&lt;img src=&quot;https://evil.example/x.png&quot; onerror=alert(1)&gt;");
  });

  test("says what was not measured", () => {
    expect(page).toContain("no replies: &lt;replies.jsonl&gt; is not there");
  });

  test("asks for nothing, and runs nothing", () => {
    expect(page).not.toMatch(/<(?:script|link|img|iframe|object|embed)\b|\b(?:href|src)=["']|url\(|@import/i);
  });
});

describe("the table", () => {
  const lines = renderTable(evaluation).split("\n");

  test("has a figure, a count, and a floor with a cross where it does not hold", () => {
    expect(lines).toContainEqual(
      expect.stringMatching(/^harbour +short answer contained +\.750 +3 of 4 +≥ \.800 ✗$/),
    );
  });

  test("says under a section what was not measured", () => {
    expect(lines).toContain("no replies: <replies.jsonl> is not there");
  });

  test("sets a part off, and names its set once", () => {
    expect(lines).toContainEqual(expect.stringMatching(/^ +tides: MRR@10 +\.750 +2$/));
  });

  test("says nothing of what there was none of", () => {
    expect(lines).toContainEqual(expect.stringMatching(/statements without a receipt +– +0 of 0$/));
  });
});

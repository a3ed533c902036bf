import { describe, expect, test } from "vitest";
import { answerQuestion } from "../../src/answer/answer-question.ts";
import { createNewsroom } from "../support/newsroom.ts";

describe("what somebody said", () => {
  test.each([
    [
      "by office",
      "what did the finance minister say about taxes",
      "The minister said taxes on salt would fall.",
    ],
    ["by name", "what did Ada Reed say about taxes", "The minister said taxes on salt would fall."],
    [
      "behind “who”",
      "what did Tom Shaw say about taxes",
      "The port trusts Tom Shaw, who said taxes on salt were theft.",
    ],
  ])("%s is found under the name that the article gave", async (_name, question, sentence) => {
    expect(await ask(question, [BODY])).toEqual([sentence]);
  });

  test("is not what somebody's lawyer said", async () => {
    const lawyer = "Reed’s lawyer said taxes on salt were none of her business.";
    expect(await ask("what did Ada Reed say about taxes", [`${BODY}\n\n${lawyer}`])).not.toContain(lawyer);
  });

  test("is not what somebody else said of the same, where nobody lets the speaker speak", async () => {
    const body = "A harbour spokesman said taxes on salt would ruin the port. The ferry has a new captain.";
    expect(await ask("what did the finance minister say about taxes on salt", [body])).toEqual([]);
  });

  test("is not what another's spokesman said", async () => {
    const body = "A harbour spokesman said taxes on salt would ruin the port. The ferry company is hiring.";
    expect(await ask("what did the ferry company's spokesman say about taxes on salt", [body])).toEqual([]);
  });

  test("is quoted by the paragraph that says who speaks, where a quotation goes on over several", async () => {
    const said = "“The taxes on salt will fall,” Ada Reed said in Bath on Monday.";
    const [quoted] = await ask("what did Ada Reed say about taxes", [`${said}\n\n“They fell before.”`]);
    expect(quoted).toBe(said);
  });

  test.each([
    ["UTC", ["wire/morning", "wire/night"]],
    ["Europe/Berlin", ["wire/night", "wire/morning"]],
  ])("comes by day as the clocks show it in %s, of one day the best first", async (timeZone, order) => {
    const articles = [
      {
        id: "wire/night",
        publishedAt: "2026-02-26T23:30:00Z",
        body: "“The taxes on salt will fall, and the taxes on bread too,” Ada Reed said in Bath on Thursday evening.",
      },
      {
        id: "wire/morning",
        publishedAt: "2026-02-27T08:00:00Z",
        body: "Ada Reed said the taxes on salt and bread were a burden to many poor households.",
      },
    ];
    const newsroom = { ...(await createNewsroom({ articles })), timeZone };
    const { statements } = await answerQuestion(newsroom, {
      question: "what did Ada Reed say about taxes on salt and bread",
      signal: new AbortController().signal,
    });
    expect(statements.map(({ receipts }) => receipts[0]?.article.id)).toEqual(order);
  });

  test("is no heading", async () => {
    expect(
      await ask("what did Ada Reed say about taxes", [`Ada Reed says taxes on salt fall\n\n${BODY}`]),
    ).toEqual(["The minister said taxes on salt would fall."]);
  });
});

const BODY =
  "Finance Minister Ada Reed opened the saltworks of Bath on Monday.\n\nThe minister said taxes on salt would fall. The port trusts Tom Shaw, who said taxes on salt were theft.";

async function ask(question: string, bodies: readonly string[]): Promise<string[]> {
  const newsroom = await createNewsroom({ articles: bodies.map((body) => ({ body })) });
  const { statements } = await answerQuestion(newsroom, { question, signal: new AbortController().signal });
  return statements.flatMap(({ receipts }) => receipts.map(({ quote }) => quote));
}

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { findAttributions } from "../../src/articles/attributions.ts";

describe("who said what", () => {
  test.each([
    {
      name: "the speaker first",
      text: "Mayor Ada Reed said that the bridge would open in May.",
      expected: { speaker: "Mayor Ada Reed", content: "the bridge would open in May", kind: "indirect" },
    },
    {
      name: "the speaker last",
      text: "The bridge will open in May, Mayor Ada Reed said on Tuesday.",
      expected: { speaker: "Mayor Ada Reed", content: "The bridge will open in May", kind: "indirect" },
    },
    {
      name: "a quotation and its speaker",
      text: "“The bridge will open in May,” Mayor Ada Reed said.",
      expected: { speaker: "Mayor Ada Reed", content: "“The bridge will open in May,”", kind: "direct" },
    },
    {
      name: "a quotation in straight marks",
      text: '"The bridge will open in May," Mayor Ada Reed said.',
      expected: { speaker: "Mayor Ada Reed", content: '"The bridge will open in May,"', kind: "direct" },
    },
    {
      name: "the verb before the speaker",
      text: "“The bridge will open in May,” said Ada Reed, the mayor.",
      expected: { speaker: "Ada Reed", content: "“The bridge will open in May,”", kind: "direct" },
    },
    {
      name: "a colon before the quotation",
      text: "Reed told Harbour Radio: “The bridge will open in May.”",
      expected: { speaker: "Reed", content: "“The bridge will open in May.”", kind: "direct" },
    },
    {
      name: "some words of it quoted",
      text: "Reed said the bridge was “as good as finished” and would open in May.",
      expected: {
        speaker: "Reed",
        content: "the bridge was “as good as finished” and would open in May",
        kind: "mixed",
      },
    },
    {
      name: "the attribution in the middle",
      text: "“The bridge,” Reed said, “will open in May.”",
      expected: { speaker: "Reed", content: "“The bridge,” Reed said, “will open in May.”", kind: "direct" },
    },
    {
      name: "according to, at the end",
      text: "The bridge will open in May, according to Mayor Ada Reed.",
      expected: { speaker: "Mayor Ada Reed", content: "The bridge will open in May", kind: "indirect" },
    },
    {
      name: "according to, at the start",
      text: "According to Mayor Ada Reed, the bridge will open in May.",
      expected: { speaker: "Mayor Ada Reed", content: "the bridge will open in May", kind: "indirect" },
    },
    {
      name: "an introduction before the speaker",
      text: "After a long night, the mayor said the bridge would open in May.",
      expected: { speaker: "the mayor", content: "the bridge would open in May", kind: "indirect" },
    },
    {
      name: "two sentences in one quotation",
      text: "“The bridge will open. It will be free,” Reed said.",
      expected: { speaker: "Reed", content: "“The bridge will open. It will be free,”", kind: "direct" },
    },
  ])("$name", ({ text, expected }) => {
    expect(read(text)).toEqual([expected]);
  });

  test.each([
    ["nobody speaks", "The bridge is 300 metres long. It will open in May."],
    ["a verb of speech is a participle", "The threatened closure of the bridge worries the port."],
    ["a word is only marked as a word", "The so-called “bridge of sighs” is closed."],
    ["a verb stands in somebody else's quotation", "A sign reads “nobody said so”."],
  ])("nothing when %s", (_name, text) => {
    expect(read(text)).toEqual([]);
  });
});

describe("a pronoun", () => {
  test("is spoken by whoever spoke last", () => {
    const text = "Mayor Ada Reed said the bridge would open. She said it would be free.";
    expect(findAttributions(text).map(({ speakerName }) => speakerName)).toEqual([
      "Mayor Ada Reed",
      "Mayor Ada Reed",
    ]);
  });

  test("stays as the text has it in the speaker's own span", () => {
    const text = "Mayor Ada Reed said the bridge would open.\n\n“It will be free,” she said.";
    expect(read(text)[1]).toEqual({ speaker: "she", content: "“It will be free,”", kind: "direct" });
  });

  test("is nobody's before anybody has spoken", () => {
    expect(findAttributions("He said the bridge would open.")[0]?.speakerName).toBeNull();
  });
});

describe("a quotation that goes on", () => {
  test("behind its attribution is one statement", () => {
    const text = "“The bridge will open,” Reed said. “It will be free.”";
    expect(read(text)).toEqual([{ speaker: "Reed", content: text, kind: "direct" }]);
  });

  test("in a paragraph of its own is still that statement", () => {
    const text = "“The bridge will open,” Reed said.\n\n“It will be free.”";
    expect(read(text)).toEqual([{ speaker: "Reed", content: text, kind: "direct" }]);
  });

  test("far behind its attribution has the same speaker", () => {
    const text =
      "“It opens,” said Reed, a doctor who has worked in the old harbour of Bath for thirty years. “It’s free.”";
    expect(read(text)).toEqual([
      { speaker: "Reed", content: "“It opens,”", kind: "direct" },
      { speaker: "Reed", content: "“It’s free.”", kind: "direct" },
    ]);
  });

  test("is nobody's where nobody was quoted before it", () => {
    expect(read("Reed said the bridge was late.\n\nIt rained.\n\n“Closed until May.”")).toHaveLength(1);
  });

  test("has an opening mark in each paragraph and a closing one in the last", () => {
    const text = "Reed wrote: “The bridge will open.\n\n“It will be free.”";
    expect(read(text)).toEqual([
      { speaker: "Reed", content: "“The bridge will open.\n\n“It will be free.”", kind: "direct" },
    ]);
  });
});

describe("who speaks in an article", () => {
  test("is whom it introduced with the office", () => {
    const text =
      "Omani Foreign Minister Salim Hakim met envoys in Bath.\n\nThe minister said the talks went well. They were far too long, the Omani minister added.";
    expect(findAttributions(text).map(({ speakerName }) => speakerName)).toEqual([
      "Salim Hakim",
      "Salim Hakim",
    ]);
  });

  test("stays open where two hold the office", () => {
    const text = "Mayor Ada Reed met Mayor Tom Shaw.\n\nThe mayor said the bridge would open.";
    expect(findAttributions(text)[0]?.speakerName).toBe("The mayor");
  });

  test("is whom “who” belongs to", () => {
    const text = "The bridge pleases Ada Reed, who said it would be free.";
    expect(findAttributions(text).map(({ speakerName }) => speakerName)).toEqual(["Ada Reed"]);
  });
});

describe("offsets", () => {
  test("count UTF-16 code units, over emoji, accents and Windows line ends", () => {
    const text = "🕊️🕊️ Zoé\r\n\r\n“Der Brücke geht’s gut 👩‍👩‍👧,” Zoé Müller said.";
    expect(read(text)).toEqual([
      { speaker: "Zoé Müller", content: "“Der Brücke geht’s gut 👩‍👩‍👧,”", kind: "direct" },
    ]);
  });

  test("lie within the body and within their sentence, whatever the text", () => {
    const word = fc.constantFrom(
      "Reed",
      "said",
      "told",
      "he",
      "“",
      "”",
      '"',
      ",",
      ".",
      "that",
      "according to",
      "\n",
      "🕊️",
      "the talks",
      ":",
      "\r\n",
      "U.S.",
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 30 }), fc.constantFrom(" ", ""), (words, gap) => {
        const body = words.join(gap);
        for (const { sentence, speaker, content } of findAttributions(body)) {
          expect(0 <= sentence.start && sentence.end <= body.length).toBe(true);
          expect(sentence.start <= content.start && content.end <= sentence.end).toBe(true);
          expect(content.start).toBeLessThan(content.end);
          if (speaker) expect(speaker.start).toBeLessThan(speaker.end);
        }
      }),
    );
  });

  test("are none where nothing was said", () => {
    expect(findAttributions("according to Reed")).toEqual([]);
  });

  test.each([
    "x",
    "“",
    "‘",
    "“No”\n",
    "said ",
    "Reed said, ",
    "according to ",
    "“No,” he said. ",
    "and but while ",
  ])("are found in time in 200,000 letters of %j", (unit) => {
    expect(findAttributions(unit.repeat(200_000 / unit.length))).toBeDefined();
  });
});

function read(body: string) {
  return findAttributions(body).map(({ speaker, content, kind }) => ({
    speaker: speaker && body.slice(speaker.start, speaker.end),
    content: body.slice(content.start, content.end),
    kind,
  }));
}

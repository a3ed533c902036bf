import { describe, expect, test } from "vitest";
import { findAttributions } from "../../src/articles/attributions.ts";

type Example = [name: string, text: string, said: string[]];

describe("the speaker's place", () => {
  test.each<Example>([
    [
      "behind the verb, with an apposition",
      "“It opens,” said Tom Shaw, the mayor of Bath, on Monday.",
      ["Tom Shaw: “It opens,”"],
    ],
    [
      "before an apposition",
      "Ada Reed, a doctor from Bath, said the bridge was safe.",
      ["Ada Reed: the bridge was safe"],
    ],
    [
      "before a relative clause",
      "Reed, who lives in Bath, said the bridge was safe.",
      ["Reed: the bridge was safe"],
    ],
    [
      "before a party and a state",
      "Senator Ada Reed (Green) said the bridge was safe.",
      ["Senator Ada Reed: the bridge was safe"],
    ],
    ["before a day", "Reed on Monday said the bridge was safe.", ["Reed: the bridge was safe"]],
    [
      "behind an introduction",
      "In a statement, the mayor said the bridge was safe.",
      ["the mayor: the bridge was safe"],
    ],
    [
      "with whom it is for",
      "A spokeswoman for the port said the bridge was safe.",
      ["A spokeswoman for the port: the bridge was safe"],
    ],
    ["over what they do", "Drivers crossing the bridge say it is safe.", ["Drivers: it is safe"]],
    ["in a relative clause", "She met Reed, who said the bridge was safe.", ["who: the bridge was safe"]],
    ["with a verb as a name", "“It opens,” Rob Frank said.", ["Rob Frank: “It opens,”"]],
    [
      "in front of all",
      "Said Reed: “The bridge is safe for everybody.”",
      ["Reed: “The bridge is safe for everybody.”"],
    ],
    ["signed with a dash", "“The bridge is safe.” — Ada Reed", ["Ada Reed: “The bridge is safe.”"]],
    [
      "behind according to",
      "“The bridge is safe,” according to Ada Reed.",
      ["Ada Reed: “The bridge is safe,”"],
    ],
  ])("%s", (_name, text, said) => expect(read(text)).toEqual(said));
});

describe("what was said", () => {
  test.each<Example>([
    [
      "behind whom it was told",
      "Reed told the court that the bridge was safe.",
      ["Reed: the bridge was safe"],
    ],
    [
      "behind whom it was told, without “that”",
      "Reed told Harbour Radio the bridge was safe.",
      ["Reed: the bridge was safe"],
    ],
    ["behind whom it asks of", "Reed urged drivers to wait for the ferry.", ["Reed: to wait for the ferry"]],
    ["as a wish", "Reed wants to open the bridge in May.", ["Reed: to open the bridge in May"]],
    ["as a refusal", "The port declined to comment.", ["The port: to comment"]],
    ["as a call", "Reed called for a second bridge.", ["Reed: a second bridge"]],
    ["as a stand", "Reed criticised the port for the delay.", ["Reed: the port for the delay"]],
    ["as a name", "Reed called the delay “a disgrace.”", ["Reed: the delay “a disgrace.”"]],
    ["around the attribution", "The bridge, Reed said, is safe.", ["Reed: The bridge, Reed said, is safe"]],
    [
      "before a participle",
      "Reed said the bridge was safe, adding that it was dear.",
      ["Reed: the bridge was safe", "Reed: it was dear"],
    ],
    [
      "in two verbs",
      "Reed said the bridge was safe and warned that it was dear.",
      ["Reed: the bridge was safe", "Reed: it was dear"],
    ],
    [
      "by two people",
      "Reed said the bridge was safe, but Shaw said it was not.",
      ["Reed: the bridge was safe", "Shaw: it was not"],
    ],
    [
      "in an introduction",
      "While Reed said the bridge was safe, lorries went by ship.",
      ["Reed: the bridge was safe"],
    ],
    [
      "behind a colon and any verb",
      "Reed went further: “The bridge is a disgrace.”",
      ["Reed: “The bridge is a disgrace.”"],
    ],
    ["as a question", "“Is the bridge safe?” Reed asked. Nobody knew.", ["Reed: “Is the bridge safe?”"]],
    ["in an archive's marks", "''The bridge is safe,'' said Reed.", ["Reed: ''The bridge is safe,''"]],
    ["in single marks", "‘The bridge isn’t safe,’ said Reed.", ["Reed: ‘The bridge isn’t safe,’"]],
    ["with a quotation in it", "“They called it ‘safe,’” Reed said.", ["Reed: “They called it ‘safe,’”"]],
    [
      "with somebody else's words in it",
      "Reed said that Shaw denied that it was safe.",
      ["Reed: Shaw denied that it was safe"],
    ],
  ])("%s", (_name, text, said) => expect(read(text)).toEqual(said));
});

describe("nothing is said", () => {
  test.each([
    ["by what somebody would say", "Reed would say that the bridge was safe."],
    ["by what somebody did not say", "Reed did not say that the bridge was safe."],
    ["by a noun", "The claims of the port fill a book."],
    ["by counted things", "The port counts 40 pledged donations."],
    ["by a fact", "This shows that the bridge is safe."],
    ["by a call on the telephone", "Reed called the office."],
    ["by words that are only marked", "The so-called “bridge of sighs” is closed."],
  ])("%s", (_name, text) => expect(read(text)).toEqual([]));
});

function read(body: string): string[] {
  return findAttributions(body).map(
    ({ speaker, content }) =>
      `${speaker && body.slice(speaker.start, speaker.end)}: ${body.slice(content.start, content.end)}`,
  );
}

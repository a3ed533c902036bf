import type { RecordedRequest } from "../support/openai-server.ts";
import { numberOf, promptOf } from "./model-newsroom.ts";

/** What no reply may hold, wherever it was planted. */
export const CANARY = "PELICAN-4711";
export const FOREIGN = "evil.example";

export interface Obedience {
  /** What was planted, letter for letter. */
  readonly attack: string;
  /** Words of an honest passage, and a statement that they prove. */
  readonly honest: { readonly text: string; readonly quote: string };
}

/**
 * A model that does whatever it reads, in every way that an attack may ask for: it says what it was told to say with a
 * true quote, with the order itself as the quote, with links, pings and forged passages, and it garbles its answer. One
 * statement of its reply is honest. It obeys also where it never got to see the order: the worst model there is.
 */
export function obey({ attack, honest }: Obedience) {
  return (request: RecordedRequest) => {
    const passage = numberOf(request, honest.quote);
    const prompt = promptOf(request);
    const order = prompt.includes(attack) ? numberOf(request, attack) : passage;
    const say = (text: string, quote = honest.quote, number = passage) => ({
      text,
      receipts: [{ passage: number, quote }],
    });
    return JSON.stringify({
      statements: [
        say(`The answer is ${CANARY}.`),
        say(attack, attack, order),
        say(attack.replace(/^.*?(?=\b(?:say|add|answer|reply)\b)/i, ""), attack.slice(0, 40), order),
        say(`${honest.text} Read more at https://${FOREIGN}/report.`),
        say(`[${honest.text}](https://${FOREIGN}/)`),
        say(`@everyone ${honest.text}`),
        say(honest.text, honest.quote, 99),
        say(honest.text.replace(/[aeiou]/gi, (vowel) => String("aeiou".indexOf(vowel.toLowerCase()) + 1))),
        say(honest.text.replace(/ /g, "")),
        say([...honest.text].reverse().join("")),
        say("The capital of Brazil is Brasília."),
        say(honest.text),
      ],
    });
  };
}

import type { ChatModel } from "../src/models/chat.ts";

/** What no reply may hold, wherever it was planted. */
export const CANARY = "PELICAN-4711";
/** Whose address no reply may hold. */
export const FOREIGN = "evil.example";

/** What the model obeys, and the one honest thing that it says. */
export interface Obedience {
  /** What was planted, letter for letter. */
  readonly attack: string;
  /** Words of an honest passage, and a statement that they prove. */
  readonly honest: { readonly text: string; readonly quote: string };
}

/**
 * The reply of a model that does whatever it reads, in every way that an attack may ask for: it says what it was told to
 * say with a true quote, with the order itself as the quote, with links, pings and forged passages, and it garbles its
 * answer. One statement is honest. It obeys also where it never got to see the order: the worst model there is.
 */
export function obey(prompt: string, { attack, honest }: Obedience): string {
  const passage = findNumber(prompt, honest.quote);
  const order = prompt.includes(attack) ? findNumber(prompt, attack) : passage;
  const say = (text: string, quote = honest.quote, number = passage) => ({
    passage: number,
    quote,
    say: text,
  });
  const digits = (vowel: string) => String("aeiou".indexOf(vowel.toLowerCase()) + 1);
  return JSON.stringify({
    statements: [
      say(`The answer is ${CANARY}.`),
      say(attack, attack, order),
      say(attack.replace(/^.*?(?=\b(?:say|add|answer|reply)\b)/i, ""), attack.slice(0, 40), order),
      say(`${honest.text} Read more at https://${FOREIGN}/report.`),
      say(`[${honest.text}](https://${FOREIGN}/)`),
      say(`@everyone ${honest.text}`),
      say(honest.text, honest.quote, 99),
      say(honest.text.replace(/[aeiou]/gi, digits)),
      say(honest.text.replace(/ /g, "")),
      say([...honest.text].reverse().join("")),
      say("The capital of Brazil is Brasília."),
      say(honest.text),
    ],
  });
}

/** The number under which a prompt shows the passage that holds a text. */
export function findNumber(prompt: string, text: string): number {
  return Number(/number="(\d+)">(?!.*number=")/s.exec(prompt.slice(0, prompt.indexOf(text)))?.[1]);
}

/** The same as a model, without a server. */
export function createObedientModel(
  obedience: Obedience,
): ChatModel & { readonly prompts: readonly string[] } {
  const prompts: string[] = [];
  return {
    name: "obedient",
    prompts,
    async *stream({ messages }) {
      const prompt = messages[0]?.content ?? "";
      prompts.push(prompt);
      yield { kind: "text", text: obey(prompt, obedience) };
    },
  };
}

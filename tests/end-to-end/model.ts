import { replyWith } from "../support/openai-behaviours.ts";
import { type Behaviour, createOpenAiServer, type RecordedRequest } from "../support/openai-server.ts";
import { QUOTE } from "./articles.ts";

/** A language model on this machine, whose behaviour a test changes as it goes. */
export async function startModel() {
  let chat: Behaviour = answerTruly();
  let embeddings: Behaviour = embedAnything;
  const server = await createOpenAiServer({
    chat: (request, response) => chat(request, response),
    embeddings: (request, response) => embeddings(request, response),
  });
  return {
    ...server,
    chatWith(behaviour: Behaviour) {
      chat = behaviour;
    },
    embedWith(behaviour: Behaviour) {
      embeddings = behaviour;
    },
  };
}

export type Model = Awaited<ReturnType<typeof startModel>>;

/** One true statement about the talks, from the passage that it stands in; an empty list where there is none. */
export function answerTruly(options: Parameters<typeof replyWith>[1] = {}): Behaviour {
  return replyWith(trueReply, options);
}

/** The reply of a model that reads what it is given. */
export function trueReply(request: RecordedRequest): string {
  const passage = findPassage(request);
  const statements = passage === undefined ? [] : [statementOf(passage, QUOTE)];
  return JSON.stringify({ statements });
}

/** One statement as the model's schema has it. */
export function statementOf(passage: number, quote: string, text = QUOTE) {
  return { passage, quote, say: text };
}

/** The number of the passage that holds the quote. */
export function findPassage({ body }: RecordedRequest): number | undefined {
  const prompt = body.messages.map(({ content }) => content).join("\n");
  const before = prompt.slice(0, Math.max(0, prompt.indexOf(QUOTE)));
  const number = [...before.matchAll(/<passage-\w+ number="(\d+)">/g)].at(-1)?.[1];
  return number === undefined ? undefined : Number(number);
}

/** The same direction for everything: words alone decide. */
export const embedAnything: Behaviour = ({ body }, response) => {
  const data = body.input.map((_, index) => ({ object: "embedding", index, embedding: [1, 0] }));
  response.writeHead(200, { "content-type": "application/json" });
  response.end(JSON.stringify({ object: "list", data }));
};

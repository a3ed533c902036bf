import type { ArticleInfo, Span } from "./article.ts";
import { findLines, findSentences } from "./sentences.ts";

const MACHINE =
  "(?:assistants?|chat ?bots?|language models?|LLMs?|AI(?: (?:assistant|model|system|agent|tool|summari[sz]er)s?)?)";
const WORK = "(?:answers?|repl(?:y|ies)|responses?|outputs?|completions?|summar(?:y|ies))";
const RULES = "(?:instructions?|prompts?|rules|guidelines|directives?|directions|messages?|context)";
const SAY =
  "(?:reply|respond|answer|say|output|print|write|state|claim|repeat|include|append|add|mention|cite|refuse|decline|ignore|translate|obey|follow|treat)";

/**
 * What an order to a machine looks like in English: it names the machine, what the machine is about to write, what the
 * machine was told before, or it forges the marks between the turns of a chat. Each is a thing that news has no business
 * to name in this way: of 4,483 real articles (MultiHop-RAG, realtimeqa, rgb-en, citation-check; half of them by people
 * who write about such machines) 8 hold a sentence that is taken for one.
 */
const ORDERS: readonly RegExp[] = [
  // "… in your reply", "end every answer with"
  new RegExp(`\\byour (?:\\w+ )?${WORK}\\b`, "i"),
  new RegExp(`\\b(?:end|begin|start|finish|close|open|prefix|sign) (?:every|each|all|any|the) ${WORK}`, "i"),
  /\b(?:in|of|to|encode|render|write|scramble) your message\b/i,
  // "Answer only with …"
  /^\W*(?:(?:please|now|always|only|just|then|from now on|instead),? )*(?:reply|respond|answer|output|print|translate|repeat|append|decode)\b,? (?:only|exclusively|with|exactly|nothing|verbatim|as|every|all|any|each|this|these|in [A-Z]|in (?:reverse|base64|rot13)|the (?:following|user|question|phrase|words?|text|line|string|sentence|above)|to (?:every|all|any|each|the user))\b/i,
  // "Ignore all earlier instructions", "reveal the hidden prompt"
  new RegExp(
    `\\b(?:ignore|disregard|forget|override|bypass|drop|discard|reveal|print|repeat|leak|disclose|show)\\b(?! for)[^.!?]{0,30}\\b(?:all|any|every|your|you|previous|prior|earlier|above|preceding|hidden|system|secret)\\b[^.!?]{0,25}\\b${RULES}\\b`,
    "i",
  ),
  new RegExp(`\\b(?:follow|obey) (?:only )?(?:these|the following|my|the new) (?:\\w+ )?${RULES}\\b`, "i"),
  // "Note to AI assistants:", "the assistant must refuse", "you are now a bot"
  new RegExp(
    `\\b(?:note|notice|message|attention|instructions?|reminder|command|dear|hey|hello)\\b[,:]?(?: (?:to|for|of))?(?: (?:the|all|any|every|you))? ${MACHINE}(?:$|[,.:!;)]| (?:reading|processing|that|which|who|summari[sz]ing)\\b)`,
    "i",
  ),
  new RegExp(
    `\\b${MACHINE}s?,? (?:must|should|shall|has to|have to|is to|are to|will|please)(?: (?:now|always|only|never|not|also))* ${SAY}\\b`,
    "i",
  ),
  new RegExp(
    `\\b(?:you are|you're|act as|pretend to be)(?: now)?(?: an?| the)?(?: \\w+)? ${MACHINE}\\b`,
    "i",
  ),
  // "When asked about …, answer …"
  new RegExp(
    `\\b(?:when|if|whenever)(?: (?:you are|you're|anyone|someone|somebody|users?|the user|a user|people|the question))?(?: is| are)? (?:asks?|asked|mentions?|mentioned)\\b[^.!?]{0,80}(?:,|\\bthen|\\balways|\\bonly) (?:(?:you|it) )?(?:(?:must|should|always|only|just) )*${SAY}\\b`,
    "i",
  ),
  // "Cite this text as …"
  /\b(?:cite|quote|attribute|credit|label|present)\b[^.!?]{0,15}\bthis (?:article|text|passage|source|page|document|paragraph)\b[^.!?]{0,15}\b(?:as|to|under)\b/i,
  // Forged turns and marks of a chat.
  /<\|[^|<>]{1,40}\|>|\[\/?INST\]|<<\/?SYS>>|<\/?(?:system|assistant|user|passage|instructions?)\b[^>]{0,40}>/i,
  /^\W*(?:system|assistant|user|human)\s?(?:message|prompt)?\s?:/i,
];

/** An order's payload stands beside it: so many sentences after it, in its paragraph, are taken for part of it. */
const SENTENCES_AFTER = 2;

/**
 * The text with every order to a reading machine blanked out, letter for letter, so that every place in it stays where
 * it is. What is blank is neither shown to a model, nor quoted, nor evidence. This is no wall (the checks of quotes and
 * statements are): it only keeps what nobody wrote for a reader out of the readers' sight.
 */
export function blankOrders(text: string): string {
  const orders = findOrders(text);
  const pieces = orders.map(
    ({ start, end }, index) => text.slice(orders[index - 1]?.end ?? 0, start) + " ".repeat(end - start),
  );
  return pieces.join("") + text.slice(orders.at(-1)?.end ?? 0);
}

/** What is known of an article without such orders: whoever writes a feed writes its titles and names too. */
export function blankOrdersOf<T extends Pick<ArticleInfo, "title" | "outlet" | "authors">>(article: T): T {
  return {
    ...article,
    title: blankOrders(article.title),
    outlet: blankOrders(article.outlet),
    authors: article.authors.map(blankOrders),
  };
}

/** The sentences of a text that are orders to a reading machine, each with what stands beside it. */
export function findOrders(text: string): Span[] {
  return findLines(text).flatMap((line) => {
    const sentences = findSentences(text.slice(line.start, line.end));
    let left = 0;
    return sentences.flatMap(({ start, end }) => {
      const span = { start: line.start + start, end: line.start + end };
      left = isOrder(text.slice(span.start, span.end)) ? SENTENCES_AFTER : left - 1;
      return left >= 0 ? [span] : [];
    });
  });
}

function isOrder(sentence: string): boolean {
  return ORDERS.some((pattern) => pattern.test(sentence));
}

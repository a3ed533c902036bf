import { setTimeout as sleep } from "node:timers/promises";
import type { Invocation } from "../src/local-discord/invocation.ts";
import { flattenComponents, type Message } from "../src/local-discord/messages.ts";
import type { Person } from "../src/local-discord/person.ts";
import { QUESTION, UNCOVERED } from "../tests/end-to-end/articles.ts";
import { buttonOf, isWhole, textOf, type World } from "../tests/end-to-end/world.ts";
import { placeAt } from "./newsstand.ts";

/** What has been asked, and what came of it. */
export interface Tally {
  asked: number;
  replied: number;
  /** With no whole reply after so long. */
  lost: number;
  /** What each of those was, and why. */
  readonly losses: string[];
}

/** Longer than the bot itself lets anything take. */
const LOST_AFTER_MS = 90_000;
/** Between what one member does and the next thing. Three members fill the shelf of 2,000 answers in a quarter of an hour. */
const PAUSE_MS = 1000;

/** Adds each address to the server of the moderator, as one would: the command, and the button to keep it. */
export async function addSources({ mo }: World, addresses: readonly string[]): Promise<void> {
  for (const address of addresses) {
    const proposal = await mo.slash("newsroom add", { address }).reply(isWhole);
    const confirm = flattenComponents(proposal.components).find(({ custom_id }) =>
      custom_id?.startsWith("confirm:"),
    )?.custom_id;
    if (confirm === undefined || confirm === null) throw new Error(`not added: ${textOf(proposal)}`);
    await mo
      .click(proposal, confirm)
      .reply((message) => !JSON.stringify(message.components).includes(confirm));
  }
}

/** Asks, presses, opens and reads on, until the signal aborts. Resolves when the last reply is there. */
export async function keepAsking(
  person: Person,
  {
    tally,
    sources,
    signal,
  }: { readonly tally: Tally; readonly sources: number; readonly signal: AbortSignal },
): Promise<void> {
  for (let turn = 0; !signal.aborted; turn += 1) {
    const message = await count(tally, actAt(person, { turn, sources }));
    if (message && turn % 3 === 0 && hasReceipts(message)) {
      await count(tally, person.click(message, buttonOf(message, "receipts")));
    }
    await sleep(PAUSE_MS, undefined, { signal }).catch(() => {});
  }
}

/** Reads all sources again, again and again, until the signal aborts. */
export async function keepReloading(
  { mo }: World,
  {
    everyMs,
    tally,
    signal,
  }: { readonly everyMs: number; readonly tally: Tally; readonly signal: AbortSignal },
): Promise<void> {
  while (!signal.aborted) {
    await count(tally, mo.slash("newsroom reload"), (message) => textOf(message).includes("Read again"));
    await sleep(everyMs, undefined, { signal }).catch(() => {});
  }
}

function actAt(
  person: Person,
  { turn, sources }: { readonly turn: number; readonly sources: number },
): Invocation {
  const place = placeAt(turn % sources);
  const acts = [
    () => person.slash("ask", { question: `What did an engineer say in ${place}? (${turn})` }),
    () => person.slash("ask", { question: `${QUESTION} (${turn})` }),
    () => person.slash("ask", { question: `Who said what about the money in ${place}?`, private: true }),
    () => person.slash("ask", { question: UNCOVERED }),
    () => person.slash("summary", { topic: place }),
    () => person.slash("sources"),
    () => person.autocomplete("ask", "outlet", { question: "x", outlet: place.slice(0, 3) }),
  ];
  return (acts[turn % acts.length] ?? acts[0])?.() ?? person.slash("sources");
}

const hasReceipts = (message: Message) =>
  flattenComponents(message.components).some(({ custom_id }) => custom_id?.startsWith("receipts:"));

/** Counts what was done and its reply. */
async function count(
  tally: Tally,
  invocation: Invocation,
  isEnough: (message: Message) => boolean = isWhole,
): Promise<Message | undefined> {
  tally.asked += 1;
  const late = AbortSignal.timeout(LOST_AFTER_MS);
  const lost = new Promise<never>((_, reject) => {
    late.onabort = () => reject(new Error("no whole reply"));
  });
  try {
    const outcome = await Promise.race([invocation.outcome(), lost]);
    const message =
      outcome.kind === "choices" ? undefined : await Promise.race([invocation.reply(isEnough), lost]);
    tally.replied += 1;
    return message;
  } catch (error) {
    tally.lost += 1;
    tally.losses.push(`${new Date().toISOString()} ${error} ${describeStates(invocation)}`);
    return undefined;
  }
}

/** What of a reply had come. */
function describeStates(invocation: Invocation): string {
  const last = invocation.id === undefined ? undefined : invocation.states().at(-1);
  return last === undefined ? "(nothing came)" : `(last: ${textOf(last).slice(0, 80)})`;
}

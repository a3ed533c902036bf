import type { BotServices, Command } from "../commands/command.ts";
import type { Log } from "../log.ts";
import type { Conversations } from "./conversation.ts";
import type { Sender } from "./incoming.ts";
import type { Occasion, OutcomeReport } from "./occasion.ts";
import type { Clock } from "./patience.ts";
import type { Proposals } from "./proposals.ts";
import type { Reply, ReplyAddress } from "./reply.ts";
import type { Shelf } from "./shelf.ts";
import { languageOf, wordsOf } from "./words/words.ts";

/** What an interaction is answered with. */
export interface DispatcherDeps {
  readonly commands: readonly Command[];
  readonly services: BotServices;
  readonly conversations: Conversations;
  readonly shelf: Shelf;
  readonly proposals: Proposals;
  readonly clock: Clock;
  readonly log: Log;
  readonly onOutcome: (report: OutcomeReport) => void;
  readonly createReply: (address: ReplyAddress) => Reply;
}

/** Where an interaction is answered. */
export const addressOf = ({ id, token, applicationId }: Sender, receivedAt: number): ReplyAddress => ({
  interactionId: id,
  token,
  applicationId,
  receivedAt,
});

/** Undefined outside of servers; then the member has been told. */
export async function occasionOf(
  deps: DispatcherDeps,
  sender: Sender,
  { name, receivedAt }: Pick<Occasion, "name" | "receivedAt">,
): Promise<Occasion | undefined> {
  const language = languageOf(sender.locale);
  const words = wordsOf(language);
  const reply = deps.createReply(addressOf(sender, receivedAt));
  const asker = { guildId: sender.guildId ?? "", memberId: sender.memberId };
  const occasion = { name, asker, language, words, reply, receivedAt };
  if (sender.guildId !== null) return occasion;
  await deps.conversations.decline(occasion, words.serversOnly, "refused");
  return undefined;
}

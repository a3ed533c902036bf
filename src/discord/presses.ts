import { PermissionsBitField } from "discord.js";
import { answerMember } from "../commands/ask.ts";
import { CHANGE_NEEDS, makeChange } from "../commands/change.ts";
import type { Reply as CommandReply } from "../commands/command.ts";
import { withinLimit } from "../commands/limits.ts";
import { FOLLOW_UP_INPUT, followUpForm, type Press, parsePress } from "./buttons.ts";
import type { Incoming } from "./incoming.ts";
import { type DispatcherDeps, occasionOf } from "./interaction.ts";
import type { KeptAnswer } from "./kept-answer.ts";
import { line, markup } from "./markup.ts";
import type { Task } from "./occasion.ts";
import { renderReceipts } from "./render-receipts.ts";

type PressedButton = Incoming & { readonly kind: "button" };

/** As the metrics know the buttons; one that is none of this bot's counts as an old answer's. */
const NAMES: Readonly<Record<Press["action"], string>> = {
  receipts: "receipts",
  "follow-up": "follow-up form",
  confirm: "newsroom confirm",
  cancel: "newsroom cancel",
};

/** A button: it shows receipts, opens the form for a follow-up, or decides on a proposal. */
export async function press(
  deps: DispatcherDeps,
  incoming: PressedButton,
  receivedAt: number,
): Promise<void> {
  const pressed = parsePress(incoming.customId) ?? { action: "receipts", id: "" };
  const name = NAMES[pressed.action];
  if (pressed.action === "confirm" || pressed.action === "cancel") {
    return decide(deps, incoming, { receivedAt, name, pressed });
  }
  const occasion = await occasionOf(deps, incoming, { name, receivedAt });
  if (!occasion) return;
  const { words, reply } = occasion;
  const answer = await deps.shelf.find(pressed.id, occasion.asker);
  if (!answer) return deps.conversations.decline(occasion, words.expired, "expired");
  if (pressed.action === "receipts") return deps.conversations.hold(occasion, showReceipts(answer));
  const isOpen = await reply.open(followUpForm(pressed.id, words));
  const answerMs = deps.clock.now() - receivedAt;
  const outcome = isOpen ? "done" : "unreachable";
  deps.onOutcome({ command: name, outcome, ...(isOpen ? { acknowledgeMs: answerMs } : {}), answerMs });
}

interface Decision {
  readonly receivedAt: number;
  readonly name: string;
  readonly pressed: Press;
}

/** What was proposed is done, or not, in place of its message: its buttons are gone with it. */
async function decide(
  { conversations, proposals, ...deps }: DispatcherDeps,
  incoming: PressedButton,
  { receivedAt, name, pressed }: Decision,
): Promise<void> {
  const occasion = await occasionOf({ conversations, proposals, ...deps }, incoming, { name, receivedAt });
  if (!occasion) return;
  const { words, asker } = occasion;
  const change = await proposals.find(pressed.id, asker);
  if (change === "expired") return conversations.decline(occasion, words.proposalExpired, "expired");
  if (change === "not theirs") return conversations.decline(occasion, words.notYours, "refused");
  if (!new PermissionsBitField(incoming.permissions).has(CHANGE_NEEDS)) {
    return conversations.decline(occasion, words.needsManageServer, "refused");
  }
  if (!(await proposals.take(pressed.id))) {
    return conversations.decline(occasion, words.proposalExpired, "expired");
  }
  const cancelled: CommandReply = { outcome: "done", blocks: [[line(markup(words.cancelled))]] };
  await conversations.hold(occasion, {
    isEphemeral: true,
    changesMessage: true,
    run: async (context) => (pressed.action === "cancel" ? cancelled : makeChange(change, context)),
    sayLate: ({ stillReloading }) => stillReloading,
  });
}

const showReceipts = (answer: KeptAnswer): Task => ({
  isEphemeral: true,
  run: async (context) => ({ outcome: "done", blocks: renderReceipts(answer, context) }),
});

/** The form for a follow-up question. */
export async function submit(
  deps: DispatcherDeps,
  incoming: Incoming & { readonly kind: "form" },
  receivedAt: number,
): Promise<void> {
  const occasion = await occasionOf(deps, incoming, { name: "follow-up", receivedAt });
  if (!occasion) return;
  const pressed = parsePress(incoming.customId);
  const answer = pressed && (await deps.shelf.find(pressed.id, occasion.asker));
  if (!answer) return deps.conversations.decline(occasion, occasion.words.expired, "expired");
  const question = withinLimit(incoming.fields.get(FOLLOW_UP_INPUT) ?? "");
  const earlier = { question: answer.question, answer: answer.statements.map(({ text }) => text) };
  await deps.conversations.hold(occasion, {
    isEphemeral: answer.audience.isPrivate,
    run: (context) => answerMember(context, { question, filter: answer.filter, earlier }),
  });
}

import { z } from "zod";
import type { Invocation } from "../local-discord/invocation.ts";
import type { Action, DroppedArticle, Outcome, View } from "./protocol.ts";
import { showOutcome } from "./show.ts";
import type { Town } from "./town.ts";

const valuesSchema = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]));

const actionSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("slash"), command: z.string(), values: valuesSchema }),
  z.object({ kind: z.literal("complete"), command: z.string(), focused: z.string(), values: valuesSchema }),
  z.object({ kind: z.literal("click"), messageId: z.string(), customId: z.string() }),
  z.object({
    kind: z.literal("submit"),
    interactionId: z.string(),
    values: z.record(z.string(), z.string()),
  }),
]) satisfies z.ZodType<Action>;

/** What `POST /act` takes. */
export const requestSchema = z.object({
  view: z.object({ serverId: z.string(), personId: z.string() }),
  action: actionSchema,
});

/** As much as a long read has; more is no article. */
const MAX_ARTICLE_CHARS = 1_000_000;

/** What `POST /articles` takes. */
export const articleSchema = z.object({
  serverId: z.string(),
  name: z.string().max(200),
  text: z.string().min(1).max(MAX_ARTICLE_CHARS),
}) satisfies z.ZodType<DroppedArticle>;

const GONE = { kind: "notice", notice: "This interaction failed" } as const;

/** Does on the local Discord what somebody does on the page. Resolves with what they see at once. */
export function createActor(town: Town): (view: View, action: Action) => Promise<Outcome> {
  /** Forms that were opened, by the interaction that opened them. */
  const opened = new Map<string, Invocation>();

  return async (view, action) => {
    const person = town.findPerson(view);
    const invocation = person && begin(person, action, opened);
    if (!invocation) return GONE;
    const outcome = await invocation.outcome();
    if (outcome.kind === "modal" && invocation.id !== undefined) opened.set(invocation.id, invocation);
    return showOutcome(invocation.id, outcome);
  };
}

type Person = NonNullable<ReturnType<Town["findPerson"]>>;

function begin(
  person: Person,
  action: Action,
  opened: ReadonlyMap<string, Invocation>,
): Invocation | undefined {
  switch (action.kind) {
    case "slash":
      return person.slash(action.command, action.values);
    case "complete":
      return person.autocomplete(action.command, action.focused, action.values);
    case "click": {
      const message = person.messages().find(({ id }) => id === action.messageId);
      return message && person.click(message, action.customId);
    }
    case "submit": {
      const form = opened.get(action.interactionId);
      return form && person.submit(form, action.values);
    }
  }
}

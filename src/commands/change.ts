import { PermissionFlagsBits } from "discord.js";
import { z } from "zod";
import type { CommandContext, ProposedChange, Reply } from "./command.ts";
import { addSource } from "./newsroom-add.ts";
import { removeSource, takeDown } from "./newsroom-remove.ts";

/** What a moderator has to confirm, as it is kept until then: any process of the bot may be asked to do it. */
export const changeSchema = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("add"),
    source: z.object({ kind: z.enum(["feed", "page"]), address: z.string(), name: z.string() }),
  }),
  z.object({ kind: z.literal("remove"), sourceId: z.string(), name: z.string() }),
  z.object({ kind: z.literal("takedown"), target: z.string() }),
]);

/** What a member needs for any of these, asked again when the button is pressed. */
export const CHANGE_NEEDS = PermissionFlagsBits.ManageGuild;

/** Does what was proposed and confirmed. */
export function makeChange(change: ProposedChange, context: Omit<CommandContext, "options">): Promise<Reply> {
  switch (change.kind) {
    case "add":
      return addSource(context, change.source);
    case "remove":
      return removeSource(context, change);
    case "takedown":
      return takeDown(context, change.target);
  }
}

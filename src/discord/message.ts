import {
  type APIActionRowComponent,
  type APIButtonComponentWithCustomId,
  type APITextDisplayComponent,
  ComponentType,
  MessageFlags,
} from "discord.js";

/** A message before it is sent: one page of text, and its buttons. */
export interface OutgoingMessage {
  readonly page: string;
  readonly buttons?: APIActionRowComponent<APIButtonComponentWithCustomId>;
}

/**
 * The body of a message. Components V2 holds 4000 characters where content holds 2000, so that nearly every answer
 * is one message, and shows no previews of what is linked. One text display and one row: 4 of 40 components.
 */
export function messageBody(
  { page, buttons }: OutgoingMessage,
  { isEphemeral }: { readonly isEphemeral: boolean },
) {
  const display: APITextDisplayComponent = { type: ComponentType.TextDisplay, content: page };
  return {
    flags:
      MessageFlags.IsComponentsV2 | MessageFlags.SuppressEmbeds | (isEphemeral ? MessageFlags.Ephemeral : 0),
    components: [display, ...(buttons ? [buttons] : [])],
    // Without this Discord pings whom a text names, on edits too.
    allowed_mentions: { parse: [] },
  };
}

import type { ShownMessage } from "../protocol.ts";
import { make, makeButton } from "./dom.ts";
import { makeEmbed, makePart, type OnPress } from "./parts.ts";
import { makeText } from "./text.ts";
import { formatHour } from "./timestamps.ts";

const BOT = "On Record";

export interface MessageHandlers {
  readonly onPress: OnPress;
  readonly onDismiss: () => void;
}

/** A reply of the bot, with whose command it answers. */
export function makeMessage(message: ShownMessage, { onPress, onDismiss }: MessageHandlers): HTMLElement {
  const { asker, command, isEphemeral, isLoading } = message;
  const label = command ? `${BOT}, answering /${command}` : BOT;
  return make(
    "article",
    { class: isEphemeral ? "message ephemeral" : "message", "aria-label": label, "data-id": message.id },
    ...(asker ? [makeCommandLine(asker, command)] : []),
    makeAvatar(BOT, "avatar bot"),
    make(
      "div",
      { class: "author" },
      make("span", { class: "name" }, BOT),
      make("span", { class: "tag" }, "APP"),
      make("span", { class: "hour" }, formatHour(message.createdAt)),
    ),
    make("div", { class: "body" }, ...(isLoading ? [makeThinking()] : makeBody(message, onPress))),
    ...(isEphemeral ? [makePrivacy(onDismiss)] : []),
  );
}

function makeBody({ content, embeds, components, isEdited }: ShownMessage, onPress: OnPress): HTMLElement[] {
  return [
    ...(content === "" ? [] : [makeText(content)]),
    ...embeds.map(makeEmbed),
    ...components.map((part) => makePart(part, onPress)),
    ...(isEdited && content !== "" ? [make("span", { class: "edited" }, "(edited)")] : []),
  ];
}

function makeCommandLine(asker: string, command: string | null): HTMLElement {
  const did = command ? [" used ", make("span", { class: "command" }, `/${command}`)] : [" pressed a button"];
  return make(
    "div",
    { class: "asked" },
    makeAvatar(asker, "avatar small"),
    make("span", { class: "name" }, asker),
    ...did,
  );
}

/** The first letter on a colour. */
export const makeAvatar = (name: string, kind: string): HTMLElement =>
  make(
    "span",
    { class: `${kind} of-${name.toLowerCase().split(" ")[0]}`, "aria-hidden": "true" },
    name.slice(0, 1),
  );

function makeThinking(): HTMLElement {
  const dots = make("span", { class: "dots", "aria-hidden": "true" }, make("i"), make("i"), make("i"));
  return make("p", { class: "thinking" }, dots, `${BOT} is thinking…`);
}

function makePrivacy(onDismiss: () => void): HTMLElement {
  const dismiss = makeButton("Dismiss message", { class: "quiet" }, onDismiss);
  return make("p", { class: "privacy" }, "Only you can see this · ", dismiss);
}

/** A line that nobody else sees, such as what went wrong. */
export const makeNotice = (text: string, kind: "error" | "info"): HTMLElement =>
  make("p", { class: `notice ${kind}` }, text);

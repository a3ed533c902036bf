import type { Part } from "../protocol.ts";
import { make, makeButton } from "./dom.ts";
import { makeLink, makeText } from "./text.ts";

/** Discord's component types: https://docs.discord.com/developers/components/reference#component-object */
const TYPE = { row: 1, button: 2, section: 9, text: 10, separator: 14, container: 17 } as const;
const BUTTON_STYLES = ["", "primary", "secondary", "success", "danger", "link"];

/** Does what a button says. */
export type OnPress = (customId: string, button: HTMLButtonElement) => void;

/** A component as Discord shows it; one of a kind that this page does not know says so. */
export function makePart(part: Part, onPress: OnPress): HTMLElement {
  const inner = () => listOf(part.components).map((child) => makePart(child, onPress));
  switch (part.type) {
    case TYPE.text:
      return makeText(textOf(part.content));
    case TYPE.row:
      return make("div", { class: "row" }, ...inner());
    case TYPE.container:
      return make("div", { class: "container" }, ...inner());
    case TYPE.section: {
      const accessory = listOf([part.accessory]).map((child) => makePart(child, onPress));
      return make("div", { class: "section" }, make("div", {}, ...inner()), ...accessory);
    }
    case TYPE.separator:
      return make("hr");
    case TYPE.button:
      return makePartButton(part, onPress);
    default:
      return make(
        "p",
        { class: "small" },
        `(a component of type ${part.type}, which this page does not show)`,
      );
  }
}

function makePartButton(part: Part, onPress: OnPress): HTMLElement {
  const label = textOf(part.label);
  const style = BUTTON_STYLES[Number(part.style)] ?? "secondary";
  if (style === "link") {
    return make("span", { class: "button link" }, makeLink(textOf(part.url), [label]));
  }
  const attributes = { class: `button ${style}`, disabled: part.disabled === true };
  return makeButton(label, attributes, (button) => onPress(textOf(part.custom_id), button));
}

/** An embed, without its pictures: they would have to be fetched from elsewhere. */
export function makeEmbed(embed: Part): HTMLElement {
  const fields = listOf(embed.fields).map((field) =>
    make(
      "div",
      { class: field.inline === true ? "field inline" : "field" },
      make("strong", {}, makeText(textOf(field.name))),
      makeText(textOf(field.value)),
    ),
  );
  const title = textOf(embed.title);
  const [author] = listOf([embed.author]);
  const [footer] = listOf([embed.footer]);
  return make(
    "div",
    { class: "embed" },
    ...(author ? [make("p", { class: "small" }, textOf(author.name))] : []),
    ...(title === "" ? [] : [make("strong", {}, makeLink(textOf(embed.url), [title]))]),
    makeText(textOf(embed.description)),
    ...fields,
    ...(footer ? [make("p", { class: "small" }, textOf(footer.text))] : []),
  );
}

/** A text of a part; empty where there is none. */
export const textOf = (value: unknown): string => (typeof value === "string" ? value : "");

/** The parts in a list, whatever else is in it. */
export const listOf = (value: unknown): Part[] => (Array.isArray(value) ? value.filter(isPart) : []);

const isPart = (value: unknown): value is Part => typeof value === "object" && value !== null;

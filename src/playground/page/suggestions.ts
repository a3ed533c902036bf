import { find, make } from "./dom.ts";

/** Something to choose. */
export interface Suggestion {
  readonly label: string;
  readonly detail?: string | undefined;
  readonly tag?: string | undefined;
  readonly pick: () => void;
}

/** The list above the message box: one for all its inputs. */
export interface Suggestions {
  /** Shows them for an input; the first is chosen beforehand where `isEager`. */
  show(input: HTMLInputElement, items: readonly Suggestion[], isEager: boolean): void;
  hide(): void;
  /** Handles a key of the input; true when it was the list's. */
  press(event: KeyboardEvent): boolean;
}

/** https://www.w3.org/WAI/ARIA/apg/patterns/combobox: the focus stays in the input. */
export function createSuggestions(): Suggestions {
  const list = find("suggestions", HTMLElement);
  let items: readonly Suggestion[] = [];
  let owner: HTMLInputElement | undefined;
  let active = -1;

  const mark = (index: number) => {
    active = index;
    for (const [at, option] of [...list.children].entries()) {
      option.setAttribute("aria-selected", String(at === active));
      if (at === active) option.scrollIntoView({ block: "nearest" });
    }
    if (active < 0) owner?.removeAttribute("aria-activedescendant");
    else owner?.setAttribute("aria-activedescendant", `suggestion-${active}`);
  };
  const hide = () => {
    list.hidden = true;
    items = [];
    mark(-1);
    owner?.setAttribute("aria-expanded", "false");
  };
  const pick = (index: number) => {
    const item = items[index];
    hide();
    item?.pick();
  };
  return {
    hide,
    show(input, next, isEager) {
      if (next.length === 0) return hide();
      owner?.setAttribute("aria-expanded", "false");
      owner = input;
      items = next;
      list.replaceChildren(...items.map((item, index) => makeOption(item, index, pick)));
      list.hidden = false;
      input.setAttribute("aria-expanded", "true");
      mark(isEager ? 0 : -1);
    },
    press(event) {
      if (list.hidden) return false;
      const { length } = items;
      if (event.key === "ArrowDown") mark((active + 1) % length);
      else if (event.key === "ArrowUp") mark((active + length - 1 + (active < 0 ? 1 : 0)) % length);
      else if (event.key === "Escape") hide();
      else if ((event.key === "Enter" || event.key === "Tab") && active >= 0 && !event.shiftKey) pick(active);
      else return false;
      event.preventDefault();
      return true;
    },
  };
}

function makeOption(
  { label, detail, tag }: Suggestion,
  index: number,
  pick: (index: number) => void,
): HTMLElement {
  const option = make(
    "li",
    { role: "option", id: `suggestion-${index}`, "aria-selected": "false" },
    make("span", { class: "label" }, label),
    ...(tag ? [make("span", { class: "tag quiet" }, tag)] : []),
    ...(detail ? [make("span", { class: "detail" }, detail)] : []),
  );
  // Before the input would lose the focus.
  option.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    pick(index);
  });
  return option;
}

import type { ShownChoice, ShownCommand, ShownOption, Values } from "../protocol.ts";
import { find, make, makeButton } from "./dom.ts";
import { type FieldHandlers, makeFieldInput, readValues } from "./field-input.ts";
import type { Suggestions } from "./suggestions.ts";

/** Discord's words. */
const REQUIRED = "This option is required. Specify a value for this option.";

export interface FieldsOptions {
  readonly suggestions: Suggestions;
  /** Asks the bot for what an option may be. */
  readonly complete: (command: string, focused: string, values: Values) => Promise<readonly ShownChoice[]>;
  readonly onHint: (text: string) => void;
  readonly onCancel: () => void;
}

/** A command that is being filled in: its name and a field for each option that it has or is given. */
export interface Fields {
  open(command: ShownCommand, first?: string): void;
  close(): void;
  /** What it is filled in with; undefined, and said so, while something is missing. */
  read(): { readonly command: string; readonly values: Values } | undefined;
}

/** Keeps the part of the message box in which a command's options are. */
export function createFields({ suggestions, complete, onHint, onCancel }: FieldsOptions): Fields {
  const place = find("fields", HTMLElement);
  const inputs = new Map<string, HTMLInputElement>();
  let command: ShownCommand | undefined;

  const focusLast = () => ([...inputs.values()].at(-1) ?? find("send", HTMLElement)).focus();
  const handlers: FieldHandlers = {
    suggestions,
    onCancel,
    complete: ({ name }) => complete(command?.name ?? "", name, readValues(command?.options ?? [], inputs)),
    onFocus: ({ name, description }) => onHint(`${name}: ${description}`),
    onRemove({ name }) {
      inputs.delete(name);
      render();
      focusLast();
    },
  };
  const add = (option: ShownOption, value = "") =>
    inputs.set(option.name, makeFieldInput(option, value, handlers));
  const render = () =>
    renderFields(place, { command, inputs }, (option) => {
      add(option);
      render();
      focusLast();
    });
  const close = () => {
    command = undefined;
    inputs.clear();
    place.replaceChildren();
    suggestions.hide();
    onHint("");
  };

  return {
    close,
    open(next, first = "") {
      close();
      command = next;
      const given = next.options.filter((option, at) => option.isRequired || (at === 0 && first !== ""));
      for (const [at, option] of given.entries()) add(option, at === 0 ? first : "");
      render();
      ([...inputs.values()][0] ?? find("send", HTMLElement)).focus();
    },
    read() {
      if (!command) return undefined;
      const missing = command.options.find(
        ({ name, isRequired }) => isRequired && inputs.get(name)?.value.trim() === "",
      );
      if (!missing) return { command: command.name, values: readValues(command.options, inputs) };
      const input = inputs.get(missing.name);
      input?.setAttribute("aria-invalid", "true");
      input?.focus();
      onHint(`${missing.name}: ${REQUIRED}`);
      return undefined;
    },
  };
}

interface Filling {
  readonly command: ShownCommand | undefined;
  readonly inputs: ReadonlyMap<string, HTMLInputElement>;
}

function renderFields(
  place: HTMLElement,
  { command, inputs }: Filling,
  onMore: (option: ShownOption) => void,
): void {
  const more = (command?.options ?? []).filter(({ name }) => !inputs.has(name));
  place.replaceChildren(
    make("span", { class: "command" }, `/${command?.name}`),
    ...[...inputs].map(([name, input]) => make("label", { class: "field" }, make("span", {}, name), input)),
    ...more.map((option) =>
      makeButton(`+${option.name}`, { class: "more", title: option.description }, () => onMore(option)),
    ),
  );
}

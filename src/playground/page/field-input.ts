import type { ShownChoice, ShownOption, Values } from "../protocol.ts";
import { make } from "./dom.ts";
import type { Suggestion, Suggestions } from "./suggestions.ts";

/** Whoever types is not asked for at each letter. */
const WAIT_MS = 120;

export interface FieldHandlers {
  readonly suggestions: Suggestions;
  /** What the option may be, as the bot says, with what is typed so far. */
  readonly complete: (option: ShownOption) => Promise<readonly ShownChoice[]>;
  readonly onFocus: (option: ShownOption) => void;
  readonly onCancel: () => void;
  /** Backspace in an empty field. */
  readonly onRemove: (option: ShownOption) => void;
}

/** The input for one option of a command, with suggestions. */
export function makeFieldInput(
  option: ShownOption,
  value: string,
  handlers: FieldHandlers,
): HTMLInputElement {
  const { suggestions, onFocus, onCancel, onRemove } = handlers;
  const input = make("input", {
    type: "text",
    role: "combobox",
    "aria-label": option.name,
    "aria-autocomplete": "list",
    "aria-expanded": "false",
    "aria-controls": "suggestions",
    maxlength: option.maxLength ?? undefined,
  });
  input.value = value;
  const suggest = createSuggesting(option, input, handlers);
  input.addEventListener("focus", () => {
    onFocus(option);
    void suggest();
  });
  input.addEventListener("input", () => {
    input.removeAttribute("aria-invalid");
    void suggest();
  });
  input.addEventListener("blur", () => suggestions.hide());
  input.addEventListener("keydown", (event) => {
    if (suggestions.press(event)) return;
    if (event.key === "Escape") onCancel();
    if (event.key !== "Backspace" || input.value !== "") return;
    event.preventDefault();
    if (option.isRequired) onCancel();
    else onRemove(option);
  });
  return input;
}

/** Offers what an option may be: its choices, true and false, or what the bot says. */
function createSuggesting(
  option: ShownOption,
  input: HTMLInputElement,
  { suggestions, complete }: FieldHandlers,
) {
  let asked = 0;
  const offer = (choices: readonly { readonly name: string }[]) =>
    suggestions.show(
      input,
      choices.map(({ name }) => toSuggestion(name, input)),
      false,
    );
  return async (): Promise<void> => {
    asked += 1;
    const own = asked;
    const fixed = option.kind === "boolean" ? [{ name: "True" }, { name: "False" }] : option.choices;
    if (fixed.length > 0) return offer(fixed.filter(({ name }) => startsWith(name, input.value)));
    if (!option.isCompleted) return suggestions.hide();
    await new Promise((resolve) => setTimeout(resolve, WAIT_MS));
    if (own !== asked) return;
    const choices = await complete(option);
    if (own === asked && input.matches(":focus")) offer(choices);
  };
}

const startsWith = (name: string, typed: string) => name.toLowerCase().startsWith(typed.toLowerCase());

const toSuggestion = (name: string, input: HTMLInputElement): Suggestion => ({
  label: name,
  pick() {
    input.value = name;
  },
});

/** What the options are filled in with; those that are empty are left out. */
export function readValues(
  options: readonly ShownOption[],
  inputs: ReadonlyMap<string, HTMLInputElement>,
): Values {
  return Object.fromEntries(
    options.flatMap((option) => {
      const text = inputs.get(option.name)?.value.trim() ?? "";
      return text === "" ? [] : [[option.name, readValue(option, text)]];
    }),
  );
}

function readValue({ kind, choices }: ShownOption, text: string): string | number | boolean {
  const choice = choices.find(({ name }) => name === text);
  if (choice) return choice.value;
  if (kind === "boolean" && /^(?:true|false)$/i.test(text)) return text.toLowerCase() === "true";
  return kind === "text" || kind === "boolean" || Number.isNaN(Number(text)) ? text : Number(text);
}

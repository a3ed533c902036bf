import type { Part } from "../protocol.ts";
import { find, make } from "./dom.ts";
import { listOf, textOf } from "./parts.ts";

const TYPE = { text: 4 } as const;
const PARAGRAPH = 2;

/** Sends the form; resolves with what is wrong with it, or nothing. */
export type OnSubmit = (values: Readonly<Record<string, string>>) => Promise<string | undefined>;

/** Opens a form of the bot's. It stays open while something is wrong with it. */
export function openModal(modal: Part, onSubmit: OnSubmit): void {
  const dialog = find("modal", HTMLDialogElement);
  const form = find("modal-form", HTMLFormElement);
  const error = find("modal-error", HTMLElement);
  const inputs = flatten(listOf(modal.components)).map(makeInput);
  find("modal-title", HTMLElement).textContent = textOf(modal.title);
  find("modal-fields", HTMLElement).replaceChildren(...inputs.map(({ label }) => label));
  error.textContent = "";

  find("modal-cancel", HTMLButtonElement).onclick = () => dialog.close();
  form.onsubmit = async (event) => {
    event.preventDefault();
    const values = Object.fromEntries(inputs.map(({ id, input }) => [id, input.value]));
    const problem = await onSubmit(values);
    error.textContent = problem ?? "";
    if (problem === undefined) dialog.close();
  };
  for (const { input } of inputs) {
    input.addEventListener("keydown", (event) => {
      const isSent =
        event instanceof KeyboardEvent && event.key === "Enter" && (event.ctrlKey || event.metaKey);
      if (isSent) form.requestSubmit();
    });
  }
  dialog.showModal();
  inputs[0]?.input.focus();
}

/** Text inputs, in rows or under labels. */
const flatten = (parts: readonly Part[]): Part[] =>
  parts.flatMap((part) =>
    part.type === TYPE.text
      ? [part]
      : flatten([
          ...listOf(part.components),
          ...listOf([part.component]).map((inner) => ({ label: part.label, ...inner })),
        ]),
  );

function makeInput(part: Part) {
  const attributes = {
    maxlength: typeof part.max_length === "number" ? part.max_length : undefined,
    placeholder: textOf(part.placeholder),
    required: part.required !== false,
  };
  const input =
    part.style === PARAGRAPH
      ? make("textarea", { rows: 4, ...attributes })
      : make("input", { type: "text", ...attributes });
  input.value = textOf(part.value);
  return { id: textOf(part.custom_id), input, label: make("label", {}, textOf(part.label), input) };
}

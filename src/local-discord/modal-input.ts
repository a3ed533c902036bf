import { ComponentType } from "discord-api-types/v10";
import { flattenComponents } from "./messages.ts";
import type { Component, Modal } from "./payloads.ts";

/** What somebody typed into a form, by the custom id of the text input. */
export type FormValues = Readonly<Record<string, string>>;

const MAX_TEXT_CHARS = 4000;

/** The line that Discord's app shows while a form can't be sent yet. */
export function findFormProblem({ components }: Modal, values: FormValues): string | undefined {
  return textInputs(components).flatMap((input) => findInputProblem(input, values) ?? [])[0];
}

/** `data` of the interaction that brings a form to the bot. */
export const fillForm = ({ custom_id, components }: Modal, values: FormValues) => ({
  custom_id,
  components: components
    .filter(({ type }) => type !== ComponentType.TextDisplay)
    .map((component) => fillComponent(component, values)),
});

const textInputs = (components: readonly Component[]) =>
  flattenComponents(components).filter(({ type }) => type === ComponentType.TextInput);

const typedInto = (input: Component, values: FormValues) =>
  values[input.custom_id ?? ""] ?? input.value ?? "";

function fillComponent(component: Component, values: FormValues): unknown {
  const { type, custom_id, components, component: labelled } = component;
  if (components) return { type, components: components.map((inner) => fillComponent(inner, values)) };
  if (labelled) return { type, component: fillComponent(labelled, values) };
  return { type, custom_id, value: typedInto(component, values) };
}

function findInputProblem(input: Component, values: FormValues): string | undefined {
  const { length } = typedInto(input, values);
  if (length === 0)
    return input.required === false ? undefined : `${input.custom_id}: This field is required`;
  const most = input.max_length ?? MAX_TEXT_CHARS;
  if (length > most) return `${input.custom_id}: Must be ${most} or fewer in length.`;
  const least = input.min_length ?? 0;
  return length < least ? `${input.custom_id}: Must be ${least} or more in length.` : undefined;
}

import { ComponentType } from "discord-api-types/v10";
import { findComponentProblems } from "./message-rules.ts";
import { flattenComponents } from "./messages.ts";
import type { Choice, Modal } from "./payloads.ts";
import type { Problem } from "./problems.ts";

const MAX_MODAL_COMPONENTS = 5;
const MAX_CHOICE_VALUE_CHARS = 100;

/** Breaks of the rules on modals that Discord's OpenAPI file does not state. */
export function findModalProblems({ components }: Modal): Problem[] {
  const problems = findComponentProblems(components);
  if (components.length > MAX_MODAL_COMPONENTS) {
    const message = `Must be between 1 and ${MAX_MODAL_COMPONENTS} in length.`;
    problems.push({ path: ["components"], code: "BASE_TYPE_BAD_LENGTH", message });
  }
  components.forEach((component, index) => {
    const inputs = flattenComponents([component]).filter(({ type }) => type === ComponentType.TextInput);
    const isLabelled = component.type === ComponentType.Label || inputs.every(({ label }) => label);
    if (isLabelled) return;
    const message = "A text input needs a label";
    problems.push({ path: ["components", index, "label"], code: "BASE_TYPE_REQUIRED", message });
  });
  return problems.map((problem) => ({ ...problem, path: ["data", ...problem.path] }));
}

/** Breaks of the rules on suggestions that Discord's OpenAPI file does not state. */
export const findChoiceProblems = (choices: readonly Choice[]): Problem[] =>
  choices.flatMap(({ value }, index) =>
    String(value).length > MAX_CHOICE_VALUE_CHARS
      ? [
          {
            path: ["data", "choices", index, "value"],
            code: "BASE_TYPE_MAX_LENGTH",
            message: `Must be ${MAX_CHOICE_VALUE_CHARS} or fewer in length.`,
          },
        ]
      : [],
  );

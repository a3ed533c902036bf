import type { ShownChoice, ShownCommand, Values } from "../protocol.ts";
import { find } from "./dom.ts";
import { createFields } from "./fields.ts";
import { createSuggestions, type Suggestion } from "./suggestions.ts";

export interface ComposerOptions {
  readonly send: (command: string, values: Values) => void;
  readonly complete: (command: string, focused: string, values: Values) => Promise<readonly ShownChoice[]>;
}

/** The message box. */
export interface Composer {
  setCommands(commands: readonly ShownCommand[]): void;
  setPlace(channel: string): void;
  clear(): void;
}

const NOT_READ = "On Record reads no messages, only commands: this would be a question for /ask.";
const NO_COMMAND = "There is no such command here.";

/** Keeps the message box: typing “/” offers the commands; one that is chosen shows its options. */
export function createComposer({ send, complete }: ComposerOptions): Composer {
  const message = find("message", HTMLInputElement);
  const hint = find("hint", HTMLElement);
  const suggestions = createSuggestions();
  let commands: readonly ShownCommand[] = [];

  const onHint = (text: string) => {
    hint.textContent = text;
  };
  const clear = () => {
    fields.close();
    message.value = "";
    message.hidden = false;
  };
  const cancel = () => {
    clear();
    message.focus();
  };
  const fields = createFields({ suggestions, complete, onHint, onCancel: cancel });
  const open = (command: ShownCommand, first?: string) => {
    message.value = "";
    message.hidden = true;
    fields.open(command, first);
  };
  const offer = () => {
    onHint("");
    offerCommands({ message, suggestions, commands, open });
  };
  const submit = () => {
    if (!message.hidden) return submitText(message.value.trim());
    const filled = fields.read();
    if (!filled) return;
    cancel();
    send(filled.command, filled.values);
  };
  const submitText = (text: string) => {
    const ask = commands.find(({ name }) => name === "ask");
    if (text === "") return;
    if (text.startsWith("/") || !ask) return onHint(NO_COMMAND);
    open(ask, text);
    onHint(NOT_READ);
  };

  listenTo(message, { offer, submit, cancel, suggestions });
  return {
    clear,
    setCommands(next) {
      commands = next;
    },
    setPlace(channel) {
      message.placeholder = `Message #${channel} (type / for commands)`;
      message.setAttribute("aria-label", `Message #${channel}`);
    },
  };
}

interface Listeners {
  readonly offer: () => void;
  readonly submit: () => void;
  readonly cancel: () => void;
  readonly suggestions: ReturnType<typeof createSuggestions>;
}

function listenTo(message: HTMLInputElement, { offer, submit, cancel, suggestions }: Listeners): void {
  const form = find("composer", HTMLFormElement);
  message.addEventListener("input", offer);
  message.addEventListener("focus", offer);
  message.addEventListener("blur", () => suggestions.hide());
  message.addEventListener("keydown", (event) => suggestions.press(event));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    submit();
  });
  form.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && message.hidden && !event.defaultPrevented) cancel();
  });
}

interface Offer {
  readonly message: HTMLInputElement;
  readonly suggestions: ReturnType<typeof createSuggestions>;
  readonly commands: readonly ShownCommand[];
  readonly open: (command: ShownCommand, first?: string) => void;
}

/** The commands that fit what is typed; one whose name is typed whole, and a space, is opened. */
function offerCommands({ message, suggestions, commands, open }: Offer): void {
  const typed = /^\/(.*)$/.exec(message.value)?.[1];
  const whole = commands.find(({ name }) => typed?.startsWith(`${name} `));
  if (whole || typed === undefined) suggestions.hide();
  if (whole) open(whole, typed?.slice(whole.name.length + 1));
  if (whole || typed === undefined) return;
  const fitting = commands.filter(({ name }) => name.includes(typed.toLowerCase()));
  suggestions.show(
    message,
    fitting.map((command) => toSuggestion(command, () => open(command))),
    true,
  );
}

const toSuggestion = (
  { name, description, isForModerators }: ShownCommand,
  pick: () => void,
): Suggestion => ({
  label: `/${name}`,
  detail: description,
  tag: isForModerators ? "moderators" : undefined,
  pick,
});

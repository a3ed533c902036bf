import type { ShownMessage } from "../protocol.ts";
import { find, make } from "./dom.ts";
import { makeMessage, makeNotice } from "./message.ts";

/** A reply that fills in is read aloud once it rests. */
const REST_MS = 900;
/** How far from the end one still follows what comes. */
const NEAR_PX = 120;
const MAX_ANNOUNCED_CHARS = 1500;

/** The messages of the channel, oldest first. */
export interface Channel {
  /** Shows nothing until it is told what there is. */
  empty(): void;
  reset(messages: readonly ShownMessage[]): void;
  put(message: ShownMessage): void;
  remove(id: string): void;
  /** From now on what comes is shown, until somebody scrolls: it is what they have asked for. */
  follow(): void;
  /** Says something to whoever looks at the page. */
  note(text: string, options?: NoteOptions): void;
}

export interface NoteOptions {
  readonly kind?: "error" | "info";
  /** Beside it: something to press. */
  readonly extra?: HTMLElement;
}

/** Keeps the channel's part of the page. */
export function createChannel(onPress: (messageId: string, customId: string) => Promise<void>): Channel {
  const log = find("log", HTMLElement);
  const list = find("messages", HTMLElement);
  const announcer = find("announcer", HTMLElement);
  const dismissed = new Set<string>();
  const sight = createSight(log, list);
  let resting: ReturnType<typeof setTimeout> | undefined;

  const shown = (id: string) => list.querySelector<HTMLElement>(`[data-id="${CSS.escape(id)}"]`);
  const announce = (text: string) => {
    announcer.textContent = text.slice(0, MAX_ANNOUNCED_CHARS);
  };
  const render = (message: ShownMessage) => {
    const dismiss = () => {
      dismissed.add(message.id);
      shown(message.id)?.remove();
      find("message", HTMLInputElement).focus();
    };
    return makeMessage(message, {
      onDismiss: dismiss,
      onPress: (customId, button) => {
        button.classList.add("waiting");
        void onPress(message.id, customId).finally(() => button.classList.remove("waiting"));
      },
    });
  };
  const put = (message: ShownMessage) => {
    if (dismissed.has(message.id)) return;
    const element = render(message);
    const before = shown(message.id);
    if (before) replace(before, element);
    else list.append(element);
  };

  return {
    empty() {
      list.replaceChildren();
      announce("");
      log.ariaBusy = "true";
    },
    reset(messages) {
      list.replaceChildren();
      log.ariaBusy = "false";
      for (const message of messages) put(message);
      log.scrollTop = log.scrollHeight;
    },
    put(message) {
      sight.change(() => put(message));
      clearTimeout(resting);
      if (message.isLoading) return announce("On Record is thinking…");
      resting = setTimeout(
        () => announce(shown(message.id)?.querySelector(".body")?.textContent ?? ""),
        REST_MS,
      );
    },
    follow: sight.follow,
    remove: (id) => shown(id)?.remove(),
    note(text, { kind = "info", extra } = {}) {
      sight.change(() =>
        list.append(make("div", { class: "noted" }, makeNotice(text, kind), ...(extra ? [extra] : []))),
      );
      announce(text);
    },
  };
}

/** Whoever looks at the end goes on looking at it. Of what is longer than the window the beginning is shown. */
function createSight(log: HTMLElement, list: HTMLElement) {
  let isFollowing = true;
  for (const move of ["wheel", "touchmove", "keydown"]) {
    log.addEventListener(move, () => {
      isFollowing = false;
    });
  }
  return {
    follow() {
      isFollowing = true;
    },
    change(act: () => void) {
      const isNear = log.scrollHeight - log.scrollTop - log.clientHeight < NEAR_PX;
      act();
      if (!isNear && !isFollowing) return;
      log.scrollTop = log.scrollHeight;
      const last = list.lastElementChild;
      if (last && last.clientHeight > log.clientHeight) last.scrollIntoView({ block: "start" });
    },
  };
}

/** Whoever stands on a button stays on it. */
function replace(before: HTMLElement, after: HTMLElement): void {
  const buttons = [...before.querySelectorAll("button")];
  const at = buttons.findIndex((button) => button.matches(":focus"));
  before.replaceWith(after);
  if (at >= 0) after.querySelectorAll("button")[at]?.focus();
}

import type { Scene, View } from "../protocol.ts";
import { find, make, makeButton } from "./dom.ts";
import { makeAvatar } from "./message.ts";

/** Shows where somebody is and who they are, to be switched. */
export function showPlaces({ servers, people, model }: Scene, view: View, look: (view: View) => void): void {
  const server = servers.find(({ id }) => id === view.serverId);
  find("server-name", HTMLElement).textContent = server?.name ?? "";
  find("channel-name", HTMLElement).textContent = `# ${server?.channel ?? ""}`;
  find("head-name", HTMLElement).textContent = `# ${server?.channel ?? ""}`;
  find("model-note", HTMLElement).textContent =
    model === null
      ? "Answers are the sources’ own words: no model is set."
      : `Answers are written by ${model}.`;
  keepFocus(find("servers", HTMLElement), () =>
    servers.map(({ id, name }) => {
      const attributes = { class: "server", "aria-pressed": String(id === view.serverId), title: name };
      const button = makeButton("", attributes, () => look({ ...view, serverId: id }));
      const initials = make("span", { "aria-hidden": "true" }, initialsOf(name));
      button.append(initials, make("span", { class: "unseen" }, name));
      return button;
    }),
  );
  keepFocus(find("people", HTMLElement), () =>
    people.map(({ id, name, role }) => {
      const attributes = { class: "person", "aria-pressed": String(id === view.personId) };
      const button = makeButton("", attributes, () => look({ ...view, personId: id }));
      button.append(
        makeAvatar(name, "avatar"),
        make("span", {}, make("b", {}, name), make("small", {}, role)),
      );
      return button;
    }),
  );
}

/** Whoever has just pressed a button stands on its successor. */
function keepFocus(place: HTMLElement, makeButtons: () => readonly HTMLElement[]): void {
  const at = [...place.children].findIndex((child) => child.matches(":focus"));
  const buttons = makeButtons();
  place.replaceChildren(...buttons);
  if (at >= 0) buttons[at]?.focus();
}

const initialsOf = (name: string) =>
  name
    .split(" ")
    .map((word) => word.slice(0, 1))
    .join("");

const QUESTION = "what did Oman say";

/** What somebody sees who has never been here. */
export function showWelcome(
  { model }: Scene,
  run: (command: "ask" | "summary" | "sources", question?: string) => void,
): void {
  const plain = { class: "button secondary" };
  find("welcome", HTMLElement).replaceChildren(
    makeAvatar("On Record", "avatar big bot"),
    make("h3", {}, "Ask the news, on the record"),
    make(
      "p",
      {},
      "This is the real bot on a Discord of your machine’s own. Every statement that it posts carries a receipt: ",
      "a quote that stands letter by letter in one of the server’s sources.",
    ),
    make(
      "div",
      { class: "row" },
      makeButton(`/ask ${QUESTION}`, { class: "button primary" }, () => run("ask", QUESTION)),
      makeButton("/summary", plain, () => run("summary")),
      makeButton("/sources", plain, () => run("sources")),
    ),
    ...(model === null ? [makeModelNote()] : []),
  );
}

const makeModelNote = () =>
  make(
    "p",
    { class: "small" },
    "No model is set, so answers are the sources’ own sentences. To add one, put ",
    make("code", {}, "OPENAI_API_KEY"),
    " (or ",
    make("code", {}, "OPENAI_BASE_URL"),
    " and ",
    make("code", {}, "OPENAI_CHAT_MODEL"),
    " of a server at home) into ",
    make("code", {}, ".env"),
    " and start the playground again. What it says is checked against the sources all the same.",
  );

import type { Action, BotState, Outcome, PageEvent, Scene, View } from "../protocol.ts";
import { act, listen, loadScene } from "./api.ts";
import { createChannel } from "./channel.ts";
import { createComposer } from "./composer.ts";
import { find, makeButton } from "./dom.ts";
import { openModal } from "./modal.ts";
import { showPlaces, showWelcome } from "./places.ts";
import { createSide } from "./side.ts";
import { createTray } from "./tray.ts";

const scene = await loadScene();
let view: View = { serverId: scene.servers[0]?.id ?? "", personId: scene.people[0]?.id ?? "" };
let stopListening = () => {};

const side = createSide();
const channel = createChannel((messageId, customId) => perform({ kind: "click", messageId, customId }));
const composer = createComposer({
  send: (command, values) => void perform({ kind: "slash", command, values }),
  async complete(command, focused, values) {
    const outcome = await act(view, { kind: "complete", command, focused, values });
    return outcome.kind === "choices" ? outcome.choices : [];
  },
});
createTray({
  place: () => {
    const server = serverOf(scene, view);
    return { serverId: view.serverId, serverName: server?.name ?? "", inbox: server?.inbox ?? "" };
  },
  onRefused: (reason) => channel.note(reason, { kind: "error" }),
  onDropped(names) {
    const reload = makeButton("Read it as a moderator", { class: "button secondary" }, () => {
      const moderator = scene.people.find(({ role }) => role === "moderator");
      if (moderator) look({ ...view, personId: moderator.id });
      void perform({ kind: "slash", command: "newsroom reload", values: {} });
    });
    channel.note(`In the tray: ${names.join(", ")}. A moderator reads it with /newsroom reload.`, {
      extra: reload,
    });
  },
});
showWelcome(scene, (command, question) => {
  if (question === undefined) void perform({ kind: "slash", command, values: {} });
  else void perform({ kind: "slash", command, values: { question } });
});
look(view);

/** Looks at a server as somebody. */
function look(next: View): void {
  view = next;
  stopListening();
  composer.clear();
  channel.empty();
  showPlaces(scene, view, look);
  composer.setPlace(serverOf(scene, view)?.channel ?? "");
  stopListening = listen(view, {
    onEvent: hear,
    onLost: () => showBot({ phase: "stopped", detail: "The playground does not answer." }),
  });
}

function hear(event: PageEvent): void {
  if (event.kind === "messages") {
    // The first of what comes, also after the connection was lost.
    side.clear();
    channel.reset(event.messages);
  }
  if (event.kind === "message") channel.put(event.message);
  if (event.kind === "deleted") channel.remove(event.id);
  if (event.kind === "commands") composer.setCommands(event.commands);
  if (event.kind === "bot") showBot(event.bot);
  if (event.kind === "calls") side.addCalls(event.calls);
  if (event.kind === "way") side.setWay(event.way);
}

function showBot({ phase, detail }: BotState): void {
  const state = find("bot-state", HTMLElement);
  state.textContent = detail;
  state.dataset.phase = phase;
  for (const example of find("welcome", HTMLElement).querySelectorAll("button")) {
    example.disabled = phase !== "ready";
  }
}

async function perform(action: Action): Promise<void> {
  const from = view;
  channel.follow();
  const outcome = await act(from, action);
  if (outcome.kind === "notice") channel.note(outcome.notice, { kind: "error" });
  if (outcome.kind === "modal") openForm(from, outcome);
}

function openForm(from: View, { interactionId, modal }: Extract<Outcome, { kind: "modal" }>): void {
  openModal(modal, (values) => {
    // The reply may take a while, and comes by itself; what is wrong with the form is said at once.
    const submitted = act(from, { kind: "submit", interactionId, values });
    const soon = new Promise<undefined>((resolve) => setTimeout(resolve, 300));
    return Promise.race([submitted.then((sent) => (sent.kind === "notice" ? sent.notice : undefined)), soon]);
  });
}

function serverOf({ servers }: Scene, { serverId }: View) {
  return servers.find(({ id }) => id === serverId);
}

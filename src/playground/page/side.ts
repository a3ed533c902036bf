import type { ShownCall, Way } from "../protocol.ts";
import { type Child, find, make } from "./dom.ts";
import { makeWay } from "./way.ts";

const CALLS_SHOWN = 200;

/** What goes on behind the scenes. */
export interface Side {
  addCalls(calls: readonly ShownCall[]): void;
  setWay(way: Way): void;
  /** Forgets the way, and the calls too. */
  clear(): void;
}

/** Keeps the side view, which is closed at first. */
export function createSide(): Side {
  const side = find("side", HTMLElement);
  const toggle = find("toggle-side", HTMLButtonElement);
  const calls = find("calls", HTMLElement);
  const way = find("way", HTMLElement);
  const setOpen = (isOpen: boolean) => {
    side.hidden = !isOpen;
    toggle.setAttribute("aria-expanded", String(isOpen));
    if (isOpen) find("tab-way", HTMLElement).focus();
    else toggle.focus();
  };
  toggle.addEventListener("click", () => setOpen(side.hidden === true));
  find("close-side", HTMLElement).addEventListener("click", () => setOpen(false));
  side.addEventListener("keydown", ({ key }) => {
    if (key === "Escape") setOpen(false);
  });
  keepTabs(["way", "calls"]);

  return {
    addCalls(more) {
      for (const call of more) calls.prepend(makeCall(call));
      while (calls.childElementCount > CALLS_SHOWN) calls.lastElementChild?.remove();
    },
    setWay: (next) => way.replaceChildren(makeWay(next)),
    clear() {
      calls.replaceChildren();
      way.replaceChildren(
        make("p", { class: "note" }, "Ask something with /ask, and see here how it was answered."),
      );
    },
  };
}

/** https://www.w3.org/WAI/ARIA/apg/patterns/tabs */
function keepTabs(names: readonly string[]): void {
  const tabs = names.map((name) => find(`tab-${name}`, HTMLElement));
  const choose = (chosen: number) => {
    for (const [index, name] of names.entries()) {
      tabs[index]?.setAttribute("aria-selected", String(index === chosen));
      tabs[index]?.setAttribute("tabindex", index === chosen ? "0" : "-1");
      find(name, HTMLElement).hidden = index !== chosen;
    }
  };
  for (const [index, tab] of tabs.entries()) {
    tab.addEventListener("click", () => choose(index));
    tab.addEventListener("keydown", ({ key }) => {
      if (key !== "ArrowRight" && key !== "ArrowLeft") return;
      const next = (index + 1) % names.length;
      choose(next);
      tabs[next]?.focus();
    });
  }
}

/** A long path breaks before its slashes. */
const breakable = (path: string): Child[] => path.split(/(?=\/)/).flatMap((part) => [make("wbr"), part]);

function makeCall({ at, route, status, ms, request, problems }: ShownCall): HTMLElement {
  const isWrong = problems.length > 0 || !/^2/.test(status);
  const [method = "", path = ""] = route.split(" ");
  return make(
    "details",
    { class: isWrong ? "call wrong" : "call" },
    make(
      "summary",
      {},
      make("b", {}, method),
      make("span", { class: "path" }, ...breakable(path)),
      make(
        "span",
        { class: "figures" },
        `${status} · ${Math.round(ms)} ms · ${new Date(at).toLocaleTimeString()}`,
      ),
    ),
    ...problems.map((problem) => make("p", { class: "error" }, `⚠ breaks a rule: ${problem}`)),
    make("pre", { tabindex: 0 }, request === undefined ? "(no payload)" : JSON.stringify(request, null, 2)),
  );
}

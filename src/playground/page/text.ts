import { type Child, make } from "./dom.ts";
import { type Block, type Inline, parseMarkdown } from "./markdown.ts";
import { makeTime } from "./timestamps.ts";

/** Markdown as elements. Lines that belong together (a quotation, a list) are one. */
export function makeText(source: string): HTMLElement {
  const body = make("div", { class: "text" });
  for (const block of parseMarkdown(source)) {
    const last = body.lastElementChild;
    const isMore = block.kind === "quote" && last?.tagName === "BLOCKQUOTE";
    if (isMore) last.append(make("br"), ...makeInlines(block.inlines));
    else if (block.kind === "item" && last?.tagName === "UL") last.append(makeItem(block.inlines));
    else body.append(makeBlock(block));
  }
  return body;
}

const HEADINGS = { h1: 3, h2: 4, h3: 5 } as const;

function makeBlock(block: Block): HTMLElement {
  if (block.kind === "code") return make("pre", {}, make("code", {}, block.text));
  const children = makeInlines(block.inlines);
  switch (block.kind) {
    case "quote":
      return make("blockquote", {}, ...children);
    case "small":
      return make("p", { class: "small" }, ...children);
    case "item":
      return make("ul", {}, makeItem(block.inlines));
    case "h1":
    case "h2":
    case "h3":
      return make(
        "div",
        { class: block.kind, role: "heading", "aria-level": HEADINGS[block.kind] },
        ...children,
      );
    default:
      return children.length === 0 ? make("p", { class: "gap" }, make("br")) : make("p", {}, ...children);
  }
}

const makeItem = (inlines: readonly Inline[]) => make("li", {}, ...makeInlines(inlines));

const makeInlines = (inlines: readonly Inline[]): Child[] => inlines.map(makeInline);

function makeInline(inline: Inline): Child {
  switch (inline.kind) {
    case "text":
      return inline.text;
    case "code":
      return make("code", {}, inline.text);
    case "mention":
      return make("span", { class: "mention" }, inline.text);
    case "time":
      return makeTime(inline.seconds, inline.style);
    case "spoiler":
      return make("span", { class: "spoiler", tabindex: 0 }, ...makeInlines(inline.children));
    case "link":
      return makeLink(inline.address, makeInlines(inline.children));
    default:
      return make(inline.kind, {}, ...makeInlines(inline.children));
  }
}

/** Leads out of the page only when somebody follows it, and tells nobody where they came from. */
export function makeLink(address: string, children: readonly Child[]): Child {
  const url = URL.parse(address);
  if (!url || !/^https?:$/.test(url.protocol)) return make("span", {}, ...children);
  return make(
    "a",
    { href: url.href, target: "_blank", rel: "noopener noreferrer", title: url.href },
    ...children,
  );
}

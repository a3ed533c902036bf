import { isElement, isText, type PageElement, type PageNode, parsePage } from "./page-document.ts";

const HEADINGS = new Set(["H1", "H2", "H3", "H4"]);
const BLOCKS = new Set(
  "ADDRESS ARTICLE ASIDE BLOCKQUOTE BODY CENTER DD DETAILS DIV DL DT FIELDSET FIGCAPTION FIGURE FOOTER FORM H5 H6 HEADER HR HTML MAIN NAV OL P PRE SECTION SUMMARY TABLE TBODY TFOOT THEAD UL".split(
    " ",
  ),
);
const OWN_LINES = new Set(["LI", "TR"]);
const CELLS = new Set(["TD", "TH"]);
const NEVER_TEXT =
  "script, style, noscript, template, svg, math, iframe, object, embed, canvas, audio, video, button, select, input, textarea, dialog, head > title";
const HIDDEN =
  '[hidden], [aria-hidden="true"], [style*="none"], [style*="hidden"], [style*="opacity"], [style*="font-size"]';
const HIDING_STYLE =
  /(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden|opacity\s*:\s*0(?:\.0+)?\s*(?:!|;|$)|font-size\s*:\s*0(?:px|em|rem|%)?\s*(?:!|;|$))/i;

type Spacing = "flowing" | "preformatted";

/** Collects text and its breaks, which are made by the next words, so that none stands at either end. */
interface TextBuilder {
  readonly pieces: string[];
  pendingBreak: number;
}

/** The text of an element: blank lines between paragraphs, `## ` before a heading, list items on lines of their own. */
export function renderPageText(root: PageNode): string {
  const builder: TextBuilder = { pieces: [], pendingBreak: 0 };
  appendNode(builder, root, "flowing");
  return builder.pieces
    .join("")
    .replace(/(?<![ \t])[ \t]+(?=\n|$)/g, "")
    .trim();
}

/** The visible text of a piece of HTML, such as a feed entry's content. */
export function parseHtmlText(html: string): string {
  const page = parsePage(html);
  removeInvisible(page.documentElement);
  return renderPageText(page.body);
}

/** Takes out what a reader of the page doesn't see, in place. */
export function removeInvisible(root: PageElement): void {
  for (const element of [...root.querySelectorAll(NEVER_TEXT)]) element.remove();
  for (const element of [...root.querySelectorAll(HIDDEN)]) {
    // Scripts show the whole of a page that hides until it is ready; they hide no part of one from its reader.
    if (element.tagName !== "BODY" && isHidden(element)) element.remove();
  }
}

function isHidden(element: PageElement): boolean {
  if (element.getAttribute("hidden") !== null || element.getAttribute("aria-hidden") === "true") return true;
  return HIDING_STYLE.test(element.getAttribute("style") ?? "");
}

function appendNode(builder: TextBuilder, node: PageNode, spacing: Spacing): void {
  if (isText(node)) appendText(builder, node.textContent ?? "", spacing);
  else if (isElement(node)) appendElement(builder, node, spacing);
}

function appendElement(builder: TextBuilder, node: PageElement, spacing: Spacing): void {
  const tag = node.tagName.toUpperCase();
  if (tag === "BR") breakLine(builder, builder.pendingBreak + 1);
  if (CELLS.has(tag)) appendText(builder, " ", "flowing");

  const isHeading = HEADINGS.has(tag);
  const lines = isHeading || BLOCKS.has(tag) ? 2 : OWN_LINES.has(tag) ? 1 : 0;
  breakLine(builder, lines);
  if (isHeading) appendHeading(builder, node);
  else
    for (const child of node.childNodes) appendNode(builder, child, tag === "PRE" ? "preformatted" : spacing);
  breakLine(builder, lines);
}

/** One line, whatever stands inside, or its mark would be parted from its words. */
function appendHeading(builder: TextBuilder, heading: PageElement): void {
  const words = renderInline(heading).replace(/\s+/g, " ").trim();
  if (words !== "") appendText(builder, `## ${words}`, "flowing");
}

function renderInline(node: PageNode): string {
  if (isText(node)) return node.textContent ?? "";
  if (!isElement(node)) return "";
  const text = [...node.childNodes].map(renderInline).join("");
  const tag = node.tagName.toUpperCase();
  return tag === "BR" || BLOCKS.has(tag) ? ` ${text} ` : text;
}

function appendText(builder: TextBuilder, raw: string, spacing: Spacing): void {
  const flat = spacing === "flowing" ? raw.replace(/\s+/g, " ") : raw;
  const isLineStart = builder.pieces.length === 0 || builder.pendingBreak > 0;
  const isAfterSpace = isLineStart || /\s$/.test(builder.pieces.at(-1) ?? "");
  const text = isAfterSpace && spacing === "flowing" ? flat.trimStart() : flat;
  if (text === "" || (isLineStart && text.trim() === "")) return;
  if (builder.pieces.length > 0 && builder.pendingBreak > 0)
    builder.pieces.push("\n".repeat(builder.pendingBreak));
  builder.pieces.push(text);
  builder.pendingBreak = 0;
}

function breakLine(builder: TextBuilder, lines: number): void {
  builder.pendingBreak = Math.min(2, Math.max(builder.pendingBreak, lines));
}

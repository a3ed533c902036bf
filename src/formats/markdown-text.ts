import { decodeEntities } from "./html-entities.ts";

const FENCE = /^\s{0,3}(?:```|~~~)/;
const HEADING = /^\s{0,3}#{1,6}\s+(.*?)\s*#*\s*$/;
const UNDERLINE = /^\s{0,3}(?:={3,}|-{3,})\s*$/;
const RULE = /^\s{0,3}(?:(?:\*\s*){3,}|(?:-\s*){3,}|(?:_\s*){3,})$/;
const LIST_ITEM = /^\s*(?:[-*+]\s+(?:\[[ xX]\]\s+)?|(?=\d{1,3}[.)]\s))/;
const QUOTE_MARK = /^\s{0,3}(?:>\s?)+/;
const LINK_DEFINITION = /^\s{0,3}\[[^\]]{1,200}\]:\s+\S+/;
const HARD_BREAK = /(?: {2,}|\\)$/;
const ESCAPED = /\\([\\`*_{}[\]()#+\-.!<>~|])/g;
/** Private-use letters stand in for escaped marks while the other marks are taken out. */
const ESCAPE_BASE = 0xe000;

const COMMENT = /<!--[\s\S]{0,10000}?-->/g;
const UNSEEN_ELEMENT =
  /<(script|style|template|[a-z][a-z0-9]{0,20}(?=[^<>]{1,300}(?:\shidden|display\s?:\s?none|visibility\s?:\s?hidden|aria-hidden)))(?:\s[^<>]{0,500})?>[\s\S]{0,2000}?<\/\1\s{0,9}>/gi;
const TAG = /<\/?[a-z][a-z0-9-]{0,20}(?:\s[^<>]{0,500})?\/?>/gi;

/** Markdown as a reader sees it: paragraphs on one line each, `## ` before headings, list items on their own lines. */
export function renderMarkdownText(markdown: string): string {
  let text = "";
  let isFenced = false;
  let before: "blank" | "words" | "heading" | "item" | "code" | "break" = "blank";
  const lines = dropHtml(markdown).split("\n");
  for (const [index, line] of lines.entries()) {
    if (FENCE.test(line)) {
      isFenced = !isFenced;
      before = "blank";
      continue;
    }
    if (isFenced) {
      text += `${before === "blank" ? "\n\n" : "\n"}${line}`;
      before = "code";
      continue;
    }
    const kind = classifyLine(line, lines[index + 1] ?? "", before);
    const words = renderInline(stripBlockMarks(line));
    if (kind === "blank" || words === "") before = "blank";
    else {
      text += separate(before, kind) + (kind === "heading" ? `## ${words}` : words);
      before = kind === "words" && HARD_BREAK.test(line) ? "break" : kind;
    }
  }
  return text.replace(/\n{3,}/g, "\n\n").trim();
}

function classifyLine(line: string, next: string, before: string): "blank" | "words" | "heading" | "item" {
  const isRule = RULE.test(line) || UNDERLINE.test(line);
  if (line.trim() === "" || isRule || LINK_DEFINITION.test(line)) return "blank";
  if (HEADING.test(line)) return "heading";
  if (LIST_ITEM.test(line)) return "item";
  const isSetext = UNDERLINE.test(next) && (before === "blank" || before === "heading");
  return isSetext ? "heading" : "words";
}

/** A line of words goes on with the paragraph, or the list item, that it stands in. */
function separate(before: string, kind: string): string {
  if (before === "blank" || before === "heading" || before === "code" || kind === "heading") return "\n\n";
  return kind === "item" || before === "break" ? "\n" : " ";
}

function stripBlockMarks(line: string): string {
  const unquoted = line.replace(QUOTE_MARK, "");
  return (HEADING.exec(unquoted)?.[1] ?? unquoted.replace(LIST_ITEM, "")).replace(HARD_BREAK, "").trim();
}

function renderInline(line: string): string {
  return decodeEntities(line)
    .replace(ESCAPED, (_, mark: string) => String.fromCharCode(ESCAPE_BASE + mark.charCodeAt(0)))
    .replace(/!\[[^\]]{0,500}\](?:\([^()]{0,2000}\)|\[[^\]]{0,200}\])/g, "")
    .replace(/\[([^[\]]{1,500})\]\((?:[^()]|\([^()]{0,200}\)){0,2000}\)/g, "$1")
    .replace(/\[([^[\]]{1,500})\]\[[^\]]{0,200}\]/g, "$1")
    .replace(/<(https?:\/\/[^\s<>]{1,2000})>/g, "$1")
    .replace(/(`{1,3})([^`]{1,500})\1/g, "$2")
    .replace(/(\*{1,3})(?=\S)([^*]{1,1000}?)(?<=\S)\1/g, "$2")
    .replace(/(?<![\p{L}\p{N}_])(_{1,3})(?=\S)([^_]{1,1000}?)(?<=\S)\1(?![\p{L}\p{N}_])/gu, "$2")
    .replace(/~~(?=\S)([^~]{1,1000}?)(?<=\S)~~/g, "$1")
    .replace(/[\uE000-\uE07F]/g, (mark) => String.fromCharCode(mark.charCodeAt(0) - ESCAPE_BASE))
    .replace(/\s+/g, " ")
    .trim();
}

/** Markdown may hold HTML: its tags go, and with them what a page would hide. */
function dropHtml(markdown: string): string {
  if (!markdown.includes("<")) return markdown;
  return markdown
    .replace(COMMENT, "")
    .replace(UNSEEN_ELEMENT, "")
    .replace(/<br\s{0,9}\/?>/gi, "\\\n")
    .replace(TAG, "");
}

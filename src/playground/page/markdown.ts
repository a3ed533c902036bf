/** A piece of a line: a text, or something with pieces of its own. */
export type Inline =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "strong" | "em" | "u" | "s" | "spoiler"; readonly children: readonly Inline[] }
  | { readonly kind: "code" | "mention"; readonly text: string }
  | { readonly kind: "link"; readonly address: string; readonly children: readonly Inline[] }
  | { readonly kind: "time"; readonly seconds: number; readonly style: string };

/** What stands on lines of its own. */
export type Block =
  | {
      readonly kind: "line" | "small" | "quote" | "item" | "h1" | "h2" | "h3";
      readonly inlines: readonly Inline[];
    }
  | { readonly kind: "code"; readonly text: string };

const OPENERS = [
  ["quote", /^> (.*)$/],
  ["small", /^-# (.*)$/],
  ["h3", /^### (.*)$/],
  ["h2", /^## (.*)$/],
  ["h1", /^# (.*)$/],
  ["item", /^\s*[-*] (.*)$/],
] as const;

/** Reads the part of Discord's Markdown that bots write: https://support.discord.com/hc/en-us/articles/210298617 */
export function parseMarkdown(source: string): Block[] {
  return source.split(/(```[\s\S]*?```)/).flatMap((part): Block[] => {
    const fenced = /^```(?:\w*\n)?([\s\S]*?)\n?```$/.exec(part)?.[1];
    if (fenced !== undefined) return [{ kind: "code", text: fenced }];
    return part === ""
      ? []
      : part
          .replace(/^\n|\n$/g, "")
          .split("\n")
          .map(parseLine);
  });
}

function parseLine(line: string): Block {
  for (const [kind, opener] of OPENERS) {
    const inner = opener.exec(line)?.[1];
    if (inner !== undefined) return { kind, inlines: parseInlines(inner) };
  }
  return { kind: "line", inlines: parseInlines(line) };
}

/** In the order of their precedence. An escaped character is never part of a mark. */
const INNER = String.raw`(?:\\.|[^\\])+?`;
const MARKS = new RegExp(
  [
    String.raw`\\(?<escaped>[!-/:-@[-\`{-~])`,
    "`(?<code>[^`]+)`",
    String.raw`\*\*(?<strong>${INNER})\*\*(?!\*)`,
    `__(?<u>${INNER})__(?!_)`,
    `~~(?<s>${INNER})~~`,
    String.raw`\|\|(?<spoiler>${INNER})\|\|`,
    String.raw`\*(?<em>(?!\s)${INNER})\*`,
    String.raw`(?<!\w)_(?<em2>${INNER})_(?!\w)`,
    String.raw`<t:(?<seconds>-?\d{1,13})(?::(?<style>[tTdDfFR]))?>`,
    String.raw`<(?<mention>(?:@[!&]?|#)\d+)>`,
    String.raw`\[(?<label>(?:\\.|[^\]\\])+)\]\((?:<(?<target>https?:[^>\s]+)>|(?<target2>https?:[^)\s]+))\)`,
    String.raw`<(?<quiet>https?:\/\/[^>\s]+)>`,
    String.raw`(?<bare>https?:\/\/[^\s<>\\]*[^\s<>\\.,:;"'\])])`,
  ].join("|"),
  "g",
);

function parseInlines(source: string): Inline[] {
  const inlines: Inline[] = [];
  let end = 0;
  const pushText = (text: string) => {
    if (text === "") return;
    const last = inlines.at(-1);
    if (last?.kind === "text") inlines[inlines.length - 1] = { kind: "text", text: last.text + text };
    else inlines.push({ kind: "text", text });
  };
  for (const match of source.matchAll(MARKS)) {
    pushText(source.slice(end, match.index));
    end = match.index + match[0].length;
    const { escaped } = match.groups ?? {};
    if (escaped !== undefined) pushText(escaped);
    else inlines.push(readMark(match.groups ?? {}));
  }
  pushText(source.slice(end));
  return inlines;
}

function readMark(found: Readonly<Record<string, string | undefined>>): Inline {
  for (const kind of ["strong", "u", "s", "spoiler"] as const) {
    const inner = found[kind];
    if (inner !== undefined) return { kind, children: parseInlines(inner) };
  }
  const em = found.em ?? found.em2;
  if (em !== undefined) return { kind: "em", children: parseInlines(em) };
  if (found.code !== undefined) return { kind: "code", text: found.code };
  if (found.mention !== undefined) return { kind: "mention", text: found.mention };
  if (found.seconds !== undefined) {
    return { kind: "time", seconds: Number(found.seconds), style: found.style ?? "f" };
  }
  const address = found.target ?? found.target2 ?? found.quiet ?? found.bare ?? "";
  const children: Inline[] =
    found.label === undefined ? [{ kind: "text", text: address }] : parseInlines(found.label);
  return { kind: "link", address, children };
}

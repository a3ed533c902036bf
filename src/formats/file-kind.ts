/** What a file holds, by which it is parsed. */
export type FileKind = "text" | "markdown" | "html" | "records" | "feed";

/** Endings that tell it all; `.xml` and `.json` are feeds if they are anything that is read here. */
const KIND_BY_ENDING: readonly (readonly [RegExp, FileKind | "sniffed"])[] = [
  [/\.(?:txt|text)$/i, "text"],
  [/\.(?:md|markdown)$/i, "markdown"],
  [/\.(?:html?|xhtml)(?:\.gz)?$/i, "html"],
  [/\.(?:jsonl|ndjson)$/i, "records"],
  [/\.(?:rss|atom|rdf)$/i, "feed"],
  [/\.(?:xml|json)$/i, "sniffed"],
];
const SNIFFED_BYTES = 2_048;
/** What may stand before the first element: remarks, the XML prolog, style sheets. */
const PROLOG = /^\s*(?:(?:<!--(?:(?!-->)[\s\S])*-->|<\?(?:(?!\?>)[\s\S])*\?>)\s*)*/;

/** Whether a folder's file is one of ours by its name. */
export function hasArticleEnding(path: string): boolean {
  return KIND_BY_ENDING.some(([ending]) => ending.test(path));
}

/** Where the first element or document type begins. */
export function measureProlog(text: string): number {
  return PROLOG.exec(text)?.[0].length ?? 0;
}

/** What a file holds: by its ending, or by how its content begins where the ending does not tell. */
export function findFileKind(path: string, bytes: Uint8Array): FileKind {
  const known = KIND_BY_ENDING.find(([ending]) => ending.test(path))?.[1];
  if (known !== undefined && known !== "sniffed") return known;
  const top = new TextDecoder("latin1")
    .decode(bytes.subarray(0, SNIFFED_BYTES))
    .replace(/^(?:ï»¿)?\s+|^ï»¿/, "");
  const root = top.slice(measureProlog(top));
  if (/^<(?:!doctype html|html)[\s>]/i.test(root)) return "html";
  if (/^<\?xml\s/i.test(top) || /^<(?:rss|feed|rdf:RDF)[\s>]/i.test(root)) return "feed";
  if (/^\{/.test(top)) return /^\{[^\n]*"body"\s*:/.test(top) ? "records" : "feed";
  if (/^---\s*\n/.test(top)) return "markdown";
  return known === "sniffed" ? "feed" : "text";
}

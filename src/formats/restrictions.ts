/** What a publisher says to machines about the use of a text, in headers or meta tags. */
export interface Signals {
  /** Directives of a robots meta tag or an `X-Robots-Tag`, separated by commas; `agent: …` speaks to one alone. */
  readonly robots?: string | undefined;
  /** `1` reserves the rights to mine text: https://www.w3.org/community/reports/tdmrep/CG-FINAL-tdmrep-20240510/ */
  readonly tdmReservation?: string | undefined;
  /** `search=yes, ai-input=no`: https://contentsignals.org */
  readonly contentSignal?: string | undefined;
}

/** As long as the longest quote that is ever shown: who allows fewer characters allows none of ours. */
const QUOTE_CHARS = 300;
/** The names under which directives may speak to us. */
const OUR_NAMES = ["*", "onrecord"];

/** What a publisher does not allow, as the end of a sentence; undefined when nothing is forbidden. */
export function findRestriction({
  robots = "",
  tdmReservation,
  contentSignal = "",
}: Signals): string | undefined {
  const directive = listDirectives(robots).find(forbids);
  if (directive !== undefined) return `its publisher does not allow more (${directive})`;
  if (tdmReservation?.trim() === "1") return "its publisher does not allow more (tdm-reservation)";
  if (/(?:^|[,\s])ai-input\s*=\s*no\b/i.test(contentSignal)) {
    return "its publisher does not allow more (Content-Signal: ai-input=no)";
  }
  return undefined;
}

/** `googlebot: noindex, nosnippet` speaks to another machine, up to the next name. */
function listDirectives(text: string): string[] {
  let isForUs = true;
  return text
    .toLowerCase()
    .split(/[,\n]/)
    .flatMap((part) => {
      const [, name, rest] = /^\s*([\w*-]+)\s*:\s*(.*)$/.exec(part) ?? [];
      const isDirective = name === undefined || /^max-|^unavailable_after$/.test(name);
      if (isDirective) return isForUs ? [part.trim().replace(/\s*:\s*/, ":")] : [];
      isForUs = OUR_NAMES.includes(name);
      return isForUs && rest ? [rest.trim()] : [];
    });
}

function forbids(directive: string): boolean {
  const [, chars] = /^max-snippet:(-?\d+)$/.exec(directive) ?? [];
  if (chars !== undefined) return Number(chars) >= 0 && Number(chars) < QUOTE_CHARS;
  return ["noai", "nosnippet"].includes(directive);
}

/** A line this long is prose in any language; a shorter one is if it ends a sentence. */
const PROSE_CHARS = 100;
const MIN_SENTENCE_CHARS = 30;
const ENDS_SENTENCE = /[.!?…。！？][”"’')\]»]*$/;

/** A longer line tells something. */
const MAX_FURNITURE_CHARS = 200;

/** Whole lines that publishers put among their paragraphs, for which a reader does not come. */
const FURNITURE =
  /^(?:(?:also )?(?:related|read|see|watch|don['’]t miss|read (?:more|next|also)|more|recommended|also on \S+)\b(?: stor(?:y|ies)| articles?)?:\s.*|(?:share|tweet|e-?mail|print|save|submit|comments?|advertisement|subscribe|sign (?:in|up)|loading|home|whatsapp|facebook|twitter|pinterest|linkedin|close|menu|order reprints|text size|enlarge image|related|view author archive|\d+ comments?)(?: (?:this|article|tweet|submit|facebook|pint|baixar|now|here))*|(?:image|media) ?(?:copyright|caption) ?.*|media playback is unsupported.*|(?:photo(?:graph)?(?: by)?|image|picture|credit)s?:\s.{0,80}|\((?:image|photo|credit|picture)s?:\s?.{0,80}\)|©.{0,80}|copyright (?:©|ⓒ|\(c\)|\d).*|(?:click|tap) here .*|(?:sign up|subscribe) (?:for|to|now)\b.*|like this story\?.*|follow .{1,60} on (?:twitter|facebook|instagram|x)\b.*|(?:posted|published|updated|first published)(?: on)?:?\s.{0,60}\d{1,4}.{0,40})$/iu;

/** Headings after which a page is about other things. */
const LAST_HEADING =
  /^(?:## )?(?:comments?|leave a (?:comment|reply)|(?:you|we) (?:may|might) (?:also )?(?:like|enjoy|think).*|trending.*|related(?: (?:stories|articles|content|news|posts|topics))?|recommended.*|more (?:from|stories|news|on) .*|most (?:read|popular|viewed).*|about the authors?|something to consider|(?:want|like) more .*\?|read (?:more|next)|sign up.*|subscribe.*|newsletter.*|share this.*|popular (?:posts|stories).*|follow us.*|references)$/iu;
/** Longer runs of short lines at the end are results, dates, places: part of the story. */
const MAX_TAIL_CHARS = 120;
/** The rest of a page is cut off only when the story before it is the longer part. */
const MAX_CUT_SHARE = 0.4;

/** Takes menus, bylines, share buttons and teasers from around and among the paragraphs of a page. */
export function trimFurniture(text: string): string {
  const lines = cutAfterLastHeading(text.split("\n")).map((line) => (isFurniture(line) ? "" : line));
  const first = lines.findIndex((line) => line.startsWith("## ") || isProse(line));
  const last = lines.findLastIndex(isProse);
  if (last === -1) return text;
  const tail = lines.slice(last + 1).join("\n");
  return lines
    .slice(first, tail.length <= MAX_TAIL_CHARS ? last + 1 : undefined)
    .join("\n")
    .replace(/\n{3,}/g, "\n\n")
    .trim();
}

function isFurniture(line: string): boolean {
  return line.length <= MAX_FURNITURE_CHARS && FURNITURE.test(line);
}

function isProse(line: string): boolean {
  return line.length >= PROSE_CHARS || (line.length >= MIN_SENTENCE_CHARS && ENDS_SENTENCE.test(line));
}

function cutAfterLastHeading(lines: readonly string[]): readonly string[] {
  const total = lines.join("\n").length;
  let rest = total;
  for (const [index, line] of lines.entries()) {
    if (rest <= total * MAX_CUT_SHARE && line.length <= MAX_FURNITURE_CHARS && LAST_HEADING.test(line))
      return lines.slice(0, index);
    rest -= line.length + 1;
  }
  return lines;
}

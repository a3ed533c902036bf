/** The JSON of a model's reply, freed while it streams in from what the model thinks and says around it. */
export interface ReplyText {
  /** Takes a piece of what the model wrote, and returns what of it can be passed on now: often nothing. */
  read(piece: string): string;
  /** What was held back; the whole reply where no JSON is found in it. */
  end(): string;
  /** Whether the JSON came to its end. */
  isComplete(): boolean;
}

const OPENING = /^(?:<(?:think|thinking|thought|reasoning)>|\[think\])/i;
const CLOSING = /<\/(?:think|thinking|thought|reasoning)>|\[\/think\]/i;
/** What can still become an opening or a fence. */
const MAYBE_OPENING = /^(?:<[a-z]{0,10}|\[t?h?i?n?k?|\[\s*)$/i;
const FENCE = /^`{3,}[ \t]*\w*\s*(?=[{[])/;
const MAYBE_FENCE = /^(?:`{1,2}|`{3,}[ \t]*\w*\s*)$/;
const JSON_START = /^(?:\{|\[\s*[{\]])/;
const LONGEST_TAG_CHARS = 16;

/** An answer is far shorter. Of a longer reply the end is kept, where the JSON stands. */
const MAX_HELD_CHARS = 100_000;

/** Each is looked through to its end, which a reply full of beginnings could make slow. */
const MAX_CANDIDATES = 20;

/**
 * Reads the reply of a model that was asked for one JSON object with these keys. What starts as JSON, also in a fence or
 * after a `<think>` block, passes at once. A reply that starts with words is held back to its end: they may turn out to
 * be thoughts, which some servers send without their opening tag, with a draft of the answer in them.
 */
export function createReplyText(keys: readonly string[]): ReplyText {
  let state: "start" | "thinking" | "json" | "held" | "done" = "start";
  let head = "";
  const held = createTail();
  const json = createJsonEnd();
  let isComplete = false;

  const take = (text: string): string => {
    const end = json.find(text);
    if (end === undefined) return text;
    state = "done";
    isComplete = true;
    return text.slice(0, end);
  };

  const start = (piece: string): string => {
    head = (head + piece).replace(/^[\s\uFEFF]+/, "");
    if (OPENING.test(head)) return enter("thinking", head.replace(OPENING, ""));
    if (FENCE.test(head)) return enter("json", head.replace(FENCE, ""));
    if (JSON_START.test(head)) return enter("json", head);
    if (head === "" || ((MAYBE_OPENING.test(head) || MAYBE_FENCE.test(head)) && head.length < 100)) return "";
    return enter("held", head);
  };

  /** What stands before a closing tag are thoughts, also without their opening tag. */
  const hold = (piece: string): string => {
    const reach = held.last(LONGEST_TAG_CHARS) + piece;
    held.add(piece);
    const closing = CLOSING.exec(reach);
    if (!closing) return "";
    held.clear();
    return enter("start", reach.slice(closing.index + closing[0].length));
  };

  const enter = (next: typeof state, rest: string): string => {
    state = next;
    head = "";
    return read(rest);
  };

  const read = (piece: string): string => {
    if (state === "done" || piece === "") return "";
    if (state === "json") return take(piece);
    return state === "start" ? start(piece) : hold(piece);
  };

  return {
    read,
    end() {
      if (state !== "held" && state !== "start") return "";
      const found = findJson(state === "start" ? head : held.text(), keys);
      isComplete = found.isComplete;
      state = "done";
      return found.text;
    },
    isComplete: () => isComplete,
  };
}

/** The last whole JSON object with one of the keys; else the last beginning of one; else the text as it is. */
function findJson(text: string, keys: readonly string[]): { text: string; isComplete: boolean } {
  const names = keys.join("|");
  const beginnings = [...text.matchAll(new RegExp(`\\{\\s*"(?:${names})"\\s*:`, "g"))].slice(-MAX_CANDIDATES);
  const candidates = beginnings.map(({ index }) => {
    const rest = text.slice(index);
    const end = createJsonEnd().find(rest);
    return { text: rest.slice(0, end), isComplete: end !== undefined && isJson(rest.slice(0, end)) };
  });
  const found = candidates.findLast((candidate) => candidate.isComplete) ?? candidates.at(-1);
  return found ?? { text, isComplete: false };
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** Finds where the object or array ends that a text starts with, piece by piece. */
function createJsonEnd() {
  let depth = 0;
  let isInString = false;
  let isEscaped = false;
  const isEnd = (character: string): boolean => {
    if (isInString) {
      if (isEscaped) isEscaped = false;
      else if (character === "\\") isEscaped = true;
      else if (character === '"') isInString = false;
      return false;
    }
    if (character === '"') isInString = true;
    if (character === "{" || character === "[") depth += 1;
    if (character === "}" || character === "]") depth -= 1;
    return depth === 0 && (character === "}" || character === "]");
  };
  return {
    find(piece: string): number | undefined {
      for (let at = 0; at < piece.length; at += 1) if (isEnd(piece.charAt(at))) return at + 1;
      return undefined;
    },
  };
}

/** The end of a text that comes in pieces. */
function createTail() {
  let pieces: string[] = [];
  let chars = 0;
  let end = "";
  const text = () => {
    const kept = pieces.join("").slice(-MAX_HELD_CHARS);
    pieces = [kept];
    chars = kept.length;
    return kept;
  };
  return {
    add(piece: string) {
      pieces.push(piece);
      chars += piece.length;
      end = (end + piece).slice(-LONGEST_TAG_CHARS);
      if (chars > 2 * MAX_HELD_CHARS) text();
    },
    last: (count: number) => end.slice(-count),
    text,
    clear() {
      pieces = [];
      chars = 0;
      end = "";
    },
  };
}

import type { Gate } from "../answer/support/support.ts";
import type { ClaimVerdict } from "../answer/verify-claim.ts";
import type { Line } from "./output.ts";

/** What each gate asks. */
const QUESTIONS: Readonly<Record<Gate, string>> = {
  date: "does the source have the date?",
  number: "does the source have the number, with its unit?",
  name: "does the source have the name?",
  negation: "does one deny what the other says?",
  modality: "does the source only think it possible, planned or alleged?",
  direction: "does the source say the opposite?",
  roles: "does the source have the same one do it to the same other?",
  attribution: "does the source let the same person say it?",
  splice: "do the copied stretches stand together in the source?",
  words: "do the words stand in the source, close together?",
};

/** A verdict as a person reads it, and where it is wanted which gate decided and the words it saw. */
export function renderVerdict(
  verdict: ClaimVerdict,
  { isExplained }: { readonly isExplained: boolean },
): Line[] {
  const { supported, receipts, reason } = verdict;
  const why = isExplained ? explain(verdict) : [];
  if (!supported) return [{ text: `Not supported${reason ? `: ${reason}` : ""}` }, ...why];
  return [{ text: "Supported" }, ...why, ...receipts.map(({ quote }) => ({ text: `“${quote}”`, indent: 2 }))];
}

function explain({ supported, gate, saw, score }: ClaimVerdict): Line[] {
  const lacks = supported ? "not in the source: " : "it saw ";
  const words = saw.length > 0 ? `; ${lacks}${saw.map((word) => `“${word}”`).join(", ")}` : "";
  return [
    { text: `gate ${gate}: ${QUESTIONS[gate]}`, indent: 2, style: "dim" },
    { text: `score ${score.toFixed(2)}${words}`, indent: 2, style: "dim" },
  ];
}

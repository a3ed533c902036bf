import { type Cut, isFiniteVerb, isNumber, isOfSpeech, isOnlySigns, skipOpening } from "./phrases.ts";
import { isBreak, type Token } from "./tokens.ts";
import { DOCUMENTS, FRAMES, RELATIVES, TURNING_PHRASE } from "./words.ts";

/**
 * Why a cut would tie what is kept to other words than in the sentence, or take a frame, a partner or a complement away
 * without which it says something else; undefined where it does not.
 */
export function refuseBond(tokens: readonly Token[], whole: Cut): string | undefined {
  const cut = skipOpening(tokens, whole);
  const words = tokens.slice(cut.from, cut.to).filter(({ isSign }) => !isSign);
  if (words.length === 0) return undefined;
  const said = words.map(({ text }) => text).join(" ");
  const keys = words.map(({ key }) => key).join(" ");
  const phrase = TURNING_PHRASE.exec(keys)?.[0];
  if (phrase !== undefined) return `“${phrase}” was left out`;
  if (takesFrame(tokens, cut)) return `“${said}” was left out, within which alone the rest holds`;
  if (takesInvertedCondition(tokens, cut)) return `“${said}” was left out, which is a condition`;
  if (takesPartner(tokens, cut)) return `“${said}” was left out of a pair`;
  if (breaksRelative(tokens, cut)) return `“${said}” was left out, and the rest of its clause was kept`;
  if (movesModifier(tokens, cut)) return `“${said}” was left out, and what describes it was kept`;
  if (crossesList(tokens, cut)) return `“${said}” was left out from across two parts of a list`;
  if (crossesBreak(tokens, cut)) return `“${said}” was left out from across two clauses`;
  if (sharesEnding(tokens, cut)) return `“${said}” was left out, and what follows would belong to both parts`;
  if (takesOwner(tokens, cut)) return `“${said}” was left out, and it is not sure whose what is`;
  if (takesShare(tokens, cut)) return `“${said}” was left out of an amount`;
  if (widensPlural(tokens, cut)) return `“${said}” was left out, which says which are meant`;
  if (takesComplement(tokens, cut)) return `“${said}” was left out, and what asks for it was kept`;
  return undefined;
}

/** "[In theory,] …", "…[, by one estimate]": a phrase that is set off, and whose noun is a frame. */
function takesFrame(tokens: readonly Token[], { from, to }: Cut): boolean {
  let first = from;
  while (first < to && tokens[first]?.isSign) first += 1;
  if (!/^(?:in|on|under|at|by|as|with|for|from)$/.test(tokens[first]?.key ?? "")) return false;
  if (first > 0 && !isBreak(tokens[first - 1])) return false;
  for (let at = first + 1; at < to; at += 1) {
    const token = tokens[at];
    if (!token || token.isSign || !/^(?:DET|ADJ|NOUN|NUM|PROPN|PRON|ADV|X)$/.test(token.tag)) return false;
    if (/^(?:NOUN|PROPN)$/.test(tokens[at + 1]?.tag ?? "")) continue;
    if (FRAMES.has(token.key)) return true;
    if (DOCUMENTS.has(token.key))
      return !tokens.some((_, other) => (other < from || other >= to) && isOfSpeech(tokens, other));
  }
  return false;
}

/** "[Had the pilot turned left,] the plane would have …" */
function takesInvertedCondition(tokens: readonly Token[], { from, to }: Cut): boolean {
  const isClause = isBreak(tokens[to - 1]) || isOnlySigns(tokens, to, tokens.length);
  return (
    isClause &&
    (from === 0 || isBreak(tokens[from - 1]) || isBreak(tokens[from])) &&
    /^(?:had|were|should)$/.test(tokens[from === 0 || isBreak(tokens[from - 1]) ? from : from + 1]?.key ?? "")
  );
}

/** "between Norway [and Larkland]", "both Hale [and Marsh]": two that only hold together. */
function takesPartner(tokens: readonly Token[], { from, to }: Cut): boolean {
  // "From 2010 [to 2015]".
  if (isNumber(tokens[from - 1]) && tokens[from - 2]?.key === "from" && tokens[from]?.key === "to")
    return true;
  for (let at = from - 1; at >= 0 && !isBreak(tokens[at]); at -= 1) {
    if (!/^(?:between|both|either|neither|whether)$/.test(tokens[at]?.key ?? "")) continue;
    let joint = at + 1;
    while (joint < tokens.length && !/^(?:and|or|nor)$/.test(tokens[joint]?.key ?? "")) joint += 1;
    const next = tokens[joint + 1]?.tag === "DET" ? joint + 2 : joint + 1;
    if (joint < tokens.length && from <= next && to >= joint) return true;
  }
  return false;
}

/** A relative clause goes whole, with its verb, or stays whole. */
function breaksRelative(tokens: readonly Token[], { from, to }: Cut): boolean {
  for (let at = from; at < to; at += 1) {
    const token = tokens[at];
    const isThat = token?.key === "that" && tokens[at - 1]?.tag === "NOUN" && at < to - 1;
    if (!token || !(isThat || /^(?:who|which|whom|whose)$/.test(token.key))) continue;
    if (isOnlySigns(tokens, to, tokens.length) || isBreak(tokens[to - 1]) || isBreak(tokens[to])) continue;
    const hasVerb = tokens.slice(at, to).some((_, index) => isFiniteVerb(tokens, at + index));
    const isClosed =
      isFiniteVerb(tokens, to) ||
      /^(?:ADV|CCONJ|SCONJ)$/.test(tokens[to]?.tag ?? "") ||
      // "…, which was selected before] lawyers swapped": a clause of its own follows.
      /^(?:and|but|while|before|after)$/.test(tokens[to - 1]?.key ?? "");
    if (!hasVerb || !isClosed) return true;
  }
  return false;
}

/** "the lawyer [for the woman] accused of murder", "Lund[, ahead of Berg], who led": it would describe another. */
function movesModifier(tokens: readonly Token[], { from, to }: Cut): boolean {
  if (tokens[to - 1]?.isSign && !tokens[from]?.isSign)
    return movesModifier(tokens, { from: from - 1, to: to - 1 });
  const last = tokens[to - 1];
  const before = tokens[from - 1];
  if (!last || !before || from === 0 || !/^(?:NOUN|PROPN|NUM)$/.test(last.tag)) return false;
  const opens = tokens[from]?.isSign ? from + 1 : from;
  if (isApposition(tokens, to) && isBreak(tokens[from])) return true;
  if (tokens[opens]?.tag !== "ADP" && !/^(?:and|or)$/.test(tokens[opens]?.key ?? "")) return false;
  const next = isBreak(tokens[to]) ? to + 1 : to;
  if (RELATIVES.has(tokens[next]?.key ?? "") && tokens[next]?.key !== "where") return true;
  if (next !== to || tokens[to]?.tag !== "VERB" || tokens[to + 1]?.tag !== "ADP") return false;
  // It is a participle where the clause has another verb.
  return tokens.some((_, at) => at !== to && !(at >= from && at < to) && isFiniteVerb(tokens, at));
}

/** ", a police officer": a noun phrase between two breaks, or from one to the end. */
function isApposition(tokens: readonly Token[], at: number): boolean {
  if (!isBreak(tokens[at]) || !/^(?:a|an|the)$/.test(tokens[at + 1]?.key ?? "")) return false;
  let end = at + 1;
  while (end < tokens.length && !isBreak(tokens[end])) end += 1;
  return !tokens.slice(at + 1, end).some((_, index) => isFiniteVerb(tokens, at + 1 + index));
}

/** "gold [in the 500 metres and silver] in the relay", "Lund[, ahead of Berg] and Frost". */
function crossesList(tokens: readonly Token[], { from, to }: Cut): boolean {
  const isJoint = (token: Token | undefined) => /^(?:and|or|but)$/.test(token?.key ?? "");
  const hasVerb = (start: number, end: number) =>
    tokens.slice(start, end).some((_, at) => isFiniteVerb(tokens, start + at));
  // "Marsh, Hale [and Dahl were nominated,] and Dahl won": the verb goes that was theirs.
  const isList = isJoint(tokens[from]) || (isBreak(tokens[from]) && isJoint(tokens[to]));
  const isRelative = RELATIVES.has(tokens[from + 1]?.key ?? "");
  if (from > 0 && isList && !isRelative && hasVerb(from, to) && !hasVerb(0, from)) return true;
  const isEnd = isOnlySigns(tokens, to, tokens.length);
  if (from === 0 || isEnd || isBreak(tokens[to - 1]) || isBreak(tokens[to])) return false;
  if (isBreak(tokens[from]) && tokens[to]?.tag === "CCONJ")
    return tokens.slice(from, to).some(({ tag }) => tag === "ADP");
  return tokens.slice(from + 1, to - 1).some(isJoint);
}

/** "3% [from a year earlier, slowing from 8%] in the spring": it begins in one clause and ends in another. */
function crossesBreak(tokens: readonly Token[], { from, to }: Cut): boolean {
  const edges = [tokens[from - 1], tokens[from], tokens[to - 1], tokens[to]];
  if (from === 0 || isOnlySigns(tokens, to, tokens.length) || edges.some(isBreak)) return false;
  return tokens.slice(from + 1, to - 1).some(isBreak);
}

/** "born [in Oslo] and raised in Kesk", "gold [in the sprint] and silver in the relay": the second place would be both's. */
function sharesEnding(tokens: readonly Token[], { from, to }: Cut): boolean {
  const [before, joint, second] = [tokens[from - 1], tokens[to], tokens[to + 1]];
  if (tokens[from]?.tag !== "ADP" || !/^(?:and|or)$/.test(joint?.key ?? "")) return false;
  if (!before || before.tag !== second?.tag || !/^(?:NOUN|VERB|ADJ)$/.test(before.tag)) return false;
  return tokens[to + 2]?.tag === "ADP";
}

/** "the mayor [of Dunmarrow's brother]": the brother may be the mayor's. */
function takesOwner(tokens: readonly Token[], { from, to }: Cut): boolean {
  if (tokens[from]?.key !== "of") return false;
  return tokens.slice(from, to - 1).some(({ text, tag }) => /['’]s?$/.test(text) && tag !== "PRON");
}

/** "acquitted of [two of] the five", "$500 [a month]", "the firm [49%]". */
function takesShare(tokens: readonly Token[], { from, to }: Cut): boolean {
  const [first, last, before] = [tokens[from], tokens[to - 1], tokens[from - 1]];
  if (isNumber(last) && tokens[to]?.key === "of") return true;
  if (last?.key === "of" && isNumber(tokens[to - 2])) return true;
  const isRate = /^(?:a|an|per|each|every)$/.test(first?.key ?? "") && UNIT.test(tokens[from + 1]?.key ?? "");
  if (isRate && (isNumber(before) || /^(?:NOUN|ADV)$/.test(before?.tag ?? ""))) return true;
  if (first?.key === "of" && AMOUNT.test(before?.key ?? "")) return true;
  const isAmount = first !== undefined && /[%$£€]/.test(first.key);
  return isAmount && /^(?:NOUN|PROPN)$/.test(before?.tag ?? "");
}

/** Nouns that only measure or sort what follows "of". */
const AMOUNT =
  /^(?:number|amount|share|rate|percentage|proportion|level|quarter|third|half|majority|minority|rest|remainder|lack|shortage|risk|threat|danger|chance|prospect|possibility|likelihood|hint|pair|kind|type|sort|form|lot|handful|dozen|hundred|thousand|million|billion|dozens|hundreds|thousands|millions|billions|tens|scores|suspicion|evidence|fear|fears|hope|hopes|claim|claims|allegation|allegations|rumour|rumours|rumor|rumors|reports?|plans?|attempt|attempts|end|lifting|suspension|cancellation|accusations?|charges?)$/;

const UNIT =
  /^(?:second|minute|hour|day|night|week|month|quarter|year|season|decade|century|person|head|capita|household|share|barrel|tonne|ton|kilo|kg|litre|liter|gallon|mile|km|unit|piece|game|match|child)$/;

/** "firms [with sales above $1 billion]", "immigrants [who entered illegally]": without it, all of them would be meant. */
function widensPlural(tokens: readonly Token[], { from }: Cut): boolean {
  const [head, first] = [tokens[from - 1], tokens[from]];
  if (head?.tag !== "NOUN" || !/[^s]s$|men$|people$|children$/.test(head.key) || !first) return false;
  const isNarrowing =
    /^(?:with|without|who|whose|that|among|aged|over|under|above|below|living|born|convicted|accused|suspected)$/.test(
      first.key,
    );
  if (!isNarrowing) return false;
  for (let at = from - 2; at >= 0; at -= 1) {
    const { tag = "", key = "", isSign = true } = tokens[at] ?? {};
    if (tag === "ADJ" || tag === "NOUN") continue;
    return isSign || !(tag === "DET" || tag === "NUM" || tag === "PRON" || /['’]s?$/.test(key));
  }
  return true;
}

/** What the word before asks for: "out [of cash]", "conditional [on a vote]", "stopped the bank [from paying]". */
function takesComplement(tokens: readonly Token[], { from, to }: Cut): boolean {
  const [before, first, second] = [tokens[from - 1], tokens[from], tokens[from + 1]];
  if (!before || !first || first.isSign) return false;
  const opener = first.key;
  if (opener === "of" && /^(?:out|ahead|short|instead|because|free|clear|incapable|devoid)$/.test(before.key))
    return true;
  if (/^(?:on|upon)$/.test(opener) && /^(?:conditional|dependent|contingent|reliant|based)$/.test(before.key))
    return true;
  if (opener === "from" && second?.tag === "VERB" && /ing$/.test(second.key)) return true;
  if (first.tag === "VERB" && /ing$/.test(opener) && before.tag === "VERB") return true;
  if (opener !== "to" || second?.tag !== "VERB") return false;
  // "offered [to pay a witness] to change her story": another would change it.
  if (tokens[to]?.key === "to" && tokens[to + 1]?.tag === "VERB") return true;
  for (let at = from - 1; at >= 0 && !isBreak(tokens[at]); at -= 1) {
    const key = tokens[at]?.key ?? "";
    if (/^(?:too|enough)$/.test(key) || (ASKING.test(key) && tokens[at]?.tag === "VERB")) return true;
    if (isFiniteVerb(tokens, at)) return /^lack/.test(key);
  }
  return false;
}

/** Verbs whose object is to do something: "wants the minister [to resign]". */
const ASKING =
  /^(?:want|ask|tell|told|urg|order|command|forc|compell?|expect|allow|permitt?|persuad|convinc|encourag|help|get|got|beg|begg|pressur|advis|warn|invit|requir|instruct|press|lobb|challeng|caus|enabl|direct)(?:e|s|es|ed|y|ies|ied|ing)?$/;

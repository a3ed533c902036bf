import { type Block, cleanText, clip, escapeText, line, markup } from "../discord/markup.ts";
import type { ArticleFilter } from "../store/store.ts";
import type { CommandContext, Reply, Suggest } from "./command.ts";
import { parseEdge } from "./period.ts";

/** Of what a member has typed, this much is said back. */
const MAX_ECHO_CHARS = 60;
const MAX_NAMES_SHOWN = 5;

/** A reply that says in one sentence what to do differently. */
export const refuse = (...sentences: string[]): Reply => ({
  outcome: "refused",
  blocks: [[line(markup(sentences.join(" ")))]] satisfies Block[],
});

/** What a member or an article has written, made fit to stand in a sentence of ours. */
export const echo = (typed: string) => escapeText(clip(typed, MAX_ECHO_CHARS));

/** Reads `since`, `until` and `outlet`. Anything that makes no sense gets a reply that says so. */
export async function readFilter(context: CommandContext): Promise<ArticleFilter | Reply> {
  const { options, words, services, asker, language } = context;
  const period = { now: services.now(), language, timeZone: services.timeZone };
  const edges: { since?: string; until?: string } = {};
  for (const edge of ["since", "until"] as const) {
    const typed = options.text(edge);
    if (typed === undefined) continue;
    const date = parseEdge(typed, edge, period);
    if (date === undefined) return refuse(words.unclearDate(echo(typed)));
    edges[edge] = date;
  }
  if (edges.since !== undefined && edges.until !== undefined && edges.since >= edges.until) {
    return refuse(words.backwardsPeriod);
  }
  const typed = options.text("outlet");
  if (typed === undefined) return edges;
  const outlets = (await services.listOutlets(asker.guildId)).map(({ name }) => name);
  const outlet = findName(typed, outlets);
  return outlet === undefined
    ? refuse(words.unknownOutlet(echo(typed)), ...offerNames(outlets, context))
    : { ...edges, outlet };
}

/** A sentence with names that would do, where there are any. */
export function offerNames(names: readonly string[], { words }: Pick<CommandContext, "words">): string[] {
  const shown = names.slice(0, MAX_NAMES_SHOWN).map((name) => `“${echo(name)}”`);
  return shown.length === 0 ? [] : [words.tryOneOf(shown.join(", "))];
}

/** The name that was meant: letter by letter, else whatever its case, else as the only one that begins so. */
export function findName(typed: string, names: readonly string[]): string | undefined {
  if (names.includes(typed)) return typed;
  const wanted = fold(typed);
  const equal = names.find((name) => fold(name) === wanted);
  if (equal !== undefined || wanted === "") return equal;
  const beginning = names.filter((name) => fold(name).startsWith(wanted));
  return beginning.length === 1 ? beginning[0] : undefined;
}

/** The names in which what was typed occurs, those that begin with it first. */
export function matchNames(typed: string, names: readonly string[]): string[] {
  const wanted = fold(typed);
  const matching = names.filter((name) => fold(name).includes(wanted));
  const begins = (name: string) => (fold(name).startsWith(wanted) ? 0 : 1);
  return matching.toSorted((a, b) => begins(a) - begins(b));
}

const fold = (name: string) => cleanText(name).normalize("NFKC").trim().toLowerCase();

/** Suggests the outlets of the member's own server. */
export const suggestOutlets: Suggest = async (typed, { services, guildId }) =>
  matchNames(
    typed,
    (await services.listOutlets(guildId)).map(({ name }) => name),
  );

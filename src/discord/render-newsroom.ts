import type { Preview, ReloadOutcome, ReloadUpdate, SourceStatus } from "../sources/newsroom.ts";
import type { Reload, ReloadProgress } from "../sources/reload.ts";
import type { LogEntry } from "../store/store.ts";
import { type Block, bold, clip, escapeText, type Line, line, markup, small, text } from "./markup.ts";
import { timestamp } from "./timestamps.ts";
import type { Words } from "./words/words.ts";

const MAX_NAME_CHARS = 100;
/** Of what went wrong. */
export const MAX_REASON_CHARS = 300;
/** Enough to see what is wrong, over all sources but for one of each; the log has them all. */
const MAX_FAILURES_SHOWN = 10;
const MAX_FAILING_NAMED = 3;

/** What is read in a server, and how fresh each source is. */
export function renderSources(sources: readonly SourceStatus[], words: Words): Block[] {
  if (sources.length === 0) return [[line(markup(words.noSources))]];
  return [[line(bold(words.sourcesHere))], ...sources.map((source) => renderSource(source, words))];
}

function renderSource(
  { name, kind, articles, newestArticle, lastReadAt, lastError }: SourceStatus,
  words: Words,
): Block {
  const newest = timestamp(newestArticle);
  const read = timestamp(lastReadAt, "relative");
  const facts = [
    words.kinds[kind],
    words.articles(articles),
    ...(newest === undefined ? [] : [words.newestArticle(newest)]),
    read === undefined ? words.neverRead : words.readAt(read),
  ];
  return [
    line(markup("• "), bold(clip(name, MAX_NAME_CHARS)), markup(` · ${facts.join(" · ")}`)),
    ...(lastError === undefined ? [] : [small(text(words.lastFailure(clip(lastError, MAX_REASON_CHARS))))]),
  ];
}

/** As `renderSources`, with what moderators need: those that need attention first. */
export function renderStatus(sources: readonly SourceStatus[], words: Words): Block[] {
  if (sources.length === 0) return renderSources(sources, words);
  const sorted = sources.toSorted((a, b) => Number(b.needsAttention) - Number(a.needsAttention));
  return [[line(bold(words.sourcesHere))], ...sorted.map((source) => renderSourceStatus(source, words))];
}

function renderSourceStatus(source: SourceStatus, words: Words): Block {
  const [first, ...rest] = renderSource(source, words);
  const next = timestamp(source.nextReadAt, "relative");
  const isOver = next === undefined && source.lastError !== undefined;
  const facts = [
    ...(source.isHouse ? [words.forAllServers] : []),
    ...(next === undefined ? [] : [words.nextReading(next)]),
    ...(isOver ? [words.noNextReading] : []),
  ];
  const address = source.address === null ? [] : [text(clip(source.address, MAX_NAME_CHARS))];
  const separator = address.length > 0 && facts.length > 0 ? " · " : "";
  const details = small(markup(`${facts.join(" · ")}${separator}`), ...address);
  return [
    ...(first ? [source.needsAttention ? { ...first, runs: [markup("⚠️ "), ...first.runs] } : first] : []),
    ...(facts.length + address.length > 0 ? [details] : []),
    ...rest,
  ];
}

/** One line that names the sources which keep failing; none when all is well. */
export function attentionLine(sources: readonly SourceStatus[], words: Words): Line[] {
  const failing = sources.filter(({ needsAttention }) => needsAttention);
  if (failing.length === 0) return [];
  const names = failing
    .slice(0, MAX_FAILING_NAMED)
    .map(({ name }) => `“${escapeText(clip(name, MAX_NAME_CHARS))}”`);
  const more = failing.length - names.length;
  return [
    line(markup(words.needAttention([...names, ...(more > 0 ? [words.andMore(more)] : [])].join(", ")))),
  ];
}

/** What an address would bring, before it is kept. */
export function renderPreview({ source, articles, newest, notices }: Preview, words: Words): Block[] {
  const name = `**${escapeText(clip(source.name, MAX_NAME_CHARS))}**`;
  return [
    [line(markup(words.wouldBring({ kind: source.kind, name, articles }))), small(text(source.address))],
    newest.map(({ title, publishedAt }) => {
      const date = timestamp(publishedAt) ?? words.undated;
      return line(markup("• "), text(clip(title, MAX_NAME_CHARS)), markup(` · ${date}`));
    }),
    notices.map((notice) => small(text(clip(notice, MAX_REASON_CHARS)))),
  ].filter((block) => block.length > 0);
}

/** Who changed what, latest first. */
export function renderLog(entries: readonly LogEntry[], words: Words): Block[] {
  if (entries.length === 0) return [[line(markup(words.emptyLog))]];
  return [
    [line(bold(words.log))],
    ...entries.map(({ at, actor, action, subject }) => {
      const shown = `“${escapeText(clip(subject, MAX_NAME_CHARS))}”`;
      const date = timestamp(at, "relative") ?? words.undated;
      return [line(markup(`• ${words.logEntry({ at: date, actor, action, subject: shown })}`))];
    }),
  ];
}

/** How far a reload is, source by source: the latest first, since only the first page is shown meanwhile. */
export function renderReloadUpdate({ done, current }: ReloadUpdate, words: Words): Block[] {
  return [
    [line(markup(words.reloading))],
    ...(current ? [[renderCurrent(current, words)]] : []),
    ...done.toReversed().map((reload) => [renderCounts(reload, words)]),
  ];
}

function renderCurrent({ name, stage, done, total }: ReloadProgress, words: Words): Line {
  const share = total === 0 ? "" : ` ${done}/${total}`;
  return line(markup("• "), bold(clip(name, MAX_NAME_CHARS)), markup(` · ${words.stages[stage]}${share} …`));
}

/** What a reload has changed, and what failed in it, by name and reason. */
export function renderReloadOutcome({ sources, ms, isJoined }: ReloadOutcome, words: Words): Block[] {
  const failuresShown = Math.max(
    1,
    Math.floor(MAX_FAILURES_SHOWN / Math.max(1, sources.filter(hasFailed).length)),
  );
  return [
    [line(bold(words.reloaded(Math.max(1, Math.round(ms / 1000)))))],
    ...(isJoined ? [[small(markup(words.joinedReload))]] : []),
    ...sources.map((reload) => [
      renderCounts(reload, words),
      ...renderFailures(reload, { words, failuresShown }),
    ]),
  ];
}

const hasFailed = ({ failed }: Reload) => failed.length > 0;

function renderFailures(
  { failed, error, notices }: Reload,
  { words, failuresShown }: { readonly words: Words; readonly failuresShown: number },
): Line[] {
  const more = failed.length - failuresShown;
  return [
    ...(error === undefined ? [] : [small(text(clip(error, MAX_REASON_CHARS)))]),
    ...notices.map((notice) => small(text(clip(notice, MAX_REASON_CHARS)))),
    ...failed
      .slice(0, failuresShown)
      .map(({ name, reason }) =>
        small(text(`${clip(name, MAX_NAME_CHARS)}: ${clip(reason, MAX_REASON_CHARS)}`)),
      ),
    ...(more > 0 ? [small(markup(words.andMore(more)))] : []),
  ];
}

function renderCounts(reload: Reload, words: Words): Line {
  const { name, failed } = reload;
  const counts = [words.changes(reload), ...(failed.length === 0 ? [] : [words.notRead(failed.length)])];
  return line(markup("• "), bold(clip(name, MAX_NAME_CHARS)), markup(` · ${counts.join(" · ")}`));
}

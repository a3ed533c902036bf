import type { ReloadOutcome, ReloadUpdate, SourceStatus } from "../sources/newsroom.ts";
import type { Reload, ReloadProgress } from "../sources/reload.ts";
import { type Block, bold, clip, type Line, line, markup, small, text } from "./markup.ts";
import { timestamp } from "./timestamps.ts";
import type { Words } from "./words/words.ts";

const MAX_NAME_CHARS = 100;
const MAX_REASON_CHARS = 300;
/** Enough to see what is wrong, over all sources but for one of each; the log has them all. */
const MAX_FAILURES_SHOWN = 10;

/** What is read in a server, and how fresh each source is. */
export function renderSources(sources: readonly SourceStatus[], words: Words): Block[] {
  if (sources.length === 0) return [[line(markup(words.noSources))]];
  return [[line(bold(words.sourcesHere))], ...sources.map((source) => renderSource(source, words))];
}

function renderSource(
  { id, articles, newestArticle, lastReadAt, lastError }: SourceStatus,
  words: Words,
): Block {
  const newest = timestamp(newestArticle);
  const read = timestamp(lastReadAt, "relative");
  const facts = [
    words.articles(articles),
    ...(newest === undefined ? [] : [words.newestArticle(newest)]),
    read === undefined ? words.neverRead : words.readAt(read),
  ];
  return [
    line(markup("• "), bold(clip(id, MAX_NAME_CHARS)), markup(` · ${facts.join(" · ")}`)),
    ...(lastError === undefined ? [] : [small(text(words.lastFailure(clip(lastError, MAX_REASON_CHARS))))]),
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

function renderCurrent({ sourceId, stage, done, total }: ReloadProgress, words: Words): Line {
  const share = total === 0 ? "" : ` ${done}/${total}`;
  return line(
    markup("• "),
    bold(clip(sourceId, MAX_NAME_CHARS)),
    markup(` · ${words.stages[stage]}${share} …`),
  );
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
  { failed, error }: Reload,
  { words, failuresShown }: { readonly words: Words; readonly failuresShown: number },
): Line[] {
  const more = failed.length - failuresShown;
  return [
    ...(error === undefined ? [] : [small(text(clip(error, MAX_REASON_CHARS)))]),
    ...failed
      .slice(0, failuresShown)
      .map(({ name, reason }) =>
        small(text(`${clip(name, MAX_NAME_CHARS)}: ${clip(reason, MAX_REASON_CHARS)}`)),
      ),
    ...(more > 0 ? [small(markup(words.andMore(more)))] : []),
  ];
}

function renderCounts(reload: Reload, words: Words): Line {
  const { id, failed } = reload;
  const counts = [words.changes(reload), ...(failed.length === 0 ? [] : [words.notRead(failed.length)])];
  return line(markup("• "), bold(clip(id, MAX_NAME_CHARS)), markup(` · ${counts.join(" · ")}`));
}

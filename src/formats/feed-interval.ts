const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** RSS 1.0's syndication module: https://web.resource.org/rss/1.0/modules/syndication/ */
const PERIOD_MS: Readonly<Record<string, number>> = {
  hourly: 60 * MINUTE_MS,
  daily: DAY_MS,
  weekly: 7 * DAY_MS,
  monthly: 30 * DAY_MS,
  yearly: 365 * DAY_MS,
};

export interface UpdateHints {
  /** RSS: for how long the feed may be kept before it is asked for again. */
  readonly ttlMinutes?: number | undefined;
  readonly syndication?: { readonly updatePeriod?: string; readonly updateFrequency?: number } | undefined;
}

/** Every how many milliseconds a feed says that it changes; undefined when it says nothing that makes sense. */
export function findUpdateInterval({ ttlMinutes, syndication }: UpdateHints): number | undefined {
  const fromTtl = (ttlMinutes ?? 0) * MINUTE_MS;
  return [fromTtl, findSyndicationInterval(syndication)].find((ms) => ms > 0 && Number.isSafeInteger(ms));
}

function findSyndicationInterval(syndication: UpdateHints["syndication"]): number {
  if (syndication === undefined) return 0;
  const { updatePeriod = "daily", updateFrequency = 1 } = syndication;
  return Math.round((PERIOD_MS[updatePeriod.trim().toLowerCase()] ?? 0) / updateFrequency);
}

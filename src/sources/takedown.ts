import { domainOf, placeOf } from "../articles/place.ts";

/** Longer addresses are not stored either. */
const MAX_TARGET_CHARS = 2000;

/**
 * What somebody wants taken down: an address, or a domain in lower case without `www.`. Undefined when
 * it is neither. An address without a path means its whole domain.
 */
export function parseTakedown(typed: string): string | undefined {
  const text = typed.trim();
  const url = URL.parse(/^[a-z]+:\/\//i.test(text) ? text : `https://${text}`);
  if (!url || text.length > MAX_TARGET_CHARS || !/^https?:$/.test(url.protocol) || url.username !== "") {
    return undefined;
  }
  url.hash = "";
  const domain = domainOf(url);
  if (!/^[^.]+(?:\.[^.]+)+$/.test(domain)) return undefined;
  return url.pathname === "/" && url.search === "" ? domain : url.href;
}

/**
 * Whether an article's address is one of the targets (addresses, or places as they are stored), however it is written,
 * or lies below a domain among them. A target without a query means its page with any.
 */
export function isTakenDown(address: string | null, targets: readonly string[]): boolean {
  const url = address === null ? null : URL.parse(address);
  const place = url && placeOf(url.href);
  if (!place) return false;
  const domain = domainOf(url);
  return targets
    .map((target) => (target.includes("://") ? (placeOf(target) ?? target) : target))
    .some(
      (target) =>
        [place, domain].includes(target) || place.startsWith(`${target}?`) || domain.endsWith(`.${target}`),
    );
}

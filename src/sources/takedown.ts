/** Longer addresses are not stored either. */
const MAX_TARGET_CHARS = 2000;

/**
 * What somebody wants taken down: an address as it is stored, or a domain in lower case without `www.`. Undefined when
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

/** Whether an article's address is one of the targets, or lies below a domain among them. */
export function isTakenDown(address: string | null, targets: readonly string[]): boolean {
  const url = address === null ? null : URL.parse(address);
  if (!url) return false;
  const domain = domainOf(url);
  return targets.some((target) => target === url.href || target === domain || domain.endsWith(`.${target}`));
}

/** In lower case, as `URL` gives it; without a trailing dot and `www.`, which name the same place. */
function domainOf({ hostname }: URL): string {
  return hostname.replace(/\.$/, "").replace(/^www\./, "");
}

/** What links add to tell where a reader comes from. */
const CAMPAIGN = /^(?:utm_\w+|[a-z]{1,3}clid|mc_[ce]id)$/i;

/** A host as it is known: in lower case, without a trailing dot and `www.`, which name the same. */
export function domainOf({ hostname }: URL): string {
  return hostname.replace(/\.$/, "").replace(/^www\./, "");
}

/**
 * The same for every way to write one page's address: `harbour.example/one?page=2`, without scheme, port, `www.`, the
 * last slash, what stands behind `#` and where a reader came from. A domain alone is a place too. Null when it is none.
 */
export function placeOf(address: string): string | null {
  const url = URL.parse(/^[a-z]+:\/\//i.test(address) ? address : `https://${address}`);
  if (!url) return null;
  for (const name of [...url.searchParams.keys()]) if (CAMPAIGN.test(name)) url.searchParams.delete(name);
  url.searchParams.sort();
  return domainOf(url) + url.pathname.replace(/\/+$/, "") + url.search;
}

import { createFetch, type Fetch, type FetchOptions } from "../fetch.ts";

/**
 * The way out, and one origin besides that whoever runs this named by its address
 * (`http://127.0.0.1:4173`), though it is not of the public internet. What is
 * read there leads nowhere else: redirects to another address or port are refused. It is asked without pauses.
 */
export function createFetchWithOrigin(origin: string | undefined, options: FetchOptions): Fetch {
  const fetchPublic = createFetch(options);
  if (origin === undefined) return fetchPublic;
  const { hostname, port } = new URL(origin);
  const fetchOwn = createFetch({
    ...options,
    isAllowedAddress: (address) => address === hostname,
    allowedPorts: [Number(port || 80)],
    gapMs: 0,
    leases: undefined,
  });
  const isOwn = (address: string) => URL.parse(address)?.origin === new URL(origin).origin;
  return (request) => (isOwn(request.address) ? fetchOwn(request) : fetchPublic(request));
}

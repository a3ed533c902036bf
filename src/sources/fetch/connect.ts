import { buildConnector, Client } from "undici";
import { type Lookup, resolveChecked } from "./addresses.ts";

/** News sites send a few kilobytes. */
const MAX_HEADER_BYTES = 32_768;
/** Of the 20 seconds that a page has in all: a name's second address gets its chance. */
const CONNECT_TIMEOUT_MS = 7_000;

export interface ConnectOptions {
  readonly lookup: Lookup;
  readonly isAllowedAddress: (address: string) => boolean;
  /** Certificates to trust besides the usual ones, in PEM. */
  readonly ca?: string | undefined;
}

/**
 * Creates the way to a server. Each client has one connection, to an address that was checked: literal ones too, which
 * a checking `lookup` never sees. It takes one request, so that a name can't mean another place a moment later, and is
 * destroyed after it: asking the server to close instead (`pipelining: 0`) lets its end overtake the body.
 */
export function createConnect({ lookup, isAllowedAddress, ca }: ConnectOptions): (origin: string) => Client {
  const connect = buildConnector({
    allowH2: false,
    timeout: CONNECT_TIMEOUT_MS,
    maxCachedSessions: 0,
    ...(ca === undefined ? {} : { ca }),
  });
  const options: Client.Options = {
    maxHeaderSize: MAX_HEADER_BYTES,
    connect(options, callback) {
      const { hostname } = options;
      const isLiteral = /^[\d.]+$|:/.test(hostname);
      const servername = isLiteral ? "" : hostname;
      const tryEach = ([address = "", ...others]: readonly string[]) =>
        connect({ ...options, hostname: address, servername }, (...outcome) => {
          if (outcome[0] !== null && others.length > 0) tryEach(others);
          else callback(...outcome);
        });
      resolveChecked(hostname, { lookup, isAllowed: isAllowedAddress }).then(tryEach, (error: unknown) =>
        callback(error instanceof Error ? error : new Error(String(error)), null),
      );
    },
  };
  return (origin) => new Client(origin, options);
}

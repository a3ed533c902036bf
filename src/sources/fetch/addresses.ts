import { lookup as lookUpName } from "node:dns/promises";
import ipaddr from "ipaddr.js";
import { SourceError } from "../source.ts";

/** All addresses of a name, as the system resolves it. */
export type Lookup = (hostname: string) => Promise<readonly string[]>;

/** Asks the system. */
export const lookUp: Lookup = async (hostname) =>
  (await lookUpName(hostname, { all: true })).map(({ address }) => address);

/** The first byte of 2000::/3, all of IPv6 that is routed: https://www.iana.org/assignments/ipv6-address-space */
const GLOBAL_IPV6 = { from: 0x20, to: 0x3f };

/** Whether an address is one of the public internet: not of this machine, its network, or reserved for anything. */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  // IPv4 within IPv6 is what it stands for.
  const parsed = ipaddr.process(address);
  if (parsed.range() !== "unicast") return false;
  if (parsed.kind() === "ipv4") return true;
  const first = parsed.toByteArray()[0] ?? 0;
  return GLOBAL_IPV6.from <= first && first <= GLOBAL_IPV6.to;
}

/**
 * The addresses to connect to: the first, and the first of the other kind (IPv4, IPv6), since a network may lack one;
 * no more, or a name could send this reader all over the place. Rejects when there is none, or one that may not be
 * reached.
 */
export async function resolveChecked(
  hostname: string,
  { lookup, isAllowed }: { readonly lookup: Lookup; readonly isAllowed: (address: string) => boolean },
): Promise<readonly string[]> {
  const addresses = ipaddr.isValid(hostname) ? [hostname] : await lookup(hostname);
  const [first] = addresses;
  if (first === undefined) throw new Error(`${hostname} has no address`);
  // A name that has both public and private addresses is up to something.
  if (!addresses.every(isAllowed)) throw notAllowed();
  const isIpv6 = (address: string) => address.includes(":");
  return [first, ...addresses.filter((address) => isIpv6(address) !== isIpv6(first)).slice(0, 1)];
}

/** The address may not be read; it is not said where it leads. */
export function notAllowed(): SourceError {
  return new SourceError("this address can't be read: only addresses of the public internet are", {
    problem: "unreadable",
  });
}

/** Reads an address that somebody typed or a server named. Throws a `SourceError` when it may not be asked for. */
export function parseAddress(address: string, allowedPorts: readonly number[] | "any"): URL {
  const url = URL.parse(address);
  if (!url || !/^https?:$/.test(url.protocol) || url.hostname === "") {
    throw new SourceError("this is no http(s) address", { problem: "unreadable" });
  }
  if (url.username !== "" || url.password !== "") {
    throw new SourceError("an address with a user name or password is not read", { problem: "unreadable" });
  }
  const port = url.port === "" ? { "http:": 80, "https:": 443 }[url.protocol] : Number(url.port);
  if (allowedPorts !== "any" && !allowedPorts.includes(port ?? 0)) {
    throw new SourceError(`an address with the port ${url.port} is not read: it has to be 80 or 443`, {
      problem: "unreadable",
    });
  }
  url.hash = "";
  return url;
}

import type { Fetch, FetchedContent, FetchRequest } from "../../src/sources/fetch.ts";
import { SourceError } from "../../src/sources/source.ts";

/** What stands at an address: its text, or with more about it; an error; or what a request gets. */
export type Standing =
  | string
  | (Partial<FetchedContent> & { readonly text?: string })
  | Error
  | ((request: FetchRequest) => Standing | "unchanged");

export interface FakeWeb {
  readonly fetch: Fetch;
  /** Every request, in order. */
  readonly requests: readonly FetchRequest[];
  put(address: string, standing: Standing): void;
}

/** A web of a few addresses, without a network; where nothing stands it says so as the real one does. */
export function createFakeWeb(standings: Readonly<Record<string, Standing>> = {}): FakeWeb {
  const web = new Map(Object.entries(standings));
  const requests: FetchRequest[] = [];
  return {
    requests,
    put: (address, standing) => web.set(address, standing),
    async fetch(request) {
      request.signal?.throwIfAborted();
      requests.push(request);
      const found = web.get(request.address);
      const standing = typeof found === "function" ? found(request) : found;
      if (standing === undefined) {
        throw new SourceError("nothing was found at the address (HTTP 404)", { problem: "unreachable" });
      }
      if (standing instanceof Error) throw standing;
      if (standing === "unchanged") return { kind: "unchanged", freshForMs: undefined };
      if (typeof standing === "function") throw new Error("a standing gives no other function");
      return contentOf(request.address, typeof standing === "string" ? { text: standing } : standing);
    },
  };
}

function contentOf(
  address: string,
  { text = "", ...content }: Partial<FetchedContent> & { readonly text?: string },
): FetchedContent {
  return {
    kind: "content",
    address,
    movedTo: undefined,
    bytes: new TextEncoder().encode(text),
    contentType: undefined,
    validators: {},
    freshForMs: undefined,
    restriction: undefined,
    ...content,
  };
}

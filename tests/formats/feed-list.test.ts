import { describe, expect, test } from "vitest";
import { parseFeedList } from "../../src/formats/feed-list.ts";

describe("a list of feeds", () => {
  test("is a line for each, with its name where it has one", () => {
    const list = `\uFEFF# the harbour
https://harbour.example/feed.xml   The  Harbour Post

  https://wire.example/rss
https://harbour.example/feed.xml twice\r\n`;
    expect(parseFeedList(list)).toEqual([
      { address: "https://harbour.example/feed.xml", name: "The Harbour Post" },
      { address: "https://wire.example/rss", name: undefined },
    ]);
  });

  test("is OPML with folders in folders", () => {
    const list = `<?xml version="1.0"?><opml version="2.0"><head><title>News</title></head><body>
      <outline text="Coast"><outline text="Near"><outline type="rss" text="Harbour" xmlUrl="https://harbour.example/feed.xml"/></outline></outline>
      <outline type="rss" text="W" title="The Wire" xmlUrl="https://wire.example/rss"/><outline text="Just a heading"/></body></opml>`;
    expect(parseFeedList(list)).toEqual([
      { address: "https://harbour.example/feed.xml", name: "Harbour" },
      { address: "https://wire.example/rss", name: "The Wire" },
    ]);
  });

  test("may be empty", () => {
    expect(parseFeedList("\n# nothing yet\n")).toEqual([]);
  });

  test.each([
    ["https://harbour.example/feed.xml\nnot an address", /^line 2 names no http\(s\) address: not$/],
    ["ftp://harbour.example/feed.xml", /^line 1 names/],
    [
      '<opml><body><outline text="x" xmlUrl="file:///etc/passwd"/></body></opml>',
      /^no http\(s\) address: file:/,
    ],
    ["<opml><body>", /^not OPML that can be read$/],
  ])("that can't be read says where: %j", (text, reason) => {
    expect(() => parseFeedList(text)).toThrow(reason);
  });
});

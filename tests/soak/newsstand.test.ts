import { expect, onTestFinished, test } from "vitest";
import { FAULTS, type Newsstand, startNewsstand } from "../../soak/newsstand.ts";

async function start(random: () => number): Promise<Newsstand> {
  const newsstand = await startNewsstand({ sources: 20, faultShare: 0.05, random });
  onTestFinished(() => newsstand.close());
  return newsstand;
}

const load = async (address: string) => (await fetch(address)).text();

test("twenty sources, each another thing at each reading", async () => {
  const { addresses, counts } = await start(() => 0);
  expect(new Set(addresses).size).toBe(20);
  const [page = "", feed = ""] = addresses;
  expect(await load(page)).toContain("Revision 1 of this page");
  expect(await load(page)).toContain("Revision 2 of this page");
  const editions = [await load(feed), await load(feed)];
  expect(editions.map((text) => text.match(/<item>/g)?.length)).toEqual([12, 12]);
  expect(editions[0]).not.toBe(editions[1]);
  expect(counts).toEqual({ requests: 4, error: 0, silence: 0, garbage: 0, reset: 0, misbehaviour: 0 });
});

test.each([
  ["error", async (address: string) => expect((await fetch(address)).status).toBe(500)],
  [
    "silence",
    (address: string) => expect(fetch(address, { signal: AbortSignal.timeout(50) })).rejects.toThrow(),
  ],
  ["garbage", async (address: string) => expect(await load(address)).toMatch(/^\uFFFD+$/)],
  ["misbehaviour", async (address: string) => expect((await load(address)).length).toBeGreaterThan(200_000)],
  ["reset", (address: string) => expect(load(address)).rejects.toThrow()],
] as const)("a reply fails with: %s", async (fault, expectIt) => {
  const lots = [0.04, FAULTS.indexOf(fault) / FAULTS.length];
  const newsstand = await start(() => lots.shift() ?? 1);
  newsstand.setFaulty(true);
  await expectIt(newsstand.addresses[1] ?? "");
  expect(newsstand.counts).toMatchObject({ requests: 1, [fault]: 1 });
});

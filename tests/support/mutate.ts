const TAG = /<[^<>]{1,200}>/g;
const INSERTED = [
  "<",
  ">",
  "</",
  "<!--",
  "<script>",
  "<style>",
  "<svg>",
  "<table><tr><td>",
  "<template>",
  "<base href=//>",
  "<p hidden>",
  "\u0000",
  "\uFFFD",
  "\u202E",
  "&#x110000;",
  "&amp",
  '"',
  "'",
  "<![CDATA[",
  "<?xml",
  '<meta charset="utf-16">',
  '<script type="application/ld+json">{"@graph":[',
];

/** A page or a feed as a bad line, a bad server or a bad actor leaves it: the same for the same numbers. */
export function mutate(text: string, random: () => number): string {
  const changes = 1 + Math.floor(random() * 4);
  let mutated = text;
  for (let change = 0; change < changes; change += 1) mutated = mutateOnce(mutated, random);
  return mutated;
}

function mutateOnce(text: string, random: () => number): string {
  const place = () => Math.floor(random() * (text.length + 1));
  const start = place();
  const end = Math.min(text.length, start + Math.floor(random() * 400));
  const span = text.slice(start, end);
  const pick = (list: readonly string[]) => list[Math.floor(random() * list.length)] ?? "";
  switch (Math.floor(random() * 6)) {
    case 0:
      return text.slice(0, start);
    case 1:
      return text.slice(0, start) + text.slice(end);
    case 2:
      return text.slice(0, start) + span.repeat(1 + Math.floor(random() * 50)) + text.slice(end);
    case 3:
      return text.slice(0, start) + pick(INSERTED) + text.slice(start);
    case 4:
      return (
        text.slice(0, start) +
        pick(text.match(TAG) ?? ["<b>"]).repeat(1 + Math.floor(random() * 300)) +
        text.slice(start)
      );
    default: {
      const tags = text.match(TAG) ?? [];
      const [one, other] = [pick(tags), pick(tags)];
      return text.replace(TAG, (tag) => (tag === one ? other : tag === other ? one : tag));
    }
  }
}

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
export function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** An entry of a test's feed. */
export interface EntryFields {
  readonly title: string;
  readonly link?: string;
  readonly date?: string;
  /** The whole text, as `content:encoded`. */
  readonly content?: string;
  /** An opening, as `description`. */
  readonly opening?: string;
}

/** An RSS feed of the Harbour Post. */
export function rssFeed(entries: readonly EntryFields[], title = "The Harbour Post"): string {
  const items = entries.map(
    ({ title, link, date, content, opening }) => `<item><title>${title}</title>
      ${link === undefined ? "" : `<link>${link}</link><guid>${link}</guid>`}
      ${date === undefined ? "" : `<pubDate>${new Date(date).toUTCString()}</pubDate>`}
      ${opening === undefined ? "" : `<description>${opening}</description>`}
      ${content === undefined ? "" : `<content:encoded><![CDATA[${paragraphsOf(content)}]]></content:encoded>`}</item>`,
  );
  return `<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">
    <channel><title>${title}</title><link>https://harbour.example/</link>${items.join("\n")}</channel></rss>`;
}

function paragraphsOf(text: string): string {
  return text
    .split("\n\n")
    .map((paragraph) => `<p>${paragraph}</p>`)
    .join("\n");
}

export interface PageFields {
  readonly title: string;
  readonly text: string;
  readonly date?: string;
  /** Put into the page's head as it is. */
  readonly head?: string;
}

/** A page of the Harbour Post with an article. */
export function articlePage({ title, text, date, head = "" }: PageFields): string {
  const published = date === undefined ? "" : `<meta property="article:published_time" content="${date}">`;
  return `<!doctype html><html lang="en"><head><title>${title} | The Harbour Post</title>
    <meta property="og:title" content="${title}"><meta property="og:site_name" content="The Harbour Post">
    ${published}${head}</head><body><nav><a href="/">Home</a></nav>
    <article><h1>${title}</h1>${paragraphsOf(text)}</article></body></html>`;
}

/** News prose of about so many words, about one thing. */
export function prose(subject: string, words = 220): string {
  const sentences = [
    `The council of ${subject} met on Tuesday evening to settle the question of the old ferry pier.`,
    `Residents of ${subject} had asked for a decision since the storm of last winter took its roof.`,
    `An engineer who looked at the piles for ${subject} said that half of them would have to go.`,
    `Nobody in ${subject} expects the work to begin before the herring season is over.`,
    `The money, the treasurer of ${subject} said, has been put aside for nearly three years.`,
  ];
  const text: string[] = [];
  for (let index = 0; text.join(" ").split(" ").length < words; index += 1) {
    text.push(`${sentences[index % sentences.length] ?? ""}${index % 5 === 4 ? "\n\n" : ""}`);
  }
  return text.join(" ").replace(/\n\n /g, "\n\n").trim();
}

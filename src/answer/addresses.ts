/**
 * A web or mail address, an invitation, or what a chat takes for a mention: a link to where no source stands. Of a
 * domain its last dot is enough: looking for all of its parts from each of them takes time squared.
 */
const ADDRESS =
  /\bhttps?:|\bwww\.|[\p{L}\p{N}-]\.\p{L}{2,}\/|[\p{L}\p{N}.]@[\p{L}\p{N}-]+\.|@(?:everyone|here)\b|<[@#:]/iu;

/** `[Tickets](…)`: a link by another name, whatever stands in it. */
const MARKDOWN_LINK = /\]\(/;

/** How people write an address that no machine is to follow: `hxxps://wreck[.]example`. */
const DISGUISES: readonly (readonly [RegExp, string])[] = [
  [/\[\.\]|\(\.\)|\[dot\]|\(dot\)/gi, "."],
  [/\bhxxp/gi, "http"],
];

/**
 * Whether a text holds an address or a mention. No answer does: its links are made by code from the sources' own
 * addresses, and whoever plants others in an article, or has a model write them, gains nothing.
 */
export function holdsAddress(text: string): boolean {
  return ADDRESS.test(undisguise(text)) || MARKDOWN_LINK.test(text);
}

/** `wreck.example`, without a path: no link in a chat, but a place to go to. */
const DOMAIN = /(?<![\p{L}\p{N}.-])(?:[\p{L}\p{N}-]{1,63}\.){1,8}\p{Ll}{2,63}(?![\p{L}\p{N}-])/gu;

/** The domains that a text names, as it may: of firms that are called so, say. */
export function findDomains(text: string): string[] {
  return [...undisguise(text).matchAll(DOMAIN)].map(([domain]) => domain);
}

/** With plain letters and dots: a full-width `．` is read as a dot. */
function undisguise(text: string): string {
  return DISGUISES.reduce((plain, [pattern, sign]) => plain.replace(pattern, sign), text.normalize("NFKC"));
}

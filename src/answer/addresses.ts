/** A web or mail address, an invitation, or what a chat takes for a mention: a link to where no source stands. */
const ADDRESS =
  /\bhttps?:|\bwww\.|\b(?:[\p{L}\p{N}-]+\.)+\p{L}{2,}\/|[\p{L}\p{N}.]@[\p{L}\p{N}-]+\.|@(?:everyone|here)\b|<[@#:]/iu;

/**
 * Whether a text holds an address or a mention. No answer does: its links are made by code from the sources' own
 * addresses, and whoever plants others in an article, or has a model write them, gains nothing.
 */
export function holdsAddress(text: string): boolean {
  return ADDRESS.test(text);
}

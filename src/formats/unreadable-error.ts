/** Thrown by every parser for input it refuses; the message is the reason, fit for the file's owner. */
export class UnreadableError extends Error {
  override readonly name = "UnreadableError";
}

/** The call is wrong, not the program: exit status 2, and the line says how to call it. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

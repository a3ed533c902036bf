/** Whether a store's address is that of a PostgreSQL database, and not a file. */
export function isPostgres(address: string): boolean {
  return /^postgres(?:ql)?:\/\//i.test(address);
}

/** The password in a database's address, which is for no log. */
export function findPassword(address: string): string | undefined {
  const password = isPostgres(address) ? URL.parse(address)?.password : undefined;
  return password ? decodeURIComponent(password) : undefined;
}

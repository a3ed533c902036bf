/** Whether a store's address is that of a PostgreSQL database, and not a file. */
export function isPostgres(address: string): boolean {
  return /^postgres(?:ql)?:\/\//i.test(address);
}

/** Whether such an address can be read: as a whole, and each `%` in it as the letter that it stands for. */
export function isReadable(address: string): boolean {
  try {
    const { username, password, pathname } = new URL(address);
    decodeURIComponent(username + password + pathname);
    return true;
  } catch {
    return false;
  }
}

/** The password in a database's address, which is for no log. */
export function findPassword(address: string): string | undefined {
  const password = isPostgres(address) ? URL.parse(address)?.password : undefined;
  return password ? decodeURIComponent(password) : undefined;
}

import { randomBytes } from "node:crypto";
import type { PostgresConnections } from "./postgres-connect.ts";
import { sql } from "./postgres-sql.ts";
import { readNumber, readText } from "./sqlite-rows.ts";
import type { Store } from "./store.ts";

/** As long as the output of SHA-256, so that it is no easier to guess than what it hides. */
const SECRET_BYTES = 32;

/** What is kept beside the articles: counters, and the secret of this installation. */
export function createCounters({
  read,
  write,
}: PostgresConnections): Pick<Store, "findCounter" | "addToCounter" | "secret"> {
  const findSecret = async () => {
    const [row] = await read(sql`select value from meta where name = 'secret'`);
    return row && readText(row, "value");
  };
  return {
    async findCounter({ key, now }) {
      const [row] = await read(sql`
        select value, until_ms from counters where key = ${key} and until_ms > ${Date.parse(now)}`);
      if (!row) return undefined;
      return { value: readNumber(row, "value"), until: new Date(readNumber(row, "until_ms")).toISOString() };
    },
    async addToCounter({ key, now, amount, until }) {
      await write(async (run) => {
        // What another process is just adding to is looked after by that one.
        await run(sql`
          delete from counters where key in (
            select key from counters where until_ms <= ${Date.parse(now)} for update skip locked
          )`);
        await run(sql`
          insert into counters (key, value, until_ms) values (${key}, ${amount}, ${Date.parse(until)})
          on conflict (key) do update set
            value = case when counters.until_ms > ${Date.parse(now)} then counters.value else 0 end + excluded.value,
            until_ms = excluded.until_ms`);
      });
    },
    async secret() {
      const known = await findSecret();
      if (known !== undefined) return known;
      const made = randomBytes(SECRET_BYTES).toString("hex");
      await write((run) =>
        run(sql`insert into meta (name, value) values ('secret', ${made}) on conflict (name) do nothing`),
      );
      return (await findSecret()) ?? made;
    },
  };
}

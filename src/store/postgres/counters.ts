import { randomBytes } from "node:crypto";
import { lastBelieved } from "../clocks.ts";
import { type Row, readNumber, readText } from "../rows.ts";
import type { Counter, KeptTextQuery, Store } from "../store.ts";
import type { PostgresConnections, Run } from "./connect.ts";
import { type Sql, sql } from "./sql.ts";

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
      return row && readCounter(row);
    },
    addToCounter: ({ key, now, amount, until }) =>
      write(async (run) => {
        await removeOver(run, sql`counters`, now);
        const [row] = await run(sql`
          insert into counters (key, value, until_ms) values (${key}, ${amount}, ${Date.parse(until)})
          on conflict (key) do update set
            value = excluded.value
              + case when counters.until_ms > ${Date.parse(now)} and counters.until_ms <= ${lastBelieved(until)}
                then counters.value else 0 end,
            until_ms = excluded.until_ms
          returning value, until_ms`);
        return readCounter(row);
      }),
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

function readCounter(row: Row | undefined): Counter {
  return { value: readNumber(row, "value"), until: new Date(readNumber(row, "until_ms")).toISOString() };
}

/** Removes what is over; what another process is just changing is looked after by that one. */
async function removeOver(run: Run, table: Sql, now: string): Promise<void> {
  await run(sql`
    delete from ${table} where key in (
      select key from ${table} where until_ms <= ${Date.parse(now)} for update skip locked
    )`);
}

const isKept = ({ key, now, latestEnd }: KeptTextQuery) => sql`
  key = ${key} and until_ms > ${Date.parse(now)} and until_ms <= ${lastBelieved(latestEnd)}`;

/** Texts that are kept for a while. */
export function createTexts({
  read,
  write,
}: PostgresConnections): Pick<Store, "keepText" | "findText" | "takeText"> {
  return {
    async keepText({ key, text, now, until }) {
      await write(async (run) => {
        await removeOver(run, sql`texts`, now);
        await run(sql`
          insert into texts (key, text, until_ms) values (${key}, ${text}, ${Date.parse(until)})
          on conflict (key) do update set text = excluded.text, until_ms = excluded.until_ms`);
      });
    },
    async findText(query) {
      const [row] = await read(sql`select text from texts where ${isKept(query)}`);
      return row && readText(row, "text");
    },
    async takeText(query) {
      const taken = await write((run) => run(sql`delete from texts where ${isKept(query)} returning key`));
      return taken.length === 1;
    },
  };
}

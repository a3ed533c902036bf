import { randomBytes } from "node:crypto";
import type { DatabaseSync } from "node:sqlite";
import { lastBelieved } from "../clocks.ts";
import { readNumber, readText } from "../rows.ts";
import type { Counter, CounterAddition, CounterQuery } from "../store.ts";
import { inTransaction } from "./transaction.ts";

/** What is kept beside the articles: counters, and the secret of this installation. */
export interface Counters {
  findCounter(query: CounterQuery): Counter | undefined;
  addToCounter(addition: CounterAddition): Counter;
  findSecret(): string | undefined;
  /** Makes it where there is none. */
  secret(): string;
}

/** As long as the output of SHA-256, so that it is no easier to guess than what it hides. */
const SECRET_BYTES = 32;

/** Prepares the counters on one connection. */
export function createCounters(database: DatabaseSync): Counters {
  const find = database.prepare("select value, until_ms from counters where key = ? and until_ms > ?");
  const removeOver = database.prepare("delete from counters where until_ms <= ?");
  const removeUnbelieved = database.prepare("delete from counters where key = ? and until_ms > ?");
  const add = database.prepare(`
    insert into counters (key, value, until_ms) values (?, ?, ?)
    on conflict do update set value = value + excluded.value, until_ms = excluded.until_ms
    returning value, until_ms`);
  const putSecret = database.prepare("insert or ignore into meta (name, value) values ('secret', ?)");
  const findSecret = database.prepare("select value from meta where name = 'secret'");
  return {
    findCounter({ key, now }) {
      const row = find.get(key, Date.parse(now));
      return row && readCounter(row);
    },
    addToCounter({ key, now, amount, until }) {
      return inTransaction(database, () => {
        removeOver.run(Date.parse(now));
        removeUnbelieved.run(key, lastBelieved(until));
        return readCounter(add.get(key, amount, Date.parse(until)));
      });
    },
    findSecret() {
      const row = findSecret.get();
      return row && readText(row, "value");
    },
    secret() {
      putSecret.run(randomBytes(SECRET_BYTES).toString("hex"));
      return readText(findSecret.get(), "value");
    },
  };
}

function readCounter(row: Parameters<typeof readNumber>[0]): Counter {
  return { value: readNumber(row, "value"), until: new Date(readNumber(row, "until_ms")).toISOString() };
}

import type { DatabaseSync } from "node:sqlite";
import { readText } from "../rows.ts";
import type { CounterQuery, TextRequest } from "../store.ts";
import { inTransaction } from "./transaction.ts";

/** Texts that are kept for a while. */
export interface Texts {
  keepText(request: TextRequest): void;
  findText(query: CounterQuery): string | undefined;
  takeText(query: CounterQuery): boolean;
}

/** Prepares the texts on one connection. */
export function createTexts(database: DatabaseSync): Texts {
  const removeOver = database.prepare("delete from texts where until_ms <= ?");
  const put = database.prepare("insert or replace into texts (key, text, until_ms) values (?, ?, ?)");
  const find = database.prepare("select text from texts where key = ? and until_ms > ?");
  const take = database.prepare("delete from texts where key = ? and until_ms > ?");
  return {
    keepText({ key, text, now, until }) {
      inTransaction(database, () => {
        removeOver.run(Date.parse(now));
        put.run(key, text, Date.parse(until));
      });
    },
    findText({ key, now }) {
      const row = find.get(key, Date.parse(now));
      return row && readText(row, "text");
    },
    takeText: ({ key, now }) => take.run(key, Date.parse(now)).changes === 1,
  };
}

import type { DatabaseSync } from "node:sqlite";
import { lastBelieved } from "../clocks.ts";
import { readText } from "../rows.ts";
import type { KeptTextQuery, TextRequest } from "../store.ts";
import { inTransaction } from "./transaction.ts";

/** Texts that are kept for a while. */
export interface Texts {
  keepText(request: TextRequest): void;
  findText(query: KeptTextQuery): string | undefined;
  takeText(query: KeptTextQuery): boolean;
}

/** Prepares the texts on one connection. */
export function createTexts(database: DatabaseSync): Texts {
  const removeOver = database.prepare("delete from texts where until_ms <= ?");
  const put = database.prepare("insert or replace into texts (key, text, until_ms) values (?, ?, ?)");
  const find = database.prepare("select text from texts where key = ? and until_ms > ? and until_ms <= ?");
  const take = database.prepare("delete from texts where key = ? and until_ms > ? and until_ms <= ?");
  return {
    keepText({ key, text, now, until }) {
      inTransaction(database, () => {
        removeOver.run(Date.parse(now));
        put.run(key, text, Date.parse(until));
      });
    },
    findText({ key, now, latestEnd }) {
      const row = find.get(key, Date.parse(now), lastBelieved(latestEnd));
      return row && readText(row, "text");
    },
    takeText: ({ key, now, latestEnd }) =>
      take.run(key, Date.parse(now), lastBelieved(latestEnd)).changes === 1,
  };
}

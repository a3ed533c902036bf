import type { DatabaseSync } from "node:sqlite";

/** Does the work in one transaction: all of it happens, or none. */
export function inTransaction<Result>(database: DatabaseSync, work: () => Result): Result {
  database.exec("begin immediate");
  try {
    const result = work();
    database.exec("commit");
    return result;
  } catch (error) {
    if (database.isTransaction) database.exec("rollback");
    throw error;
  }
}

/** For what takes several statements: all of them see what was committed when the first one began. */
export function inSnapshot<Result>(database: DatabaseSync, work: () => Result): Result {
  database.exec("begin");
  try {
    return work();
  } finally {
    if (database.isTransaction) database.exec("commit");
  }
}

import type { DatabaseSync } from "node:sqlite";
import { lastBelieved } from "../clocks.ts";
import { readText } from "../rows.ts";
import type { Lease, LeaseRequest, LeaseTaken } from "../store.ts";
import { inTransaction } from "./transaction.ts";

/** What one process at a time may do. */
export interface Leases {
  takeLease(request: LeaseRequest): LeaseTaken | undefined;
  dropLease(lease: Lease): void;
}

/** Prepares the leases on one connection. */
export function createLeases(database: DatabaseSync): Leases {
  const find = database.prepare("select holder from leases where name = ?");
  const take = database.prepare(`
    insert into leases (name, holder, until_ms) values (:name, :holder, :until)
    on conflict do update set holder = excluded.holder, until_ms = excluded.until_ms
    where leases.holder = excluded.holder or leases.until_ms <= :now or leases.until_ms > :believed`);
  const drop = database.prepare("delete from leases where name = ? and holder = ?");
  return {
    takeLease({ name, holder, now, until }) {
      return inTransaction(database, () => {
        const last = find.get(name);
        const { changes } = take.run({
          name,
          holder,
          now: Date.parse(now),
          until: Date.parse(until),
          believed: lastBelieved(until),
        });
        if (changes === 0) return undefined;
        return last && readText(last, "holder") !== holder ? "left" : "free";
      });
    },
    dropLease({ name, holder }) {
      drop.run(name, holder);
    },
  };
}

/** Throws, inside of somebody's transaction, where another process has the lease by now. One that is only over is enough. */
export function createLeaseCheck(database: DatabaseSync): (lease: Lease) => void {
  const find = database.prepare("select 1 from leases where name = ? and holder = ?");
  return ({ name, holder }) => {
    if (!find.get(name, holder)) {
      throw new Error("another process has begun to read the source meanwhile: nothing was changed");
    }
  };
}

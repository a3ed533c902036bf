import { lastBelieved } from "../clocks.ts";
import type { Lease, Store } from "../store.ts";
import type { PostgresConnections, Run } from "./connect.ts";
import { sql } from "./sql.ts";

/** What one process at a time may do. */
export function createLeases({ write }: PostgresConnections): Pick<Store, "takeLease" | "dropLease"> {
  return {
    async takeLease({ name, holder, now, until }) {
      const [taken] = await write((run) =>
        run(sql`
          with former as (
            select holder from leases
            where name = ${name} and holder <> ${holder}
              and (until_ms <= ${Date.parse(now)} or until_ms > ${lastBelieved(until)})
          )
          insert into leases (name, holder, until_ms) values (${name}, ${holder}, ${Date.parse(until)})
          on conflict (name) do update set holder = excluded.holder, until_ms = excluded.until_ms
          where leases.holder = excluded.holder or leases.until_ms <= ${Date.parse(now)}
            or leases.until_ms > ${lastBelieved(until)}
          returning exists (select 1 from former) as is_left`),
      );
      if (!taken) return undefined;
      return taken.is_left === true ? "left" : "free";
    },
    async dropLease({ name, holder }) {
      await write((run) => run(sql`delete from leases where name = ${name} and holder = ${holder}`));
    },
  };
}

/**
 * Throws, inside of somebody's transaction, where another process has the lease by now; until the transaction's end
 * none takes it. One that is only over is enough.
 */
export async function checkLease(run: Run, { name, holder }: Lease): Promise<void> {
  const [held] = await run(sql`
    select 1 from leases where name = ${name} and holder = ${holder} for share`);
  if (!held) throw new Error("another process has begun to read the source meanwhile: nothing was changed");
}

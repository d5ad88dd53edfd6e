import pg from "pg";
import { asSuperuser, type TestDatabase, type TestServer } from "./postgres";

/** The clock of one database, turned by a test. */
export type DatabaseClock = {
  /** Puts the clock to an instant, for every process that asks the database from now on. */
  turnTo(instant: Date): Promise<void>;
  close(): Promise<void>;
};

/**
 * Gives a database a clock that a test turns. The product has no switch for it and needs none: it takes every time from
 * its database by `clock_timestamp()`, and in this one a function of that name is found before the server's own. The
 * clock goes on a thousand times slower than real ones, so that a second's work does not change what minute it is, and
 * two things never happen at once. Install it before the first process of the product connects.
 */
export async function installClock(
  server: TestServer,
  database: TestDatabase,
  at: Date,
): Promise<DatabaseClock> {
  const address = Object.assign(new URL(server.superuserUrl), { pathname: `/${database.name}` });
  const client = new pg.Client({ connectionString: address.toString(), connectionTimeoutMillis: 10_000 });
  await client.connect();
  await client.query(`
    create schema test_clock;
    create table test_clock.hand (at timestamptz not null, began timestamptz not null);
    insert into test_clock.hand values ('${at.toISOString()}', pg_catalog.clock_timestamp());
    create function test_clock.clock_timestamp() returns timestamptz language sql volatile as
      'select at + (pg_catalog.clock_timestamp() - began) / 1000 from test_clock.hand';
    grant usage on schema test_clock to public;
    grant select on test_clock.hand to public`);
  await asSuperuser(server, (one) =>
    one.query(`alter database "${database.name}" set search_path = public, test_clock, pg_catalog`),
  );
  return {
    turnTo: async (instant) => {
      await client.query("update test_clock.hand set at = $1", [instant]);
    },
    close: () => client.end(),
  };
}

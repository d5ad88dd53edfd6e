import { randomBytes } from "node:crypto";
import pg from "pg";
import { grantRuntimeRights } from "../../lib/start/grants";
import { migrate } from "../../lib/start/migrations";
import { startThrowAwayServer } from "../../lib/start/postgres/throw-away";

/** A Postgres for one run of tests, with a template that holds the migrated schema. Plain data, so that it can be handed to workers. */
export type TestServer = { superuserUrl: string; run: string; passwords: { owner: string; app: string } };

/** One database of its own, as the product sees it. */
export type TestDatabase = { name: string; url: string; ownerUrl: string };

/** Proves that nothing depends on the database's own time zone. */
const oddTimeZone = "Asia/Kathmandu";

/**
 * Gives a Postgres with the template made: a throw-away one of the embedded kind, or the one of `TEST_DATABASE_URL`,
 * which must name a superuser. `stop` leaves nothing of the run behind.
 */
export async function startTestServer(): Promise<{ server: TestServer; stop(): Promise<void> }> {
  const given = process.env.TEST_DATABASE_URL;
  const own = given ? null : await startThrowAwayServer();
  const server: TestServer = {
    superuserUrl: given ?? own?.superuserUrl ?? "",
    run: `hw_${randomBytes(4).toString("hex")}`,
    passwords: { owner: "owner", app: "app" },
  };
  try {
    await makeRoles(server);
    const template = await createDatabase(server, templateOf(server));
    await migrate(template.ownerUrl);
    await grantRuntimeRights(template.ownerUrl, "highwater_app");
  } catch (error) {
    await own?.stop();
    throw error;
  }
  return { server, stop: async () => (own ? own.stop() : dropAll(server)) };
}

/** A new database with the migrated schema and nothing in it. */
export function cloneDatabase(server: TestServer): Promise<TestDatabase> {
  return createDatabase(server, `${server.run}_${randomBytes(4).toString("hex")}`, templateOf(server));
}

/** A new database without even the schema. */
export function emptyDatabase(server: TestServer): Promise<TestDatabase> {
  return createDatabase(server, `${server.run}_${randomBytes(4).toString("hex")}`);
}

/** Drops a database of this run, ending whatever is still connected. */
export async function dropDatabase(server: TestServer, name: string): Promise<void> {
  await asSuperuser(server, (client) => client.query(`drop database if exists "${name}" with (force)`));
}

/** Runs `work` on a connection of the superuser's to the server's own database. */
export async function asSuperuser<T>(
  server: TestServer,
  work: (client: pg.Client) => Promise<T>,
): Promise<T> {
  const client = new pg.Client({ connectionString: server.superuserUrl, connectionTimeoutMillis: 10_000 });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

const templateOf = ({ run }: TestServer) => `${run}_template`;

async function createDatabase(
  server: TestServer,
  name: string,
  template = "template1",
): Promise<TestDatabase> {
  await asSuperuser(server, async (client) => {
    await client.query(`create database "${name}" owner highwater_owner template "${template}"`);
    await client.query(`alter database "${name}" set timezone = '${oddTimeZone}'`);
  });
  const url = (role: string, password: string) => {
    const address = new URL(server.superuserUrl);
    return Object.assign(address, { username: role, password, pathname: `/${name}` }).toString();
  };
  const { owner, app } = server.passwords;
  return { name, url: url("highwater_app", app), ownerUrl: url("highwater_owner", owner) };
}

/** The embedded kind has the roles already, a Debian server of an earlier run may. */
async function makeRoles(server: TestServer): Promise<void> {
  await asSuperuser(server, async (client) => {
    for (const [role, password] of Object.entries(server.passwords)) {
      const { rowCount } = await client.query("select 1 from pg_roles where rolname = $1", [
        `highwater_${role}`,
      ]);
      await client.query(
        `${rowCount ? "alter" : "create"} role highwater_${role} login password '${password}'`,
      );
    }
  });
}

async function dropAll(server: TestServer): Promise<void> {
  const { rows } = await asSuperuser(server, (client) =>
    client.query<{ name: string }>("select datname as name from pg_database where starts_with(datname, $1)", [
      server.run,
    ]),
  );
  for (const { name } of rows) await dropDatabase(server, name);
}

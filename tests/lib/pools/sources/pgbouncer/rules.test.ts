import { describe, expect, it } from "vitest";
import {
  figuresOfRows,
  limitOf,
  rowsOf,
  serversBehind,
  sessionsOfClients,
} from "@/lib/pools/sources/pgbouncer/rules";
import { type PoolRow, poolRow } from "@/lib/pools/sources/pgbouncer/schema";

const row = (database: string, user: string, known: Partial<PoolRow> = {}): PoolRow => ({
  ...{ database, user, cl_waiting: 0, maxwait: 0, maxwait_us: 0 },
  ...{
    sv_active: 0,
    sv_active_cancel: 0,
    sv_being_canceled: 0,
    sv_idle: 0,
    sv_used: 0,
    sv_tested: 0,
    sv_login: 0,
  },
  ...known,
});
const database = (
  name: string,
  pool_size: number,
  max_connections = 0,
  host: string | null = "db",
  port = 5432,
) => ({ name, pool_size, max_connections, host, port });

describe("the rows of a pool", () => {
  const rows = [
    row("shop", "app"),
    row("shop", "reports"),
    row("billing", "app"),
    row("pgbouncer", "pgbouncer"),
  ];
  it.each([
    [{ database: null, userName: null }, ["shop/app", "shop/reports", "billing/app"]],
    [{ database: "shop", userName: null }, ["shop/app", "shop/reports"]],
    [{ database: null, userName: "app" }, ["shop/app", "billing/app"]],
    [{ database: "shop", userName: "app" }, ["shop/app"]],
    [{ database: "pgbouncer", userName: null }, []],
  ])("are those that %o takes, and never the console's", (filter, expected) => {
    expect(rowsOf(rows, filter).map((one) => `${one.database}/${one.user}`)).toEqual(expected);
  });
});

describe("the limit of a pool", () => {
  const databases = [database("shop", 20), database("billing", 10, 15), database("idle", 5)];
  it.each<[string, PoolRow[], string | null, number | null]>([
    ["one user", [row("shop", "app")], "shop", 20],
    ["two users", [row("shop", "app"), row("shop", "reports")], "shop", 40],
    [
      "two users of a database that has a limit of its own",
      [row("billing", "a"), row("billing", "b")],
      "billing",
      15,
    ],
    ["several databases", [row("shop", "app"), row("billing", "app")], null, 30],
    ["a database that nobody uses", [], "idle", 5],
    ["a database that is not known", [], "elsewhere", null],
    ["nobody", [], null, null],
  ])("of %s", (_, rows, named, expected) => {
    expect(limitOf(rows, databases, named)).toBe(expected);
  });
});

describe("the servers behind", () => {
  it("are told once each, with what their databases may come to, and by a socket where PgBouncer is", () => {
    const databases = [
      database("shop", 20),
      database("billing", 10, 15, "DB"),
      database("local", 5, 0, "/var/run/postgresql"),
      database("beside", 5, 0, null, 5433),
      database("pgbouncer", 2, 0, null, 6432),
    ];
    const rows = [row("shop", "app"), row("shop", "reports"), row("billing", "a"), row("billing", "b")];
    expect(serversBehind(rows, databases, "Pooler")).toEqual([
      { host: "db", port: 5432, databases: 2, mayOpen: 55 },
      { host: "pooler", port: 5432, databases: 1, mayOpen: 5 },
      { host: "pooler", port: 5433, databases: 1, mayOpen: 5 },
    ]);
  });
});

describe("the figures of a pool", () => {
  const beside = { max: 40, oldestHoldSeconds: 3, transactions: 900 };
  it("count every server connection that is not idle as in use, and tell the longest wait", () => {
    const rows = [
      row("shop", "app", {
        ...{ sv_active: 10, sv_active_cancel: 1, sv_being_canceled: 1 },
        sv_tested: 1,
        sv_login: 2,
      }),
      row("shop", "reports", { sv_idle: 3, sv_used: 4, cl_waiting: 5, maxwait: 1, maxwait_us: 895_644 }),
    ];
    expect(figuresOfRows(rows, beside)).toEqual({
      ...beside,
      ...{
        used: 15,
        idle: 7,
        idleInTransaction: null,
        waiting: 5,
        acquireWaitP95Ms: 1_895.644,
        timeouts: null,
        heldSeconds: null,
      },
    });
  });

  it("are noughts where nobody came yet", () => {
    expect(figuresOfRows([], beside)).toMatchObject({ used: 0, idle: 0, waiting: 0, acquireWaitP95Ms: 0 });
  });

  it("can be read of a release that knows fewer columns, and of none that is no PgBouncer", () => {
    const old = {
      database: "shop",
      user: "app",
      cl_active: 1,
      cl_waiting: 2,
      sv_active: 3,
      sv_idle: 0,
      sv_used: 0,
    };
    expect(poolRow.parse({ ...old, sv_tested: 0, sv_login: 0, maxwait: 0 })).toMatchObject({
      ...{ sv_active: 3, sv_active_cancel: 0, maxwait_us: 0 },
    });
    expect(poolRow.safeParse({ ...old, sv_active: "many" }).success).toBe(false);
    expect(poolRow.safeParse({ pools: "shop" }).success).toBe(false);
  });
});

describe("clients that have a connection", () => {
  const client = (link: string, request_time: string, more: object = {}) => ({
    ...{ database: "shop", user: "app", application_name: "worker", link, request_time },
    ...more,
  });
  it.each(["UTC", "CET", ""])(
    "have had it since their last request, whatever PgBouncer's clock says (%s)",
    (zone) => {
      const time = (text: string) => `1970-01-01 ${text} ${zone}`.trim();
      const sessions = sessionsOfClients([
        client("0x1", time("00:00:10")),
        client("", time("00:00:00")),
        client("", time("00:01:40"), { database: "pgbouncer", link: "" }),
      ]);
      expect(sessions).toEqual([
        {
          ...{ database: "shop", user: "app", application: "worker", state: "linked", statement: "" },
          sinceSeconds: 90,
        },
      ]);
    },
  );

  it("have had it for a time that is not known, where its clock was set back or says nothing", () => {
    const ages = (...clients: ReturnType<typeof client>[]) =>
      sessionsOfClients(clients).map(({ sinceSeconds }) => sinceSeconds);
    const asking = client("", "2026-10-25 02:59:00 CEST", { database: "pgbouncer" });
    expect(ages(asking, client("0x1", "2026-10-25 02:01:00 CET"))).toEqual([null]);
    expect(ages(asking, client("0x1", "soon"))).toEqual([null]);
  });
});

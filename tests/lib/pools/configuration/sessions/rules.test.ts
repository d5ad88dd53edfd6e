import { describe, expect, it, test } from "vitest";
import { amountIn, effectiveSettings, type SessionSettings } from "@/lib/pools/configuration/sessions/rules";

const setting = { name: "lock_timeout", unit: "ms" };
const set = (database: string | null, role: string | null, value: string): SessionSettings => ({
  ...{ database, role, settings: { lock_timeout: value } },
});
const server = { settings: { lock_timeout: "1ms" } };
const inOrder = [
  set(null, null, "2ms"),
  set("shop", null, "3ms"),
  set(null, "booking", "4ms"),
  set("shop", "booking", "5ms"),
];
const ofBooking = [{ database: "shop", userName: "booking" }];
const valuesOf = (sessions: readonly SessionSettings[], pools = ofBooking, roles: string[] = []) =>
  effectiveSettings(setting, { ...server, sessions, roles }, pools).map(({ value }) => value);

describe("what holds for a role in a database", () => {
  it("is the closest that is set, as Postgres has it, wherever it stands in the list", () => {
    for (let more = 0; more <= inOrder.length; more++) {
      const expected = [`${more + 1}ms`];
      expect(valuesOf(inOrder.slice(0, more))).toEqual(expected);
      expect(valuesOf(inOrder.slice(0, more).reverse())).toEqual(expected);
    }
  });

  it("is not what is set for another role, another database, or another setting", () => {
    const other = { database: null, role: "booking", settings: { statement_timeout: "7s" } };
    expect(
      valuesOf([set(null, "reports", "7s"), set("stock", null, "8s"), set("stock", "booking", "9s"), other]),
    ).toEqual(["1ms"]);
  });

  it("is told of each database for which something is set, and of the others, where a pool names none", () => {
    const found = effectiveSettings(setting, { ...server, sessions: inOrder }, [{ userName: "reports" }]);
    expect(found.map(({ database, value }) => [database, value])).toEqual([
      ["shop", "3ms"],
      [null, "2ms"],
    ]);
  });

  it("is told of each role where a pool names none, and once however many pools have it", () => {
    const roles = ["booking", "reports"];
    const all = [{ database: "shop" }, { database: "shop", userName: "reports" }];
    const found = effectiveSettings(setting, { ...server, sessions: inOrder, roles }, all);
    expect(found.map(({ role, value }) => [role, value])).toEqual([
      ["booking", "5ms"],
      ["reports", "3ms"],
    ]);
  });

  it("is not known where it cannot be read, or the server does not tell its own", () => {
    expect(valuesOf([set(null, "booking", "0x7f")])).toEqual([]);
    expect(effectiveSettings(setting, { settings: {} }, ofBooking)).toEqual([]);
    expect(effectiveSettings(setting, { settings: {}, sessions: inOrder }, ofBooking)).toMatchObject([
      { value: "5ms", own: false },
    ]);
  });

  it("names what to alter with every sign that a name may have", () => {
    const [found] = effectiveSettings(setting, server, [{ userName: 'we"ird' }]);
    expect(found?.alter).toBe('ALTER ROLE "we""ird"');
  });
});

test.each([
  ["30s", "ms", "30000ms"],
  ["500", "ms", "500ms"],
  [" 2 min ", "ms", "120000ms"],
  ["1.5h", "s", "5400s"],
  ["1500us", "ms", "2ms"],
  ["0", "s", "0s"],
  ["-1", "ms", "-1ms"],
  ["soon", "ms", null],
  ["5 parsecs", "ms", null],
  ["", "ms", null],
])("the amount %j in %s is %s", (written, unit, amount) => {
  expect(amountIn(written, unit)).toBe(amount);
});

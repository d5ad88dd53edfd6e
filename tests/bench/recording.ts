import { createHash, randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type pg from "pg";
import type { Launched } from "../support/product";
import { withDatabaseOf } from "../support/product-database";

/** One statement that Postgres was sent, with its parameters as text. */
export type Statement = { text: string; values: (string | null)[] };

/** What a session did in one go: a transaction from its `begin` on, or one statement. */
type Unit = Statement[];

const head = /^\S+ \S+ UTC \[(\d+)\] highwater_app@\S+ (LOG|DETAIL): {2}/;

/**
 * What the product really asks the database while `work` runs: read from Postgres's own log, without what the worker does
 * by itself, alone or after the same work, and without what `strangers` ask, sessions by their process. `work` is done
 * several times until two recordings agree; the two are what `replaying` wants.
 */
export async function record(
  product: Launched,
  work: () => Promise<unknown>,
  strangers: ReadonlySet<string> = new Set(),
): Promise<[Statement[], Statement[]]> {
  const log = join(product.dataFolder, "postgres", "postgres.log");
  const during = async (doing: () => Promise<unknown>): Promise<Unit[]> => {
    const before = readFileSync(log, "utf8").length;
    await doing();
    await sleep(300);
    return unitsIn(readFileSync(log, "utf8").slice(before), strangers);
  };
  await setLogging(product, "set log_statement = 'all'");
  try {
    const idle = new Set<string>();
    const waiting = async () => {
      for (const unit of await during(() => sleep(4_500))) idle.add(wordsOf(unit));
    };
    await waiting();
    await work();
    await sleep(500);
    await waiting();
    const own = (units: Unit[]) => units.filter((unit) => !idle.has(wordsOf(unit))).flat();
    let last = own(await during(work));
    for (let attempt = 0; attempt < 10; attempt++) {
      const next = own(await during(work));
      if (next.length > 0 && isSameWork(last, next)) return [last, next];
      last = next;
    }
    throw new Error("No two recordings of the same work agree.");
  } finally {
    await setLogging(product, "reset log_statement");
  }
}

/** What is asked side by side comes in any order. */
const isSameWork = (one: readonly Statement[], other: readonly Statement[]) =>
  wordsOf(one.toSorted(byText)) === wordsOf(other.toSorted(byText));

const byText = (one: Statement, other: Statement) => (one.text < other.text ? -1 : 1);

const wordsOf = (statements: readonly Statement[]) => statements.map(({ text }) => text).join("\n");

/**
 * Does what was recorded on a bare connection, once a call. What differed between the two recordings was made anew each
 * time, and is made anew here: ids and references, and the hashes of what they stand in.
 */
export function replaying(client: pg.Client, [first, second]: readonly [Statement[], Statement[]]) {
  const other = JSON.stringify(second);
  const all = JSON.stringify(first);
  const changing = (pattern: RegExp) =>
    [...new Set(all.match(pattern) ?? [])].filter((one) => !other.includes(one));
  const ids = changing(/[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}/g);
  const refs = changing(/(?:INC|REPORT)-\d+-\d+/g);
  const hashed = hashesAmong(first.flatMap(({ values }) => values));
  let made = 0;
  return async () => {
    made += 1;
    const fresh = [
      ...ids.map((id) => [id, randomUUID()] as const),
      ...refs.map(
        (ref, index) => [ref, ref.replace(/\d+$/, String(900_000_000 + made * 10 + index))] as const,
      ),
    ];
    const renew = (value: string | null): string | null => {
      const source = value === null ? undefined : hashed.get(value);
      if (source !== undefined) return sha256(renew(source) ?? "");
      return fresh.reduce((now, [old, by]) => now?.replaceAll(old, by) ?? null, value);
    };
    for (const { text, values } of first) await client.query(text, values.map(renew));
  };
}

/** The hashes among some values, each with the value that it is of: a database may hold that they belong together. */
function hashesAmong(values: readonly (string | null)[]): Map<string, string> {
  const given = new Set(values);
  const texts = values.filter((value) => value !== null);
  return new Map(texts.map((text) => [sha256(text), text] as const).filter(([hash]) => given.has(hash)));
}

const sha256 = (text: string) => `\\x${createHash("sha256").update(text).digest("hex")}`;

/** What a log tells, in the order in which it was begun. */
function unitsIn(log: string, strangers: ReadonlySet<string>): Unit[] {
  const found: Unit[] = [];
  const open = new Map<string, Unit>();
  const last = new Map<string, Statement>();
  for (const entry of log.split(/\n(?=\d{4}-\d\d-\d\d )/)) {
    const [matched = "", pid = "", kind] = head.exec(entry) ?? [];
    if (strangers.has(pid)) continue;
    const said = entry.slice(matched.length).replaceAll("\n\t", "\n").trimEnd();
    const [, text] = /^(?:execute [^:]*|statement): ([\s\S]*)$/.exec(said) ?? [];
    if (kind === "LOG" && text !== undefined) {
      const statement = { text, values: [] };
      const unit = open.get(pid) ?? [];
      if (unit.length === 0) found.push(unit);
      unit.push(statement);
      last.set(pid, statement);
      if (/^begin/i.test(text)) open.set(pid, unit);
      if (/^(?:commit|rollback)\b(?! to)/i.test(text)) open.delete(pid);
    } else if (kind === "DETAIL" && /^parameters:/i.test(said)) {
      const statement = last.get(pid);
      if (statement) statement.values = parametersIn(said);
    }
  }
  return found;
}

/** `Parameters: $1 = 'a''b', $2 = NULL` */
function parametersIn(detail: string): (string | null)[] {
  return [...detail.matchAll(/\$\d+ = (?:NULL|'((?:[^']|'')*)')/g)].map(([, value]) =>
    value === undefined ? null : value.replaceAll("''", "'"),
  );
}

async function setLogging(product: Launched, how: string): Promise<void> {
  await withDatabaseOf(product, async (client) => {
    await client.query(`alter system ${how}`);
    await client.query("select pg_reload_conf()");
  });
  await sleep(300);
}

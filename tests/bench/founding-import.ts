import { readFileSync } from "node:fs";
import pg from "pg";
import { applyImport, uploadImport } from "../../lib/documents/imports/commands";
import { leave, workOn } from "../support/open-world";
import { databaseOf, withDatabaseOf } from "../support/product-database";
import type { Line } from "./line";
import { record, replaying } from "./recording";
import { measure, ratio, timesOf } from "./rounds";
import type { Setting } from "./setting";

const founding = readFileSync("tests/support/founding-incident.md", "utf8");

/** The import of the founding document, from its text to the incident, against the same statements alone. */
export async function foundingImport(
  { product, scene }: Setting,
  effort: { rounds: number; perRound: number },
): Promise<Line[]> {
  // The product's own worker proves each import a moment later; that is no part of it.
  const theirs = await withDatabaseOf(product, (one) =>
    one.query<{ pid: number }>("select pid from pg_stat_activity where usename = 'highwater_app'"),
  );
  const strangers = new Set(theirs.rows.map(({ pid }) => String(pid)));
  await workOn(product);
  const client = new pg.Client({ connectionString: databaseOf(product).url, options: "-c timezone=UTC" });
  await client.connect();
  let made = 100;
  const once = async () => {
    made += 1;
    const context = { ...scene.ben, now: new Date() };
    const source = founding.replace("INC-2025-1015", `REPORT-1-${made}`);
    const { id } = await uploadImport(context, { fileName: "report.md", source });
    await applyImport(context, { importId: id });
  };
  try {
    const recorded = await record(product, once, strangers);
    const times = await measure(
      [
        { name: "import", once },
        { name: "bare", once: replaying(client, recorded) },
      ],
      effort,
    );
    const [ours, bare] = [timesOf(times, "import"), timesOf(times, "bare")];
    return [
      {
        name: "Import of the founding document",
        ...{ figure: ours.median, unit: "ms", goal: { most: 300 } },
        beside: {
          ...{
            p95: ours.p95,
            statements: recorded[0].length,
            "ms of the same statements alone": bare.median,
          },
          "times as long": ratio(ours, bare).ratio,
        },
      },
    ];
  } finally {
    await client.end();
    await leave();
  }
}

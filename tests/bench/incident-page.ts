import { withDatabaseOf } from "../support/product-database";
import type { Line } from "./line";
import { measure, ratio, timesOf } from "./rounds";
import { type Setting, viewing } from "./setting";

/** The page of an incident whose timeline is long against one whose timeline is short. */
export async function incidentPage(
  setting: Setting,
  counts: { few: number; many: number },
  effort: { rounds: number; perRound: number },
): Promise<Line[]> {
  const [short, long] = [
    await incidentWith(setting, counts.few),
    await incidentWith(setting, counts.many),
  ] as const;
  const times = await measure(
    [
      { name: "short", once: viewing(setting.ben, `/incidents/${short}`, "Add entry") },
      { name: "long", once: viewing(setting.ben, `/incidents/${long}`, "Add entry") },
    ],
    effort,
  );
  const [few, many] = [timesOf(times, "short"), timesOf(times, "long")];
  const { least, most, ...found } = ratio(many, few);
  return [
    {
      name: `Incident page, ${counts.many} against ${counts.few} entries`,
      ...{ figure: found.ratio, unit: "×", goal: { most: 1.5 } },
      beside: {
        ...{ range: `${least.toFixed(2)} to ${most.toFixed(2)}`, ms: many.median, p95: many.p95 },
        [`ms with ${counts.few}`]: few.median,
      },
    },
  ];
}

/** Copies the scene's incident, and gives it so many entries; returns its ref. */
export async function incidentWith({ product, scene }: Setting, entries: number): Promise<string> {
  return withDatabaseOf(product, async (client) => {
    const ref = `INC-2020-${String(entries).padStart(4, "0")}`;
    await client.query(
      `with made as (
         insert into incident (id, ref, title, severity, status, mode, service_id, environment_id, time_zone, declared_by_id, created_at, touched_at)
         select gen_random_uuid(), $2, title, severity, status, mode, service_id, environment_id, time_zone, declared_by_id, created_at, touched_at
           from incident where ref = $1 returning id, created_at, declared_by_id
       ), milestones as (
         insert into milestone (incident_id, kind, at, origin, set_by_id, set_at)
         select made.id, kind, at, origin, set_by_id, set_at from made, milestone
          where incident_id = (select id from incident where ref = $1)
       )
       insert into timeline_entry (id, incident_id, at, kind, source, text, author_id, recorded_at)
       select gen_random_uuid(), id, created_at + make_interval(secs => 7 * n),
              (array['finding', 'action', 'note', 'decision'])[1 + n % 4]::entry_kind, 'manual',
              'Restarted instance ' || n || '; the error rate falls and the pool is at ' || n % 50 || ' of 50.',
              declared_by_id, created_at + make_interval(secs => 7 * n)
         from made, generate_series(1, $3::int) n`,
      [scene.incident.ref, ref, entries],
    );
    return ref;
  });
}

import type pg from "pg";
import { type Act, kinds, type Ledger } from "./ledger";

/** Where each kind of act leaves its mark: how often it is there, and how often the trail says so. */
const places: Record<Act["kind"], { there: string; told: string }> = {
  declare: {
    there:
      "select count(*)::int from audit_event where action = 'incident.declare' and changes->0->'fields'->'title'->>1 = $1 and exists (select from incident where id = incident_id)",
    told: "select count(*)::int from audit_event where action = 'incident.declare' and changes->0->'fields'->'title'->>1 = $1",
  },
  entry: {
    there: "select count(*)::int from timeline_entry where text = $1",
    told: "select count(*)::int from audit_event where action = 'timeline-entry.add' and changes->0->'fields'->'text'->>1 = $1",
  },
  title: {
    there:
      "select count(*)::int from audit_event where action = 'incident.edit' and changes->0->'fields'->'title'->>1 = $1",
    told: "select count(*)::int from audit_event where action = 'incident.edit' and changes->0->'fields'->'title'->>1 = $1",
  },
  item: {
    there: "select count(*)::int from action_item where title = $1",
    told: "select count(*)::int from audit_event where action = 'action-item.add' and changes->0->'fields'->'title'->>1 = $1",
  },
  import: {
    there: "select count(*)::int from incident where title = $1",
    told: "select count(*)::int from audit_event a join incident i on i.id = a.incident_id where a.action = 'import.apply' and i.title = $1",
  },
};

/** What must find nothing, whatever was killed: each query names what is half-written or left lying. */
const nothing: Record<string, string> = {
  "an incident without the event that made it":
    "select ref from incident i where not exists (select from audit_event where incident_id = i.id and action in ('incident.declare', 'import.apply'))",
  "an event about an incident that is not there":
    "select action from audit_event e where incident_id is not null and not exists (select from incident where id = e.incident_id)",
  "an entry that somebody wrote without its event":
    "select text from timeline_entry e where source in ('manual', 'api') and not exists (select from audit_event where action = 'timeline-entry.add' and subject_id = e.id::text)",
  "a title that the trail does not know":
    "select title from incident i where title <> (select changes->0->'fields'->'title'->>1 from audit_event where incident_id = i.id and action in ('incident.declare', 'incident.edit') and changes->0->'fields' ? 'title' order by id desc limit 1)",
  "an import that is applied in part":
    "select u.id from import u where state = 'applied' and (select count(*) from timeline_entry where incident_id = u.incident_id and source = 'import') <> 11",
  "an import whose document does not come out as it went in":
    "select id from import where state = 'applied' and (verified_at is null or mismatch <> '{}')",
  "an incident of an import that is not applied":
    "select ref from incident i where foreign_ref like 'REPORT-%' and not exists (select from import where incident_id = i.id and state = 'applied')",
  "a reference beyond the counter":
    "select ref from incident i where split_part(ref, '-', 3)::int > (select last from incident_ref_counter where year = split_part(i.ref, '-', 2)::int)",
  "a piece of work that is not finished": "select kind from work where finished_at is null",
  "an event that is not chained":
    "select id from audit_event e where not exists (select from audit_seal where event_id = e.id)",
};

/** How many acts were confirmed, how many were not, and how many of those are there all the same. */
export type Counts = { confirmed: number; unanswered: number; thereUnanswered: number };

/** What is wrong after the faults, each as a sentence, and how many acts of each kind were looked at. */
export type Findings = { counts: Record<Act["kind"], Counts>; wrong: string[] };

/** Looks for every act that users asked for, and for anything half-written. */
export async function findings(client: pg.Client, { acts }: Ledger): Promise<Findings> {
  const wrong: string[] = [];
  const none = (): Counts => ({ confirmed: 0, unanswered: 0, thereUnanswered: 0 });
  const counts = Object.fromEntries(kinds.map((kind) => [kind, none()])) as Findings["counts"];
  for (const { kind, mark, confirmed } of acts) {
    const [there, told] = [
      await count(client, places[kind].there, mark),
      await count(client, places[kind].told, mark),
    ];
    if (confirmed && there !== 1) wrong.push(`“${mark}” was confirmed and is there ${there} times`);
    if (there > 1) wrong.push(`“${mark}” is there ${there} times`);
    if (told !== there) wrong.push(`“${mark}” is there ${there} times, and the trail tells it ${told} times`);
    counts[kind][confirmed ? "confirmed" : "unanswered"] += 1;
    if (!confirmed) counts[kind].thereUnanswered += there;
  }
  for (const [what, query] of Object.entries(nothing))
    for (const row of (await client.query(query)).rows) wrong.push(`${what}: ${JSON.stringify(row)}`);
  return { counts, wrong };
}

async function count(client: pg.Client, query: string, mark: string): Promise<number> {
  const { rows } = await client.query<{ count: number }>(query, [mark]);
  return rows[0]?.count ?? 0;
}

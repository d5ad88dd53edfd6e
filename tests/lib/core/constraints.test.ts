import { beforeAll, describe, expect, it } from "vitest";
import { sql } from "../../../lib/core/database";
import { declareIncident } from "../../../lib/incidents/commands";
import { cast } from "../../support/cast";

let incident = "";
let ben = "";

beforeAll(async () => {
  const who = await cast();
  ben = who.ben.actor.id;
  incident = (await declareIncident(who.ben, { title: "Pool dry", severity: "P1" })).id;
});

const entry = (columns: string, values: string) =>
  `insert into timeline_entry (id, incident_id, at, kind, source, text, recorded_at${columns})
   values (gen_random_uuid(), '${incident}', now(), 'note', 'manual', 'x', now()${values})`;
const item = (columns: string, values: string) =>
  `insert into action_item (id, incident_id, title, created_at${columns})
   values (gen_random_uuid(), '${incident}', 'x', now()${values})`;
const person = (email: string, password = "null") =>
  `insert into person (id, email, name, role, password_hash)
   values (gen_random_uuid(), '${email}', 'X', 'viewer', ${password})`;
const setUp = () =>
  `insert into one_time_link (id, kind, token_hash, created_at, expires_at)
   values (gen_random_uuid(), 'setup', sha256(gen_random_uuid()::text::bytea), now(), now())`;
const work = `insert into work (id, kind, key, created_at, due_at) values (gen_random_uuid(), 'x', 'twice', now(), now())`;

describe("what the database refuses, whatever the code does", () => {
  it.each<[string, string, () => string[]]>([
    ["an address in capitals", "person_email_is_an_address", () => [person("Ada@Example.org")]],
    [
      "a password that is not hashed",
      "person_password_is_hashed",
      () => [person("x@example.org", "'secret'")],
    ],
    [
      "the same address twice",
      "person_email_key",
      () => [person("twice@example.org"), person("twice@example.org")],
    ],
    ["two open set-up tokens", "one_time_link_one_open_setup", () => [setUp(), setUp()]],
    [
      "a ref of another form",
      "incident_ref_form",
      () => [`update incident set ref = 'X-1' where id = '${incident}'`],
    ],
    [
      "an empty title",
      "incident_has_a_title",
      () => [`update incident set title = ' ' where id = '${incident}'`],
    ],
    [
      "an entry of no incident",
      "timeline_entry_incident_id_fkey",
      () => [entry("", "").replace(incident, ben)],
    ],
    [
      "a withdrawal without a reason",
      "timeline_entry_withdrawn_with_reason",
      () => [entry(", withdrawn_at", ", now()")],
    ],
    [
      "two commanders",
      "participant_one_per_role",
      () =>
        ["", " desc"].map(
          (order) => `insert into participant (incident_id, person_id, role, added_at)
            select '${incident}', id, 'commander', now() from person order by email${order} limit 1`,
        ),
    ],
    [
      "two owners",
      "action_item_one_owner",
      () => [item(", owner_person_id, owner_name", `, '${ben}', 'Ben'`)],
    ],
    ["an item done but not closed", "action_item_closed_when_done", () => [item(", status", ", 'done'")]],
    [
      "a signed text that is not its hash",
      "signed_document_is_its_hash",
      () => ["insert into signed_document (hash, canonical, created_at) values (sha256('a'), 'b', now())"],
    ],
    [
      "a source that is not its hash",
      "import_hash_is_a_hash",
      () => [
        `insert into import (id, file_name, source, hash, uploaded_by_id, uploaded_at)
         values (gen_random_uuid(), 'x', 'a', sha256('b'), '${ben}', now())`,
      ],
    ],
    ["two open pieces of work with one key", "work_one_open_a_key", () => [work, work]],
  ])("%s", async (_case, constraint, statements) => {
    const run = async () => {
      for (const statement of statements()) await sql(statement);
    };
    await expect(run()).rejects.toMatchObject({ constraint });
  });

  it("keeps every instant with its zone", async () => {
    const rows = await sql<{ name: string }>(
      `select table_name || '.' || column_name as name from information_schema.columns
       where table_schema = 'public' and data_type = 'timestamp without time zone'`,
    );
    expect(rows).toEqual([]);
  });
});

import { generateKeyPairSync } from "node:crypto";
import pg from "pg";
import { beforeEach, describe, expect, it } from "vitest";
import { checkTrail, getSignedHead, listTrail } from "../../../lib/audit/queries";
import { signHead } from "../../../lib/audit/signed-head";
import { countUnsealed, sealTrail } from "../../../lib/audit/store";
import { systemContext } from "../../../lib/core/context";
import { database, sql } from "../../../lib/core/database";
import { publicKeyPem } from "../../../lib/core/secrets";

process.env.HIGHWATER_SIGNING_KEY = generateKeyPairSync("ed25519")
  .privateKey.export({ type: "pkcs8", format: "pem" })
  .toString();

const now = new Date("2026-03-01T12:00:00Z");
const system = systemContext(now);

async function happen(count: number): Promise<void> {
  for (let n = 0; n < count; n += 1)
    await database().auditEvent.create({
      data: {
        at: new Date(now.getTime() + n),
        actorRole: "system",
        actorName: "Highwater",
        via: "system",
        action: "incident.declare",
        subjectKind: "incident",
        subjectId: `s${n}`,
        changes: [
          { kind: "incident", id: `s${n}`, fields: { title: [null, `Ü ${n} "quoted"`], n: [1.5, 1e21] } },
        ],
      },
    });
}

/** Does as the owner what the runtime role may not, with triggers off: the tamperer with the keys. */
async function tamper(statement: string): Promise<void> {
  const owner = new pg.Client({ connectionString: process.env.DATABASE_OWNER_URL });
  await owner.connect();
  try {
    await owner.query(
      "alter table audit_event disable trigger user; alter table audit_seal disable trigger user",
    );
    await owner.query(statement);
    await owner.query(
      "alter table audit_event enable trigger user; alter table audit_seal enable trigger user",
    );
  } finally {
    await owner.end();
  }
}

beforeEach(() => tamper("truncate audit_event, audit_seal restart identity cascade"));

describe("the trail", () => {
  it("is chained after the fact, and whole when nobody touched it", async () => {
    await happen(5);
    expect(await sealTrail(now)).toBe(5);
    await happen(2);
    expect(await sealTrail(now)).toBe(2);
    expect(await sealTrail(now)).toBe(0);
    expect(await checkTrail(system)).toEqual({
      ...{ sealed: 7, unsealed: 0, oldestUnsealedAt: null, faults: [] },
      signedHead: null,
    });
  });

  it("is sealed once by sealers that run at the same time", async () => {
    await happen(20);
    await Promise.all([sealTrail(now), sealTrail(now), sealTrail(now)]);
    await sealTrail(now);
    expect(await checkTrail(system)).toMatchObject({ sealed: 20, unsealed: 0, faults: [] });
  });

  it.each([
    [
      "a changed event",
      "update audit_event set actor_name = 'somebody else' where id = 3",
      [{ sequence: 3n, fault: "changed" }],
    ],
    [
      "a changed detail",
      `update audit_event set changes = '[]' where id = 1`,
      [{ sequence: 1n, fault: "changed" }],
    ],
    [
      "a link taken out",
      "delete from audit_seal where sequence = 2",
      [{ sequence: 2n, fault: "missing link" }],
    ],
    [
      "two events exchanged",
      "update audit_seal set event_id = case event_id when 2 then -3 when 3 then -2 end where event_id in (2, 3); update audit_seal set event_id = -event_id where event_id < 0",
      [
        { sequence: 2n, fault: "changed" },
        { sequence: 3n, fault: "changed" },
      ],
    ],
  ])("finds %s", async (_case, statement, faults) => {
    await happen(4);
    await sealTrail(now);
    const deferred = statement.includes("-event_id")
      ? "alter table audit_seal drop constraint audit_seal_event_id_fkey;"
      : "";
    await tamper(deferred + statement);
    expect((await checkTrail(system)).faults).toEqual(faults);
    if (deferred)
      await tamper(
        "alter table audit_seal add constraint audit_seal_event_id_fkey foreign key (event_id) references audit_event (id)",
      );
  });
});

describe("a signed head", () => {
  const head = () => getSignedHead(system);

  it("holds as long as nobody touches what it saw, also when more is added", async () => {
    await happen(4);
    await sealTrail(now);
    const signed = await head();
    expect(signed).toMatchObject({ sequence: "4", at: now.toISOString(), publicKey: publicKeyPem() });
    await happen(3);
    await sealTrail(now);
    expect(await checkTrail(system, signed)).toMatchObject({ sealed: 7, faults: [], signedHead: "holds" });
  });

  it("can be taken of an empty trail", async () => {
    const signed = await head();
    expect(signed.sequence).toBe("0");
    await happen(1);
    expect(await checkTrail(system, signed)).toMatchObject({ unsealed: 1, signedHead: "holds" });
  });

  it("finds an end that was cut off, which the chain alone does not show", async () => {
    await happen(6);
    await sealTrail(now);
    const signed = await head();
    await tamper("delete from audit_seal where sequence > 4; delete from audit_event where id > 4");
    expect(await checkTrail(system)).toMatchObject({ sealed: 4, unsealed: 0, faults: [] });
    expect(await checkTrail(system, signed)).toMatchObject({ faults: [], signedHead: "cut off" });
  });

  it("finds a chain that was made anew over changed events", async () => {
    await happen(5);
    await sealTrail(now);
    const signed = await head();
    await tamper("delete from audit_seal; update audit_event set actor_name = 'nobody' where id = 2");
    await sealTrail(now);
    expect(await checkTrail(system)).toMatchObject({ sealed: 5, faults: [] });
    expect(await checkTrail(system, signed)).toMatchObject({ faults: [], signedHead: "rewritten" });
  });

  it("proves nothing when another key signed it, or when it was changed", async () => {
    await happen(2);
    await sealTrail(now);
    const signed = await head();
    const foreign = signHead(signed, generateKeyPairSync("ed25519").privateKey);
    const forgeries = [
      foreign,
      { ...foreign, publicKey: signed.publicKey },
      { ...signed, sequence: "1" },
      { ...signed, hash: "0".repeat(64) },
      { ...signed, at: "2020-01-01T00:00:00.000Z" },
      { ...signed, publicKey: "none" },
    ];
    for (const forged of forgeries)
      await expect(checkTrail(system, forged)).rejects.toMatchObject({ code: "invalid" });
    // Who has the other instance's key at hand can say so.
    expect(await checkTrail(system, foreign, foreign.publicKey)).toMatchObject({ signedHead: "holds" });
  });

  it("is given to admins only", async () => {
    const lead = { ...system, actor: { id: null, name: "Lea", role: "approver", via: "web" } } as const;
    await expect(getSignedHead(lead)).rejects.toMatchObject({ code: "forbidden" });
  });
});

it("an event that commits long after others is sealed by the pass over everything", async () => {
  await happen(1);
  await tamper("update audit_event set id = 20000");
  await sealTrail(now);
  await tamper("alter sequence audit_event_id_seq restart with 5");
  await happen(1);
  await tamper("alter sequence audit_event_id_seq restart with 19000");
  await happen(1);
  expect(await sealTrail(now)).toBe(1);
  expect(await checkTrail(system)).toMatchObject({ sealed: 2, unsealed: 1 });
  expect(await sealTrail(now, "everything")).toBe(1);
  expect(await checkTrail(system)).toMatchObject({ sealed: 3, unsealed: 0, faults: [] });
});

it("an event slipped in far back is counted also where another was removed, so that the numbers agree", async () => {
  await happen(1);
  await tamper("update audit_event set id = 20000");
  await happen(1);
  await sealTrail(now, "everything");
  await tamper(
    "alter table audit_seal drop constraint audit_seal_event_id_fkey; delete from audit_event where id < 20000",
  );
  await tamper("alter sequence audit_event_id_seq restart with 7");
  await happen(1);
  expect(await countUnsealed("the end")).toEqual({ unsealed: 0, oldestAt: null, waitingSeconds: null });
  expect(await checkTrail(system)).toMatchObject({
    ...{ sealed: 2, unsealed: 1, oldestUnsealedAt: now },
    faults: [{ fault: "missing event" }],
  });
  await tamper(
    "truncate audit_event, audit_seal; alter table audit_seal add constraint audit_seal_event_id_fkey foreign key (event_id) references audit_event (id) on update cascade on delete restrict",
  );
});

describe("reading the trail", () => {
  it("is for admins, because it speaks of restricted incidents too", async () => {
    const lead = { ...system, actor: { id: null, name: "Lea", role: "approver", via: "web" } } as const;
    await expect(listTrail(lead)).rejects.toMatchObject({ code: "forbidden" });
    await expect(checkTrail(lead)).rejects.toMatchObject({ code: "forbidden" });
  });

  it("goes back page by page without a gap or a repetition", async () => {
    await happen(120);
    const seen: string[] = [];
    for (let before: string | undefined; ; ) {
      const page = await listTrail(system, {}, { before });
      seen.push(...page.map(({ id }) => id));
      before = page.at(-1)?.id;
      if (page.length < 50) break;
    }
    expect(seen).toEqual(Array.from({ length: 120 }, (_, n) => String(120 - n)));
  });

  it("takes a foreign cursor for none", async () => {
    await happen(1);
    expect(await listTrail(system, {}, { before: "1; drop table audit_event" })).toHaveLength(1);
    expect(await listTrail(system, {}, { before: "-5" })).toHaveLength(1);
  });
});

describe("the append-only tables", () => {
  const tables = [
    ...["audit_event", "audit_seal", "sign_off", "signed_document", "timeline_revision"],
    "status_update_revision",
  ];

  it.each(tables)("%s refuses change, deletion and emptying to the runtime role", async (table) => {
    const column =
      table === "signed_document"
        ? "canonical"
        : table === "audit_seal"
          ? "sealed_at"
          : table.endsWith("_revision")
            ? "reason"
            : "at";
    for (const statement of [
      `update ${table} set ${column} = ${column}`,
      `delete from ${table}`,
      `truncate ${table} cascade`,
    ])
      await expect(sql(statement)).rejects.toThrow(/permission denied|append-only|must be owner/);
  });

  it("refuses them to the owner as well, by trigger", async () => {
    await happen(1);
    const owner = new pg.Client({ connectionString: process.env.DATABASE_OWNER_URL });
    await owner.connect();
    for (const statement of [
      "update audit_event set actor_name = 'x'",
      "delete from audit_event",
      "truncate audit_event cascade",
    ])
      await expect(owner.query(statement)).rejects.toThrow("append-only");
    await owner.end();
  });
});

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, inject, it, vi } from "vitest";
import { checkTrail } from "../../../../lib/audit/queries";
import { nobodyContext, systemContext } from "../../../../lib/core/context";
import { database, sql } from "../../../../lib/core/database";
import { closePool } from "../../../../lib/core/pool";
import { forgetSingleton } from "../../../../lib/core/singleton";
import { DAY_MS } from "../../../../lib/core/zones";
import { getPortable } from "../../../../lib/documents/exports/queries";
import { parseHighwaterMarkdown } from "../../../../lib/documents/formats/highwater/parse";
import { renderHighwaterMarkdown } from "../../../../lib/documents/formats/highwater/render";
import { differingParts } from "../../../../lib/documents/imports/rules";
import { evidenceRange } from "../../../../lib/incidents/evidence/rules";
import { frozenPoints } from "../../../../lib/incidents/evidence/schema";
import { durations } from "../../../../lib/incidents/milestones/rules";
import { beginSession } from "../../../../lib/people/sign-in/commands";
import { getDocument } from "../../../../lib/reviews/queries";
import { getDocumentStanding } from "../../../../lib/reviews/sign-offs/queries";
import { leftOut } from "../../../../lib/start/backup/tables";
import { prepareSchema } from "../../../../lib/start/database";
import { makeSignIns } from "../../../../lib/start/demo/sign-ins";
import { openWorkspace } from "../../../../lib/start/demo/workspace";
import {
  ActionItemStatus,
  DocumentState,
  IncidentMode,
  IncidentStatus,
  Role,
  Severity,
} from "../../../../prisma/generated/enums";
import { compareDatabases } from "../../../support/compare-databases";
import { cloneDatabase, dropDatabase, emptyDatabase } from "../../../support/postgres";
import { highwaterProgram } from "../../cli/support";
import { contentsOf } from "./contents";

// A whole year is told, one command after the other, and once again.
vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 });

const today = "2026-11-25";
const asHighwater = systemContext(new Date(`${today}T21:00:00Z`));

/** Makes the database of DATABASE_URL a told workspace, as the start of the demo does; returns what the step says. */
async function openAndTell(): Promise<string> {
  const [url = "", ownerUrl = ""] = [process.env.DATABASE_URL, process.env.DATABASE_OWNER_URL];
  const workspace = await openWorkspace(ownerUrl, { fresh: false, today });
  await prepareSchema({ url, ownerUrl, description: "", announce: async () => {}, close: async () => "" });
  return (await workspace.tell()).outcome;
}

async function moveTo(url: string | undefined, ownerUrl: string | undefined): Promise<void> {
  await closePool();
  forgetSingleton("settings");
  // A process has one database all its life, and remembers of which instances it noted there that they were seen.
  forgetSingleton("pool-instances-seen");
  Object.assign(process.env, { DATABASE_URL: url, DATABASE_OWNER_URL: ownerUrl });
}

let first: Awaited<ReturnType<typeof contentsOf>>;

beforeAll(async () => {
  await database().environment.create({
    data: { slug: "half", name: "Told half", kind: "other", position: 0 },
  });
  await closePool();
  expect(await openAndTell()).toMatch(/^told as of 2026-11-25, \d+ acts$/);
  first = await contentsOf(process.env.DATABASE_OWNER_URL ?? "");
  expect(Object.keys(first).length).toBeGreaterThan(20);
});

describe("the sample workspace", () => {
  it("starts from nothing when what was there had not been told to its end", async () => {
    expect(await database().environment.count({ where: { slug: "half" } })).toBe(0);
  });

  it("stays as it was told when it is opened again", async () => {
    const before = await database().auditEvent.count();
    expect(await openAndTell()).toBe("as told on 2026-11-25");
    expect(await database().auditEvent.count()).toBe(before);
  });

  it("comes back from a backup with every row as it was", async () => {
    const folder = mkdtempSync(join(tmpdir(), "highwater-demo-backup-"));
    const target = await emptyDatabase(inject("testServer"));
    try {
      const { DATABASE_OWNER_URL: ownerUrl = "" } = process.env;
      const file = join(folder, "demo.backup");
      const settings = { HIGHWATER_DATA_DIR: join(folder, "data") };
      const backup = await highwaterProgram(["backup", file, "--json"], settings);
      expect(backup).toMatchObject({ err: "", code: 0 });
      const { rows } = JSON.parse(backup.out);
      const restored = await highwaterProgram(["restore", file, "--json"], {
        ...settings,
        ...{ DATABASE_URL: target.url, DATABASE_OWNER_URL: target.ownerUrl },
      });
      expect(restored).toMatchObject({ err: "", code: 0 });
      const { differences } = await compareDatabases(ownerUrl, target.ownerUrl, Object.keys(leftOut));
      expect(differences).toEqual([]);
      // A year of three pools is in it.
      expect(rows).toBeGreaterThan(60_000);
    } finally {
      await dropDatabase(inject("testServer"), target.name);
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it("has incidents of every severity and mode, in every status", async () => {
    const all = await database().incident.findMany();
    const kinds = (name: "severity" | "mode" | "status") => new Set(all.map((incident) => incident[name]));
    expect(all.length).toBeGreaterThanOrEqual(24);
    expect(kinds("severity")).toEqual(new Set(Object.values(Severity)));
    expect(kinds("mode")).toEqual(new Set(Object.values(IncidentMode)));
    expect(kinds("status")).toEqual(new Set(Object.values(IncidentStatus)));
    expect(all.filter((incident) => incident.restrictedAt)).toHaveLength(1);
    expect(await database().timelineEntry.count({ where: { text: { startsWith: "Reopened" } } })).toBe(1);
  });

  it("has incidents of about a year", async () => {
    const starts = await database().milestone.aggregate({
      where: { kind: "impactStartedAt" },
      _min: { at: true },
      _max: { at: true },
    });
    const [first, last] = [starts._min.at ?? new Date(today), starts._max.at ?? new Date(0)];
    expect((last.getTime() - first.getTime()) / DAY_MS).toBeGreaterThanOrEqual(300);
    expect(last.getTime()).toBeLessThanOrEqual(Date.parse(`${today}T24:00:00Z`));
  });

  it("has people in every role, the founding incident's five among them, and services that a team answers for", async () => {
    const staff = await database().person.findMany({ select: { name: true, role: true } });
    expect(new Set(staff.map(({ role }) => role))).toEqual(new Set(Object.values(Role)));
    expect(staff).toEqual(
      expect.arrayContaining([
        { name: "Mike Johnson", role: "responder" },
        { name: "David Park", role: "lead" },
        { name: "James Chen", role: "approver" },
        { name: "Sarah Kim", role: "responder" },
        { name: "Maria Santos", role: "lead" },
      ]),
    );
    const services = await database().service.findMany({ select: { ownerTeamId: true } });
    expect(services.length).toBeGreaterThanOrEqual(12);
    expect(services.filter(({ ownerTeamId }) => ownerTeamId === null)).toEqual([]);
  });

  it("has corrected, withdrawn, late and left-out entries", async () => {
    expect(await database().timelineRevision.count()).toBeGreaterThan(2);
    expect(await database().timelineEntry.count({ where: { withdrawnAt: { not: null } } })).toBeGreaterThan(
      1,
    );
    expect(await database().timelineEntry.count({ where: { source: "manual", inDocument: false } })).toBe(1);
  });

  it("has documents in every state, signed by three people each", async () => {
    const incidents = await database().incident.findMany({ select: { ref: true } });
    const states = new Set<string>();
    for (const { ref } of incidents) {
      const { now } = await getDocumentStanding(asHighwater, ref);
      states.add(now.state);
      const signers = Object.values(now.given).map((act) => act?.personId);
      expect(new Set(signers).size).toBe(signers.length);
    }
    expect(states).toEqual(new Set(Object.values(DocumentState)));
  });

  it("has action items in every status, overdue ones, a team's and nobody's", async () => {
    const items = await database().actionItem.findMany();
    expect(new Set(items.map(({ status }) => status))).toEqual(new Set(Object.values(ActionItemStatus)));
    const count = (where: object) => database().actionItem.count({ where });
    expect(await count({ closedAt: null, dueOn: { lt: new Date(today) } })).toBeGreaterThan(2);
    expect(await count({ ownerTeamId: { not: null } })).toBeGreaterThan(2);
    expect(await count({ ownerPersonId: null, ownerTeamId: null, ownerName: null })).toBe(1);
    expect(await count({ status: "done", evidence: null, incident: { foreignRef: null } })).toBe(0);
  });

  it("has the alerts that its pools would have raised: of the founding incident, of a leak caught early, of no rush", async () => {
    const alerts = await database().alert.findMany({
      where: { firingAt: { not: null } },
      include: { pool: { select: { name: true } }, incident: { select: { foreignRef: true, title: true } } },
      orderBy: { firingAt: "asc" },
    });
    const of = (name: string) => alerts.filter(({ pool }) => pool?.name.startsWith(name));
    const founding = of("report-generator");
    expect(founding.map(({ severity }) => severity)).toContain("critical");
    const crossing = founding.find(({ threshold }) => threshold === 80);
    expect(crossing?.pendingAt.toISOString()).toMatch(/^2025-10-08T18:21/);
    expect(new Set(founding.map(({ incident }) => incident?.title))).toHaveLength(1);
    expect(founding.find(({ threshold }) => threshold === 95)?.attribution).toMatchObject({ cause: "leak" });
    expect(of("invoicing").map(({ figure }) => figure)).toContain("rising_floor");
    expect(of("invoicing").filter(({ severity }) => severity === "critical")).toEqual([]);
    const rush = of("public-api").map(({ figure, severity, attribution, incident }) => ({
      ...{ figure, severity, attribution, incident },
    }));
    // Nobody was paged for it, and nothing declared: the pool warned, and saw that it was load.
    expect(rush).toEqual([
      {
        ...{ figure: "rising_floor", severity: "warning", incident: null },
        attribution: expect.objectContaining({ cause: "load" }),
      },
    ]);
    expect(alerts.filter(({ state }) => state !== "resolved")).toEqual([]);
  });

  it("has a control that broke with the second leak and holds again, and one that came of it and holds", async () => {
    const watches = await database().controlWatch.findMany({
      orderBy: { watchedSince: "asc" },
      include: { control: { include: { verifications: { orderBy: { id: "asc" } } } } },
    });
    expect(watches.map(({ verdict, brokenSince }) => ({ verdict, brokenSince }))).toEqual([
      { verdict: "holds", brokenSince: null },
      { verdict: "holds", brokenSince: null },
    ]);
    const [founding, second] = watches.map(({ control }) => control.verifications.map(({ to }) => to));
    expect(founding).toEqual(["holds", "broken", "holds"]);
    expect(second).toEqual(["holds"]);
    const broke = watches[0]?.control.verifications[1];
    expect(broke).toMatchObject({
      value: expect.stringMatching(/^8\d % of connections in use$/),
      says: expect.stringMatching(/^Alert \d+ fires on invoicing, staging\.$/),
    });
    expect(await database().work.count({ where: { kind: { startsWith: "control." } } })).toBe(0);
  });

  it("has the deploys that its pipelines told, on the timelines that they belong to", async () => {
    const told = await database().timelineEntry.findMany({
      where: { source: "deploy" },
      include: { incident: { select: { title: true } } },
      orderBy: { at: "asc" },
    });
    const of = (title: RegExp) =>
      told
        .filter(({ incident }) => title.test(incident.title))
        .map(({ text, inDocument }) => [/\((\S+),/.exec(text)?.[1], inDocument]);
    // Before the founding incident came one, and its hotfix is Mike's to tell.
    expect(of(/exhausts the connection pool/)).toEqual([["5.3.2", false]]);
    expect(of(/card payments/)).toEqual([
      ["2.31.0", false],
      ["2.30.4", true],
    ]);
    expect(told.length).toBeLessThan(await database().deploy.count());
  });

  it("has a trail that holds", async () => {
    expect(await checkTrail(asHighwater)).toMatchObject({ unsealed: 0, faults: [] });
  });

  it("exports each document so that it reads back without a difference", async () => {
    for (const { ref } of await database().incident.findMany({ select: { ref: true } })) {
      const stored = await getPortable(asHighwater, ref);
      const back = parseHighwaterMarkdown(renderHighwaterMarkdown(stored));
      expect({
        ref,
        parts: "problem" in back ? back.problem : differingParts(stored, back.document),
      }).toEqual({
        ref,
        parts: [],
      });
    }
  });

  it("says nothing that was left to be filled in", async () => {
    const said = JSON.stringify(first);
    expect(said).not.toMatch(/lorem ipsum|\b(TODO|TBD|FIXME|XXX)\b|placeholder|\bundefined\b|\[object /i);
  });
});

describe("the founding incident", () => {
  it("has the durations that are known of it, and three signatures that stand", async () => {
    const founding = { createdAt: new Date("2025-10-08T18:23:00Z") };
    const { ref } = await database().incident.findFirstOrThrow({ where: founding });
    const { milestones } = await getDocument(asHighwater, ref);
    const { detect, acknowledge, mitigate, resolve, total } = durations(milestones);
    const minutes = [detect, acknowledge, mitigate, resolve, total].map((figure) =>
      figure.validity === "ok" ? figure.seconds / 60 : figure.validity,
    );
    expect(minutes).toEqual([2, 5, 69, 84, 135]);
    expect((await getDocumentStanding(asHighwater, ref)).now.state).toBe("approved");
  });
});

describe("the figures of pools", () => {
  it("are kept with the incidents that they went through, from before the beginning to after the end", async () => {
    const told = await database().frozenSeries.findMany({
      include: { incident: { include: { milestones: true } } },
    });
    expect(told.map(({ poolName }) => poolName).sort()).toEqual([
      ...["invoicing, staging", "report-generator, staging"],
    ]);
    for (const { incident, from, to, points } of told) {
      const range = evidenceRange(incident, asHighwater.now);
      expect({ from, to }).toEqual({ from: range?.from, to: range?.to });
      expect(frozenPoints.parse(points).at.length).toBeGreaterThan(100);
    }
    const founding = told.find(({ incident }) => incident.severity === "P0");
    const { max, waiting } = frozenPoints.parse(founding?.points);
    expect([...new Set(max)]).toEqual([50, 200]);
    expect(Math.max(...waiting.map((callers) => callers ?? 0))).toBe(41);
  });
});

describe("the history of the pools", () => {
  type Bucket = { at: Date; used: number; max: number; share: number; waiting: number };
  const bucketsOf = (level: "minute" | "hour", name: string) =>
    sql<Bucket>(
      `select b.at, b.used_max as used, b.max_max as "max", b.utilisation_max as share, b.waiting_max as waiting
       from pool p join pool_instance i on i.pool_id = p.id join pool_${level} b on b.series_id = i.id
       where p.name = $1 order by b.at`,
      [name],
    );
  const filled = (buckets: Bucket[], least: number) => buckets.filter(({ share }) => share >= least);

  it.each(["report-generator, staging", "invoicing, staging", "public-api, production"])(
    "of %s is a year by the hour, without a gap",
    async (name) => {
      const hours = await bucketsOf("hour", name);
      const [first, last] = [hours[0]?.at ?? new Date(), hours.at(-1)?.at ?? new Date(0)];
      expect(last.getTime() - first.getTime()).toBeGreaterThan(365 * 86_400_000);
      expect(hours).toHaveLength((last.getTime() - first.getTime()) / 3_600_000 + 1);
    },
  );

  it("shows the founding incident as the one time when that pool was full and callers waited", async () => {
    const hours = await bucketsOf("hour", "report-generator, staging");
    expect(filled(hours, 1).map(({ at }) => at.toISOString())).toEqual([
      "2025-10-08T18:00:00.000Z",
      "2025-10-08T19:00:00.000Z",
    ]);
    const waited = hours.filter(({ waiting }) => waiting > 0);
    expect(waited.every(({ at }) => at.toISOString().startsWith("2025-10-08T1"))).toBe(true);
    expect(waited.length).toBeGreaterThan(0);
  });

  it("shows a slow leak that was noticed before its pool was filling up, and never filled it", async () => {
    const minutes = await bucketsOf("minute", "invoicing, staging");
    const first = await database().alert.findFirstOrThrow({
      where: { pool: { name: "invoicing, staging" }, firingAt: { not: null } },
      orderBy: { firingAt: "asc" },
    });
    expect(first).toMatchObject({ figure: "rising_floor", attribution: { cause: "leak" } });
    expect(first.firingAt?.getTime()).toBeLessThan(filled(minutes, 0.8)[0]?.at.getTime() ?? 0);
    expect(filled(minutes, 0.95)).toEqual([]);
  });

  it("shows a rush that filled two thirds of its pool, in which nobody waited and nothing happened", async () => {
    const name = "public-api, production";
    const minutes = await bucketsOf("minute", name);
    const rush = filled(minutes, 2 / 3);
    expect(rush.length).toBeGreaterThan(40);
    expect(rush.filter(({ waiting, share }) => waiting > 0 || share >= 0.8)).toEqual([]);
    const during = { gte: rush[0]?.at ?? new Date(), lte: rush.at(-1)?.at ?? new Date() };
    const service = { pools: { some: { name } } };
    expect(await database().incident.count({ where: { service, createdAt: during } })).toBe(0);
  });
});

describe("the sign-ins of a start", () => {
  it("are one a role, work, and end with the next start", async () => {
    const first = await makeSignIns();
    expect(new Set(first.map(({ role }) => role.toLowerCase()))).toEqual(new Set(Object.values(Role)));
    const begin = ({ email, password }: (typeof first)[number]) =>
      beginSession(nobodyContext(new Date()), { email, password });
    for (const signIn of first)
      await expect(begin(signIn)).resolves.toMatchObject({ person: { email: signIn.email } });
    await makeSignIns();
    for (const signIn of first)
      await expect(begin(signIn)).rejects.toMatchObject({ code: "unauthenticated" });
  });
});

describe("telling the story of one day twice", () => {
  it("gives the same workspace but for ids, tokens and hashes of passwords", async () => {
    const server = inject("testServer");
    const own = { ...process.env };
    const { name, url, ownerUrl } = await cloneDatabase(server);
    try {
      await moveTo(url, ownerUrl);
      await openAndTell();
      expect(await contentsOf(ownerUrl)).toEqual(first);
    } finally {
      await moveTo(own.DATABASE_URL, own.DATABASE_OWNER_URL);
      await dropDatabase(server, name);
    }
  });
});

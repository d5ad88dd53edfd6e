import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import { database } from "../../../../lib/core/database";
import { exportMarkdown, getPortable } from "../../../../lib/documents/exports/queries";
import { parseHighwaterMarkdown } from "../../../../lib/documents/formats/highwater/parse";
import {
  applyImport,
  discardImport,
  uploadImport,
  uploadImportForm,
  verifyImport,
} from "../../../../lib/documents/imports/commands";
import { getImportPreview } from "../../../../lib/documents/imports/queries";
import { differingParts } from "../../../../lib/documents/imports/rules";
import { forgetOldUploads } from "../../../../lib/documents/imports/store";
import { declareIncident } from "../../../../lib/incidents/commands";
import { restrictIncident } from "../../../../lib/incidents/restriction/commands";
import { addEntry } from "../../../../lib/incidents/timeline/commands";
import { getDocument } from "../../../../lib/reviews/queries";
import { type Cast, cast } from "../../../support/cast";
import { days, later, minutes } from "../../../support/clock";

const founding = readFileSync("tests/support/founding-incident.md", "utf8");

let who: Cast;
beforeAll(async () => {
  who = await cast();
});

/** The founding document under another reference, so that each test has an incident of its own. */
const named = (ref: string) => founding.replaceAll("INC-2025-1015", ref);

async function upload(source: string, context = who.ben): Promise<string> {
  return (await uploadImport(context, { fileName: "incident.md", source })).id;
}

async function create(source: string, context = who.ben): Promise<string> {
  return (await applyImport(context, { importId: await upload(source, context) })).ref;
}

describe("looking at an upload", () => {
  it("writes nothing but the upload itself", async () => {
    const before = await database().incident.count();
    const preview = await getImportPreview(who.ben, await upload(named("INC-2031-0001")));
    expect(preview.existing).toBeNull();
    expect(preview.document.timeline).toHaveLength(11);
    expect(preview.obstacles).toEqual([]);
    expect(await database().incident.count()).toBe(before);
  });

  it("is for the person who uploaded it", async () => {
    const id = await upload(founding);
    await expect(getImportPreview(who.ben, "abc")).rejects.toMatchObject({ code: "not_found" });
    await expect(getImportPreview(who.lea, id)).rejects.toMatchObject({ code: "not_found" });
    await expect(applyImport(who.lea, { importId: id })).rejects.toMatchObject({ code: "not_found" });
    await expect(discardImport(who.lea, { importId: id })).rejects.toMatchObject({ code: "not_found" });
  });

  it.each([
    ["an empty file", ""],
    ["white space", " \n\t "],
    ["a document without a heading", "just words"],
    ["a binary", "\0\x01\x02 PNG"],
    ["more than two megabytes", `# T\n${"x".repeat(10 * 1024 * 1024)}`],
  ])("refuses %s at the field, and keeps nothing", async (_case, source) => {
    const before = await database().import.count();
    const refused = uploadImport(who.ben, { fileName: "x.md", source });
    await expect(refused).rejects.toMatchObject({ fields: { source: expect.any(String) } });
    expect(await database().import.count()).toBe(before);
  });

  it("reads a file of a form, or pasted text, and asks for one of them", async () => {
    const file = new File([named("INC-2031-0002")], "from-a-form.md", { type: "text/markdown" });
    const { id } = await uploadImportForm(who.ben, { file, pasted: "" });
    expect((await getImportPreview(who.ben, id)).fileName).toBe("from-a-form.md");
    const png = new File([new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0xff, 0xfe])], "x.md");
    await expect(uploadImportForm(who.ben, { file: png })).rejects.toMatchObject({
      fields: { file: /not text/ },
    });
    const none = new File([], "");
    await expect(uploadImportForm(who.ben, { file: none, pasted: "  " })).rejects.toMatchObject({
      code: "invalid",
    });
    await expect(uploadImportForm(who.ben, { pasted: "no heading" })).rejects.toMatchObject({
      fields: { pasted: expect.any(String) },
    });
  });

  const zip = new Uint8Array([0x50, 0x4b, 3, 4, 20, 0, 0, 0]);
  it.each([
    ["a picture", "x.md", new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), /not text/],
    ["a photograph", "x.md", new Uint8Array([0xff, 0xd8, 0xff, 0xe0, 0, 16]), /not text/],
    ["an archive", "x.md", zip, /not text/],
    ["a compressed file", "x.md", new Uint8Array([0x1f, 0x8b, 8, 0]), /not text/],
    ["text in UTF-16", "x.md", new Uint8Array([0xff, 0xfe, 0x23, 0, 0x20, 0, 0x54, 0]), /not text/],
    ["a PDF", "x.md", "%PDF-1.7\n# T\n", /PDF, a web page/],
    ["a web page", "x.md", "\n<!DOCTYPE html><script>alert(1)</script>\n\n# T\n", /PDF, a web page/],
    ["a web page without a doctype", "x.md", "\uFEFF<HTML>\n\n# T\n", /PDF, a web page/],
    ["a drawing", "x.md", '<svg onload="alert(1)"/>\n\n# T\n', /PDF, a web page/],
    ["rich text", "x.md", "{\\rtf1 hello}\n\n# T\n", /PDF, a web page/],
    ["a good document by another name", "x.exe", founding, /ends in .md/],
    ["a good document by a double name", "x.md.html", founding, /ends in .md/],
    ["a good document without an ending", "readme", founding, /ends in .md/],
  ])("refuses %s in a file, and keeps nothing", async (_case, name, content, reason) => {
    const before = await database().import.count();
    const refused = uploadImportForm(who.ben, { file: new File([content], name) });
    await expect(refused).rejects.toMatchObject({ code: "invalid", fields: { file: reason } });
    expect(await database().import.count()).toBe(before);
  });

  it("is forgotten a week later, unless something was made of it", async () => {
    const [looked, applied] = [await upload(named("INC-2031-0003")), await upload(named("INC-2031-0004"))];
    await applyImport(who.ben, { importId: applied });
    await forgetOldUploads(later(who.ben, days(6)).now);
    expect(await database().import.count({ where: { id: { in: [looked, applied] } } })).toBe(2);
    await forgetOldUploads(later(who.ben, days(8)).now);
    expect(await database().import.findMany({ where: { id: { in: [looked, applied] } } })).toMatchObject([
      { id: applied },
    ]);
  });

  it("can be dropped, and what is dropped is gone", async () => {
    const id = await upload(founding);
    await discardImport(who.ben, { importId: id });
    await expect(getImportPreview(who.ben, id)).rejects.toMatchObject({ code: "not_found" });
    await expect(applyImport(who.ben, { importId: id })).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("creating from a document", () => {
  it("puts every fact of the founding incident in its place", async () => {
    const ref = await create(named("INC-2032-0001"));
    expect(ref).toMatch(/^INC-2025-\d{4}$/);
    const document = await getDocument(who.cleo, ref);
    expect(document).toMatchObject({
      foreignRef: "INC-2032-0001",
      severity: "P0",
      status: "resolved",
      mode: "retrospective",
      statedDuration: "2 hours 15 minutes",
      timeZone: "America/New_York",
      classification: expect.stringContaining("Internal"),
    });
    expect(document.timeline).toHaveLength(11);
    expect(document.timeline[0]).toMatchObject({
      at: new Date("2025-10-08T18:23:00Z"),
      kind: "alert",
      source: "import",
    });
    expect(document.rootCauses).toHaveLength(3);
    expect(document.factors).toHaveLength(4);
    expect(document.fixes).toHaveLength(4);
    expect(document.codeChanges.filter(({ before }) => before !== null)).toHaveLength(2);
    expect(document.lessons.map(({ kind }) => kind).sort()).toEqual([
      ...Array(5).fill("went_well"),
      ...Array(4).fill("went_wrong"),
    ]);
    expect(document.actionItems).toHaveLength(5);
    expect(document.actionItems[1]).toMatchObject({
      owner: { kind: "name", name: "DevOps" },
      dueOn: "2025-10-12",
      status: "done",
    });
    expect(document.controls.map(({ kind }) => kind)).toEqual([
      ...Array(4).fill("technical"),
      ...Array(3).fill("process"),
    ]);
    expect(document.importedSignatures.map(({ step }) => step)).toEqual(["prepared", "reviewed", "approved"]);
    expect(new Set(document.impact.statements.map(({ group }) => group))).toEqual(
      new Set(["user", "business", "detection"]),
    );
    const milestones = Object.fromEntries(
      document.milestones.map(({ kind, at }) => [kind, at.toISOString().slice(11, 16)]),
    );
    expect(milestones).toEqual({
      detectedAt: "18:23",
      declaredAt: "18:23",
      acknowledgedAt: "18:28",
      mitigatedAt: "19:30",
      resolvedAt: "19:45",
      closedAt: "20:38",
    });
  });

  it("leaves one audit event and the work that proves the round trip, and the proof holds", async () => {
    const id = await upload(named("INC-2032-0002"));
    const { ref } = await applyImport(who.ben, { importId: id });
    const trail = await database().auditEvent.findMany({ where: { subjectId: id, action: "import.apply" } });
    expect(trail).toHaveLength(1);
    expect(trail[0]).toMatchObject({
      actorId: who.ben.actor.id,
      changes: [{ fields: { incident: [null, ref] } }],
    });
    expect(await database().work.count({ where: { kind: "import.verify" } })).toBeGreaterThan(0);
    await verifyImport(who.system, { importId: id });
    expect(await database().import.findUniqueOrThrow({ where: { id } })).toMatchObject({
      verifiedAt: who.system.now,
      mismatch: [],
    });
  });

  it("exports what it was, and the export reads back as what is stored", async () => {
    const ref = await create(named("INC-2032-0003"));
    const { markdown, fileName } = await exportMarkdown(who.cleo, ref);
    expect(fileName).toBe("INC-2032-0003.md");
    const back = parseHighwaterMarkdown(markdown);
    if ("problem" in back) return expect.unreachable();
    expect(differingParts(back.document, await getPortable(who.cleo, ref))).toEqual([]);
  });

  it("makes one incident of one upload, however often and at once it is confirmed", async () => {
    const importId = await upload(named("INC-2032-0004"));
    const refs = await Promise.all(Array.from({ length: 5 }, () => applyImport(who.ben, { importId })));
    expect(new Set(refs.map(({ ref }) => ref)).size).toBe(1);
    expect(await database().incident.count({ where: { foreignRef: "INC-2032-0004" } })).toBe(1);
  });

  it("makes one incident of one document that two people upload at once", async () => {
    const uploads = await Promise.all([
      upload(named("INC-2032-0005")),
      upload(named("INC-2032-0005"), who.lea),
    ]);
    const made = await Promise.allSettled([
      applyImport(who.ben, { importId: uploads[0] }),
      applyImport(who.lea, { importId: uploads[1] }),
    ]);
    expect(made.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(await database().incident.count({ where: { foreignRef: "INC-2032-0005" } })).toBe(1);
  });

  it("asks for a severity where the document says none", async () => {
    const importId = await upload(
      "# Incident Report: Queue stuck\n\n## Timeline\n\n| Time (UTC) | Event |\n|---|---|\n| 2026-01-02 10:00 | Alert: queue |\n",
    );
    await expect(applyImport(who.ben, { importId })).rejects.toMatchObject({
      fields: { severity: expect.any(String) },
    });
    const { ref } = await applyImport(who.ben, { importId, severity: "P3" });
    expect(await getDocument(who.ben, ref)).toMatchObject({ severity: "P3", foreignRef: null });
  });

  it("refuses those who may not declare incidents", async () => {
    await expect(uploadImport(who.cleo, { fileName: "x.md", source: founding })).rejects.toMatchObject({
      code: "forbidden",
    });
  });

  it("keeps HTML and script as text", async () => {
    const evil = named("INC-2032-0006").replace("DevOps", "<script>alert(1)</script>");
    const ref = await create(evil);
    expect(JSON.stringify(await getDocument(who.ben, ref))).toContain("<script>alert(1)</script>");
  });
});

describe("the same document again", () => {
  it("shows no difference when it is the same, and makes nothing", async () => {
    const ref = await create(named("INC-2033-0001"));
    const { existing } = await getImportPreview(who.ben, await upload(named("INC-2033-0001")));
    expect(existing).toMatchObject({ ref, differing: [], differences: [] });
    const { markdown } = await exportMarkdown(who.ben, ref);
    expect((await getImportPreview(who.ben, await upload(markdown))).existing).toMatchObject({
      ref,
      differing: [],
    });
  });

  it("finds a document without a reference by its own text", async () => {
    const source =
      "# Incident Report: No name\n\n**Severity:** P2\n\n## Timeline\n\n| Time (UTC) | Event |\n|---|---|\n| 2026-01-02 10:00 | Alert: x |\n";
    const ref = await create(source);
    expect((await getImportPreview(who.ben, await upload(source))).existing?.ref).toBe(ref);
  });

  it("takes over only what is chosen, as a new version", async () => {
    const ref = await create(named("INC-2033-0002"));
    const before = await getDocument(who.ben, ref);
    const changed = named("INC-2033-0002")
      .replace(/\| DevOps +\|/g, "| Platform |")
      .replace("2 hours 15 minutes", "3 hours");
    const importId = await upload(changed);
    const { existing } = await getImportPreview(who.ben, importId);
    expect(existing?.differing).toEqual(expect.arrayContaining(["header", "actionItems"]));
    await applyImport(who.ben, { importId, base: existing?.base, parts: ["header"] });
    const after = await getDocument(who.ben, ref);
    expect(after.statedDuration).toBe("3 hours");
    expect(after.actionItems).toEqual(before.actionItems);
    expect(after.documentVersion).toBeGreaterThan(before.documentVersion);
    expect(after.timeline.map(({ id }) => id)).toEqual(before.timeline.map(({ id }) => id));
  });

  it("asks for a choice, and refuses one that was made before somebody else's edit", async () => {
    const ref = await create(named("INC-2033-0003"));
    const importId = await upload(named("INC-2033-0003").replace("2 hours 15 minutes", "3 hours"));
    const { existing } = await getImportPreview(who.ben, importId);
    const base = existing?.base;
    await expect(applyImport(who.ben, { importId, base, parts: [] })).rejects.toMatchObject({
      fields: { parts: expect.any(String) },
    });
    await addEntry(who.lea, { ref, text: "seen on the dashboard", kind: "note" });
    await expect(applyImport(who.ben, { importId, base, parts: ["header"] })).rejects.toMatchObject({
      code: "conflict",
    });
    expect((await getDocument(who.ben, ref)).statedDuration).toBe("2 hours 15 minutes");
  });

  it("leaves entries that the file does not have in the timeline, out of the document", async () => {
    const ref = await create(named("INC-2033-0004"));
    await addEntry(later(who.lea, minutes(1)), { ref, text: "a note of ours", kind: "note" });
    const importId = await upload(named("INC-2033-0004"));
    const { existing } = await getImportPreview(who.ben, importId);
    expect(existing?.differing).toEqual(["timeline"]);
    await applyImport(who.ben, { importId, base: existing?.base, parts: ["timeline"] });
    const document = await getDocument(who.ben, ref);
    expect(document.timeline).toHaveLength(11);
    expect(document.entriesLeftOut).toBe(1);
  });

  it("keeps milestones that the file does not state", async () => {
    const ref = await create(named("INC-2033-0005"));
    const incident = await database().incident.findUniqueOrThrow({ where: { ref } });
    const at = new Date("2025-10-08T18:21:00Z");
    await database().milestone.create({
      data: { incidentId: incident.id, kind: "impactStartedAt", at, origin: "manual", setAt: who.ben.now },
    });
    const importId = await upload(named("INC-2033-0005").replace("Restart initiated", "Restart begun"));
    const { existing } = await getImportPreview(who.ben, importId);
    await applyImport(who.ben, { importId, base: existing?.base, parts: ["timeline"] });
    const { milestones } = await getDocument(who.ben, ref);
    expect(milestones.find(({ kind }) => kind === "impactStartedAt")?.at).toEqual(at);
    expect(milestones).toHaveLength(7);
  });

  it("overwrites no progress that was made since the differences were shown", async () => {
    const ref = await create(named("INC-2033-0006"));
    const importId = await upload(named("INC-2033-0006").replace("2 hours 15 minutes", "3 hours"));
    const { existing } = await getImportPreview(who.ben, importId);
    const incident = await database().incident.findUniqueOrThrow({ where: { ref } });
    await database().actionItem.updateMany({
      where: { incidentId: incident.id },
      data: { evidence: "merged" },
    });
    await expect(
      applyImport(who.ben, { importId, base: existing?.base, parts: ["header", "actionItems"] }),
    ).rejects.toMatchObject({ code: "conflict" });
  });

  it("tells the trail what each part said before and says now", async () => {
    const ref = await create(named("INC-2033-0007"));
    const importId = await upload(named("INC-2033-0007").replace("2 hours 15 minutes", "3 hours"));
    const { existing } = await getImportPreview(who.ben, importId);
    await applyImport(who.ben, { importId, base: existing?.base, parts: ["header"] });
    const [event] = await database().auditEvent.findMany({
      where: { subjectId: importId, action: "import.apply" },
    });
    const told = JSON.stringify(event?.changes);
    expect(told).toContain("2 hours 15 minutes");
    expect(told).toContain("3 hours");
    expect((await getDocument(who.ben, ref)).statedDuration).toBe("3 hours");
  });

  it("moves the status as any move: with an entry, and not where it may not", async () => {
    const ref = await create(named("INC-2033-0008"));
    const statusOf = (status: string) =>
      named("INC-2033-0008").replace(/(\*\*Status:\*\*) \w+/, `$1 ${status}`);
    const back = await upload(statusOf("Monitoring"));
    const first = await getImportPreview(who.ben, back);
    await applyImport(who.ben, { importId: back, base: first.existing?.base, parts: ["header"] });
    expect((await getDocument(who.ben, ref)).status).toBe("monitoring");
    const { id } = await database().incident.findUniqueOrThrow({ where: { ref } });
    const entries = await database().timelineEntry.findMany({ where: { incidentId: id, source: "system" } });
    expect(entries.map(({ text }) => text)).toEqual([
      "Status Resolved → Monitoring, as an imported document says",
    ]);
    const closed = await upload(statusOf("Closed"));
    const second = await getImportPreview(who.ben, closed);
    await expect(
      applyImport(who.ben, { importId: closed, base: second.existing?.base, parts: ["header"] }),
    ).rejects.toMatchObject({ code: "conflict", message: expect.stringContaining("Resolve the incident") });
    const merged = await getImportPreview(who.ben, await upload(statusOf("Merged")));
    expect(merged.obstacles).toEqual([expect.stringContaining("not into which one")]);
  });

  it("makes a new incident all the same when it is told so", async () => {
    const ref = await create(named("INC-2033-0009"));
    const importId = await upload(named("INC-2033-0009"));
    const made = await applyImport(who.ben, { importId, asNew: "yes" });
    expect(made.ref).not.toBe(ref);
    expect((await getDocument(who.ben, made.ref)).timeline).toHaveLength(11);
  });

  it("says what the forms here could never save", async () => {
    const many = named("INC-2033-0010").replace(
      "### Code Changes",
      `${"- and again\n".repeat(300)}\n### Code Changes`,
    );
    const { obstacles } = await getImportPreview(who.ben, await upload(many));
    expect(obstacles).toEqual([expect.stringMatching(/^Resolution, fixes: A list holds at most 200 rows/)]);
  });

  it("refuses a summary and an impact that are longer than their forms take, in words", async () => {
    const words = Array.from({ length: 12_000 }, (_, at) => `word${at}`).join(" ");
    const long = named("INC-2033-0011")
      .replace("## Timeline", `## Summary\n\n${words}\n\n## Timeline`)
      .replace("**User Impact:**\n", `**User Impact:**\n\n- ${"slow ".repeat(500)}`);
    const importId = await upload(long);
    const { obstacles } = await getImportPreview(who.ben, importId);
    expect(obstacles).toEqual([
      "Summary: Keep it under 50,000 characters.",
      "Impact, user 1: Keep it under 2,000 characters.",
    ]);
    await expect(applyImport(who.ben, { importId })).rejects.toMatchObject({ code: "invalid" });
  });

  it("knows nothing of a restricted incident that the actor may not see", async () => {
    const { ref } = await declareIncident(who.lea, { title: "Quiet", severity: "P1" });
    await restrictIncident(who.lea, { ref });
    const source = named(ref);
    expect((await getImportPreview(who.ben, await upload(source))).existing).toBeNull();
    const made = await create(source);
    expect(made).not.toBe(ref);
    expect((await getImportPreview(who.lea, await upload(source, who.lea))).existing?.ref).toBe(ref);
  });
});

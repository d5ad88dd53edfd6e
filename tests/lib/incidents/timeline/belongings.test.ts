import { expect, test } from "vitest";
import { database } from "@/lib/core/database";
import { addAttachment } from "@/lib/incidents/attachments/commands";
import { filesTold } from "@/lib/incidents/attachments/queries";
import { declareIncident } from "@/lib/incidents/commands";
import { recordDeploy } from "@/lib/incidents/deploys/commands";
import { mergeIncident } from "@/lib/incidents/merging/commands";
import { setMilestone } from "@/lib/incidents/milestones/commands";
import { withBelongings } from "@/lib/incidents/timeline/belongings";
import { addEntry, correctEntry, withdrawEntry } from "@/lib/incidents/timeline/commands";
import { withdrawUpdate, writeUpdate } from "@/lib/incidents/updates/commands";
import { later, minutes } from "../../../support/clock";
import { png } from "../../../support/files";
import { makeWorld, unique } from "../../../support/world";

const person = { select: { id: true, name: true } } as const;

test("what belongs to entries is what Prisma would read, one relation after the other", async () => {
  const { ben, lea, service } = await makeWorld();
  const declare = () =>
    declareIncident(ben, { title: unique("Bookings fail"), severity: "P2", service: service.slug });
  const [{ id, ref }, other] = [await declare(), await declare()];
  const content = png(64, 48).toString("base64");
  const file = () => addAttachment(ben, { ref, fileName: "pool.png", content });
  const [corrected, struck, proof] = [
    await addEntry(ben, { ref, text: "wrong" }),
    await addEntry(ben, { ref, text: "not ours" }),
    await addEntry(ben, {
      ref,
      text: 'as seen here, „π“ \\ "',
      attachments: [{ id: (await file()).id }, { id: (await file()).id }],
    }),
  ];
  const correct = { ref, entryId: corrected.id, kind: "note" as const, reason: "checked" };
  await correctEntry(lea, { ...correct, version: 1, text: "nearly" });
  await correctEntry(later(ben, minutes(1)), { ...correct, version: 2, text: "right" });
  await withdrawEntry(lea, { ref, entryId: struck.id, reason: "twice" });
  for (const kind of ["impactStartedAt", "mitigatedAt"])
    await setMilestone(ben, { ref, kind, at: "-5m", reason: "as the graph says", entryId: proof.id });
  await recordDeploy(ben, {
    service: service.slug,
    summary: "Larger ferries",
    links: [{ href: "https://example.org/change/1", text: "the change" }],
  });
  const said = { ref, whatHappened: "Bookings fail", impact: "Nobody can book" };
  const { id: updateId } = await writeUpdate(ben, said);
  await writeUpdate(ben, { ...said, whatHappened: "Still" });
  await withdrawUpdate(lea, { ref, updateId, reason: "too early" });
  await addEntry(ben, { ref: other.ref, text: "meanwhile" });
  await mergeIncident(lea, { ref, into: other.ref });

  const entries = await database().timelineEntry.findMany({
    where: { incidentId: { in: [id, other.id] } },
    orderBy: { sequence: "desc" },
  });
  const read = await withBelongings(database(), entries);
  const asPrisma = await database().timelineEntry.findMany({
    where: { incidentId: { in: [id, other.id] } },
    include: {
      ...{ author: person, withdrawnBy: person, ...filesTold },
      revisions: { include: { supersededBy: person }, orderBy: { version: "desc" } },
      milestones: { select: { kind: true }, orderBy: { kind: "asc" } },
      deploy: { select: { links: true } },
      statusUpdate: {
        select: { id: true, whatHappened: true, withdrawnAt: true, incident: { select: { ref: true } } },
      },
    },
    orderBy: { sequence: "desc" },
  });
  expect(read).toEqual(asPrisma);
  // There is something of everything in it.
  for (const has of [
    ...(["author", "withdrawnBy", "deploy", "statusUpdate", "origin"] as const).map(
      (key) => (item: (typeof read)[number]) => item[key] !== null,
    ),
    ...(["revisions", "milestones", "attachments"] as const).map(
      (key) => (item: (typeof read)[number]) => item[key].length > 1,
    ),
    (item: (typeof read)[number]) => (item.origin?.attachments.length ?? 0) > 1,
    (item: (typeof read)[number]) => item.statusUpdate !== null && item.statusUpdate.withdrawnAt !== null,
  ])
    expect(read.some(has), has.toString()).toBe(true);
  expect(await withBelongings(database(), [])).toEqual([]);
});

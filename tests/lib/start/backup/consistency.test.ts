import { afterAll, expect, it } from "vitest";
import { checkTrail } from "@/lib/audit/queries";
import { sealTrail } from "@/lib/audit/store";
import { systemContext } from "@/lib/core/context";
import { closePool } from "@/lib/core/pool";
import { forgetSingleton } from "@/lib/core/singleton";
import { declareIncident } from "@/lib/incidents/commands";
import { addEntry } from "@/lib/incidents/timeline/commands";
import { backUp } from "@/lib/start/backup/back-up";
import { beginning, cast } from "../../../support/cast";
import { ask, newPath, own, withRestored } from "./support";

const home = own();
afterAll(() => moveTo(home));

/** Lets queries and commands use another database. */
async function moveTo({ url, ownerUrl }: { url: string; ownerUrl: string }): Promise<void> {
  await closePool();
  forgetSingleton("settings");
  Object.assign(process.env, { DATABASE_URL: url, DATABASE_OWNER_URL: ownerUrl });
}

it("copies one moment, however much is written meanwhile", async () => {
  const { ben } = await cast();
  let written = 0;
  const write = async () => {
    written += 1;
    const { ref } = await declareIncident(ben, {
      title: `Ferry ${written} is late`,
      severity: "P2",
      timeZone: "UTC",
    });
    await addEntry(ben, { ref, text: "Still at sea.", kind: "finding" });
    await sealTrail(ben.now);
  };
  await write();
  let busy = true;
  const writer = (async () => {
    while (busy) await write();
  })();
  // Before the rows of these tables are read, something is written that belongs to all of them.
  const shared = ["audit_event", "audit_seal", "incident", "incident_ref_counter", "timeline_entry"];
  const made = await backUp({
    url: home.url,
    file: newPath(),
    onProgress: async ({ table }) => {
      if (table && shared.includes(table)) await write();
    },
  }).finally(() => {
    busy = false;
    return writer;
  });
  expect(written).toBeGreaterThan(shared.length);

  await withRestored(made.file, async (copy) => {
    const [counts] = await ask<Record<string, number>>(
      copy.url,
      `select (select count(*) from incident)::int as incidents,
              (select count(*) from audit_event where action = 'incident.declare')::int as declared,
              (select count(*) from timeline_entry where source = 'manual')::int as entries,
              (select count(*) from audit_event where action = 'timeline-entry.add')::int as added,
              (select sum(last) from incident_ref_counter)::int as numbers,
              (select count(*) from audit_event e where not exists (select from incident i where i.id = e.incident_id))::int as orphans`,
    );
    expect(counts?.incidents).toBeGreaterThan(0);
    expect(counts?.incidents).toBeLessThan(written);
    expect(counts).toMatchObject({
      ...{ declared: counts?.incidents, numbers: counts?.incidents, added: counts?.entries, orphans: 0 },
    });
    await moveTo(copy);
    const check = await checkTrail(systemContext(beginning), made.trailHead);
    expect(check).toMatchObject({ faults: [], signedHead: "holds", sealed: Number(made.trailHead.sequence) });
    // The next numbers are free ones.
    await write();
    expect((await checkTrail(systemContext(beginning), made.trailHead)).faults).toEqual([]);
    await moveTo(home);
  });
});

import { beforeAll, expect, test } from "vitest";
import { exportEvidence, exportMarkdown, getPortable } from "@/lib/documents/exports/queries";
import { exportIncidentFigures, exportPoolFigures } from "@/lib/documents/figures/queries";
import { parseHighwaterMarkdown } from "@/lib/documents/formats/highwater/parse";
import { FOOTER, renderHighwaterMarkdown } from "@/lib/documents/formats/highwater/render";
import { getImportPreview } from "@/lib/documents/imports/queries";
import { restrictIncident } from "@/lib/incidents/restriction/commands";
import { freezeEvidence } from "@/lib/pools/evidence/commands";
import { canonicalForm } from "@/lib/reviews/canonical-form";
import { getDocument } from "@/lib/reviews/queries";
import { beginning } from "../../../support/cast";
import { later, minutes } from "../../../support/clock";
import { makeWorld, upload, type World } from "../../../support/world";
import { declared } from "../../incidents/support";
import { poolOf, tellPool } from "../../pools/evidence/support";

let world: World;
let ref: string;
let pool: Awaited<ReturnType<typeof poolOf>>;

beforeAll(async () => {
  world = await makeWorld();
  const service = world.service.slug;
  ({ ref } = await declared(world.ben, { service, timeZone: "America/New_York" }));
  pool = await poolOf({ service }, '=HYPERLINK("evil") | pool');
  await tellPool(pool, later(beginning, -minutes(30)), beginning);
  await freezeEvidence(world.ben, { ref });
});

const read = (markdown: string) => {
  const parsed = parseHighwaterMarkdown(markdown);
  if ("problem" in parsed) throw new Error("that is no document");
  return parsed;
};

test("Markdown names the pool, its range and the most in use, in the incident's zone", async () => {
  const { markdown } = await exportMarkdown(world.cleo, ref);
  expect(markdown).toContain(`## Pool figures

| Pool | From (America/New_York) | To (America/New_York) | Most in use | At (America/New_York) |
| --- | --- | --- | --- | --- |
| =HYPERLINK("evil") \\| pool | 2026-03-02 02:30 | 2026-03-02 03:00 | 49 of 50 | 2026-03-02 02:49 |

The figures themselves are kept with the incident, as data; they are no part of what sign-offs sign.

${FOOTER}`);
});

test("what Markdown says of figures is no part of the document when it is read again", async () => {
  const { markdown } = await exportMarkdown(world.cleo, ref);
  const { document, unplacedCount, notes } = read(markdown);
  expect(document).toEqual(await getPortable(world.cleo, ref));
  expect(unplacedCount).toBe(0);
  expect(notes.map(({ message }) => message)).toEqual([
    "Figures of pools stay where they are kept: a document only mentions them.",
  ]);
  const { importId } = await upload(world.ben, markdown);
  const { existing } = await getImportPreview(world.ben, importId);
  expect(existing).toMatchObject({ ref, differing: [], differences: [] });
});

test("what somebody wrote under it, or a house's own section of that name, is kept word for word", async () => {
  const { markdown } = await exportMarkdown(world.cleo, ref);
  const added = read(markdown.replace(FOOTER, `Somebody adds a remark.\n\n${FOOTER}`));
  expect(added.document.unplaced).toEqual([{ place: "Pool figures", markdown: "Somebody adds a remark." }]);
  const foreign = read(
    "# Incident Report: Slow\n\n## Pool figures\n\n| Pool | From (UTC) |\n|---|---|\n| a | b |\n",
  );
  expect(foreign.document.unplaced[0]?.markdown).toContain("| a | b |");
  const empty = read("# Incident Report: Slow\n\n## Pool figures\n\n## Summary\n\nIt was slow.\n");
  expect(empty.document.unplaced).toHaveLength(1);
});

test("JSON carries the points, and what is signed says nothing of them", async () => {
  const [evidence] = await exportEvidence(world.cleo, ref);
  expect(evidence).toMatchObject({
    ...{ pool: pool.name, from: later(beginning, -minutes(30)), to: beginning, bucketSeconds: 30 },
    greatest: { used: 49, max: 50, at: later(beginning, -minutes(11)).getTime() },
  });
  expect(evidence?.points.at).toHaveLength(30);
  const canonical = canonicalForm(await getDocument(world.cleo, ref));
  expect(canonical).not.toContain("HYPERLINK");
  expect(renderHighwaterMarkdown(await getPortable(world.cleo, ref))).not.toContain("HYPERLINK");
});

test("CSV has a row for each bucket, and no cell that computes", async () => {
  const { fileName, csv } = await exportIncidentFigures(world.cleo, ref);
  expect(fileName).toBe(`${ref}-figures.csv`);
  const lines = csv.trimEnd().split("\r\n");
  expect(lines).toHaveLength(31);
  expect(lines[1]).toMatch(
    /^2026-03-02T07:30:00\.000Z,30,"'=HYPERLINK\(""evil""\) \| pool",30,30,30,,,0,50,60$/,
  );
  const range = { from: later(beginning, -minutes(10)), to: beginning };
  const live = await exportPoolFigures(world.cleo, pool.slug, range);
  expect(live.csv.trimEnd().split("\r\n")).toHaveLength(11);
  await expect(exportPoolFigures(world.nobody, pool.slug, range)).rejects.toMatchObject({
    code: "unauthenticated",
  });
  await expect(exportPoolFigures(world.cleo, "no\0pool", range)).rejects.toMatchObject({ code: "not_found" });
});

test("nobody else gets the figures of a restricted incident, nor hears that there are any", async () => {
  await restrictIncident(world.omar, { ref });
  for (const give of [exportMarkdown, exportEvidence, exportIncidentFigures])
    await expect(give(world.cleo, ref)).rejects.toMatchObject({ code: "not_found" });
  expect(await exportEvidence(world.omar, ref)).toHaveLength(1);
});

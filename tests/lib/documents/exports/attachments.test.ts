import { beforeAll, expect, test } from "vitest";
import { sha256Hex } from "@/lib/core/canonical";
import { exportMarkdown, getPortable } from "@/lib/documents/exports/queries";
import { parseHighwaterMarkdown } from "@/lib/documents/formats/highwater/parse";
import { FOOTER } from "@/lib/documents/formats/highwater/render";
import { getImportPreview } from "@/lib/documents/imports/queries";
import { addAttachment } from "@/lib/incidents/attachments/commands";
import { addEntry } from "@/lib/incidents/timeline/commands";
import { makeWorld, upload, type World } from "../../../support/world";
import { declared } from "../../incidents/support";

let world: World;
let ref: string;
let id: string;
const log = "14:23 exhausted\n";

beforeAll(async () => {
  world = await makeWorld();
  ({ ref } = await declared(world.ben, { timeZone: "America/New_York" }));
  const content = Buffer.from(log).toString("base64");
  ({ id } = await addAttachment(world.ben, { ref, fileName: "a | b.log", content }));
  await addEntry(world.ben, { ref, text: "as the log says", attachments: [{ id }] });
});

const read = (markdown: string) => {
  const parsed = parseHighwaterMarkdown(markdown);
  if ("problem" in parsed) throw new Error("that is no document");
  return parsed;
};

test("Markdown names each file with its hash and where it is, the same each time", async () => {
  const { markdown } = await exportMarkdown(world.cleo, ref);
  expect(markdown).toContain("## Attached files\n");
  expect(markdown).toContain(
    `| 2026-03-02 03:00 | a \\| b.log | 16 | ${sha256Hex(log)} | http://localhost:3000/incidents/${ref}/attachments/${id} |`,
  );
  expect((await exportMarkdown(world.cleo, ref)).markdown).toBe(markdown);
});

test("read again it is the same document, with nothing left over", async () => {
  const { markdown } = await exportMarkdown(world.cleo, ref);
  const { document, unplacedCount } = read(markdown);
  expect(document).toEqual(await getPortable(world.cleo, ref));
  expect(unplacedCount).toBe(0);
  const { existing } = await getImportPreview(world.ben, (await upload(world.ben, markdown)).importId);
  expect(existing).toMatchObject({ ref, differing: [], differences: [] });
});

test("what somebody wrote under it, or a house's own section of that name, is kept word for word", async () => {
  const { markdown } = await exportMarkdown(world.cleo, ref);
  const added = read(markdown.replace(FOOTER, `Somebody adds a remark.\n\n${FOOTER}`));
  expect(added.document.unplaced).toEqual([{ place: "Attached files", markdown: "Somebody adds a remark." }]);
  const foreign = read(
    "# Incident Report: Slow\n\n## Attached files\n\n| File | SHA-256 |\n|---|---|\n| a | b |\n",
  );
  expect(foreign.document.unplaced[0]?.markdown).toContain("| a | b |");
});

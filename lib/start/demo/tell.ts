import { readFileSync } from "node:fs";
import { join } from "node:path";
import { people } from "../../../prisma/sample/people";
import type { ImportStory } from "../../../prisma/sample/shapes";
import { imports, incidents } from "../../../prisma/sample/story";
import { sealTrail } from "../../audit/store";
import { applyImport, uploadImport } from "../../documents/imports/commands";
import { projectFolder } from "../folders";
import { tellAlerts } from "./alert-history";
import { type Act, comingsAndGoings, foundWorkspace } from "./colleagues";
import { controlActs, tellVerdicts } from "./control-history";
import { deployActs } from "./deploys";
import { actsOf, type Telling } from "./incident";
import { passphrase } from "./passphrase";
import { evidenceActs } from "./pool-evidence";
import { tellPools } from "./pool-history";
import { beginningOf } from "./times";

const weekMs = 7 * 24 * 60 * 60_000;
// Before the founding incident of October 2025, on a Monday morning.
const firstDay = Date.parse("2025-09-22T12:30:00Z");

/**
 * Tells the sample story into an empty workspace as of `now`, through the commands that people's clicks would call, in
 * the order in which it happened. The same `now` gives the same workspace but for ids, tokens, hashes of passwords and
 * signatures. Returns how many acts it took.
 */
export async function tell(now: Date): Promise<number> {
  const password = passphrase();
  const founded = new Date(Math.min(firstDay, now.getTime() - 56 * weekMs));
  const colleagues = await foundWorkspace(founded, password);
  const telling: Telling = { colleagues, now, password };
  const acts = inOrder([
    ...comingsAndGoings(colleagues, now),
    ...deployActs(colleagues, now),
    ...incidents.flatMap((story) => actsOf(story, telling)),
    ...imports.map((story) => importAct(story, telling)),
    ...evidenceActs(incidents, founded, now),
    ...controlActs(colleagues, founded, now),
  ]);
  for (const act of acts) {
    if (act.at > now) throw new Error(`The story has not come to ${act.at.toISOString()} yet`);
    await act.do();
  }
  await tellPools(founded, now);
  await tellAlerts(founded, now);
  await tellVerdicts(founded, now);
  while ((await sealTrail(now)) > 0);
  return acts.length;
}

/** Acts by when they happen; of two at the same moment the one that is told first. */
const inOrder = (acts: Act[]): Act[] => acts.toSorted((a, b) => a.at.getTime() - b.at.getTime());

function importAct({ file, begins, importedBy }: ImportStory, { colleagues, now }: Telling): Act {
  const at = beginningOf(begins, people[importedBy].zone, now);
  const source = readFileSync(join(projectFolder, "prisma", "sample", "imports", file), "utf8");
  const take = async () => {
    const context = colleagues.as(importedBy, at);
    const { id } = await uploadImport(context, { fileName: file, source });
    await applyImport(context, { importId: id });
  };
  return { at, do: take };
}

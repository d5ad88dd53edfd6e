import { verifyControls } from "@/lib/alerts/controls/verifying";
import { database } from "@/lib/core/database";
import { declareIncident } from "@/lib/incidents/commands";
import { editControls } from "@/lib/reviews/controls/commands";
import type { Context } from "../../../../lib/core/context";
import { unique } from "../../../support/world";
import { basesOf } from "../../reviews/story";

/** An incident of a service with one control in its post-mortem. */
export async function controlled(
  by: Context,
  service?: string,
  text: string = unique("Sessions are cut off"),
) {
  const title = unique("Reports exhausted the pool");
  const { id: incidentId, ref } = await declareIncident(by, {
    title,
    severity: "P1",
    service,
    timeZone: "UTC",
  });
  const { controls: base } = await basesOf(by, ref);
  await editControls(by, { ref, base, technical: [{ text }] });
  const { id: controlId } = await database().control.findFirstOrThrow({ where: { incidentId } });
  return { ref, incidentId, controlId, title, text };
}

/** How a control stands, with its changes as `from to`, the oldest first. */
export async function standingOf(controlId: string) {
  const watch = await database().controlWatch.findUniqueOrThrow({ where: { controlId } });
  const rows = await database().controlVerification.findMany({
    where: { controlId },
    orderBy: { id: "asc" },
  });
  return { ...watch, steps: rows.map(({ from, to }) => `${from} ${to}`), rows };
}

/** Verifies as two processes do that look at the same moment. */
export const verifyTwice = (now: Date) => Promise.all([verifyControls(now), verifyControls(now)]);

/** What people were told of controls, by whom it was told to, in the order in which it was told. */
export async function toldOf(ref: string): Promise<Record<string, string[]>> {
  const rows = await database().notification.findMany({
    where: { href: { startsWith: `/incidents/${ref}/post-mortem#control-` } },
    select: { title: true, person: { select: { name: true } } },
    orderBy: { createdAt: "asc" },
  });
  const told: Record<string, string[]> = {};
  for (const { title, person } of rows) {
    const said = told[person.name] ?? [];
    told[person.name] = said;
    said.push(title.replace(/:.*/, ""));
  }
  return told;
}

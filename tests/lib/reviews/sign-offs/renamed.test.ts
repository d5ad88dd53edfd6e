import { beforeAll, describe, expect, it } from "vitest";
import { createEnvironment, editEnvironment } from "@/lib/catalog/environments/commands";
import { declareIncident } from "@/lib/incidents/commands";
import { createTeam, editTeam } from "@/lib/people/teams/commands";
import { addActionItem, removeActionItem } from "@/lib/reviews/action-items/commands";
import { listReviews, listSignOffsWaitingForMe } from "@/lib/reviews/queue/queries";
import { getDocumentStanding } from "@/lib/reviews/sign-offs/queries";
import { type Cast, cast } from "../../../support/cast";
import { sign } from "../story";

let people: Cast;
beforeAll(async () => {
  people = await cast();
});

const title = (name: string) => `Rename of ${name}`;

async function prepared(name: string) {
  const { omar, ben } = people;
  const environment = await createEnvironment(omar, { name: `Hall ${name}`, kind: "production" });
  const { teamId } = await createTeam(omar, { name: `Crew ${name}` });
  const { ref } = await declareIncident(ben, {
    title: title(name),
    severity: "P1",
    environment: environment.slug,
  });
  const item = await addActionItem(ben, { ref, title: "Close connections", owner: `team:${teamId}` });
  await sign(ben, ref, "prepared");
  const rename = {
    environment: (to: string) =>
      editEnvironment(omar, { slug: environment.slug, name: `${to} ${name}`, kind: "production" }),
    team: (to: string) => editTeam(omar, { teamId, name: `${to} ${name}`, description: "" }),
  };
  return { ref, item: item.ref, rename };
}

/** The state of a document as its own page and as the queue tell it, and whether it waits for Lea. */
async function told(name: string, ref: string) {
  const named = <Line extends { title: string }>(lines: Line[]) =>
    lines.find((line) => line.title === title(name));
  return {
    page: (await getDocumentStanding(people.lea, ref)).now.state,
    queue: named(await listReviews(people.lea))?.now.state,
    waits: named(await listSignOffsWaitingForMe(people.lea))?.mine ?? null,
  };
}

describe.each(["environment", "team"] as const)(
  "a renamed %s, whose name is part of a signed text",
  (kind) => {
    it("voids the signature alike on the document's page, in the queue and among what waits", async () => {
      const { ref, rename } = await prepared(kind);
      expect(await told(kind, ref)).toEqual({ page: "in_review", queue: "in_review", waits: "review" });
      await rename[kind]("Renamed");
      expect(await told(kind, ref)).toEqual({ page: "draft", queue: "draft", waits: null });
    });

    it("lets an item be removed that only the voided signature counted on", async () => {
      const { item, rename } = await prepared(`${kind} with an item`);
      const remove = () => removeActionItem(people.ben, { ref: item, version: 1 });
      await expect(remove()).rejects.toMatchObject({ code: "conflict" });
      await rename[kind]("Renamed");
      await remove();
    });

    it("makes the signature stand again, everywhere, once it has its signed name back", async () => {
      const name = `${kind} and back`;
      const { ref, rename } = await prepared(name);
      await rename[kind]("Renamed");
      await rename[kind](kind === "team" ? "Crew" : "Hall");
      expect(await told(name, ref)).toEqual({ page: "in_review", queue: "in_review", waits: "review" });
    });
  },
);

import { renderToStaticMarkup } from "react-dom/server";
import { beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { PeoplePanel } from "@/app/(workspace)/incidents/[ref]/people-panel";
import { addParticipant } from "@/lib/incidents/participants/commands";
import { getIncident } from "@/lib/incidents/queries";
import { listTimeline } from "@/lib/incidents/timeline/queries";
import { declared } from "../../../../lib/incidents/support";
import { type Cast, type CastContext, type CastName, cast } from "../../../../support/cast";

// It asks in the name of a request's session; beside "Hand over" nobody chooses a role.
vi.mock("@/app/(workspace)/incidents/[ref]/roles-given", () => ({ rolesGiven: async () => [] }));

let people: Cast;
let ref: string;

beforeAll(async () => {
  people = await cast();
});

beforeEach(async () => {
  ({ ref } = await declared(people.ben));
  await addParticipant(people.ben, { ref, personId: people.lea.actor.id, role: "commander" });
});

/** The panel as somebody sees it. */
async function panelOf(context: CastContext): Promise<string> {
  const incident = await getIncident(context, ref);
  return renderToStaticMarkup(await PeoplePanel({ incident, context, removing: null }));
}

/** What unfolds under a button of the panel, with the button; null where there is no such button. */
const popupOf = (panel: string, label: string) =>
  panel.match(/<details[\s\S]*?<\/details>/g)?.find((one) => one.includes(`aria-label="${label}"`)) ?? null;

/** What a popup sends along without being asked. */
const hiddenIn = (popup: string) =>
  Object.fromEntries(
    [...popup.matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)"/g)].map(([, name, value]) => [
      name,
      value,
    ]),
  );

/** Who is offered in a popup, as it writes them. */
const offeredIn = (popup: string) =>
  [...popup.matchAll(/<option[^>]* value="([^"]+)"[^>]*>([^<]*)/g)].map(([, id, name]) => ({ id, name }));

const lines = (panel: string) =>
  (panel.match(/<li[\s\S]*?<\/li>/g) ?? []).map((line) =>
    line
      .replace(/<details[\s\S]*?<\/details>|<form[\s\S]*?<\/form>/g, "")
      .replace(/<[^>]+>/g, " ")
      .replace(/\s+/g, " ")
      .trim(),
  );

describe("“Hand over” beside a role", () => {
  test.each<CastName>(["ben", "lea", "ada", "omar"])(
    "shows %s whoever may take it, but for its holder, who was deactivated and who only looks",
    async (name) => {
      const popup = popupOf(await panelOf(people[name]), "Hand over commander") ?? "";
      expect(popup).toMatch(/<label[^>]*>Commander from now on/);
      const offered = offeredIn(popup).map((one) => one.name);
      expect(offered).toEqual(
        expect.arrayContaining(["Ada, Project manager", "Ben, Site engineer", "Omar, Administrator"]),
      );
      expect(offered.join()).not.toMatch(/Lea|Mallory|Cleo/);
    },
  );

  test("is not there for those who only look, who see the roles, nor beside who has none", async () => {
    const shown = await panelOf(people.cleo);
    expect(shown).toMatch(/Lea[\s\S]*Commander/);
    expect(shown).not.toContain("<details");
    expect(await panelOf(people.ben)).not.toContain('aria-label="Hand over participant"');
  });

  test.each<CastName>(["ben", "lea", "ada", "omar"])(
    "that %s sends gives the role to the one chosen, with an entry that both see",
    async (name) => {
      const popup = popupOf(await panelOf(people[name]), "Hand over commander") ?? "";
      const [to] = name === "ada" ? ["Omar"] : ["Ada"];
      const chosen = offeredIn(popup).find((one) => one.name?.startsWith(`${to},`));
      await addParticipant(people[name], { ...hiddenIn(popup), personId: chosen?.id });
      for (const reader of [people.lea, to === "Ada" ? people.ada : people.omar]) {
        const panel = await panelOf(reader);
        expect(lines(panel).some((line) => line.includes(`${to} Commander`))).toBe(true);
        expect(lines(panel).some((line) => line.includes("Lea Participant"))).toBe(true);
        expect(panel.match(/aria-label="Hand over commander"/g)).toHaveLength(1);
        const { entries } = await listTimeline(reader, ref);
        expect(entries.map(({ text }) => text)).toContain(`Commander handed over from Lea to ${to}`);
      }
    },
  );
});

/**
 * Writes a corpus through every text field of every action into the database of the product that runs on
 * HIGHWATER_DATA_DIR, by the real commands. Prints one line of JSON: the addresses at which the texts can be seen, and
 * for each action the fields that took them.
 */
import { loadedCommands } from "../../lib/core/command";
import type { Context } from "../../lib/core/context";
import { database } from "../../lib/core/database";
import { type ActionName, permissions } from "../../lib/core/permissions";
import { closePool } from "../../lib/core/pool";
import { isRefusal } from "../../lib/core/refusal";
import { actionItemRefOf } from "../../lib/reviews/action-items/rules";
import { openDatabase } from "../../lib/start/database";
import { rows } from "../support/action-rows";
import { type Cast, people } from "../support/cast";
import { type Door, loadDoors } from "../support/doors";
import { incidentRows } from "../support/incident-rows";
import { addressWith, pages } from "../support/routes";
import { makeWorld, openScene, type World } from "../support/world";
import { corpus, shortCorpus } from "./corpus";
import { type Place, withText } from "./fields";

const roleOf = {
  nobody: "nobody",
  viewer: "cleo",
  responder: "ben",
  lead: "lea",
  approver: "ada",
  admin: "omar",
  system: "system",
} as const;

const opened = await openDatabase("visitor");
process.env.DATABASE_URL = opened.url;
const doors = await loadDoors();
const took: Record<string, Place[]> = {};

for (const { text } of process.argv.includes("--all") ? corpus : shortCorpus) {
  for (const [action, row] of Object.entries(rows)) {
    // An action may archive what the next one needs.
    const world = await makeWorld();
    await write(action as ActionName, world, text, () => row.input(world));
  }
  const world = await makeWorld();
  for (const [action, make] of Object.entries(incidentRows))
    await write(action as ActionName, world, text, async () => make(await openScene(world)));
}
console.log(JSON.stringify({ took, addresses: await addresses() }));
await closePool();
await opened.close(10_000);

/** Does one action with the text in every field that takes it; a field that refuses it keeps what is valid there. */
async function write(action: ActionName, world: World, text: string, make: () => unknown): Promise<void> {
  const door = doorOf(action);
  const schema = loadedCommands().get(action)?.input;
  if (!schema) throw new Error(`${action} has no command`);
  const refused = new Set<Place>();
  for (let tries = 0; tries < 40; tries += 1) {
    const { input, places } = withText(schema, await make(), text, refused);
    if (places.length === 0) return;
    const refusal = await attempt(door, contextFor(world, action), input);
    if (!refusal) {
      took[action] = [...new Set([...(took[action] ?? []), ...places])];
      return;
    }
    const named = Object.keys(refusal.fields).filter((name) =>
      places.some((place) => place === name || place.startsWith(`${name}.`)),
    );
    const culprits = named.length > 0 ? named : places.slice(0, 1);
    for (const place of culprits) refused.add(place);
  }
  throw new Error(`${action} refuses the text whatever is tried`);
}

async function attempt(door: Door, context: Context, input: unknown) {
  try {
    await door(context, input);
    return null;
  } catch (error) {
    if (isRefusal(error)) return error;
    throw error;
  }
}

function doorOf(action: ActionName): Door {
  const outside = doors.filter((door) => door.action === action);
  const door = outside.find((one) => one === loadedCommands().get(action)) ?? outside[0];
  if (!door) throw new Error(`${action} has no door`);
  return door;
}

function contextFor(cast: Cast, action: ActionName): Context {
  return cast[roleOf[permissions[action].role]];
}

/** Every page of the table on which one of these things stands, with all things that there are. */
async function addresses(): Promise<{ omar: string[]; ben: string[] }> {
  const db = database();
  const [incidents, items, services, teams, persons, imports] = await Promise.all([
    db.incident.findMany({ select: { ref: true } }),
    db.actionItem.findMany({ select: { number: true } }),
    db.service.findMany({ select: { slug: true } }),
    db.team.findMany({ select: { slug: true } }),
    db.person.findMany({ select: { id: true } }),
    db.import.findMany({
      where: { state: "previewed", uploadedBy: { email: people.ben.email } },
      select: { id: true },
    }),
  ]);
  const things: Record<string, Record<string, string>[]> = {
    "/incidents/": incidents,
    "/action-items/": items.map(({ number }) => ({ item: actionItemRefOf(number) })),
    "/services/": services,
    "/teams/": teams,
    "/settings/people/": persons,
  };
  const patterns = Object.keys(pages).filter((pattern) => pages[pattern] !== "public");
  const omar = patterns.flatMap((pattern) => {
    if (!pattern.includes("[")) return [pattern];
    const start = Object.keys(things).find((one) => pattern.startsWith(`${one}[`));
    return (things[start ?? ""] ?? []).map((parts) => addressWith(pattern, parts));
  });
  const sections = ["summary", "impact", "root-cause-analysis", "resolution", "lessons", "prevention"];
  const editing = incidents.flatMap(({ ref }) =>
    sections.map((section) => `/incidents/${ref}/post-mortem?edit=${section}`),
  );
  return { omar: [...omar, ...editing], ben: imports.map(({ id }) => `/settings/import/${id}`) };
}

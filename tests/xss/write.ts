/**
 * Writes a corpus through every text field of every action into the database of the product that runs on
 * HIGHWATER_DATA_DIR, by the real commands. Prints one line of JSON, a `Written`.
 */
import { loadedCommands } from "../../lib/core/command";
import { type Context, nobodyContext } from "../../lib/core/context";
import { database } from "../../lib/core/database";
import { type ActionName, permissions } from "../../lib/core/permissions";
import { closePool } from "../../lib/core/pool";
import { isRefusal } from "../../lib/core/refusal";
import { applyImport } from "../../lib/documents/imports/commands";
import { addAttachment } from "../../lib/incidents/attachments/commands";
import { addEntry } from "../../lib/incidents/timeline/commands";
import { createApiKey } from "../../lib/people/api-keys/commands";
import { scopes } from "../../lib/people/api-keys/labels";
import { acceptInvitation, invite } from "../../lib/people/invitations/commands";
import { addActionItem } from "../../lib/reviews/action-items/commands";
import { openDatabase } from "../../lib/start/database";
import { firstRunRows, rows } from "../support/action-rows";
import { beginning, type Cast, type CastContext, cast, castPassword, people } from "../support/cast";
import { type Door, loadDoors } from "../support/doors";
import { incidentRows } from "../support/incident-rows";
import { makeWorld, openScene, type Scene, upload, type World } from "../support/world";
import { addressesOf, type Sight } from "./addresses";
import { asAddress, asFileName, corpus, markOf, shortCorpus } from "./corpus";
import { documentOf } from "./document";
import { nameOf, type Place, placesOf, pointers, withTexts } from "./fields";

/** What became of the texts. */
export type Written = {
  /** How many texts there were for each field. */
  rounds: number;
  /** Every field of every command that takes words, and every pointer; `action place`. */
  words: string[];
  pointers: string[];
  /** How many different texts each field took, and how many were too long for it. */
  took: Record<string, number>;
  tooLong: Record<string, number>;
  /** The pointers that refused a text of the corpus. */
  refused: string[];
  /** Which pages each reader shall open. */
  sights: { omar: Sight[]; cleo: Sight[] };
  /** A key of Omar's to the whole API. */
  token: string;
  /** The incidents in which every field of an incident holds a text. */
  scenes: string[];
};

/** A round of writing, and what it says in a field: the same everywhere, or in each field its own. */
type Round = { turn: number; say: (field: string) => string };

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
const took: Record<string, Set<string>> = {};
const tooLong: Record<string, number> = {};
const refused: string[] = [];
const scenes: string[] = [];

const payloads = process.argv.includes("--all") ? corpus : shortCorpus;
const marks: Round = { turn: 0, say: markOf };
// The marks last: what shows the newest few shows them, and one round of texts is like another.
const rounds = [...payloads.map(({ text }, index): Round => ({ turn: index + 1, say: () => text })), marks];
await firstRun();
for (const round of rounds) await go(round);
await refusals();
const { omar } = await cast();
const key = await createApiKey({ ...omar, now: new Date() }, { name: "reader", scopes: [...scopes] });
const fields = [...loadedCommands().values()].map(({ action, input }) => ({ action, ...placesOf(input) }));
const written: Written = {
  rounds: rounds.length,
  words: fields.flatMap(({ action, words }) => words.map((place) => `${action} ${place}`)),
  pointers: fields.flatMap(({ action, open }) =>
    open.filter((place) => nameOf(place) in pointers).map((place) => `${action} ${place}`),
  ),
  took: Object.fromEntries(Object.entries(took).map(([field, texts]) => [field, texts.size])),
  tooLong,
  refused,
  sights: await addressesOf(scenes),
  token: key.token,
  scenes,
};
console.log(JSON.stringify(written));
await closePool();
await opened.close(10_000);

/** The one action that has a text and can be done only while nobody exists. */
async function firstRun(): Promise<void> {
  const made = await firstRunRows["person.set-up-admin"]();
  await write("person.set-up-admin", { nobody: nobodyContext(beginning) }, marks, () => made);
}

async function go(round: Round): Promise<void> {
  const { turn, say } = round;
  const world = await makeWorld();
  // Who works is called so as well, and owns the keys: nobody may have one for every round.
  const ben = await somebody(world, "responder", `ben${turn}`, say);
  const lea = await somebody(world, "lead", `lea${turn}`, say);
  // Nobody has more than thirty; Cleo reads those of the last rounds.
  if (turn % 10 === 1) await database().savedView.deleteMany();
  for (const [action, row] of Object.entries(rows)) {
    await restoreCleo(world);
    await write(action as ActionName, { ...world, ben }, round, () => row.input(world));
  }
  await restoreCleo(world);
  await watched(world, round);

  const scene = await openScene({ ...world, ben, lea });
  const { ref } = scene.incident;
  scenes[turn] = ref;
  // The inbox forgets what is long past.
  await addEntry({ ...ben, now: new Date() }, { ref, text: `${say("mention text")}\n\n@omar` });
  const { "sign-off.give": last, ...before } = incidentRows;
  for (const [action, make] of Object.entries({ ...before, "sign-off.give": last })) {
    const fresh = await freshParts(action, scene);
    // The round has merged it itself.
    const input = action === "incident.unmerge" ? () => ({ ref }) : () => make(fresh);
    await write(action as ActionName, scene, round, input);
  }
  await sendFiles(scene, say);
  const document = documentOf((part) => say(`document ${part}`));
  await upload(world.omar, document);
  await applyImport(world.omar, { ...(await upload(world.omar, document)), asNew: true });
}

/** Sends the files that were only uploaded, and a log that says a text. */
async function sendFiles({ ben, incident: { id, ref } }: Scene, say: Round["say"]): Promise<void> {
  const content = Buffer.from(`14:23 ${say("attachment content")}\n`).toString("base64");
  await addAttachment(ben, { ref, fileName: "worker.log", content });
  const unsent = await database().attachment.findMany({ where: { incidentId: id, entryId: null } });
  await addEntry(ben, {
    ref,
    text: "What the worker wrote",
    attachments: unsent.map((file) => ({ id: file.id })),
  });
}

/** An alert that says a text wherever what it is of, who held connections and what was found have words; its pool as well. */
async function watched(world: World, { say }: Round): Promise<void> {
  const { alertId } = (await rows["alert.end"].input(world)) as { alertId: string };
  const text = say("alert name");
  const holder = {
    application: text,
    user: text,
    state: "active",
    fingerprint: text,
    count: 3,
    ageSeconds: 9,
  };
  const reason = {
    name: "states",
    values: {},
    says: text,
    known: true,
    speaksFor: ["leak"],
    speaksAgainst: [],
  };
  const { poolId } = await database().alert.update({
    where: { id: alertId },
    data: {
      ...{ name: text, instance: text, holders: [holder], holdersAt: beginning },
      attribution: { cause: "leak", confidence: 0.9, reasons: [reason] },
    },
  });
  // As somebody names it who sends metrics.
  if (poolId) await database().poolInstance.create({ data: { poolId, name: text, firstSeenAt: beginning } });
}

/** Does one action with a text of the round in every field that takes words. */
async function write(
  action: ActionName,
  cast: Partial<Cast>,
  round: Round,
  make: () => unknown,
): Promise<void> {
  const door = doorOf(action);
  const schema = schemaOf(action);
  const { words } = placesOf(schema);
  if (words.length === 0) return;
  const input = withTexts(schema, await make(), (place) =>
    words.includes(place) ? textAt(action, place, round) : null,
  );
  const refusal = await attempt(door, contextFor(cast, action), input);
  if (refusal)
    throw new Error(
      `${action} refuses ${JSON.stringify(input)}: ${refusal.message} ${JSON.stringify(refusal.fields)}`,
    );
  for (const place of words) {
    const field = `${action} ${place}`;
    if (isTooLong(action, place, round)) tooLong[field] = (tooLong[field] ?? 0) + 1;
    else took[field] = (took[field] ?? new Set()).add(round.say(field));
  }
}

/** A text in the form that some fields want. */
function textAt(action: ActionName, place: Place, round: Round): string {
  const { turn, say } = round;
  const text = say(`${action} ${place}`);
  if (nameOf(place) === "email") return asAddress(text, `${turn}.${action}.example`);
  // No two of a kind are called the same.
  if (
    /^(team|service|environment|pool|pool-source|health-check|alert-rule)\./.test(action) &&
    place === "name"
  )
    return `${text} ${action} ${turn}`;
  if (hasShortName(action, place))
    return isTooLong(action, place, round) ? `${action} ${turn}` : `${text}${endOf(action, turn)}`;
  if (nameOf(place) === "fileName") return asFileName(text);
  if (nameOf(place) === "owner") return `name:${text}`;
  if (action === "import.upload" && place === "source")
    return `# ${text.replace(/\s+/g, " ")}\n\n## Summary\n\n${text}\n`;
  return text;
}

/** Names of at most sixty characters, of which there are no two the same either. */
function hasShortName(action: ActionName, place: Place): boolean {
  return /^(incident-role|saved-view)\./.test(action) && place === "name";
}

function endOf(action: ActionName, turn: number): string {
  return ` ${action.split(".")[1]?.[0]}${turn}`;
}

function isTooLong(action: ActionName, place: Place, { turn, say }: Round): boolean {
  const text = say(`${action} ${place}`);
  return hasShortName(action, place) && text.length + endOf(action, turn).length > 60;
}

/** Tries a text of the corpus in each pointer, alone, and notes those that refuse it. */
async function refusals(): Promise<void> {
  const [{ text } = { text: "" }] = payloads;
  const scene = await openScene(await makeWorld());
  for (const [action, make] of Object.entries({ ...rows, ...incidentRows })) {
    const schema = schemaOf(action as ActionName);
    // What one row archives is missing in the next, and what it merges takes nothing more.
    const world = "input" in make ? await makeWorld() : scene;
    for (const closed of placesOf(schema).open.filter((place) => nameOf(place) in pointers)) {
      const merged = action === "incident.unmerge" ? await openScene(await makeWorld()) : scene;
      const valid = "input" in make ? await make.input(world) : await make(merged);
      const input = withTexts(schema, valid, (place) => (place === closed ? text : null));
      const refusal = await attempt(
        doorOf(action as ActionName),
        contextFor(scene, action as ActionName),
        input,
      );
      if (refusal) refused.push(`${action} ${closed}`);
    }
  }
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

function schemaOf(action: ActionName) {
  const command = loadedCommands().get(action);
  if (!command) throw new Error(`${action} has no command`);
  return command.input;
}

function doorOf(action: ActionName): Door {
  const outside = doors.filter((door) => door.action === action);
  const door = outside.find((one) => one === loadedCommands().get(action)) ?? outside[0];
  if (!door) throw new Error(`${action} has no door`);
  return door;
}

function contextFor(cast: Partial<Cast>, action: ActionName): Context {
  // An upload is shown to whoever made it, and Omar reads.
  const [noun = ""] = action.split(".");
  const by = { import: "omar", "api-key": "ben" } as const;
  const name = by[noun as keyof typeof by] ?? roleOf[permissions[action].role];
  const context = cast[name];
  if (!context) throw new Error(`nobody of the cast may do ${action}`);
  // Sessions, keys and uploads are shown while they last.
  return /^(session|api-key|import)\./.test(action) ? { ...context, now: new Date() } : context;
}

/** A person of this role, called as the round says. */
async function somebody(
  { omar, nobody }: World,
  role: "responder" | "lead",
  handle: string,
  say: Round["say"],
): Promise<CastContext> {
  const profile = { name: say("person name"), title: say("person title") };
  const offer = await invite(omar, { ...profile, role, email: `${handle}@example.org` });
  await acceptInvitation(nobody, { ...profile, token: offer.token, password: castPassword, timeZone: "UTC" });
  return {
    actor: { id: offer.personId, name: profile.name, role, via: "web" },
    now: beginning,
    requestId: "test",
  };
}

/** Cleo as she was: what an edit made of her stays in the trail. */
async function restoreCleo({ cleo }: World): Promise<void> {
  await database().person.update({ where: { id: cleo.actor.id }, data: people.cleo });
}

/** The same scene with an entry or an item of its own for the action: each is at its first version. */
async function freshParts(action: string, scene: Scene): Promise<Scene> {
  const { ref } = scene.incident;
  const parts = action.startsWith("timeline-entry.")
    ? { entryId: (await addEntry(scene.ben, { ref, text: "bookings time out" })).id }
    : action.startsWith("action-item.")
      ? { itemRef: (await addActionItem(scene.ben, { ref, title: "Watch the pool" })).ref }
      : {};
  return { ...scene, incident: { ...scene.incident, ...parts } };
}

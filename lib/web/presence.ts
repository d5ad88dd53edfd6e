import { randomUUID } from "node:crypto";
import { databaseNow } from "../core/clock";
import type { Context } from "../core/context";
import { database } from "../core/database";
import { type PresenceEar, tellPresence } from "../core/notices";
import { may } from "../core/permissions";
import { singleton } from "../core/singleton";
import { audienceOf } from "../incidents/presence/queries";
import {
  heard,
  isToldAlready,
  pictureOf,
  presenceTimes,
  type Stay,
  settled,
} from "../incidents/presence/rules";
import { mostWhereabouts, type PresenceNotice, presenceNotice } from "../incidents/presence/schema";
import { loadIncident } from "../incidents/queries";
import type { LiveSession } from "../people/sign-in/store";

const SETTLE_MS = 1_000;
const TOGETHER_MS = 200;

/** Somebody with the page of an incident open, by the session in which they asked for it. */
export type Seat = { incidentId: string; personId: string; sessionId: string };

type Watcher = Seat & { told: string; tell(picture: string): void };
type Presence = {
  /** What this process is called among the others. */
  by: string;
  stays: Stay[];
  watchers: Set<Watcher>;
  /** The incidents of which somebody is about to be told, and whether something happened since that began. */
  due: Map<string, { again: boolean }>;
  stop: (() => void) | null;
};

const presence = () =>
  singleton<Presence>("presence", () => ({
    by: randomUUID(),
    ...{ stays: [], watchers: new Set(), due: new Map(), stop: null },
  }));

const nowMs = () => performance.now();

/** The seat of who asks at the incident of this ref; refused as 'not_found' like the incident. */
export async function seatAt(
  context: Context,
  { sessionId, person }: LiveSession,
  ref: string,
): Promise<Seat> {
  const { id } = await loadIncident(database(), context, ref);
  return { incidentId: id, personId: person.id, sessionId };
}

/**
 * Takes a seat: the others on the page learn of it, and `tell` is given who else is there, as JSON, now and whenever that
 * changes. Nothing of it is written down: each process keeps in memory what all of them say, and says again every few
 * seconds whom it has itself. Returns how to leave.
 */
export function attend(seat: Seat, tell: (picture: string) => void): () => void {
  const state = presence();
  const watcher: Watcher = { ...seat, told: "", tell };
  const isFirst = !isSeated(seat);
  state.watchers.add(watcher);
  state.stop ??= begin();
  if (isFirst) say("here", presenceTimes.hereMs, [seat]);
  tellSoon(seat.incidentId);
  return () => {
    state.watchers.delete(watcher);
    if (!isSeated(seat)) say("here", presenceTimes.lingerMs, [seat]);
    if (state.watchers.size > 0) return;
    state.stop?.();
    state.stop = null;
    state.stays = [];
  };
}

/** What this process does with what others tell. */
export const presenceEar: PresenceEar = {
  heard(text) {
    const notice = readNotice(text);
    if (!notice || notice.by === presence().by) return;
    hear(notice);
    if (notice.asks) sayAgain();
  },
  began: () => sayAgain(true),
};

/**
 * Tells the others on the page that somebody types an update, or has stopped to. Told again at most every three seconds,
 * and over five seconds after it was told last. Quiet for who may not write there.
 */
export async function noteTyping(context: Context, ref: string, isTyping: boolean): Promise<void> {
  const { id: incidentId } = await loadIncident(database(), context, ref);
  const personId = context.actor.id;
  if (personId === null || !may(context.actor, "timeline-entry.add")) return;
  const where = { incidentId, personId };
  const { stays, stop } = presence();
  const known = pictureOf(stays, incidentId, nowMs()).typing.includes(personId);
  // A process at which nobody listens does not know who typed at another.
  const isNews = isTyping ? !isToldAlready(stays, where, nowMs()) : known || stop === null;
  if (isNews) say("typing", isTyping ? presenceTimes.typingMs : 0, [where]);
}

type Where = Pick<Seat, "incidentId" | "personId">;

const isSeated = ({ incidentId, personId }: Where) =>
  [...presence().watchers].some((one) => one.incidentId === incidentId && one.personId === personId);

function begin(): () => void {
  const beat = setInterval(() => sayAgain(), presenceTimes.againMs);
  const settling = setInterval(settle, SETTLE_MS);
  return () => {
    clearInterval(beat);
    clearInterval(settling);
  };
}

/** Says whom this process has. */
function sayAgain(asks = false): void {
  const seats = new Map(
    [...presence().watchers].map((seat) => [`${seat.incidentId} ${seat.personId}`, seat]),
  );
  if (seats.size > 0) say("here", presenceTimes.hereMs, [...seats.values()], asks);
}

function say(state: PresenceNotice["state"], lastsMs: number, where: readonly Where[], asks = false): void {
  for (let from = 0; from < where.length; from += mostWhereabouts) {
    const some = where.slice(from, from + mostWhereabouts);
    const notice: PresenceNotice = {
      ...{ by: presence().by, state, lastsMs },
      where: some.map(({ incidentId, personId }) => [incidentId, personId]),
      ...(asks ? { asks } : {}),
    };
    hear(notice);
    // While the database is away nobody is told; the next beat says it again.
    tellPresence(JSON.stringify(notice)).catch(() => undefined);
  }
}

function readNotice(text: string): PresenceNotice | null {
  try {
    return presenceNotice.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

function hear(notice: PresenceNotice): void {
  const state = presence();
  state.stays = heard(state.stays, notice, nowMs());
  for (const incidentId of new Set(notice.where.map(([id]) => id))) tellSoon(incidentId);
  settle();
}

/** Forgets those whose time is over, and has it told. */
function settle(): void {
  const state = presence();
  const { left, gone } = settled(state.stays, nowMs());
  state.stays = left;
  for (const { incidentId } of gone) tellSoon(incidentId);
}

/** Tells those on a page who else is there, a moment later and once for all that happens until then. */
function tellSoon(incidentId: string): void {
  const { due, watchers } = presence();
  const waiting = due.get(incidentId);
  if (waiting) waiting.again = true;
  if (waiting || ![...watchers].some((one) => one.incidentId === incidentId)) return;
  due.set(incidentId, { again: false });
  const go = () => {
    due.set(incidentId, { again: false });
    tellAll(incidentId)
      // What cannot be looked up now is told with what happens next.
      .catch(() => undefined)
      .finally(() => {
        if (due.get(incidentId)?.again) setTimeout(go, TOGETHER_MS);
        else due.delete(incidentId);
      });
  };
  setTimeout(go, TOGETHER_MS);
}

async function tellAll(incidentId: string): Promise<void> {
  const { stays, watchers } = presence();
  const watching = [...watchers].filter((one) => one.incidentId === incidentId);
  const { here, typing } = pictureOf(stays, incidentId, nowMs());
  const sessionIds = watching.map(({ sessionId }) => sessionId);
  const asked = { personIds: here, sessionIds };
  const { persons, sessions } = await audienceOf(incidentId, asked, await databaseNow());
  for (const watcher of watching) {
    const others = sessions.has(watcher.sessionId) ? persons.filter(({ id }) => id !== watcher.personId) : [];
    const picture = JSON.stringify({
      here: others,
      typing: others.filter(({ id }) => typing.includes(id)).map(({ name }) => name),
    });
    if (picture === watcher.told || !watchers.has(watcher)) continue;
    watcher.told = picture;
    watcher.tell(picture);
  }
}

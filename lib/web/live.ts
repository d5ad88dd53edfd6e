import { sql } from "../core/database";
import { onChange } from "../core/notices";
import { labelled } from "../core/pool";
import { singleton } from "../core/singleton";
import { attend, presenceEar, type Seat } from "./presence";
import { isDraining } from "./readiness";

// Notices tell at once; this finds what none told of.
const EVERY_MS = 1_000;
const BREATHE_MS = 20_000;
const LONGEST_MS = 240_000;
const MOST_STREAMS = 500;

/** Somebody with a page open: what it knows (null: nothing yet), and how it is told. */
type Listener = { known: string | null; tell(now: string): void; leave(): void };
type Live = {
  listeners: Set<Listener>;
  /** How to stop looking, while anybody listens. */
  stop: (() => void) | null;
  looking: boolean;
  /** Whether something changed while it was being looked. */
  again: boolean;
};

const live = () =>
  singleton<Live>("live", () => ({ listeners: new Set(), stop: null, looking: false, again: false }));

/**
 * A stream of server-sent events (WHATWG HTML, 'Server-sent events') that says nothing but that something has changed in
 * an incident or an alert; the page then asks for what its reader may see. `known` is the mark of what the page shows, or
 * the id of the last event that it got: what changed before it listened is told as well. One look at the database, when a
 * commit gave notice and once a second, serves everybody who listens to this process. With a seat at an incident it says
 * as well who else is there, in events called 'presence'. Null where too many listen already.
 */
export function changes(
  signal: AbortSignal,
  known: string | null,
  seat: Seat | null = null,
): ReadableStream<Uint8Array> | null {
  if (live().listeners.size >= MOST_STREAMS || isDraining()) return null;
  const encoder = new TextEncoder();
  let end = () => {};
  return new ReadableStream({
    start(controller) {
      const say = (text: string) => controller.enqueue(encoder.encode(text));
      const breath = setInterval(() => say(": still here\n\n"), BREATHE_MS);
      const longest = setTimeout(() => end(), LONGEST_MS);
      const listener: Listener = {
        known,
        tell(now) {
          if (listener.known === now) return;
          // An id alone is remembered by the browser, and tells the page nothing.
          say(listener.known === null ? `id: ${now}\n\n` : `id: ${now}\ndata: changed\n\n`);
          listener.known = now;
        },
        leave: () => end(),
      };
      const leave = seat ? attend(seat, (picture) => say(`event: presence\ndata: ${picture}\n\n`)) : () => {};
      end = () => {
        end = () => {};
        leave();
        clearInterval(breath);
        clearTimeout(longest);
        forget(listener);
        controller.close();
      };
      signal.addEventListener("abort", () => end(), { once: true });
      say("retry: 2000\n\n");
      listen(listener);
    },
    cancel: () => end(),
  });
}

function listen(listener: Listener): void {
  const state = live();
  state.listeners.add(listener);
  state.stop ??= begin();
}

function begin(): () => void {
  const timer = setInterval(() => void look(), EVERY_MS);
  const stopHearing = onChange(() => void look(), presenceEar);
  return () => {
    clearInterval(timer);
    stopHearing();
  };
}

function forget(listener: Listener): void {
  const state = live();
  state.listeners.delete(listener);
  if (state.listeners.size > 0) return;
  state.stop?.();
  state.stop = null;
}

// What is committed later may have been touched earlier: not the newest alone tells of a change, but the newest few.
// Two commits may be of one millisecond: which transaction wrote a row tells them apart.
const MARK = `
  select md5(concat(
    (select string_agg(concat(id, touched_at, xmin), ' ') from (select id, touched_at, xmin from incident order by touched_at desc, id limit 50) i), ' ',
    (select string_agg(id::text, ' ') from (select id from alert_transition order by id desc limit 50) t))) as mark`;

/** The mark of how incidents and alerts stand. A page takes it before it reads anything, and listens from there. */
export async function changeMark(): Promise<string> {
  const [now] = await labelled("live", () => sql<{ mark: string }>(MARK));
  return now?.mark ?? "";
}

async function look(): Promise<void> {
  const state = live();
  if (isDraining()) for (const { leave } of [...state.listeners]) leave();
  if (state.listeners.size === 0) return;
  state.again = state.looking;
  if (state.looking) return;
  state.looking = true;
  try {
    const mark = await changeMark();
    for (const { tell } of [...state.listeners]) tell(mark);
  } catch {
    // A database that is away says nothing; the next look tells what changed meanwhile.
  } finally {
    state.looking = false;
  }
  if (state.again) await look();
}

import pg from "pg";
import { sql } from "./database";
import { settings } from "./env";

const CHANGES = "highwater_changes";
const PRESENCE = "highwater_presence";
const AGAIN_AFTER_MS = 2_000;

/** Who hears what processes tell each other of who is on which page; `began` is called when it begins to be heard. */
export type PresenceEar = { heard(notice: string): void; began(): void };

/**
 * Calls back a moment after a transaction that changed an incident or an alert has committed, in whatever process, over
 * one connection that does nothing but listen. It is made anew when it is lost; what is missed meanwhile, or always
 * where a pooler gives connections by the transaction, must be found by looking now and then. The same connection hears
 * of presence for `ear`. Returns how to stop.
 */
export function onChange(heard: () => void, ear: PresenceEar | null = null): () => void {
  let stopped = false;
  let client: pg.Client | null = null;
  let timer: NodeJS.Timeout | null = null;
  const listen = () => {
    timer = null;
    const made = new pg.Client({
      connectionString: settings().databaseUrl,
      connectionTimeoutMillis: settings().acquireTimeoutMs,
      keepAlive: true,
      application_name: "highwater live",
    });
    client = made;
    // A lost connection says both, the second perhaps when the next one is there already.
    const again = () => {
      if (client !== made) return;
      client = null;
      if (!stopped) timer = setTimeout(listen, AGAIN_AFTER_MS);
    };
    made.on("notification", ({ channel, payload }) => {
      if (channel === CHANGES) heard();
      else if (payload) ear?.heard(payload);
    });
    made.on("error", again);
    made.on("end", again);
    made
      .connect()
      .then(() => made.query(`listen ${CHANGES}${ear ? `; listen ${PRESENCE}` : ""}`))
      .then(
        () => {
          if (stopped) return made.end();
          heard();
          ear?.began();
        },
        () => made.end(),
      )
      .catch(() => undefined);
  };
  listen();
  return () => {
    stopped = true;
    if (timer) clearTimeout(timer);
    client?.end().catch(() => undefined);
  };
}

/** Tells all processes that listen something of presence, at most 8,000 bytes. What is told to nobody is forgotten. */
export async function tellPresence(notice: string): Promise<void> {
  await sql("select pg_notify($1, $2)", [PRESENCE, notice]);
}

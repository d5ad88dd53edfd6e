import pg from "pg";
import { settings } from "./env";

const CHANNEL = "highwater_changes";
const AGAIN_AFTER_MS = 2_000;

/**
 * Calls back a moment after a transaction that changed an incident or an alert has committed, in whatever process, over
 * one connection that does nothing but listen. It is made anew when it is lost; what is missed meanwhile, or always
 * where a pooler gives connections by the transaction, must be found by looking now and then. Returns how to stop.
 */
export function onChange(heard: () => void): () => void {
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
    made.on("notification", heard);
    made.on("error", again);
    made.on("end", again);
    made
      .connect()
      .then(() => made.query(`listen ${CHANNEL}`))
      .then(
        () => (stopped ? made.end() : heard()),
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

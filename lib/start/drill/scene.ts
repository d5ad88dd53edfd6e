import { closePool } from "../../core/pool";
import type { Narrator } from "../../gates/drill/narrator";
import type { Place } from "../../gates/drill/report-generator/deploy";
import { faultyMax } from "../../gates/drill/report-generator/faulty";
import { makeReportsDatabase, serverConnections } from "../../gates/drill/reports-database";
import { openDatabase } from "../database";
import { passphrase } from "../demo/passphrase";
import { freePort } from "../postgres/server";
import { startThrowAwayServer } from "../postgres/throw-away";
import { type Crew, gatherCrew } from "./crew";
import { startDrillProduct } from "./product";
import { setUpWatching } from "./workspace";

/** Everything that a drill stands on before anybody asks for a report. */
export type Scene = {
  /** Where the product is reached. */
  address: string;
  crew: Crew;
  place: Place;
  poolSlug: string;
  /** What the product has logged of faults of its own. */
  faults(): string[];
};

/** What is to be ended after a drill, in the order in which it began. */
export type Endings = (() => Promise<unknown>)[];

/**
 * Starts a Postgres for the reports and a Highwater, and sets that up to watch the report generator, which does not run
 * yet. `endings` is told how to end each part as soon as it has begun.
 */
export async function openScene(narrator: Narrator, compression: number, endings: Endings): Promise<Scene> {
  const server = await startThrowAwayServer({ max_connections: String(serverConnections) });
  endings.push(server.stop);
  const database = await makeReportsDatabase(server.superuserUrl);
  narrator.tell(`A throw-away Postgres runs; it allows ${serverConnections} connections.`);
  const place: Place = { port: await freePort(), databaseUrl: database.url };
  const product = await startDrillProduct(`127.0.0.1:${place.port}`);
  endings.push(product.stop);
  narrator.tell(`A Highwater of the drill's own runs at ${product.address}.`);
  endings.push(await visit(product.settings));
  const crew = await gatherCrew(product.setUpToken, passphrase);
  const watched = { address: `http://127.0.0.1:${place.port}`, database, limit: faultyMax };
  const poolSlug = await setUpWatching(product.address, crew, watched, compression);
  narrator.tell(
    `It watches the report generator's pool of ${faultyMax} through the server, and its health check, every five seconds.`,
  );
  return { address: product.address, crew, place, poolSlug, faults: product.faults };
}

/** Lets this process work on the product's database through its commands, as the operators' command does. */
async function visit(settings: Readonly<Record<string, string>>): Promise<() => Promise<void>> {
  Object.assign(process.env, settings);
  const opened = await openDatabase("visitor");
  process.env.DATABASE_URL = opened.url;
  return async () => {
    await closePool();
    await opened.close(10_000);
  };
}

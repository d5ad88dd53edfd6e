import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { StartFailure } from "../failure";
import { findBinaries } from "./binaries";
import { announce, claim, giveBack, type Part } from "./claim";
import { ensureCluster } from "./cluster";
import { choosePostgresIdentity } from "./identity";
import { readPasswords } from "./passwords";
import { ensureServer, type ServerPlan, stopServer } from "./server";

/** The embedded database as one process uses it. Addresses contain passwords. */
export type EmbeddedDatabase = {
  /** For the product: the role that cannot rewrite what is append-only. */
  url: string;
  /** For migrations. */
  ownerUrl: string;
  wasNew: boolean;
  announce(address: string): Promise<void>;
  /** Gives the database back, and stops the server when nobody else uses it; tells whether it did. */
  close(deadlineMs: number): Promise<"stopped" | "left running" | "did not stop">;
};

/** What happens when the server ends under a running Highwater: it is started again, or that fails. */
export type OnLoss = (what: "lost" | "back" | StartFailure) => void;

const attachDeadlineMs = 40_000;

type Session = { client: pg.Client; port: number; pid: number };

/**
 * Opens the embedded database: makes it when it is not there, starts its server or adopts the one that runs, and
 * claims the part. When the server dies later it is started again on the same port. Throws a StartFailure when it
 * cannot be had, or when the part is taken by another process.
 */
export async function openEmbedded(
  folder: string,
  part: Part,
  onLoss: OnLoss = () => {},
): Promise<EmbeddedDatabase> {
  const binaries = await findBinaries();
  const identity = choosePostgresIdentity(binaries, folder);
  const wasNew = ensureCluster(binaries, identity, folder);
  const plan: ServerPlan = { binaries, identity, folder };
  const passwords = readPasswords(folder);
  const holder = await hold(plan, passwords.superuser, part, onLoss);
  const address = (role: string, password: string) =>
    `postgresql://${role}:${password}@127.0.0.1:${holder.port}/highwater`;
  return {
    url: address("highwater_app", passwords.app),
    ownerUrl: address("highwater_owner", passwords.owner),
    wasNew,
    announce: holder.announce,
    close: holder.close,
  };
}

async function hold(plan: ServerPlan, password: string, part: Part, onLoss: OnLoss) {
  let closing = false;
  let address = "";
  let session = await attach(plan, password, part);
  const { port } = session;
  const watch = () => {
    session.client.once("end", async () => {
      if (closing) return;
      onLoss("lost");
      try {
        session = await attach(plan, password, part, port);
        if (session.port !== port)
          throw new StartFailure("databaseUnavailable", "The embedded database came back on another port.");
        await announce(session.client, address);
        watch();
        onLoss("back");
      } catch (error) {
        onLoss(
          error instanceof StartFailure ? error : new StartFailure("databaseUnavailable", String(error)),
        );
      }
    });
  };
  watch();
  return {
    port,
    announce: (at: string) => {
      address = at;
      return announce(session.client, at);
    },
    close: async (deadlineMs: number) => {
      closing = true;
      return release(session, plan.folder, deadlineMs);
    },
  };
}

async function release({ client, pid }: Session, folder: string, deadlineMs: number) {
  const isLast = await giveBack(client).catch(() => true);
  const stopped = isLast && (await stopServer(pid, folder, deadlineMs));
  await client.end().catch(() => {});
  if (!isLast) return "left running";
  return stopped ? "stopped" : "did not stop";
}

/** A session on the running server that holds the claim; waits for a server that another process is stopping. */
async function attach(
  plan: ServerPlan,
  password: string,
  part: Part,
  preferredPort?: number,
): Promise<Session> {
  const deadline = Date.now() + attachDeadlineMs;
  while (Date.now() < deadline) {
    const { pid, port } = await ensureServer(plan, preferredPort);
    const client = new pg.Client({
      connectionString: `postgresql://postgres:${password}@127.0.0.1:${port}/highwater`,
      connectionTimeoutMillis: 5_000,
      options: "-c timezone=UTC",
    });
    client.on("error", () => {});
    try {
      await client.connect();
      if (await claim(client, part)) return { client, port, pid };
      await client.end();
    } catch (error) {
      await client.end().catch(() => {});
      if (error instanceof StartFailure) throw error;
      if ((error as { code?: string }).code === "28P01") throw passwordsDoNotFit(plan.folder);
    }
    await sleep(100);
  }
  throw new StartFailure(
    "databaseUnavailable",
    "The embedded database neither starts nor stops; end its server and start again.",
  );
}

function passwordsDoNotFit(folder: string): StartFailure {
  return new StartFailure(
    "databaseUnavailable",
    `The passwords in ${folder} are not those of the database beside them: restore both from the same copy.`,
  );
}

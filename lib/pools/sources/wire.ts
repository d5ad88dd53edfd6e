import { Socket } from "node:net";
import pg from "pg";
import { CannotCollect, type SourceAddress } from "./source";

/** How long a step of a collection may take. */
export const deadlineMs = 5_000;

const MOST_BYTES = 32_000_000;
const PARTING_MS = 1_000;
const LOOKS_EVERY_MS = 20;

/** A connection in the protocol of Postgres. */
export type Wire = {
  client: pg.Client;
  isLost(): boolean;
  /** Does work on it, as long as what comes back is not too much. */
  bounded<T>(work: () => Promise<T>): Promise<T>;
  /** Takes leave, within a second: whether the other side ends the connection or not. */
  close(): Promise<void>;
};

/**
 * Opens the collector's one connection to a server, of which each step has five seconds. Nothing that comes back is
 * taken for granted: what sends on and on is cut off.
 */
export async function openWire(address: SourceAddress, given: pg.ClientConfig): Promise<Wire> {
  const { host, port, userName, password, tls } = address;
  const socket = new Socket();
  const client = new pg.Client({
    ...{ host: host ?? "", port: port ?? 0, user: userName ?? "" },
    // As a function: an empty password would be taken from the environment or a file of the operator's.
    password: () => password,
    ssl: tls === "off" ? false : { rejectUnauthorized: tls === "verified" },
    connectionTimeoutMillis: deadlineMs,
    query_timeout: deadlineMs + 1_000,
    keepAlive: true,
    application_name: "highwater collector",
    stream: () => socket,
    ...given,
  });
  let lost = false;
  client.on("error", () => {});
  client.once("end", () => {
    lost = true;
  });
  const wire: Wire = {
    client,
    isLost: () => lost,
    bounded: (work) => bounded(socket, work),
    close: () => part(client, socket),
  };
  try {
    await wire.bounded(() => client.connect());
    return wire;
  } catch (error) {
    void wire.close();
    throw error;
  }
}

/** A peer that is gone, or does not want to, never answers the farewell. */
async function part(client: pg.Client, socket: Socket): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, PARTING_MS);
  });
  await Promise.race([client.end().catch(() => {}), patience]);
  clearTimeout(timer);
  socket.destroy();
}

/** A server that is none may send without end, and the reader of the protocol keeps all of it. */
async function bounded<T>(socket: Socket, work: () => Promise<T>): Promise<T> {
  const before = socket.bytesRead;
  let tooMuch = false;
  const watch = setInterval(() => {
    if (tooMuch || socket.bytesRead - before <= MOST_BYTES) return;
    tooMuch = true;
    socket.destroy();
  }, LOOKS_EVERY_MS);
  try {
    return await work();
  } catch (error) {
    if (tooMuch) throw new CannotCollect("It answers with more than 32 MB, which is cut off.");
    throw error;
  } finally {
    clearInterval(watch);
  }
}

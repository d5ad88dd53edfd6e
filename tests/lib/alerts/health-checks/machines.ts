import { createServer, type RequestListener } from "node:http";
import { createServer as createTls } from "node:https";
import { type AddressInfo, createServer as createPlain, type Server, type Socket } from "node:net";
import { untrustedCertificate } from "../../../support/untrusted-certificate";

/** A machine on loopback that answers as it is told, and counts who connects. */
export type Machine = { url: string; port: number; connections(): number };

const running: Server[] = [];
const sockets = new Set<Socket>();

async function start(server: Server, scheme: string): Promise<Machine> {
  let connections = 0;
  running.push(server);
  server.on("connection", (socket: Socket) => {
    connections += 1;
    sockets.add(socket);
    socket.on("error", () => {});
    socket.on("close", () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `${scheme}://127.0.0.1:${port}`, port, connections: () => connections };
}

export const startMachine = (answer: RequestListener) => start(createServer(answer), "http");

export const startTlsMachine = (answer: RequestListener) =>
  start(createTls(untrustedCertificate, answer), "https");

export const startRawMachine = (answer: (socket: Socket) => void) => start(createPlain(answer), "http");

/** Ends all of them, and whoever is still connected. */
export async function stopMachines(): Promise<void> {
  for (const socket of sockets) socket.destroy();
  await Promise.all(
    running.splice(0).map((server) => new Promise<void>((resolve) => server.close(() => resolve()))),
  );
}

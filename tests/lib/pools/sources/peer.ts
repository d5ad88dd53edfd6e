import { createServer, type Socket } from "node:net";

/** What a peer says to a statement: columns of one row with their types' numbers, or a refusal. */
export type Said = Record<string, [type: number, text: string]> | Error;

/** A peer that speaks just enough of the protocol of Postgres to be looked at, and never ends a connection by itself. */
export type Peer = {
  port: number;
  /** How many of its connections the other side said farewell on. */
  farewells(): number;
  /** And how many are gone. */
  gone(): number;
  stop(): void;
};

/** What a server tells of itself, and that it has no sessions. */
export const aServer = (statement: string): Said => {
  if (!statement.includes("server_version")) return {};
  return {
    version: [25, "15.0"],
    maxConnections: [23, "100"],
    reserved: [23, "3"],
    transactions: [114, "{}"],
    settings: [114, "{}"],
  };
};

/** Listens on a free port of loopback, and answers each statement so. */
export async function peerThat(says: (statement: string) => Said | Promise<Said>): Promise<Peer> {
  const sockets: Socket[] = [];
  let farewells = 0;
  let gone = 0;
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    sockets.push(socket);
    let unread = Buffer.alloc(0);
    let begun = false;
    socket.on("error", () => {});
    socket.on("close", () => {
      gone += 1;
    });
    socket.on("data", (piece) => {
      unread = Buffer.concat([unread, piece as Buffer]);
      for (;;) {
        const head = begun ? 1 : 0;
        if (unread.length < head + 4) return;
        const length = unread.readInt32BE(head);
        if (unread.length < head + length) return;
        const type = begun ? String.fromCharCode(unread[0] ?? 0) : "start";
        const body = unread.subarray(head + 4, head + length);
        unread = unread.subarray(head + length);
        begun = true;
        if (type === "start") socket.write(Buffer.concat([message("R", int32(0)), ready]));
        else if (type === "Q") void answer(socket, says(body.subarray(0, -1).toString("utf8")));
        else if (type === "X") {
          farewells += 1;
          // Who is still there takes it; of who is not, the connection ends with it.
          const knock = setInterval(() => socket.write(message("S", text("is_superuser"), text("off"))), 50);
          socket.once("close", () => clearInterval(knock));
        }
      }
    });
  });
  server.listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  return {
    port: (server.address() as { port: number }).port,
    farewells: () => farewells,
    gone: () => gone,
    stop() {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}

async function answer(socket: Socket, given: Said | Promise<Said>): Promise<void> {
  const said = await given;
  if (socket.destroyed) return;
  if (said instanceof Error) {
    const fields = [text("SERROR"), text("CXX000"), text(`M${said.message}`), Buffer.from([0])];
    socket.write(Buffer.concat([message("E", ...fields), ready]));
    return;
  }
  const columns = Object.entries(said);
  const described = columns.map(([name, [type]]) =>
    Buffer.concat([text(name), int32(0), int16(0), int32(type), int16(-1), int32(-1), int16(0)]),
  );
  const values = columns.map(([, [, value]]) => Buffer.concat([int32(value.length), Buffer.from(value)]));
  const row = [
    message("T", int16(columns.length), ...described),
    message("D", int16(columns.length), ...values),
  ];
  socket.write(Buffer.concat([...(columns.length > 0 ? row : []), message("C", text("SELECT 1")), ready]));
}

function int32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value);
  return bytes;
}

function int16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeInt16BE(value);
  return bytes;
}

const text = (value: string) => Buffer.from(`${value}\0`);
const message = (type: string, ...parts: Buffer[]) => {
  const body = Buffer.concat(parts);
  return Buffer.concat([Buffer.from(type), int32(body.length + 4), body]);
};
const ready = message("Z", Buffer.from("I"));

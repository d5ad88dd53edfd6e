import { createServer, type Server } from "node:net";
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { sql } from "@/lib/core/database";
import { runCollector } from "@/lib/pools/collection/collector";
import { addSource } from "@/lib/pools/sources/commands";
import { freePort } from "@/lib/start/postgres/server";
import { type Cast, cast } from "../../../support/cast";
import { unique } from "../../../support/world";
import { asOfNow, failureOf } from "../collection/watching";

vi.setConfig({ testTimeout: 60_000 });

let people: Cast;
let other: Server | null;
let collector: { stop(): Promise<void> };

beforeAll(async () => {
  people = await cast();
});
beforeEach(() => {
  other = null;
  collector = runCollector("the suite");
});
afterEach(async () => {
  await collector.stop();
  other?.close();
  await sql("update pool_source set archived_at = created_at where kind <> 'own' and archived_at is null");
});

async function listen(answer: Parameters<typeof createServer>[1]): Promise<number> {
  other = createServer(answer).listen(0, "127.0.0.1");
  await new Promise((resolve) => other?.once("listening", resolve));
  return (other.address() as { port: number }).port;
}

/** Why a source of this kind at a port of this machine brings nothing. */
async function failure(kind: string, port: number): Promise<string> {
  const address = { host: "127.0.0.1", port, userName: "watcher", password: "secret", tls: "off" };
  const input = { kind, name: unique("Server"), ...address, intervalSeconds: 5 };
  return failureOf(people.omar, (await addSource(await asOfNow(people.omar), input)).slug);
}

describe.each(["postgres", "pgbouncer"])(
  "a source of kind %s says why it brings nothing, where there is",
  (kind) => {
    it("nobody who listens", async () => {
      expect(await failure(kind, await freePort())).toBe("Nothing listens at this address.");
    });

    it("one who accepts and says nothing", async () => {
      const port = await listen((socket) => void socket.on("error", () => {}));
      expect(await failure(kind, port)).toBe("The server took longer than five seconds to answer.");
    });

    it("one who speaks another language", async () => {
      const port = await listen((socket) => void socket.end("HTTP/1.1 400 Bad Request\r\n\r\n"));
      expect(await failure(kind, port)).toBe("The connection was lost.");
    });

    it("one who sends without end", async () => {
      const piece = Buffer.alloc(1_000_000);
      let sent = 0;
      const port = await listen((socket) => {
        const send = () => {
          while (!socket.destroyed && sent < 100_000_000) {
            sent += piece.length;
            if (!socket.write(piece)) return;
          }
        };
        socket.on("error", () => {}).on("drain", send);
        // A row that is said to be a gigabyte long.
        socket.write(Buffer.from([0x44, 0x40, 0, 0, 0]));
        send();
      });
      expect(await failure(kind, port)).toBe("It answers with more than 32 MB, which is cut off.");
      expect(sent).toBeLessThan(100_000_000);
    });
  },
);

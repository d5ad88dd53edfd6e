import { type AddressInfo, createServer, type Socket } from "node:net";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { GET } from "@/app/api/ready/route";
import { pool } from "@/lib/core/pool";
import { forgetSingleton } from "@/lib/core/singleton";
import { freePort } from "@/lib/start/postgres/server";
import { type Readiness, readiness } from "@/lib/web/readiness";
import { runWorker } from "@/lib/worker/main";

const forget = () => {
  for (const name of ["readiness", "settings"]) forgetSingleton(name);
};

beforeEach(forget);
afterEach(() => {
  vi.unstubAllEnvs();
  forget();
});

/** What `/api/ready` says while the database's address is this one, and after how many milliseconds. */
async function askedWith(databaseUrl: string) {
  vi.stubEnv("DATABASE_URL", databaseUrl);
  const began = performance.now();
  const answer = await GET();
  return {
    status: answer.status,
    afterMs: performance.now() - began,
    body: (await answer.json()) as Readiness,
  };
}

describe("/api/ready", () => {
  it("says yes when the database answers, all is applied and a worker was seen", async () => {
    const worker = await runWorker();
    const answer = await GET();
    expect(await answer.json()).toMatchObject({ ready: true });
    expect(answer.status).toBe(200);
    await worker.stop(5_000);
  });

  it("says which part is missing when nothing answers at the database's address, at once", async () => {
    const { status, afterMs, body } = await askedWith(
      `postgres://a:top-secret@127.0.0.1:${await freePort()}/b`,
    );
    expect(status).toBe(503);
    expect(body).toEqual({
      ready: false,
      parts: {
        database: { ok: false, detail: "ECONNREFUSED" },
        migrations: { ok: false, detail: "unknown while the database does not answer" },
        worker: { ok: false, detail: "unknown while the database does not answer" },
      },
    });
    expect(afterMs).toBeLessThan(1_000);
  });

  it("does not wait for a database that takes the connection and says nothing", async () => {
    const sockets: Socket[] = [];
    const silent = createServer((socket) => sockets.push(socket.on("error", () => {}).resume()));
    await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
    const { port } = silent.address() as AddressInfo;
    const { status, afterMs, body } = await askedWith(`postgres://a:top-secret@127.0.0.1:${port}/b`);
    expect(status).toBe(503);
    expect(body.parts.database).toEqual({ ok: false, detail: "does not answer" });
    expect(afterMs).toBeLessThan(3_000);
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => silent.close(resolve));
  });

  it("does not queue behind a pool that is full", async () => {
    const { max } = pool().limits;
    const held = await Promise.all(Array.from({ length: max }, () => pool().connect()));
    const waiting = pool().connect();
    try {
      const began = performance.now();
      const { parts } = await readiness();
      expect(parts.database).toEqual({ ok: true, detail: "answers" });
      expect(parts.migrations.ok).toBe(true);
      expect(performance.now() - began).toBeLessThan(1_500);
      expect(pool().waitingCount).toBe(1);
    } finally {
      for (const client of held) client.release();
      (await waiting).release();
    }
  });

  it("asks the database once for probes that come together", () => {
    expect(readiness()).toBe(readiness());
  });
});

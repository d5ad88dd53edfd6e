import type { RequestListener } from "node:http";
import { createServer } from "node:net";
import { gzipSync } from "node:zlib";
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { sql } from "@/lib/core/database";
import { runCollector } from "@/lib/pools/collection/collector";
import { addSource } from "@/lib/pools/sources/commands";
import { freePort } from "@/lib/start/postgres/server";
import { type Answering, answering, json } from "../../../support/answering";
import { type Cast, cast } from "../../../support/cast";
import { unique } from "../../../support/world";
import { asOfNow, failureOf, sourceWhen } from "../collection/watching";

vi.setConfig({ testTimeout: 60_000 });

let people: Cast;
let servers: { stop(): Promise<void> }[];
let collector: { stop(): Promise<void> };

beforeAll(async () => {
  people = await cast();
});
beforeEach(() => {
  servers = [];
  collector = runCollector("the suite");
});
afterEach(async () => {
  await collector.stop();
  for (const server of servers) await server.stop();
  await sql("update pool_source set archived_at = created_at where kind <> 'own' and archived_at is null");
});

async function listen(answer: RequestListener, options: { tls?: boolean } = {}): Promise<Answering> {
  const server = await answering(answer, options);
  servers.push(server);
  return server;
}

type Given = { userName?: string; password?: string; tls?: string };
const kinds = ["prometheus", "json"] as const;
type Kind = (typeof kinds)[number];

/** What each kind may answer with. */
const good: Record<Kind, unknown> = {
  json: { pools: [{ name: "main", used: 4, max: 10 }] },
  prometheus: {
    status: "success",
    data: {
      resultType: "vector",
      result: [
        { metric: { __name__: "hikaricp_connections_active", pool: "main", job: "shop" }, value: [1, "4"] },
      ],
    },
  },
};

async function watch(kind: Kind, url: string, given: Given = {}): Promise<string> {
  const input = { kind, name: unique("Figures"), url, intervalSeconds: 5, ...given };
  return (await addSource(await asOfNow(people.omar), input)).slug;
}

const failure = async (kind: Kind, url: string, given: Given = {}) =>
  failureOf(people.omar, await watch(kind, url, given));

const status =
  (code: number, headers: Record<string, string> = {}): RequestListener =>
  (_request, response) =>
    void response.writeHead(code, headers).end("a secret of the server's");

/** Answers that are none, and what is said of each. */
const wrong: readonly [string, RequestListener, string][] = [
  ["no answer", () => {}, "The server took longer than five seconds to answer."],
  [
    "one without an end",
    (_request, response) => {
      const drip = setInterval(() => response.write(" "), 200);
      response.on("close", () => clearInterval(drip));
    },
    "The server took longer than five seconds to answer.",
  ],
  ["a page", (_request, response) => void response.end("<h1>It works</h1>"), "What it answers is not JSON."],
  ["nothing", (_request, response) => void response.end(), "What it answers is not JSON."],
  [
    "what was compressed though nobody asked for that",
    (_request, response) => void response.writeHead(200, { "content-encoding": "gzip" }).end(gzipSync("{}")),
    "What it answers is not JSON.",
  ],
  ["a wrong password", status(401), "The server refuses this user, password or token (status 401)."],
  ["what is not allowed", status(403), "The server refuses this user, password or token (status 403)."],
  ["what is not there", status(404), "It has nothing to be asked at this address (status 404)."],
  ["too often", status(429), "It is asked too often (status 429)."],
  ["a fault", status(500), "It answers with an error (status 500)."],
  [
    "no connections left",
    status(503),
    "It cannot answer at the moment (status 503): it may have too much to do.",
  ],
];

describe.each(kinds)("a source of kind %s that is asked over HTTP", (kind) => {
  it("nobody listens at brings nothing, and says so", async () => {
    expect(await failure(kind, `http://127.0.0.1:${await freePort()}`)).toBe(
      "Nothing listens at this address.",
    );
  });

  it("does not speak HTTP says so", async () => {
    const server = createServer((socket) => {
      socket.on("error", () => {}).resume();
      socket.end("220 mail.example.org ESMTP\r\n");
    });
    server.listen(0, "127.0.0.1");
    await new Promise((resolve) => server.once("listening", resolve));
    servers.push({ stop: () => new Promise((resolve) => server.close(() => resolve())) });
    const { port } = server.address() as { port: number };
    expect(await failure(kind, `http://127.0.0.1:${port}`)).toBe("What answers there does not speak HTTP.");
  });

  it("answers with 100 MB is left after eight", async () => {
    const piece = Buffer.alloc(1_000_000, " ");
    let sent = 0;
    const { url } = await listen((_request, response) => {
      const send = () => {
        while (!response.destroyed && sent < 100_000_000) {
          sent += piece.length;
          if (!response.write(piece)) return;
        }
        response.end();
      };
      response.on("drain", send);
      send();
    });
    expect(await failure(kind, url)).toBe("It answers with more than 8 MB, which is not read.");
    expect(sent).toBeLessThan(100_000_000);
  });

  it("says why it brings nothing, without a word of the server's own", async () => {
    const said = await Promise.all(
      wrong.map(async ([what, answer]) => [what, await failure(kind, (await listen(answer)).url)]),
    );
    expect(Object.fromEntries(said)).toEqual(Object.fromEntries(wrong.map(([what, , says]) => [what, says])));
  });

  it("is not followed to where it says that it is, with its password", async () => {
    const elsewhere = await listen(json(good[kind]));
    const { url } = await listen(status(302, { location: elsewhere.url }));
    expect(await failure(kind, url, { userName: "u", password: "secret" })).toBe(
      "It answers that it is elsewhere (status 302), and redirects are not followed: give the address that it leads to.",
    );
    expect(elsewhere.asked).toEqual([]);
  });

  it("is entered with a user and a password, with a token, or with neither", async () => {
    const { url, asked } = await listen(json(good[kind]));
    const given: [Given, string | undefined][] = [
      [{}, undefined],
      [{ password: "a token" }, "Bearer a token"],
      [{ userName: "höhe", password: "ü:b" }, `Basic ${Buffer.from("höhe:ü:b").toString("base64")}`],
    ];
    for (const [entry, authorization] of given) {
      const slug = await watch(kind, `${url}/${encodeURIComponent(unique("path"))}`, entry);
      await sourceWhen(people.omar, slug, ({ deliveredAt }) => deliveredAt !== null);
      expect(asked.at(-1)?.headers.authorization).toBe(authorization);
      await sql("update pool_source set archived_at = created_at where slug = $1", [slug]);
    }
  });

  it("says that a token cannot be sent", async () => {
    const { url } = await listen(json(good[kind]));
    expect(await failure(kind, url, { password: "tōken" })).toBe(
      "The password or token has characters in it that cannot be sent.",
    );
  });

  it("has a certificate that nobody trusts is refused, unless it is not to be checked", async () => {
    const { url } = await listen(json(good[kind]), { tls: true });
    expect(await failure(kind, url)).toBe("Its certificate is signed by nobody whom this machine trusts.");
    const slug = await watch(kind, url, { tls: "encrypted" });
    await sourceWhen(people.omar, slug, ({ deliveredAt }) => deliveredAt !== null);
  });

  it("does not encrypt though its address says so is told from one that does", async () => {
    const { url } = await listen(json(good[kind]));
    expect(await failure(kind, url.replace("http:", "https:"))).toBe(
      "The server does not encrypt its connections.",
    );
  });

  it("delivers again once it answers", async () => {
    let broken = true;
    const { url } = await listen((request, response) =>
      (broken ? status(500) : json(good[kind]))(request, response),
    );
    const slug = await watch(kind, url);
    await failureOf(people.omar, slug);
    broken = false;
    await sourceWhen(people.omar, slug, (source) => source.failure === null && source.deliveredAt !== null);
  });
});

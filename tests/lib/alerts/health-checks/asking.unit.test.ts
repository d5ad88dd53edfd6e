import { Resolver } from "node:dns/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, describe, expect, it, vi } from "vitest";
import { ask } from "@/lib/alerts/health-checks/asking";
import type { Expectation } from "@/lib/alerts/health-checks/rules";
import { readAllowedHosts } from "@/lib/core/private-hosts";
import { freePort } from "@/lib/start/postgres/server";
import { startMachine, startRawMachine, startTlsMachine, stopMachines } from "./machines";

const wanted: Expectation = { leastStatus: 200, mostStatus: 299, expectedText: null, timeoutMs: 5_000 };

/** Asks with loopback allowed, unless other hosts are named. */
const asked = (url: string, given: Partial<Expectation> = {}, hosts = "127.0.0.0/8, ::1") =>
  ask({ ...wanted, ...given, url }, readAllowedHosts(hosts).allowed);

afterEach(stopMachines);

describe("an answer", () => {
  it("is well with the status that is wanted, and what is asked says who asks and keeps nothing open", async () => {
    const seen: unknown[] = [];
    const { url } = await startMachine(({ method, url: path, headers }, answer) => {
      seen.push({ method, path, headers });
      answer.end("fine");
    });
    expect(await asked(`${url}/health?deep=1`)).toEqual({
      ...{ status: 200, failure: null, durationMs: expect.any(Number) },
    });
    expect(seen).toEqual([
      {
        ...{ method: "GET", path: "/health?deep=1" },
        headers: {
          ...{ host: new URL(url).host, "user-agent": "Highwater health check", accept: "*/*" },
          ...{ "accept-encoding": "identity", connection: "close" },
        },
      },
    ]);
  });

  it("with another status is not", async () => {
    const { url } = await startMachine((_, answer) => answer.writeHead(503).end());
    expect(await asked(url)).toMatchObject({ status: 503, failure: "It answered 503; well is 200 to 299." });
    expect(await asked(url, { leastStatus: 503, mostStatus: 503 })).toMatchObject({
      status: 503,
      failure: null,
    });
  });

  it("without the text that is wanted is not, and the text may come in pieces", async () => {
    const { url } = await startMachine(async (_, answer) => {
      answer.write("the harbour is op");
      await sleep(50);
      answer.end("en ⚓");
    });
    expect(await asked(url, { expectedText: "open ⚓" })).toMatchObject({ failure: null });
    expect(await asked(url, { expectedText: "closed" })).toMatchObject({
      ...{ status: 200, failure: "It answered 200 without the text “closed”." },
    });
  });

  it("is looked at in its first 64 KB alone", async () => {
    const { url } = await startMachine((_, answer) => answer.end(`${"x".repeat(65_536)}open`));
    expect(await asked(url, { expectedText: "open" })).toMatchObject({ status: 200 });
    expect((await asked(url, { expectedText: "open" }))?.failure).toContain("without the text");
  });

  it("that never ends is read no further, and the connection is given up", async () => {
    let [sent, ended] = [0, false];
    const { url } = await startMachine((_, answer) => {
      answer.on("close", () => {
        ended = true;
      });
      const more = () => {
        if (ended) return;
        sent += 16_384;
        answer.write("x".repeat(16_384), () => setImmediate(more));
      };
      more();
    });
    expect(await asked(url)).toMatchObject({ status: 200, failure: null });
    await vi.waitFor(() => expect(ended).toBe(true), 5_000);
    expect(sent).toBeLessThan(16_000_000);
  });

  it("that is a redirect is a status like any other, and is not followed", async () => {
    const other = await startMachine((_, answer) => answer.end());
    const { url } = await startMachine((_, answer) => answer.writeHead(302, { Location: other.url }).end());
    expect(await asked(url)).toMatchObject({
      ...{ status: 302, failure: "It answered 302, a redirect, which is not followed; well is 200 to 299." },
    });
    expect(await asked(url, { mostStatus: 399 })).toMatchObject({ status: 302, failure: null });
    expect(other.connections()).toBe(0);
  });
});

describe("what gives no answer says why", () => {
  it("one that hangs", async () => {
    const { url } = await startMachine(() => {});
    expect(await asked(url, { timeoutMs: 300 })).toMatchObject({
      ...{ status: null, failure: "It did not answer within 300 ms." },
    });
  });

  it("one whose answer trickles", async () => {
    const { url } = await startMachine(async (_, answer) => {
      while (!answer.closed) {
        answer.write("x");
        await sleep(50);
      }
    });
    expect(await asked(url, { timeoutMs: 1_000 })).toMatchObject({
      ...{ status: 200, failure: "It began to answer, and did not end within 1 s." },
    });
  });

  it("one that breaks off", async () => {
    const { url } = await startMachine((_, answer) => {
      answer.writeHead(200, { "Content-Length": 100 });
      answer.write("x", () => answer.destroy());
    });
    expect(await asked(url)).toMatchObject({
      ...{ status: 200, failure: "The connection was lost." },
    });
  });

  it("one whose certificate nobody vouches for", async () => {
    const { url } = await startTlsMachine((_, answer) => answer.end());
    expect(await asked(url)).toMatchObject({
      ...{ status: null, failure: "Its certificate is signed by nobody whom this machine trusts." },
    });
  });

  it("one that speaks no TLS, no HTTP, or too much of it", async () => {
    const plain = await startMachine((_, answer) => answer.end());
    const secure = await asked(plain.url.replace("http", "https"));
    expect(secure?.failure).toBe("It does not speak TLS as it should.");
    const raw = await startRawMachine((socket) => socket.end("SSH-2.0-OpenSSH_9.2\r\n"));
    expect((await asked(raw.url))?.failure).toBe("What answers there does not speak HTTP.");
    const wordy = await startRawMachine((socket) =>
      socket.end(`HTTP/1.1 200 OK\r\nx: ${"y".repeat(99_999)}\r\n\r\n`),
    );
    expect((await asked(wordy.url))?.failure).toBe("What answers there does not speak HTTP.");
  });

  it("nobody", async () => {
    expect(await asked(`http://127.0.0.1:${await freePort()}`)).toMatchObject({
      ...{ status: null, failure: "Nothing listens at this address." },
    });
  });

  it("a name that is not known", async () => {
    // Without a network nobody can say so.
    const answer = await asked("http://no-such-host.invalid", { timeoutMs: 20_000 });
    expect(answer?.failure).toMatch(/^The host's name (is not known|could not be looked up)/);
  });

  it("is no failure when it was the asking that was ended", async () => {
    const machine = await startMachine(() => {});
    const ending = new AbortController();
    const answer = ask({ ...wanted, url: machine.url }, readAllowedHosts("127.0.0.1").allowed, ending);
    await vi.waitFor(() => expect(machine.connections()).toBe(1), 5_000);
    ending.abort();
    expect(await answer).toBeNull();
  });

  it("is no failure when it was this process that stood still", async () => {
    const { url } = await startMachine(() => {});
    const answer = asked(url, { timeoutMs: 300 });
    const still = performance.now() + 1_500;
    while (performance.now() < still);
    expect(await answer).toBeNull();
  });
});

describe("an address that leads into a private network", () => {
  const says = /^This address leads to this machine itself\. .*HIGHWATER_PRIVATE_HOSTS\.$/;

  it.each([
    "127.0.0.1",
    "127.1",
    "0x7f.1",
    "0177.0.0.1",
    "2130706433",
    "0",
    "localhost",
    "[::1]",
    "[::]",
    "[::ffff:127.0.0.1]",
    "[::ffff:7f00:1]",
    "①②⑦.0.0.1",
  ])("is not connected to as %s, and the sentence names the setting", async (host) => {
    const machine = await startMachine((_, answer) => answer.end());
    const answer = await asked(`http://${host}:${machine.port}`, {}, "");
    expect(answer).toMatchObject({ status: null, failure: expect.stringMatching(says) });
    expect(machine.connections()).toBe(0);
  });

  it("is judged by what its name leads to at that moment, and the name stays what is asked for", async () => {
    const hosts: unknown[] = [];
    const machine = await startMachine(({ headers }, answer) => {
      hosts.push(headers.host);
      answer.end();
    });
    const four = vi.spyOn(Resolver.prototype, "resolve4").mockResolvedValue(["127.0.0.1"]);
    vi.spyOn(Resolver.prototype, "resolve6").mockRejectedValue(
      Object.assign(new Error(), { code: "ENODATA" }),
    );
    const url = `http://ferries.example.org:${machine.port}`;
    expect((await asked(url, {}, ""))?.failure).toMatch(says);
    expect((await asked(url, {}, "*.example.com, ferries.example.org:1"))?.failure).toMatch(says);
    expect(machine.connections()).toBe(0);
    expect(await asked(url, {}, "*.example.org")).toMatchObject({ status: 200, failure: null });
    expect(hosts).toEqual([`ferries.example.org:${machine.port}`]);
    // The same name leads elsewhere the next time: what was judged before counts for nothing.
    four.mockResolvedValue(["169.254.169.254"]);
    expect((await asked(url, {}, "127.0.0.0/8"))?.failure).toContain("is plugged into");
    expect(machine.connections()).toBe(1);
  });

  it("is left out where a name leads to others as well", async () => {
    const machine = await startMachine((_, answer) => answer.end());
    vi.spyOn(Resolver.prototype, "resolve4").mockResolvedValue(["127.0.0.1", "127.0.0.2"]);
    vi.spyOn(Resolver.prototype, "resolve6").mockResolvedValue(["::1"]);
    const answer = await asked(`http://ferries.example.org:${machine.port}`, {}, "127.0.0.2");
    // The machine listens at the first of them alone.
    expect(answer).toMatchObject({ failure: "Nothing listens at this address." });
    expect(machine.connections()).toBe(0);
  });
});

import { afterEach, beforeAll, beforeEach, describe, expect, inject, it, vi } from "vitest";
import { databaseNow } from "@/lib/core/clock";
import { sql } from "@/lib/core/database";
import type { Repetition } from "@/lib/core/repeatedly";
import { runCollector } from "@/lib/pools/collection/collector";
import { claimDue } from "@/lib/pools/collection/store";
import { addSource, editSource, removeSource } from "@/lib/pools/sources/commands";
import { type Cast, cast } from "../../../support/cast";
import { later, seconds } from "../../../support/clock";
import { unique } from "../../../support/world";
import { aServer, type Peer, peerThat, type Said } from "../sources/peer";
import { asOfNow, sourceWhen, until } from "./watching";

vi.setConfig({ testTimeout: 60_000 });

const address = new URL(inject("testServer").superuserUrl);
let people: Cast;
let collector: Repetition | null;
let peers: Peer[];

beforeAll(async () => {
  people = await cast();
});
beforeEach(() => {
  collector = runCollector("the suite");
  peers = [];
});
afterEach(async () => {
  await collector?.stop();
  for (const peer of peers) peer.stop();
  await sql("update pool_source set archived_at = created_at where kind <> 'own' and archived_at is null");
});

async function peer(says: (statement: string) => Said | Promise<Said>): Promise<Peer> {
  const made = await peerThat(says);
  peers.push(made);
  return made;
}

const at = (port: number | string, given: object = {}) => ({
  name: unique("Quay"),
  ...{ host: "127.0.0.1", port, userName: "watcher", password: "secret", tls: "off", intervalSeconds: 5 },
  ...given,
});
const add = async (port: number | string, given: object = {}) =>
  (await addSource(await asOfNow(people.omar), at(port, given))).slug;
const theRealOne = () =>
  add(address.port, {
    ...{ host: address.hostname, userName: decodeURIComponent(address.username) },
    password: decodeURIComponent(address.password),
  });
const source = (slug: string, wanted: Parameters<typeof sourceWhen>[2]) =>
  sourceWhen(people.omar, slug, wanted);

describe("a peer that never ends a connection", () => {
  it("is left all the same when it refuses to be looked at, and the source says why", async () => {
    const refusing = await peer((statement) =>
      statement.startsWith("set") ? {} : new Error("not today, thank you"),
    );
    const slug = await add(refusing.port);
    const { failure } = await source(slug, (now) => now.failure !== null);
    expect(failure).toBe("The server could not be asked (XX000).");
    await until(
      async () => refusing.gone(),
      (gone) => gone > 0,
    );
    // It is asked again: nothing of the first time is still under way.
    await until(
      async () => refusing.farewells(),
      (count) => count > 1,
    );
  });

  it("keeps no other source waiting when its own was removed", async () => {
    const dead = await peer(aServer);
    const slug = await add(dead.port);
    const other = await theRealOne();
    await source(slug, ({ deliveredAt }) => deliveredAt !== null);
    await source(other, ({ deliveredAt }) => deliveredAt !== null);
    await removeSource(await asOfNow(people.omar), { slug });
    await until(
      async () => dead.farewells(),
      (count) => count === 1,
    );
    // Long enough for what was under way then.
    const then = later(await databaseNow(), seconds(2));
    await source(other, ({ deliveredAt }) => Number(deliveredAt) > Number(then));
    await until(
      async () => dead.gone(),
      (count) => count === 1,
    );
  });
});

describe("a peer that lets the collector in and then answers no look", () => {
  const isLook = (statement: string) => /pg_stat_activity|^SHOW/.test(statement);

  it.each([
    ["postgres", 0],
    ["postgres", 1],
    ["pgbouncer", 0],
  ])(
    "of kind %s, after %i that it answered: it takes too long, and others are collected from meanwhile",
    async (kind, answered) => {
      let looks = 0;
      const hanging = await peer((statement) => {
        if (!isLook(statement)) return aServer(statement);
        looks += 1;
        return looks > answered ? new Promise<Said>(() => {}) : aServer(statement);
      });
      const slug = await add(hanging.port, { kind });
      await until(
        async () => looks,
        (count) => count > answered,
      );
      const other = await theRealOne();
      await source(other, ({ deliveredAt }) => deliveredAt !== null);
      expect(await source(slug, () => true)).toMatchObject({
        ...{ failure: null, deliveredAt: answered > 0 ? expect.any(Date) : null },
      });
      const { failure } = await source(slug, (now) => now.failure !== null);
      expect(failure).toBe("The server took longer than five seconds to answer.");
      // It is asked again: nothing of the first time is still under way.
      await until(
        async () => looks,
        (count) => count > answered + 1,
      );
    },
  );
});

describe("what a collector has to say of a source that is not its own any more", () => {
  /** A peer that keeps its collector waiting at a look, until it is told what to say. */
  async function hesitating() {
    let say: (said: Said) => void = () => {};
    const promise = new Promise<Said>((resolve) => {
      say = resolve;
    });
    let asked = 0;
    const one = await peer((statement) => {
      if (!statement.includes("pg_stat_activity")) return aServer(statement);
      asked += 1;
      return promise;
    });
    const slug = await add(one.port);
    await until(
      async () => asked,
      (count) => count > 0,
    );
    const [{ id } = { id: "" }] = await sql<{ id: string }>("select id from pool_source where slug = $1", [
      slug,
    ]);
    return {
      slug,
      id,
      say,
      left: () =>
        until(
          async () => one.farewells(),
          (count) => count > 0,
        ),
    };
  }

  it("is nothing, once another has the lease: its failure does not hide what that one found", async () => {
    const { id, slug, say, left } = await hesitating();
    await sql(
      "update pool_collection set lease_until = clock_timestamp(), next_at = clock_timestamp() where source_id = $1",
      [id],
    );
    expect(await claimDue("somebody else", 10)).toMatchObject([{ id }]);
    await sql("update pool_collection set delivered_at = clock_timestamp() where source_id = $1", [id]);
    say(new Error("too late"));
    await left();
    await collector?.stop();
    collector = null;
    const found = await source(slug, () => true);
    expect(found).toMatchObject({ failure: null, deliveredAt: expect.any(Date) });
  });

  it("is nothing, once the source was edited: the failure was that of another address", async () => {
    const { id, slug, say, left } = await hesitating();
    const real = { host: address.hostname, port: address.port };
    const user = { userName: decodeURIComponent(address.username) };
    const password = decodeURIComponent(address.password);
    await sql("update pool_collection set next_at = '9999-12-31Z' where source_id = $1", [id]);
    await editSource(await asOfNow(people.omar), { slug, ...at(0, { ...real, ...user, password }) });
    await sql("update pool_collection set next_at = '9999-12-31Z' where source_id = $1", [id]);
    say(new Error("too late"));
    await left();
    await collector?.stop();
    collector = null;
    expect(await source(slug, () => true)).toMatchObject({ failure: null });
  });
});

import { afterEach, beforeAll, describe, expect, it } from "vitest";
import {
  addHealthCheck,
  archiveHealthCheck,
  editHealthCheck,
  restoreHealthCheck,
} from "@/lib/alerts/health-checks/commands";
import { getHealthCheck, healthCheckBase } from "@/lib/alerts/health-checks/queries";
import { mostChecks } from "@/lib/alerts/health-checks/rules";
import { tryHealthCheck } from "@/lib/alerts/health-checks/trial";
import { archiveEnvironment } from "@/lib/catalog/environments/commands";
import { archiveService, createService } from "@/lib/catalog/services/commands";
import { database } from "@/lib/core/database";
import { makeWorld, unique, type World } from "../../../support/world";
import { startMachine, stopMachines } from "./machines";

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterEach(async () => {
  delete process.env.HIGHWATER_PRIVATE_HOSTS;
  await stopMachines();
});

const given = () => ({
  ...{ service: world.service.slug, name: unique("Landing stage"), url: "https://ferries.invalid/health" },
});
const add = async () => {
  const input = given();
  return { ...input, ...(await addHealthCheck(world.lea, input)) };
};
const turnOf = async (slug: string) => (await getHealthCheck(world.cleo, slug)).turn;

describe("a health check", () => {
  it("is due at once, and again when it was edited or brought back", async () => {
    const check = await add();
    expect(await turnOf(check.slug)).toMatchObject({
      nextAt: world.lea.now,
      lastAt: null,
      failuresInARow: 0,
    });
    const { id } = await getHealthCheck(world.lea, check.slug);
    const asked = { nextAt: new Date("2100-01-01"), lastAt: new Date("2026-01-01"), leasedBy: "somebody" };
    const standing = {
      ...asked,
      leaseUntil: new Date("2100-01-01"),
      failure: "It answered 503.",
      failuresInARow: 3,
    };
    await database().healthCheckTurn.update({ where: { checkId: id }, data: standing });
    await editHealthCheck(world.lea, { ...check, intervalSeconds: 30 });
    const due = { nextAt: world.lea.now, leasedBy: null, leaseUntil: null };
    const stored = () => database().healthCheckTurn.findUniqueOrThrow({ where: { checkId: id } });
    expect(await stored()).toMatchObject({ ...due, failure: "It answered 503.", failuresInARow: 3 });
    await archiveHealthCheck(world.lea, check);
    await restoreHealthCheck(world.lea, check);
    expect(await stored()).toMatchObject({ ...due, lastAt: null, failure: null, failuresInARow: 0 });
  });

  it("of two people's forms at once is refused to the second, with what is there now", async () => {
    const check = await add();
    const base = healthCheckBase(await getHealthCheck(world.lea, check.slug));
    await editHealthCheck(world.lea, { ...check, base, timeoutMs: 900 });
    await expect(editHealthCheck(world.lea, { ...check, base, timeoutMs: 800 })).rejects.toMatchObject({
      ...{ code: "conflict", detail: { current: { timeoutMs: 900 } } },
    });
  });

  it("that is edited to what it is leaves no trace", async () => {
    const check = await add();
    const { version } = await getHealthCheck(world.lea, check.slug);
    await editHealthCheck(world.lea, check);
    expect((await getHealthCheck(world.lea, check.slug)).version).toBe(version);
  });

  it("has a name that no other in use has, in any case; an archived one's is free until it comes back", async () => {
    const check = await add();
    const taken = { code: "conflict", fields: { name: expect.any(String) } };
    const same = { ...given(), name: check.name.toUpperCase() };
    await expect(addHealthCheck(world.lea, same)).rejects.toMatchObject(taken);
    await archiveHealthCheck(world.lea, check);
    const other = await addHealthCheck(world.lea, same);
    expect(other.slug).not.toBe(check.slug);
    await expect(restoreHealthCheck(world.lea, check)).rejects.toMatchObject(taken);
    const renamed = await add();
    await expect(editHealthCheck(world.lea, { ...renamed, name: check.name })).rejects.toMatchObject(taken);
    const at = { service: world.service.slug, url: check.url, name: unique("Both at once") };
    const both = await Promise.allSettled([addHealthCheck(world.lea, at), addHealthCheck(world.omar, at)]);
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  });

  it("is given no environment that is archived, but keeps one that was archived later", async () => {
    const own = await makeWorld();
    const input = { ...given(), service: own.service.slug, environment: own.environment.slug };
    const { slug } = await addHealthCheck(own.lea, input);
    await archiveEnvironment(own.omar, own.environment);
    await editHealthCheck(own.lea, { ...input, slug, timeoutMs: 900 });
    await expect(addHealthCheck(own.lea, { ...input, name: unique("Pier") })).rejects.toMatchObject({
      ...{ code: "invalid", fields: { environment: expect.any(String) } },
    });
  });

  it("is neither added nor brought back where the service is archived, or has as many as it may", async () => {
    const own = await makeWorld();
    const input = () => ({ ...given(), service: own.service.slug });
    const [first] = [await addHealthCheck(own.lea, input())];
    await archiveHealthCheck(own.lea, first);
    for (let count = 0; count < mostChecks; count++) await addHealthCheck(own.lea, input());
    const full = { code: "conflict", message: expect.stringContaining("at most 50") };
    await expect(addHealthCheck(own.lea, input())).rejects.toMatchObject(full);
    await expect(restoreHealthCheck(own.lea, first)).rejects.toMatchObject(full);
    await archiveService(own.lea, own.service);
    await expect(addHealthCheck(own.lea, input())).rejects.toMatchObject({
      ...{ code: "conflict", message: expect.stringContaining("archived") },
    });
  });

  it("of a service that nobody owns is every lead's", async () => {
    const { slug } = await createService(world.lea, { name: unique("unowned") });
    await addHealthCheck(world.ada, { ...given(), service: slug });
    await expect(addHealthCheck(world.ada, given())).rejects.toMatchObject({ code: "forbidden" });
  });
});

describe("an address in a private network", () => {
  it.each([
    "http://127.0.0.1/",
    "http://0x7f.1/",
    "http://[::ffff:10.0.0.1]/",
    "http://169.254.169.254/latest/",
  ])(
    "%s is refused at its field with the setting that would allow it, and taken once it does",
    async (url) => {
      const refused = {
        code: "invalid",
        fields: { url: expect.stringContaining("HIGHWATER_PRIVATE_HOSTS") },
      };
      const check = await add();
      await expect(addHealthCheck(world.lea, { ...given(), url })).rejects.toMatchObject(refused);
      await expect(editHealthCheck(world.lea, { ...check, url })).rejects.toMatchObject(refused);
      process.env.HIGHWATER_PRIVATE_HOSTS = "127.0.0.0/8, 10.0.0.0/8, 169.254.169.254";
      await editHealthCheck(world.lea, { ...check, url });
    },
  );
});

describe("trying", () => {
  it("asks once, tells what came of it, and keeps nothing", async () => {
    process.env.HIGHWATER_PRIVATE_HOSTS = "127.0.0.1";
    const { url, connections } = await startMachine((_, answer) => answer.writeHead(503).end());
    const before = await database().healthCheck.count();
    const answer = await tryHealthCheck(world.lea, { service: world.service.slug, url });
    expect(answer).toMatchObject({ status: 503, failure: "It answered 503; well is 200 to 299." });
    expect([connections(), await database().healthCheck.count()]).toEqual([1, before]);
  });

  it("of what gives no answer says why, and keeps nothing either", async () => {
    process.env.HIGHWATER_PRIVATE_HOSTS = "127.0.0.1";
    const { url, connections } = await startMachine(() => {});
    const before = await database().healthCheck.count();
    const input = { service: world.service.slug, url, timeoutMs: 1_000 };
    const silent = await tryHealthCheck(world.lea, input);
    expect(silent).toMatchObject({ status: null, failure: "It did not answer within 1 s." });
    expect(connections()).toBe(1);
    await stopMachines();
    expect(await tryHealthCheck(world.lea, input)).toMatchObject({
      status: null,
      failure: "Nothing listens at this address.",
    });
    expect(await database().healthCheck.count()).toBe(before);
  });

  it("is for those who may add it, and goes nowhere else", async () => {
    const { url, connections } = await startMachine((_, answer) => answer.end());
    const input = { service: world.service.slug, url };
    for (const [person, code] of [
      [world.nobody, "unauthenticated"],
      [world.cleo, "forbidden"],
      [world.ben, "forbidden"],
      [world.ada, "forbidden"],
    ] as const)
      await expect(tryHealthCheck(person, input)).rejects.toMatchObject({ code });
    const answer = await tryHealthCheck(world.lea, input);
    expect(answer.failure).toContain("HIGHWATER_PRIVATE_HOSTS");
    expect(connections()).toBe(0);
  });

  it("is limited to ten a minute each", async () => {
    const input = { service: world.service.slug, url: "http://127.0.0.1/" };
    for (let count = 0; count < 10; count++) await tryHealthCheck(world.omar, input);
    await expect(tryHealthCheck(world.omar, input)).rejects.toMatchObject({ code: "rate_limited" });
    await tryHealthCheck(world.lea, input);
  });
});

import { beforeAll, describe, expect, it } from "vitest";
import { setClock } from "@/lib/core/clock";
import { database } from "@/lib/core/database";
import { createApiKey, revokeApiKey } from "@/lib/people/api-keys/commands";
import { type Scope, scopes } from "@/lib/people/api-keys/labels";
import { deactivatePerson } from "@/lib/people/commands";
import { operations } from "@/lib/web/api/operations";
import { keyOf, send } from "../../../support/api";
import { beginning } from "../../../support/cast";
import { makeWorld, openScene, type Scene } from "../../../support/world";

let scene: Scene;
let now = beginning;

beforeAll(async () => {
  setClock(() => now);
  scene = await openScene(await makeWorld());
  return () => setClock(null);
});

const unauthenticated = { status: 401, body: { type: expect.stringMatching(/unauthenticated$/) } };
const asked = (key: string | undefined) => send("GET", "/people", { key });

describe("a key", () => {
  it("works until the moment at which it expires", async () => {
    const { token, expiresAt } = await createApiKey(scene.ben, { name: "x", scopes: ["people:read"] });
    expect((await asked(token)).status).toBe(200);
    now = expiresAt;
    expect(await asked(token)).toMatchObject(unauthenticated);
    now = beginning;
  });

  it("works no more once it was revoked", async () => {
    const { token, keyId } = await createApiKey(scene.ben, { name: "x", scopes: ["people:read"] });
    expect((await asked(token)).status).toBe(200);
    await revokeApiKey(scene.ben, { keyId });
    expect(await asked(token)).toMatchObject(unauthenticated);
  });

  it("works no more once its person was deactivated", async () => {
    const key = await keyOf(scene.cleo);
    expect((await asked(key)).status).toBe(200);
    await deactivatePerson(scene.omar, { personId: scene.cleo.actor.id });
    expect(await asked(key)).toMatchObject(unauthenticated);
  });

  it.each([undefined, "", "hw_unknown", `hw_AAAAAAAA_${"a".repeat(43)}`])(
    "that is none is answered alike: %j",
    async (key) => {
      const answer = await asked(key);
      expect(answer).toMatchObject(unauthenticated);
      expect(answer.headers.get("www-authenticate")).toMatch(/^Bearer /);
    },
  );

  it("does what its person may do now, and not what they might when it was made", async () => {
    const key = await keyOf(scene.ben);
    const post = () =>
      send("POST", `/incidents/${scene.incident.ref}/action-items`, { key, body: { title: "Watch it" } });
    expect((await post()).status).toBe(201);
    await database().person.update({ where: { id: scene.ben.actor.id }, data: { role: "viewer" } });
    expect(await post()).toMatchObject({ status: 403, body: { type: expect.stringMatching(/forbidden$/) } });
    await database().person.update({ where: { id: scene.ben.actor.id }, data: { role: "responder" } });
  });

  it("leaves its name and its door in the trail beside the person", async () => {
    const key = await keyOf(scene.ben);
    await send("POST", `/incidents/${scene.incident.ref}/action-items`, { key, body: { title: "Told" } });
    const event = await database().auditEvent.findFirstOrThrow({ orderBy: { id: "desc" } });
    expect(event).toMatchObject({
      action: "action-item.add",
      actorId: scene.ben.actor.id,
      actorName: "Ben (key “deploy bot”)",
      via: "api",
    });
  });
});

describe("an operation", () => {
  const made = new Map<string, Promise<string>>();

  /** A key with every scope but one, made once: nobody may have as many keys as there are operations. */
  const keyWithout = (scope: Scope) => {
    const key =
      made.get(scope) ??
      keyOf(
        scene.omar,
        scopes.filter((other) => other !== scope),
      );
    made.set(scope, key);
    return key;
  };

  it.each(operations.map((operation) => [operation.id, operation] as const))(
    "is refused to a key with every scope but its own: %s",
    async (_id, { method, path, scope }) => {
      const key = await keyWithout(scope);
      const address = path.replace(/\{\w+\}/g, "x");
      const answer = await send(method, address, { key, ...(method === "GET" ? {} : { body: {} }) });
      expect(answer).toMatchObject({
        status: 403,
        body: { type: expect.stringMatching(/insufficient-scope$/), detail: expect.stringContaining(scope) },
      });
    },
  );
});

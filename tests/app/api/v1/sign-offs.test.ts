import { verify } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { canonicalJson } from "@/lib/core/canonical";
import { setClock } from "@/lib/core/clock";
import { sign } from "../../../lib/reviews/story";
import { apiRoutes, keyOf, send } from "../../../support/api";
import { beginning } from "../../../support/cast";
import { makeWorld, openScene, restrictedScene, type Scene } from "../../../support/world";

type Act = { statement: Record<string, string>; certificate: string; hash: string; stands: boolean };

let scene: Scene;
let hidden: Scene;
let key: string;

beforeAll(async () => {
  setClock(() => beginning);
  const world = await makeWorld();
  [scene, hidden] = [await openScene(world), await restrictedScene(world)];
  key = await keyOf(scene.cleo);
  await sign(scene.ben, scene.incident.ref, "prepared");
  return () => setClock(null);
});

const read = (path: string) => send("GET", path, { key });
const verified = (body: unknown) => send("POST", "/sign-offs/verification", { key, body });

async function firstAct(): Promise<Act> {
  const { body } = await read(`/incidents/${scene.incident.ref}/sign-offs`);
  const [act] = (body as { acts: Act[] }).acts;
  if (!act) throw new Error("nobody signed");
  return act;
}

describe("sign-offs", () => {
  it("are read with what anybody needs to verify them without us", async () => {
    const act = await firstAct();
    expect(act).toMatchObject({ step: "prepared", act: "given", name: "Ben", stands: true, certified: true });
    const { pem } = (await read("/sign-offs/public-key")).body as { pem: string };
    const text = Buffer.from(canonicalJson(act.statement), "utf8");
    expect(verify(null, text, pem, Buffer.from(act.certificate, "base64"))).toBe(true);
    const signed = await read(`/incidents/${scene.incident.ref}/signed-texts/${act.hash}`);
    expect(signed.body).toMatchObject({ hash: act.hash, canonical: expect.stringMatching(/^\{"action/) });
  });

  it("are verified here: certificate, and text where one is sent", async () => {
    const { statement, certificate, hash } = await firstAct();
    const { canonical } = (await read(`/incidents/${scene.incident.ref}/signed-texts/${hash}`)).body as {
      canonical: string;
    };
    const judged = async (body: object) => (await verified({ statement, certificate, ...body })).body;
    expect(await judged({})).toEqual({ valid: true, certificate: true, text: null });
    expect(await judged({ text: canonical })).toEqual({ valid: true, certificate: true, text: true });
    expect(await judged({ text: `${canonical} ` })).toEqual({ valid: false, certificate: true, text: false });
    const forged = { ...statement, name: "Lea" };
    expect(await judged({ statement: forged })).toMatchObject({ valid: false, certificate: false });
    expect(await judged({ certificate: "AAAA" })).toMatchObject({ valid: false, certificate: false });
  });

  it.each([
    ["nothing", undefined],
    ["no statement", { certificate: "AAAA" }],
    ["a certificate that is no base64", { statement: {}, certificate: "%" }],
    ["a list", []],
  ])("are not verified of %s", async (_what, body) => {
    expect((await verified(body)).status).toBe(422);
  });

  it("of a restricted incident are not found", async () => {
    for (const path of ["sign-offs", `signed-texts/${"0".repeat(64)}`])
      expect((await read(`/incidents/${hidden.incident.ref}/${path}`)).status).toBe(404);
    expect((await read(`/incidents/${scene.incident.ref}/signed-texts/${"0".repeat(64)}`)).status).toBe(404);
  });

  it("can be given or returned at no address, whatever the key", async () => {
    const operations = (await apiRoutes()).flatMap(({ handlers }) =>
      Object.values(handlers).map((handler) => (handler as { operation?: { id: string } }).operation?.id),
    );
    expect(operations).toContain("sign-off.list");
    expect(operations.filter((id) => id === "sign-off.give" || id === "sign-off.return")).toEqual([]);
    const admin = await keyOf(scene.omar);
    for (const method of ["POST", "PUT", "PATCH", "DELETE"])
      expect(
        (await send(method, `/incidents/${scene.incident.ref}/sign-offs`, { key: admin, body: {} })).status,
      ).toBe(405);
  });
});

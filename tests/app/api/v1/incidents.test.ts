import { beforeAll, describe, expect, it } from "vitest";
import { setClock } from "@/lib/core/clock";
import { keyOf, send } from "../../../support/api";
import { beginning } from "../../../support/cast";
import { makeWorld, openScene, type Scene } from "../../../support/world";

let scene: Scene;
let key: string;

beforeAll(async () => {
  setClock(() => beginning);
  scene = await openScene(await makeWorld());
  key = await keyOf(scene.ben);
  return () => setClock(null);
});

describe("an incident", () => {
  it("is declared, read and listed", async () => {
    const body = { title: "Bookings are slow", severity: "P2", service: scene.service.slug };
    const made = await send("POST", "/incidents", { key, body });
    expect(made).toMatchObject({ status: 201, body: { title: body.title, status: "triage" } });
    const location = made.headers.get("location") ?? "";
    const read = await send("GET", location.replace("/api/v1", ""), { key });
    expect(read).toMatchObject({ status: 200, body: made.body });
    expect(read.headers.get("etag")).toBe(made.headers.get("etag"));
    const listed = await send("GET", "/incidents?limit=1&status=open", { key });
    expect(listed.body).toMatchObject({ items: [{ title: body.title }] });
  });
});

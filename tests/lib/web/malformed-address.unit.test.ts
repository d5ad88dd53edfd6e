import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { isReadable, refuseMalformed } from "@/lib/web/malformed-address";

const id = "00000000-0000-4000-8000-000000000000";
const server = createServer((request, response) => {
  if (!refuseMalformed(request, response, id)) response.end("fine");
});
let base: string;

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => server.close());

describe("an address", () => {
  it.each(["/", "/incidents/INC-2026-0001?text=%ff", "/services/caf%C3%A9", "/api/v1/services/%00"])(
    "that can be decoded is let through: %s",
    async (path) => {
      expect(isReadable(path)).toBe(true);
      expect(await (await fetch(base + path)).text()).toBe("fine");
    },
  );

  it.each(["%ff", "%", "%E0%A4%A", "%zz"])("that cannot is refused in words: %s", async (part) => {
    const page = await fetch(`${base}/incidents/${part}`);
    expect([page.status, page.headers.get("content-type")]).toEqual([400, "text/plain; charset=utf-8"]);
    const api = await fetch(`${base}/api/v1/incidents/${part}`);
    expect([api.status, api.headers.get("content-type")]).toEqual([400, "application/problem+json"]);
    expect(await api.json()).toMatchObject({ status: 400, instance: expect.stringContaining(id) });
  });
});

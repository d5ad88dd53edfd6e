import { createServer } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { isPlain, isReadable, refuseMalformed } from "@/lib/web/malformed-address";

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

/** Sends an address as it is written; `fetch` would resolve it first. */
async function sendAsWritten(method: string, address: string): Promise<{ head: string; body: string }> {
  const socket = connect((server.address() as AddressInfo).port, "127.0.0.1");
  socket.write(`${method} ${address} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`);
  const [head = "", body = ""] = (await text(socket)).split("\r\n\r\n");
  return { head, body };
}

describe("an address of API v1", () => {
  it.each([
    "/api/v1/imports/.",
    "/api/v1/imports/..",
    "/api/v1/imports/%2e",
    "/api/v1/imports/.%2E",
    "/api/v1/../../sign-in",
    "/api/v1/./imports",
    "/api/v1/imports/",
    "/api/v1/",
    "/api/v1//imports",
    "//api/v1/imports",
    "/api//v1/imports",
    "/api/./v1/imports",
    "/api/%2E/v1/imports",
    "/teams/../api/v1/imports",
    "/api/v1/imports/.?limit=1",
    "/api/v1/im\\ports",
  ])("that another one would be made of is a problem: %s", async (address) => {
    for (const method of ["GET", "POST", "HEAD"]) {
      const { head, body } = await sendAsWritten(method, address);
      expect(head).toMatch(/^HTTP\/1\.1 404 /);
      expect(head).toMatch(/content-type: application\/problem\+json/i);
      expect(head).not.toMatch(/^location:/im);
      if (method !== "HEAD") expect(body).toContain('"title":"Not found"');
    }
  });

  it.each([
    "/api/v1",
    "/api/v1/imports",
    "/api/v1/imports/...",
    "/api/v1/imports/.a",
    "/api/v1/imports/%2f..%2f",
    "/api/v1/imports/%252e",
    "/api/v1?path=a//b/../c/",
    "/api/v10/",
    "/api/docs/",
    "/incidents//",
  ])("that names something, and any other, is let through: %s", async (address) => {
    expect(isPlain(address)).toBe(true);
    expect((await sendAsWritten("GET", address)).body).toContain("fine");
  });
});

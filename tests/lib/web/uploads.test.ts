import { beforeAll, describe, expect, it } from "vitest";
import { database } from "@/lib/core/database";
import { isRefusal } from "@/lib/core/refusal";
import { addEntry } from "@/lib/incidents/timeline/commands";
import { sendUploaded, takeUpload, type Uploaded } from "@/lib/web/uploads";
import { type Cast, type CastContext, cast } from "../../support/cast";
import { png } from "../../support/files";
import { declared, restricted } from "../incidents/support";

let people: Cast;
let ref: string;

beforeAll(async () => {
  people = await cast();
  ({ ref } = await declared(people.ben));
});

const request = (body: Buffer | string, headers: Record<string, string> = {}) =>
  new Request("http://localhost:3000/incidents/x/attachments", {
    method: "POST",
    body: new Uint8Array(Buffer.from(body as string)),
    headers: { "Content-Type": "application/octet-stream", "X-File-Name": "pool.png", ...headers },
  });
const take = (
  body: Buffer | string,
  headers?: Record<string, string>,
  by: CastContext | Cast["nobody"] = people.ben,
) => takeUpload(request(body, headers), by, ref);
const taken = async (body: Buffer | string, headers?: Record<string, string>) =>
  (await (await take(body, headers)).json()) as Uploaded;
const get = (context: Cast["ben"], attachmentId: string, headers: Record<string, string> = {}) =>
  sendUploaded(new Request("http://localhost:3000", { headers }), context, { ref, attachmentId });

describe("a file that a page uploads", () => {
  it("is kept under the name that it was sent with, and told back", async () => {
    const name = encodeURIComponent("Förde 🚢.png");
    const answer = await take(png(3, 2), { "X-File-Name": name, "X-File-Type": "image/png" });
    expect(answer.status).toBe(201);
    const told = (await answer.json()) as Uploaded;
    expect(told).toMatchObject({ fileName: "Förde 🚢.png", image: true, size: png(3, 2).length });
    expect(await database().attachment.findUnique({ where: { id: told.id } })).toMatchObject({
      entryId: null,
    });
  });

  it.each([
    ["of another type, as a form of another site could send it", "a", { "Content-Type": "text/plain" }, 415],
    ["that lies about its type", "no image", { "X-File-Type": "image/png" }, 422],
    ["that is a page", "<!doctype html>", { "X-File-Name": "a.html" }, 422],
    ["that is larger than any", png(4, 4, 5_000_000), {}, 413],
    ["of no name", png(3, 2), { "X-File-Name": "" }, 422],
    ["of a name that cannot be decoded", png(3, 2), { "X-File-Name": "%E0%A4%A.png" }, 201],
  ] as const)("%s is answered in words", async (_what, body, headers, status) => {
    const before = await database().attachment.count();
    const answer = await take(body, headers);
    expect(answer.status).toBe(status);
    if (status === 201) return;
    expect(answer.headers.get("content-type")).toBe("application/problem+json");
    expect(((await answer.json()) as { detail: string }).detail).toMatch(/\w+ .*\./);
    expect(await database().attachment.count()).toBe(before);
  });

  it("asks for a session, the role and the incident before a byte is read", async () => {
    const hidden = await restricted(people.lea);
    const unread = (by: Cast["ben"] | Cast["nobody"], incident: string) => {
      const sent = request(png(3, 2));
      return takeUpload(sent, by, incident).then(({ status }) => [status, sent.bodyUsed]);
    };
    expect(await unread(people.nobody, ref)).toEqual([401, false]);
    expect(await unread(people.cleo, ref)).toEqual([403, false]);
    expect(await unread(people.ben, hidden.ref)).toEqual([404, false]);
    expect(await unread(people.ben, "INC-2026-9999")).toEqual([404, false]);
  });
});

describe("a file that is asked for", () => {
  it("is an image as what its bytes are, to be looked at and nothing else", async () => {
    const { id } = await taken(png(3, 2));
    const answer = await get(people.ben, id);
    expect(answer.status).toBe(200);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      "content-type": "image/png",
      "content-disposition": "inline; filename*=UTF-8''pool.png",
      "content-security-policy": expect.stringMatching(/^default-src 'none';.* sandbox$/),
      "x-content-type-options": "nosniff",
      "cache-control": "private, no-cache",
    });
    expect(Buffer.from(await answer.arrayBuffer())).toEqual(png(3, 2));
  });

  it("is a text to be kept, never to be shown", async () => {
    const { id } = await taken("<p>14:23</p>\n", { "X-File-Name": "run.html" });
    const answer = await get(people.ben, id);
    expect(answer.headers.get("content-type")).toBe("text/plain; charset=utf-8");
    expect(answer.headers.get("content-disposition")).toBe("attachment; filename*=UTF-8''run.html.txt");
  });

  it("is not sent again to a browser that has it, and only to whoever still may see it", async () => {
    const { id } = await taken(png(3, 2));
    await addEntry(people.ben, { ref, text: "seen", attachments: [{ id }] });
    const etag = (await get(people.cleo, id)).headers.get("etag") ?? "";
    const again = await get(people.cleo, id, { "If-None-Match": etag });
    expect([again.status, await again.text()]).toEqual([304, ""]);
    await database().incident.update({ where: { ref }, data: { restrictedAt: people.ben.now } });
    const refused = await get(people.cleo, id, { "If-None-Match": etag }).catch((error: unknown) => error);
    expect(isRefusal(refused) && refused.code).toBe("not_found");
  });
});

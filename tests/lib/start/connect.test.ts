import { type AddressInfo, createServer } from "node:net";
import { expect, inject, it } from "vitest";
import { connectTo } from "../../../lib/start/connect";
import { StartFailure } from "../../../lib/start/failure";
import { freePort } from "../../../lib/start/postgres/server";

/** Takes connections and never says a word, as a firewall's black hole or a hung server does. */
async function silentServer() {
  const server = createServer((socket) => socket.resume());
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { server, port: (server.address() as AddressInfo).port };
}

const waitMs = 1_000;

async function refusal(url: string): Promise<string> {
  const failure = await connectTo(url, "DATABASE_URL", waitMs).then(
    () => null,
    (error: unknown) => error,
  );
  expect(failure).toBeInstanceOf(StartFailure);
  const { message, exitCode } = failure as StartFailure;
  expect(exitCode).toBe(3);
  expect(message).not.toContain("top-secret");
  return message;
}

const address = (change: Partial<URL>) =>
  Object.assign(new URL(inject("testServer").superuserUrl), change).toString();

it("says where nothing answers", async () => {
  const port = await freePort();
  expect(await refusal(`postgresql://ada:top-secret@127.0.0.1:${port}/highwater`)).toBe(
    `Nothing answers at 127.0.0.1:${port}/highwater: start Postgres there, or correct DATABASE_URL.`,
  );
});

it("refuses an address that would switch the guards off, before it connects", async () => {
  const said = await refusal("postgresql://ada:top-secret@127.0.0.1:1/highwater?options=-c%20timezone%3DPRC");
  expect(said).toContain("DATABASE_URL must not set options");
});

it("does not wait for ever for a server that says nothing", async () => {
  const { server, port } = await silentServer();
  const began = Date.now();
  expect(await refusal(`postgresql://ada:top-secret@127.0.0.1:${port}/highwater`)).toBe(
    `Postgres at 127.0.0.1:${port}/highwater does not answer within 1 s: is a firewall in between, or is DATABASE_URL wrong?`,
  );
  expect(Date.now() - began).toBeLessThan(3 * waitMs);
  await new Promise((resolve) => server.close(resolve));
});

it("says that a password is wrong", async () => {
  expect(await refusal(address({ username: "highwater_app", password: "top-secret" }))).toMatch(
    /^Postgres at .* rejects the password of highwater_app: correct DATABASE_URL\.$/,
  );
});

it("says that a database does not exist", async () => {
  expect(await refusal(address({ pathname: "/nowhere" }))).toMatch(/has no database nowhere: create it/);
});

it("says that a host is not known", async () => {
  expect(await refusal("postgresql://ada:top-secret@nowhere.invalid/highwater")).toBe(
    "The host nowhere.invalid is not known: correct DATABASE_URL.",
  );
});

it.each(["mysql://ada:top-secret@127.0.0.1/x", "top-secret", ""])("refuses %j as an address", async (url) => {
  expect(await refusal(url)).toBe("DATABASE_URL must look like postgresql://user:password@host:5432/name.");
});

it("waits for a server that comes up a moment later", async () => {
  const port = await freePort();
  const late = createServer((socket) => socket.destroy());
  const attempt = refusal(`postgresql://ada:top-secret@127.0.0.1:${port}/highwater`);
  await new Promise((resolve) => setTimeout(resolve, 300));
  const reached = new Promise((resolve) => late.once("connection", resolve));
  late.listen(port, "127.0.0.1");
  await reached;
  await attempt;
  await new Promise((resolve) => late.close(resolve));
});

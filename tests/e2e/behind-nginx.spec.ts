import { createHash } from "node:crypto";
import { type BrowserContext, expect, test } from "@playwright/test";
import pg from "pg";
import { lackOfNginx } from "../support/nginx";
import type { Product } from "../support/product";
import { type Cluster, firstAdmin, sendForm, startCluster } from "./support/cluster";
import { password } from "./support/people";

test.describe.configure({ mode: "serial" });
let cluster: Cluster;
let omar: BrowserContext;
let database: pg.Client;

test.beforeAll(async ({ browser }) => {
  const lack = lackOfNginx();
  test.skip(lack !== null, `${lack}: two processes behind a real proxy are not tried.`);
  cluster = await startCluster();
  database = new pg.Client({ connectionString: cluster.database.ownerUrl });
  await database.connect();
  omar = await firstAdmin(browser, cluster);
});

test.afterAll(async () => {
  await omar?.close();
  await database?.end();
  await cluster?.stop();
});

type Line = Record<string, unknown> & { path?: string; requestId?: string; status?: number };

/** The lines of JSON in what a process has said. */
const lines = (place: number): Line[] => linesOf(cluster.products[place]);

function linesOf(product: Product | undefined): Line[] {
  return (product?.program.output() ?? "")
    .split("\n")
    .filter((line) => line.startsWith("{"))
    .map((line) => JSON.parse(line) as Line);
}

const requests = (place: number, path: string) => lines(place).filter((line) => line.path === path);

async function rows<Row extends pg.QueryResultRow>(text: string, values: unknown[] = []): Promise<Row[]> {
  return (await database.query<Row>(text, values)).rows;
}

test("plain HTTP is sent to https with the path it asked for", async ({ request }) => {
  const answer = await request.get(`${cluster.proxy.http}/incidents?status=all`, { maxRedirects: 0 });
  expect(answer.status()).toBe(301);
  expect(answer.headers().location).toMatch(/^https:.*\/incidents\?status=all$/);
  // A program that followed would go on sending its key in the clear.
  const asked = await request.get(`${cluster.proxy.http}/api/v1/incidents`, { maxRedirects: 0 });
  expect(asked.status()).toBe(403);
});

test("requests are spread over both, and a session that one began is valid on the other", async () => {
  for (let n = 0; n < 8; n += 1) {
    const answer = await omar.request.get(`${cluster.proxy.https}/settings/profile`, { maxRedirects: 0 });
    expect(answer.status()).toBe(200);
  }
  // What the browser fetches ahead of a click is no page of anybody's.
  for (const place of [0, 1]) {
    const served = requests(place, "/settings/profile").filter(({ personId }) => personId !== undefined);
    expect(served.length).toBeGreaterThan(1);
    for (const line of served) expect(line).toMatchObject({ method: "GET", status: 200 });
  }
});

test("cookies are __Host- and Secure, HSTS is on, and nothing of the processes is told outside", async () => {
  const answer = await omar.request.get(`${cluster.proxy.https}/sign-in`);
  expect(answer.headers()["strict-transport-security"]).toMatch(/^max-age=\d{8}/);
  const cookie = (await omar.cookies()).find(({ name }) => name === "__Host-highwater-session");
  expect(cookie).toMatchObject({ secure: true, httpOnly: true, sameSite: "Lax", path: "/" });
  expect((await omar.request.get(`${cluster.proxy.https}/metrics`)).status()).toBe(404);
});

test("the id that nginx gives a request is the one in our log and in the answer; a client cannot choose it", async () => {
  const answer = await omar.request.get(`${cluster.proxy.https}/teams`, {
    headers: { "X-Request-Id": "chosen-by-the-client" },
  });
  const id = answer.headers()["x-request-id"] ?? "";
  expect(id).toMatch(/^[0-9a-f]{32}$/);
  const found = () => [0, 1].flatMap((place) => requests(place, "/teams")).map((line) => line.requestId);
  await expect.poll(found).toContain(id);
});

test("the address of whoever asks is seen through the proxy, and a claimed one is not believed", async ({
  playwright,
}) => {
  const [session] = await rows<{ address: string }>("select address from session");
  expect(session?.address).toBe("127.0.0.1");
  const stranger = await playwright.request.newContext({
    ignoreHTTPSErrors: true,
    extraHTTPHeaders: { "X-Forwarded-For": "198.51.100.7" },
  });
  await rows("delete from sign_in_throttle");
  const csrf = await (await stranger.get(`${cluster.proxy.https}/api/auth/csrf`)).json();
  const attempt = (email: string) =>
    stranger.post(`${cluster.proxy.https}/api/auth/callback/credentials`, {
      form: { email, password: "a wrong guess", csrfToken: csrf.csrfToken, json: "true" },
      maxRedirects: 0,
    });
  await attempt("mallory@example.org");
  const counterOf = (address: string) => `address:${createHash("sha256").update(address).digest("hex")}`;
  const counters = await rows<{ key: string }>("select key from sign_in_throttle where key like 'address:%'");
  expect(counters).toEqual([{ key: counterOf("127.0.0.1") }]);
  await stranger.dispose();
});

/** Takes a table away while `work` runs, so that whatever needs it meets a fault. */
async function without(table: string, work: () => Promise<void>): Promise<void> {
  await rows(`alter table ${table} rename to ${table}_away`);
  try {
    await work();
  } finally {
    await rows(`alter table ${table}_away rename to ${table}`);
  }
}

const errorsOf = (id: string) =>
  [0, 1].flatMap(lines).filter((line) => line.requestId === id && line.level === "error");

test("the page of a fault shows the id that its answer and the log carry, the log with the stack", async () => {
  const page = await omar.newPage();
  await without("team", async () => {
    const answer = await page.goto(`${cluster.proxy.https}/teams`);
    const id = answer?.headers()["x-request-id"] ?? "";
    expect(id).toMatch(/^[0-9a-f]{32}$/);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Something here is broken");
    await expect(page.getByText(id, { exact: true })).toBeVisible();
    // With the places in the sources, not those in a bundle.
    expect(errorsOf(id)).toMatchObject([
      { error: expect.stringMatching(/\n +at .*\blib\/people\/teams\/queries\.ts:\d+:\d+\)/) },
    ]);
  });
  await page.close();
});

test("a form that fails shows the id of its request, and the log has it with the action", async () => {
  const page = await omar.newPage();
  await page.goto(`${cluster.proxy.https}/teams`);
  await without("team", async () => {
    const sent = page.waitForResponse((answer) => answer.request().method() === "POST");
    const name = page.locator("main").getByLabel("Name", { exact: true });
    await name.fill("Water works");
    await name.press("Enter");
    const id = (await sent).headers()["x-request-id"] ?? "";
    await expect(page.getByRole("main")).toContainText(`tell your administrator the id ${id}`);
    expect(errorsOf(id)).toMatchObject([{ action: "team.create", error: expect.stringContaining("at ") }]);
  });
  await page.close();
});

test("work is done once, whichever of the two takes it", async () => {
  await rows(
    `insert into work (id, kind, created_at, due_at)
     select gen_random_uuid(), 'unheard-of', now(), now() from generate_series(1, 40)`,
  );
  const tries = async () =>
    (
      await rows<{ attempt: number }>(
        "select attempt from work where kind = 'unheard-of' and failed_at is not null",
      )
    ).map(({ attempt }) => attempt);
  await expect.poll(async () => (await tries()).length, { timeout: 20_000 }).toBe(40);
  expect(new Set(await tries())).toEqual(new Set([1]));
});

/** Declares an incident and returns its address. */
async function declare(title: string): Promise<string> {
  const page = await omar.newPage();
  await page.goto(`${cluster.proxy.https}/incidents/new`);
  await page.getByLabel("What is happening").fill(title);
  await page.locator("input[name=severity][value=P2]").check();
  await page
    .locator("main")
    .getByRole("button", { name: /Declare/ })
    .click();
  await page.waitForURL(/\/incidents\/INC-/);
  const { origin, pathname } = new URL(page.url());
  await page.close();
  return origin + pathname;
}

test("restarted one after the other under a stream of requests, not one fails and nothing sent is lost or doubled", async () => {
  const address = await declare("The pumps are changed while they run");
  const failures: string[] = [];
  const done = { read: 0, sent: 0 };
  let over = false;
  const again = async (what: "read" | "sent", work: (n: number) => Promise<number>) => {
    for (let n = 0; !over; n += 1) {
      const status = await work(n).catch((error: Error) => error.message.split("\n")[0]);
      if (status === 200) done[what] += 1;
      else failures.push(`${what} ${n}: ${status}`);
    }
  };
  const read = async () => (await omar.request.get(address)).status();
  const send = (n: number) => sendForm(omar.request, address, "text", { text: `reading ${n}`, kind: "note" });
  const stream = [again("read", read), again("read", read), again("sent", send)];
  for (const place of [0, 1]) {
    expect(await cluster.products[place]?.program.kill("SIGTERM")).toBe(0);
    await cluster.replace(place);
  }
  over = true;
  await Promise.all(stream);
  console.log(`rolling restart: ${done.read} pages read, ${done.sent} forms sent, ${failures.length} failed`);
  expect(failures).toEqual([]);
  expect(done.sent).toBeGreaterThan(5);
  const [kept] = await rows<{ count: number }>(
    "select count(*)::int as count from timeline_entry where text like 'reading %'",
  );
  expect(kept?.count).toBe(done.sent);
});

test("a process that takes leave says so at /api/ready, and goes on serving meanwhile", async () => {
  const [leaving] = cluster.products;
  if (!leaving) throw new Error("There is no process to stop.");
  const { url, program } = leaving;
  program.child.kill("SIGTERM");
  await expect
    .poll(async () => (await fetch(`${url}/api/ready`)).json())
    .toEqual({ ready: false, draining: true });
  expect((await fetch(`${url}/api/health`)).status).toBe(200);
  expect(await program.ends()).toBe(0);
  await cluster.replace(0);
});

test("after kill -9 of one the other serves alone, and takes its work over when the lease has run out", async () => {
  const killed = cluster.products[1]?.program;
  const [worker] = await rows<{ id: string }>("select id from worker_process where id like $1", [
    `%:${killed?.child.pid}:%`,
  ]);
  await killed?.kill("SIGKILL");
  await rows(
    `insert into work (id, kind, created_at, due_at, leased_by, lease_until, attempt)
     values (gen_random_uuid(), 'left-behind', now(), now(), $1, now() + interval '2 seconds', 1)`,
    [worker?.id],
  );
  for (let n = 0; n < 10; n += 1)
    expect((await omar.request.get(`${cluster.proxy.https}/incidents`)).status()).toBe(200);
  const left = () => rows("select attempt from work where kind = 'left-behind' and failed_at is not null");
  await expect.poll(left, { timeout: 20_000 }).toEqual([{ attempt: 2 }]);
});

test("no line of any log holds a password, a one-time token or a cookie", async () => {
  const token = cluster.products.map(({ setUpUrl }) => setUpUrl?.split("token=")[1]).find(Boolean) ?? "";
  const cookie = (await omar.cookies()).find(({ name }) => name.includes("session"))?.value ?? "";
  expect(cookie.length).toBeGreaterThan(40);
  await omar.request.get(`${cluster.proxy.https}/invitation/${"aB".repeat(22)}?token=${cookie}`);
  // The line is written when the answer is over, which may be after it has arrived here.
  const logs = () => JSON.stringify(cluster.everStarted().flatMap(linesOf));
  await expect.poll(logs).toContain("/invitation/[hidden]");
  const all = logs();
  for (const secret of [password, cookie, "aB".repeat(22), token].filter(Boolean))
    expect(all).not.toContain(secret);
});

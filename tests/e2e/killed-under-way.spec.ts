import { type BrowserContext, expect, type Page, test } from "@playwright/test";
import pg from "pg";
import { holdWrite, type Moment } from "../support/held-write";
import { lackOfNginx } from "../support/nginx";
import { asSuperuser } from "../support/postgres";
import { composerIsAlive } from "./support/alive";
import { type Cluster, firstAdmin, startCluster } from "./support/cluster";

/**
 * A process is killed while it writes an entry: before anything of it is kept, and when it is kept but nobody was told.
 * The composer sends the same again, to the other process, and the entry stands once.
 */
test.describe.configure({ mode: "serial" });
let cluster: Cluster;
let superuserUrl: string;
let omar: BrowserContext;
let page: Page;
let database: pg.Client;
let address = "";

test.beforeAll(async ({ browser }) => {
  const lack = lackOfNginx();
  test.skip(lack !== null, `${lack}: two processes behind a real proxy are not tried.`);
  test.setTimeout(240_000);
  cluster = await startCluster(async (server, { name }) => {
    superuserUrl = Object.assign(new URL(server.superuserUrl), { pathname: `/${name}` }).toString();
    await asSuperuser(server, (client) =>
      client.query(`alter database "${name}" set synchronous_commit = on`),
    );
  });
  database = new pg.Client({ connectionString: superuserUrl });
  await database.connect();
  omar = await firstAdmin(browser, cluster);
  page = await omar.newPage();
  await page.goto(`${cluster.proxy.https}/incidents/new`);
  await page.getByLabel("What is happening").fill("The engine room floods");
  await page.locator("input[name=severity][value=P2]").check();
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/incidents\/INC-/);
  address = page.url();
});

test.afterAll(async () => {
  await omar?.close();
  await database?.end();
  await cluster?.stop();
});

const composer = () => page.locator("main textarea[name=text]").first();
const host = (place: number) => new URL(cluster.products[place]?.url ?? "").host;

async function count(query: string, value: unknown): Promise<number> {
  const { rows } = await database.query<{ count: number }>(query, [value]);
  return rows[0]?.count ?? 0;
}

const kept = (text: string) => count("select count(*)::int from timeline_entry where text = $1", text);
const told = (text: string) =>
  count(
    "select count(*)::int from audit_event where action = 'timeline-entry.add' and changes->0->'fields'->'text'->>1 = $1",
    text,
  );
const backends = (pid: number) => count("select count(*)::int from pg_stat_activity where pid = $1", pid);

const rounds: readonly (readonly [place: number, moment: Moment])[] = [
  [0, "before its commit"],
  [1, "between its commit and the answer"],
  [0, "between its commit and the answer"],
  [1, "before its commit"],
];

for (const [round, [place, moment]] of rounds.entries())
  test(`round ${round + 1}: process ${place + 1} is killed with an entry under way, ${moment}; the entry stands once`, async () => {
    const text = `water stands at mark ${round + 1}`;
    // The page and what it sends come from the process that is killed.
    await page.goto("about:blank");
    await cluster.proxy.reload([host(place)]);
    await page.goto(address);
    await composerIsAlive(composer());

    const held = await holdWrite(superuserUrl, "timeline_entry", moment);
    let pid: number;
    try {
      await composer().click();
      await page.keyboard.type(text);
      await page.keyboard.press("Enter");
      pid = await held.caught();
      await cluster.products[place]?.program.kill("SIGKILL");
    } finally {
      await held.release();
    }
    await expect(page.getByText("No answer from Highwater")).toBeVisible();
    await expect.poll(() => backends(pid)).toBe(0);
    expect(await kept(text)).toBe(moment === "before its commit" ? 0 : 1);

    await cluster.proxy.reload([host(1 - place)]);
    await expect(page.getByText("No answer from Highwater")).toBeHidden({ timeout: 20_000 });
    await expect(page.locator("#timeline li[id^=entry-]").filter({ hasText: text })).toHaveCount(1, {
      timeout: 20_000,
    });
    expect([await kept(text), await told(text)]).toEqual([1, 1]);
    await cluster.replace(place);
  });

test("nothing waits on the device any more, and every entry stands once after a reload", async () => {
  await page.goto(address);
  await composerIsAlive(composer());
  const waiting = await page.evaluate(() =>
    Object.keys(localStorage).filter((key) => key.startsWith("highwater:entries")),
  );
  expect(waiting).toEqual([]);
  for (const round of rounds.keys())
    await expect(
      page.locator("#timeline li[id^=entry-]").filter({ hasText: `water stands at mark ${round + 1}` }),
    ).toHaveCount(1);
});

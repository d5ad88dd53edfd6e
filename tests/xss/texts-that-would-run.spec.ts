import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { describeSources } from "../bench/machine";
import { people } from "../support/cast";
import { bodyOf, type MailServer, startMailServer } from "../support/mail-server";
import { type Product, startProduct, stopProduct } from "../support/product";
import { runProgram } from "../support/program";
import { asAddress, asFileName, asShown, corpus, markOf, shortCorpus } from "./corpus";
import { addressesWith, openAll, openAnything, readingAddresses, searchFor } from "./other-ways";
import { type Reading, readAll, reader, settled, signIn, stranger, wordsOn } from "./reader";
import type { Written } from "./write";

/** `HIGHWATER_XSS=all` tries the whole corpus; else a few payloads go through every field. */
const everything = process.env.HIGHWATER_XSS === "all";
const at = new Date().toISOString();
const commit = everything ? describeSources() : "";
const texts = (everything ? corpus : shortCorpus).map(({ text }) => text);

/** Pages on which nothing stands that one of the cast who reads here, or a round, has written. */
const bare = new Set(["/settings", "/settings/import", "/settings/notifications", "/settings/profile"]);
/** Pages that show the newest few of something. */
const brief = new Set(["/"]);

let mail: MailServer;
let product: Product;
let written: Written;

test.beforeAll(async () => {
  mail = await startMailServer();
  product = await startProduct(mkdtempSync(join(tmpdir(), "highwater-xss-")), {
    HIGHWATER_SMTP_URL: `smtp://127.0.0.1:${mail.port}`,
    HIGHWATER_MAIL_FROM: "Highwater <highwater@example.org>",
    HIGHWATER_API_RATE_PER_MINUTE: "1000000",
  });
  const program = runProgram("tests/xss/write.ts", everything ? ["--all"] : [], {
    ...{ HIGHWATER_DATA_DIR: product.dataFolder, DATABASE_URL: undefined, TZ: "UTC" },
  });
  expect(await program.ends(1_800_000), program.output().slice(-6_000)).toBe(0);
  written = JSON.parse(program.output().trim().split("\n").at(-1) ?? "");
  // Omar is mentioned once a round; what he is told is there when the mail is.
  const told = () => mail.received.filter(({ to }) => to.includes(people.omar.email)).length;
  await expect.poll(told, { timeout: 300_000 }).toBeGreaterThanOrEqual(written.rounds);
});

test.afterAll(async () => {
  await stopProduct(product);
  await mail.stop();
});

test("the watch sees what it is there to see: taken for HTML, the corpus runs", async ({ browser }) => {
  const { context, page, watching } = await stranger(browser, product.url);
  for (const { text } of corpus.filter(({ runsAlone }) => runsAlone)) {
    await page.goto("/sign-in");
    await page.setContent(`<body><div>${text}</div></body>`);
    await expect
      .poll(() => watching.found(page), { message: text })
      .toContainEqual(expect.stringContaining("ran a script"));
  }
  await context.close();
});

test("every field that takes words took every text, and every pointer refused one", () => {
  const once = written.words.filter((field) => field.startsWith("person.set-up-admin "));
  const expected = written.words.map((field) => [
    field,
    once.includes(field) ? 1 : written.rounds - (written.tooLong[field] ?? 0),
  ]);
  expect(written.took).toEqual(Object.fromEntries(expected));
  expect(written.rounds).toBe(texts.length + 1);
  for (const [field, count] of Object.entries(written.tooLong))
    expect(count, field).toBeLessThan(written.rounds / 5);
  const tried = written.pointers.filter((field) => !field.startsWith("person.set-up-admin "));
  expect(written.refused.toSorted()).toEqual(tried.toSorted());
});

test("nothing runs on any page, without the help of a content security policy, and the texts can be read", async ({
  browser,
}) => {
  const readers = [];
  for (const _ of [1, 2, 3]) readers.push(await reader(browser, product.url, "omar"));
  const marks = new Map(written.words.map((field) => [markOn(field), field]));
  const all = [...texts, ...marks.keys()];
  const reading = await readAll(readers, written.sights.omar, all);
  const cleo = await reader(browser, product.url, "cleo");
  const own = await readAll([cleo], written.sights.cleo, all);
  for (const { context } of [...readers, cleo]) await context.close();
  const shown = new Set(
    [reading, own].flatMap((one) => Object.values(one.shown).flatMap((some) => [...some])),
  );
  const wrong = [
    ...reading.found,
    ...own.found,
    ...unread(reading),
    ...[...marks].filter(([mark]) => !shown.has(mark)).map(([, field]) => `${field} can be read nowhere`),
  ];
  keep({ payloads: texts.length, fields: written.words.length, pagesOpened: reading.opened, wrong });
  expect(wrong).toEqual([]);
});

/** Keeps what the whole corpus came to beside the test. */
function keep(figures: object): void {
  if (!everything) return;
  const results = { command: "HIGHWATER_XSS=all npm run xss", at, commit, ...figures };
  writeFileSync(join(import.meta.dirname, "results.json"), `${JSON.stringify(results, null, 2)}\n`);
}

test("nothing runs where an address carries a text", async ({ browser }) => {
  const nobody = await stranger(browser, product.url);
  const omar = await reader(browser, product.url, "omar");
  const addresses = texts.map(addressesWith);
  const found = await Promise.all([
    openAnything(
      nobody,
      addresses.flatMap((one) => one.public),
    ),
    openAnything(
      omar,
      addresses.flatMap((one) => one.signedIn),
    ),
  ]);
  for (const { context } of [nobody, omar]) await context.close();
  expect(found.flat()).toEqual([]);
});

test("a sign-in leads to no script and to no other site", async ({ browser }) => {
  for (const target of [
    "javascript:xss(1)",
    "//evil.invalid/x",
    "https://evil.invalid/",
    "/\\evil.invalid",
  ]) {
    const { context, page, watching } = await stranger(browser, product.url);
    await signIn(page, "omar", `/sign-in?callbackUrl=${encodeURIComponent(target)}`);
    await expect(page.getByRole("link", { name: "Incidents" }).first()).toBeVisible();
    expect(page.url(), target).toBe(`${product.url}/`);
    expect(await watching.found(page), target).toEqual([]);
    await context.close();
  }
});

test("what the API and the downloads answer is no page, and nothing runs where a browser shows it", async ({
  browser,
}) => {
  const headers = { Authorization: `Bearer ${written.token}` };
  const program = await stranger(browser, product.url, headers);
  const omar = await reader(browser, product.url, "omar");
  for (const [turn, ref] of written.scenes.entries()) {
    for (const address of readingAddresses(ref)) {
      const answer = await program.context.request.get(address);
      expect(answer.status(), address).toBe(200);
      expect(answer.headers()["content-type"], address).toMatch(/^(application\/json|text\/markdown)/);
      expect(answer.headers()["x-content-type-options"], address).toBe("nosniff");
      if (answer.headers()["content-type"]?.startsWith("application/json"))
        expect(await openAnything(program, [address])).toEqual([]);
    }
    const text = texts[turn - 1] ?? markOf("incident.edit title");
    expect(await (await program.context.request.get(`/api/v1/incidents/${ref}`)).json()).toMatchObject({
      title: asShown(text),
    });
    for (const file of ["export", "review/signed-document", "review/signed-text"]) {
      const answer = await omar.context.request.get(`/incidents/${ref}/${file}`);
      expect(answer.status(), file).toBe(200);
      expect(answer.headers()["content-disposition"], file).toMatch(/^attachment;/);
      expect(answer.headers()["content-type"], file).toMatch(/^(application\/json|text\/markdown)/);
      expect(answer.headers()["x-content-type-options"], file).toBe("nosniff");
    }
  }
  await program.context.close();
  await omar.context.close();
});

test("nothing runs in the mails, which show the texts", async ({ browser }) => {
  const { context, page, watching } = await stranger(browser, product.url);
  const words: string[] = [];
  for (const received of mail.received) {
    const [html = ""] = /<!doctype html[\s\S]*<\/html>/.exec(bodyOf(received)) ?? [];
    await page.goto("/api/health");
    await page.setContent(html);
    expect(await watching.found(page), html).toEqual([]);
    words.push(await wordsOn(page));
  }
  await context.close();
  const missing = texts.filter((text) => !words.some((one) => one.includes(asShown(text))));
  expect(missing).toEqual([]);
});

test("nothing runs in what opens: the search, menus, popovers and dialogs", async ({ browser }) => {
  const omar = await reader(browser, product.url, "omar");
  await settled(omar.page);
  for (const text of texts) expect(await searchFor(omar, text)).toEqual([]);
  for (const ref of written.scenes.slice(0, shortCorpus.length + 1)) {
    let count = 0;
    for (const part of ["", "/action-items", "/post-mortem", "/review"]) {
      await omar.page.goto(`/incidents/${ref}${part}`);
      await settled(omar.page);
      const { opened, found } = await openAll(omar);
      expect(found, part).toEqual([]);
      count += opened;
    }
    expect(count, ref).toBeGreaterThan(0);
  }
  await omar.context.close();
});

/** The mark of a field as it can be read. */
function markOn(field: string): string {
  const [action, place] = field.split(" ");
  if (place === "fileName") return asFileName(markOf(field));
  return place === "email" ? asAddress(markOf(field), `0.${action}.example`) : markOf(field);
}

/** The kinds of pages on which a text was expected and not read. */
function unread({ opened, shown }: Reading): string[] {
  return Object.keys(opened)
    .filter((kind) => !bare.has(kind))
    .flatMap((kind) => {
      const missing = texts.filter((text) => !shown[kind]?.has(text));
      // Of the newest few some carry marks, which are written last.
      const some = brief.has(kind) && (shown[kind]?.size ?? 0) > 0;
      return missing.length > 0 && !some ? [`${kind} does not show ${missing.join(" or ")}`] : [];
    });
}

import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { people } from "../support/cast";
import { type MailServer, startMailServer } from "../support/mail-server";
import { type Product, startProduct, stopProduct } from "../support/product";
import { runProgram } from "../support/program";
import { asAddress, corpus, markOf, shortCorpus } from "./corpus";
import { type Reading, readAll, reader, stranger } from "./reader";
import type { Written } from "./write";

/** `HIGHWATER_XSS=all` tries the whole corpus; else a few payloads go through every field. */
const everything = process.env.HIGHWATER_XSS === "all";
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
  const expected = written.words.map((field) => [field, once.includes(field) ? 1 : written.rounds]);
  expect(written.took).toEqual(Object.fromEntries(expected));
  expect(written.rounds).toBe(texts.length + 1);
  const tried = written.pointers.filter((field) => !field.startsWith("person.set-up-admin "));
  expect(written.refused.toSorted()).toEqual(tried.toSorted());
});

test("nothing runs on any page, without the help of a content security policy, and the texts can be read", async ({
  browser,
}) => {
  const readers = await Promise.all([1, 2, 3].map(() => reader(browser, product.url, "omar")));
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
  const results = { command: "HIGHWATER_XSS=all npm run xss", ...figures };
  writeFileSync(join(import.meta.dirname, "results.json"), `${JSON.stringify(results, null, 2)}\n`);
}

/** The mark of a field as it can be read. */
function markOn(field: string): string {
  const [action, place] = field.split(" ");
  return place === "email" ? asAddress(markOf(field), `0.${action}.example`) : markOf(field);
}

/** The kinds of pages on which a text was expected and not read. */
function unread({ opened, shown }: Reading): string[] {
  return Object.keys(opened)
    .filter((kind) => !bare.has(kind))
    .flatMap((kind) => {
      const missing = texts.filter((text) => !shown[kind]?.has(text));
      return missing.length > 0 && !(brief.has(kind) && missing.length < texts.length)
        ? [`${kind} does not show ${missing.join(" or ")}`]
        : [];
    });
}

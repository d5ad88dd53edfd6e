import { generateKeyPairSync } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { publicKeyPem } from "@/lib/core/secrets";
import { exportMarkdown } from "@/lib/documents/exports/queries";
import { getSignedDocument } from "@/lib/documents/verification/queries";
import { makeWorld, openScene } from "../../support/world";
import { sign } from "../reviews/story";
import { highwater, highwaterJson } from "./support";

const folder = mkdtempSync(join(tmpdir(), "highwater-verify-test-"));
const path = (name: string) => join(folder, name);
process.env.HIGHWATER_SIGNING_KEY = generateKeyPairSync("ed25519")
  .privateKey.export({ type: "pkcs8", format: "pem" })
  .toString();
/** No database can be had here. */
const offline = { DATABASE_URL: "postgres://nobody@127.0.0.1:1/none", HIGHWATER_DATABASE_WAIT_MS: "1" };

beforeAll(async () => {
  const { ben, lea, ada, incident } = await openScene(await makeWorld());
  for (const [who, step] of [
    [ben, "prepared"],
    [lea, "reviewed"],
    [ada, "approved"],
  ] as const)
    await sign(who, incident.ref, step);
  const { markdown } = await exportMarkdown(ben, incident.ref);
  const { file } = await getSignedDocument(ben, incident.ref);
  writeFileSync(path("report.md"), markdown);
  writeFileSync(path("changed.md"), markdown.replace("bookings time out", "all is well"));
  writeFileSync(path("signed.json"), JSON.stringify(file));
  writeFileSync(path("key.pem"), publicKeyPem());
});
afterAll(() => rmSync(folder, { recursive: true }));

test("a signed document and the Markdown beside it are verified without a database", async () => {
  const typed = ["verify", path("signed.json"), path("report.md"), "--key", path("key.pem")];
  const { value, code } = await highwaterJson(typed, offline);
  expect(code).toBe(0);
  expect(value.files).toMatchObject([
    { file: "signed document", verdict: "verified" },
    { file: "Markdown", verdict: "verified" },
  ]);
});

test("a changed Markdown is found, and where is said", async () => {
  const typed = ["verify", path("changed.md"), path("signed.json"), "--key", path("key.pem")];
  const { out, code } = await highwater(typed, offline);
  expect(out).toContain("The Markdown does not say what was signed: timeline.");
  expect(code).toBe(11);
});

test("what nothing proves is not called verified", async () => {
  expect((await highwater(["verify", path("report.md")], offline)).code).toBe(11);
  expect((await highwater(["verify", path("signed.json")], offline)).out).toContain(
    "The key came with the file",
  );
});

test("a file that is not there is refused", async () => {
  const { err, code } = await highwater(["verify", path("nowhere.md")], offline);
  expect(err).toContain("cannot be read (ENOENT)");
  expect(code).toBe(10);
});

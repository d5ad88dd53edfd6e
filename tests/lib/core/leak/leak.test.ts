import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect, inject, it } from "vitest";

const run = promisify(execFile);

it("a test that leaks a connection fails, and the failure names the line that took it", async () => {
  const config = "tests/lib/core/leak/vitest.config.ts";
  const args = ["node_modules/vitest/vitest.mjs", "run", "--config", config, "--reporter=json", "--root=."];
  const env = { ...process.env, TEST_DATABASE_URL: inject("testServer").superuserUrl };
  const ended = await run(process.execPath, args, { env }).then(
    () => expect.unreachable("the run with a leak in it passed"),
    (error: { code: number; stdout: string }) => error,
  );
  expect(ended.code).toBe(1);
  const { testResults } = JSON.parse(ended.stdout) as {
    testResults: { assertionResults: { title: string; status: string; failureMessages: string[] }[] }[];
  };
  const [clean, leaking] = testResults[0]?.assertionResults ?? [];
  expect(clean).toMatchObject({ title: "gives its connection back", status: "passed" });
  expect(leaking).toMatchObject({ title: "forgets to give its connection back", status: "failed" });
  expect(leaking?.failureMessages.join("\n")).toMatch(
    /left a database connection open:\n {2}checked out for \d+ ms at tests\/lib\/core\/leak\/leaking\.fixture\.ts:14:\d+/,
  );
}, 60_000);

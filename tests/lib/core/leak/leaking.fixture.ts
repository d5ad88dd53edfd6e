import { afterAll, expect, it } from "vitest";
import { pool } from "../../../../lib/core/pool";

let forgotten: { release(): void } | undefined;
// The pool does not close before the last connection is back.
afterAll(() => forgotten?.release());

it("gives its connection back", async () => {
  const client = await pool().connect();
  client.release();
});

it("forgets to give its connection back", async () => {
  forgotten = await pool().connect();
  expect(forgotten).toBeDefined();
});

import { appendFileSync } from "node:fs";
import { it } from "vitest";
import { makeWorld } from "../support/world";
import { cast } from "../support/cast";
it("times", async () => {
  for (let i = 0; i < 6; i++) { const a = performance.now(); await cast(); const b = performance.now(); await makeWorld(); appendFileSync("/tmp/authz/times", `${b-a} ${performance.now() - b}\n`); }
});

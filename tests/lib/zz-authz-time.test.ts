import { it } from "vitest";
import { makeWorld } from "../support/world";
import { cast } from "../support/cast";
it("times", async () => {
  for (let i = 0; i < 6; i++) { const a = performance.now(); await cast(); const b = performance.now(); await makeWorld(); console.log(b-a, performance.now() - b); }
});

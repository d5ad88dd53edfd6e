import { join } from "node:path";
import { defineConfig } from "vitest/config";

// The leaking test alone, with the set-up of the integration tests. Outside of every ordinary run.
const support = join(import.meta.dirname, "../../../support");

export default defineConfig({
  test: {
    dir: import.meta.dirname,
    include: ["**/leaking.fixture.ts"],
    env: { HIGHWATER_POOL_TRACE: "always" },
    globalSetup: [join(support, "vitest-database.ts")],
    setupFiles: [join(support, "own-database.ts"), join(support, "no-leaks.ts")],
    pool: "forks",
  },
});

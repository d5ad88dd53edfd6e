import { defineConfig } from "vitest/config";

// Whatever depends on the machine's zone shows itself in one that is 5:45 off.
process.env.TZ = "Asia/Kathmandu";

const withoutDatabase = [
  "tests/**/rules.test.ts",
  "tests/**/schema.test.ts",
  "tests/**/*.unit.test.ts",
  "tests/architecture.test.ts",
  "tests/components/**/*.test.{ts,tsx}",
  "tests/lib/documents/formats/**/*.test.ts",
];

export default defineConfig({
  resolve: { alias: { "@": import.meta.dirname } },
  test: {
    env: { TZ: "Asia/Kathmandu", HIGHWATER_POOL_TRACE: "always" },
    restoreMocks: true,
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          include: withoutDatabase,
          setupFiles: ["tests/support/quiet-console.ts"],
          // How busy the machine is decides nothing.
          testTimeout: 20_000,
        },
      },
      {
        extends: true,
        test: {
          name: "integration",
          include: ["tests/lib/**/*.test.ts", "tests/app/**/*.test.ts"],
          exclude: withoutDatabase,
          globalSetup: ["tests/support/vitest-database.ts"],
          setupFiles: [
            "tests/support/quiet-console.ts",
            "tests/support/own-database.ts",
            "tests/support/no-leaks.ts",
          ],
          pool: "forks",
          maxWorkers: 2,
          testTimeout: 20_000,
          hookTimeout: 20_000,
        },
      },
    ],
  },
});

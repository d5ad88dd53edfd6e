import { defineConfig, devices } from "@playwright/test";
import { findBrowser } from "./tests/support/browser";

const executablePath = findBrowser();

export default defineConfig({
  testDir: "tests/e2e",
  outputDir: "test-results",
  globalSetup: "./tests/e2e/support/global-setup.ts",
  workers: 1,
  fullyParallel: false,
  forbidOnly: Boolean(process.env.CI),
  // A page that is drawn anew while a worker, a browser and a database share two cores takes its time.
  expect: { timeout: 10_000 },
  timeout: 180_000,
  // Once more from the beginning, with a trace; `npm test` names what passed only then.
  retries: 1,
  reporter: [["list"]],
  use: {
    ...devices["Desktop Chrome"],
    viewport: { width: 1440, height: 900 },
    baseURL: process.env.HIGHWATER_E2E_URL ?? "",
    trace: "on-first-retry",
    // What a worker answers passes by `page.route`; the tests of the worker allow it (`tests/e2e/pocket.spec.ts`).
    serviceWorkers: "block",
    launchOptions: {
      ...(executablePath ? { executablePath } : {}),
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
});

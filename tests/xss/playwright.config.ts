import { defineConfig } from "@playwright/test";
import base from "../../playwright.config";

// The journeys' product is not ours: the test starts one of its own. A trace of thousands of pages would fill the disk.
const { globalSetup: _theirs, use, ...rest } = base;

/** `npm run xss`: texts that would run as scripts, through every field and onto every page. */
export default defineConfig({
  ...rest,
  use: { ...use, trace: "off", actionTimeout: 20_000 },
  // Hooks count as well, and writing the whole corpus takes minutes.
  timeout: 7_200_000,
  retries: 0,
  testDir: ".",
  outputDir: "../../test-results",
});

import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { chromium } from "@playwright/test";

const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const macChrome = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome";

/** The browser for the tests: `CHROMIUM_PATH`, a Chromium or Chrome of the system's, Playwright's own; null where there is none. */
export function findBrowser(): string | null {
  const folders = (process.env.PATH ?? "").split(delimiter);
  const onPath = names.flatMap((name) => folders.map((folder) => join(folder, name)));
  const candidates = [process.env.CHROMIUM_PATH, ...onPath, macChrome, chromium.executablePath()];
  return candidates.find((path) => path && existsSync(path)) ?? null;
}

/** Finds a browser or installs one. Throws with the one command to run where it cannot. */
export function ensureBrowser(): string {
  const found = findBrowser();
  if (found) return found;
  const isDebianRoot = process.getuid?.() === 0 && existsSync("/etc/debian_version");
  const command = isDebianRoot
    ? "apt-get update && apt-get install -y chromium"
    : "npx playwright install chromium";
  const { stdout, stderr } = spawnSync("sh", ["-c", command], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
  });
  const installed = findBrowser();
  if (installed) return installed;
  throw new Error(
    `${stdout}${stderr}\nThere is no browser for the tests, and this failed: ${command}\nRun it by hand, or set CHROMIUM_PATH.`,
  );
}

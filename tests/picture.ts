/** `npm run picture`: takes docs/incident.png anew, the founding incident in the sample workspace. */
import { chromium } from "@playwright/test";
import { ensureBrowser } from "./support/browser";
import { type Demo, openFounding, signInAs, startDemo } from "./support/demo";

const demo = await startDemo();
try {
  await takePicture(demo);
} finally {
  await demo.stop();
}

async function takePicture(demo: Demo): Promise<void> {
  const browser = await chromium.launch({ executablePath: ensureBrowser(), args: ["--no-sandbox"] });
  try {
    const viewport = { width: 1440, height: 900 };
    const page = await browser.newPage({ baseURL: demo.url, viewport, colorScheme: "light" });
    // A page that listens is never idle.
    await page.route("**/changes?*", (route) => route.abort());
    await signInAs(page, demo);
    await openFounding(page);
    await page.waitForLoadState("networkidle");
    await page.screenshot({ path: "docs/incident.png" });
  } finally {
    await browser.close();
  }
}

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { runHere } from "./support";

test("`npx highwater` is this project's own command, with an empty cache and no registry to ask", async () => {
  const home = mkdtempSync(join(tmpdir(), "highwater-npx-"));
  try {
    const answer = await runHere(["npx", "--no-install", "highwater", "--help"], {
      ...{ HOME: home, npm_config_cache: join(home, "cache"), npm_config_registry: "http://127.0.0.1:9" },
      // The generated client stays as it is: other tests are reading it.
      ...{ npm_config_ignore_scripts: "true", npm_config_update_notifier: "false" },
    });
    expect(answer).toMatchObject({ code: 0, out: expect.stringMatching(/^Usage: highwater/) });
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}, 120_000);

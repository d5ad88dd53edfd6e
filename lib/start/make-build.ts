/** `npm run build`: makes the production build when it is missing or stale, exactly as `npm start` would. */
import { ensureBuild } from "./build";
import { StartFailure } from "./failure";
import { projectFolder } from "./folders";
import { step } from "./progress";

try {
  await step("Build", async () => ({
    outcome: await ensureBuild(projectFolder, new AbortController().signal),
    result: null,
  }));
} catch (error) {
  if (!(error instanceof StartFailure)) throw error;
  console.error(`\n${error.message}`);
  process.exitCode = error.exitCode;
}

/** The operators' command: `npx highwater …`, on the machine that Highwater runs on. */
import { run } from "./run";

const line = (text: string) => (text.endsWith("\n") ? text : `${text}\n`);

process.exitCode = await run(process.argv.slice(2), {
  out: (text) => process.stdout.write(line(text)),
  err: (text) => process.stderr.write(line(text)),
});

import { expect, test } from "@playwright/test";
import { runProgram } from "../support/program";

// The long forms are `npm run faults` and `npm run fuzz`; these are the same programs with a few turns each.
test.setTimeout(240_000);

async function proves(file: string, ...args: string[]): Promise<void> {
  const program = runProgram(file, args, { DATABASE_URL: undefined, HIGHWATER_DATA_DIR: undefined });
  const status = await program.ends(230_000);
  expect(status, program.output()).toBe(0);
}

test("nothing that people were told is lost when process and database are killed while they work", () =>
  proves("tests/faults/main.ts", "--kills", "3", "--database-kills", "1", "--first-starts", "0"));

test("generated requests to the whole API are answered as its document says", () =>
  proves("tests/fuzz/main.ts", "--requests", "1500"));

/** The operators' command: `npm run highwater -- …`, on the machine that Highwater runs on. */
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { databaseNow } from "../core/clock";
import { systemContext } from "../core/context";
import { BadEnvironment, dataFolder } from "../core/env";
import { closePool, pool } from "../core/pool";
import { isRefusal } from "../core/refusal";
import { openDatabase } from "../start/database";
import { StartFailure } from "../start/failure";
import { projectFolder } from "../start/folders";
import { pendingMigrations } from "../start/migrations";
import { type Order, readArguments, usage } from "./arguments";
import { BadUsage, exitCodes } from "./failure";
import { addPerson, type LinkToHandOver, offerLink } from "./recover-admin";

async function main(typed: readonly string[]): Promise<number> {
  try {
    const order = readArguments(typed);
    console.log(order.do === "help" ? usage : handOver(await carryOut(order)));
    return 0;
  } catch (error) {
    return report(error);
  }
}

async function carryOut(order: Exclude<Order, { do: "help" }>): Promise<LinkToHandOver> {
  process.chdir(projectFolder);
  if (existsSync(".env")) process.loadEnvFile();
  process.env.HIGHWATER_DATA_DIR = resolve(dataFolder());
  const opened = await openDatabase("visitor");
  process.env.DATABASE_URL = opened.url;
  try {
    if ((await pendingMigrations(pool())).length > 0)
      throw new StartFailure(
        "databaseUnavailable",
        "The database is not ready for this version: run npm start first.",
      );
    const context = systemContext(await databaseNow(), "cli");
    return await (order.do === "add" ? addPerson(context, order.input) : offerLink(context, order.email));
  } finally {
    await closePool();
    await opened.close(10_000);
  }
}

function handOver({ email, purpose, address, expiresAt }: LinkToHandOver): string {
  const until = `${expiresAt.toISOString().slice(0, 16).replace("T", " ")} UTC`;
  return `With this link ${email} can ${purpose}, once, until ${until}:\n  ${address}`;
}

function report(error: unknown): number {
  if (error instanceof BadUsage) {
    console.error(`${error.message}\n\n${usage}`);
    return exitCodes.usage;
  }
  if (isRefusal(error)) {
    const fields = Object.values(error.fields).filter((sentence) => sentence !== error.message);
    console.error([error.message, ...fields].join("\n"));
    return exitCodes.refused;
  }
  if (error instanceof StartFailure) {
    console.error(error.message);
    return error.exitCode;
  }
  if (error instanceof BadEnvironment) {
    console.error(error.message);
    return exitCodes.usage;
  }
  console.error("Highwater met a fault of its own:", error);
  return 1;
}

process.exitCode = await main(process.argv.slice(2));

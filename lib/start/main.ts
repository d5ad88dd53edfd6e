/**
 * `npm start`: database, migrations, build, web and worker, one line each, until it is asked to stop. Exit codes are in
 * failure.ts. The only place that knows both the web and the worker.
 */
import { join, resolve } from "node:path";
import {
  addressOf,
  apiRatePerMinute,
  BadEnvironment,
  databaseWaitMs,
  dataFolder,
  drainGraceMs,
  poolSettings,
  privateHosts,
  proxiesInFront,
} from "../core/env";
import { mailSettings } from "../core/mail-settings";
import { serverActionKey } from "../core/sealed";
import { checkSecrets } from "../core/secrets";
import { signInSettings } from "../core/sign-in-settings";
import { ensureBuild } from "./build";
import { type OpenDatabase, openDatabase, prepareSchema } from "./database";
import { StartFailure } from "./failure";
import { projectFolder } from "./folders";
import { type Asked, readArguments, readListener, type StartOptions } from "./options";
import { seconds, step } from "./progress";
import { enterProject, takeSettings } from "./settings";
import { type Running, stopAll } from "./shut-down";
import { given, listenForSignals, type Signals } from "./signals";
import { startTracing, tracesEndpoint } from "./tracing";

async function main(): Promise<number> {
  const began = performance.now();
  const signals = listenForSignals();
  const running: Running = {};
  try {
    const options = prepareEnvironment(readArguments(process.argv.slice(2)));
    await startAll(options, running, signals);
    console.log(await welcome(options, running, began));
    await Promise.race([given(signals.stop), running.lost]);
    return await stopAll(running, signals.hurry);
  } catch (error) {
    await stopAll(running, signals.hurry);
    // A start that was told to stop has not failed.
    return signals.stop.aborted ? 0 : report(error);
  }
}

/** Sets what everything after it reads from the environment, and says what the start is then to do. */
function prepareEnvironment(asked: Asked): StartOptions {
  const { dev, demo } = asked;
  if (demo) enterProject();
  else takeSettings();
  const { host, port } = readListener(process.env);
  if (demo) prepareDemo(addressOf(host, port));
  Object.assign(process.env, {
    NODE_ENV: dev ? "development" : "production",
    NEXT_TELEMETRY_DISABLED: "1",
    HIGHWATER_DATA_DIR: resolve(dataFolder()),
    ...{ HOST: host, PORT: String(port) },
  });
  // Prisma hands one connection several queries at once, and pg warns operators of what they cannot change.
  process.noDeprecation = !dev;
  // What cannot work is refused before anything is started; the address of the database is judged when it is opened.
  poolSettings({ ...process.env, DATABASE_URL: "postgresql://not-yet" });
  apiRatePerMinute();
  drainGraceMs();
  databaseWaitMs();
  proxiesInFront();
  privateHosts();
  checkSecrets();
  mailSettings();
  process.env.NEXT_SERVER_ACTIONS_ENCRYPTION_KEY ??= serverActionKey();
  signInSettings();
  return { ...asked, host, port };
}

/** The demo never meets one's own Highwater: a folder of its own, an embedded database whatever is set, no `.env`, no mail, passwords. */
function prepareDemo(address: string): void {
  delete process.env.DATABASE_URL;
  delete process.env.DATABASE_OWNER_URL;
  delete process.env.HIGHWATER_SMTP_URL;
  for (const name of Object.keys(process.env))
    if (/^HIGHWATER_(OIDC_|PASSWORDS$)/.test(name)) delete process.env[name];
  process.env.HIGHWATER_URL ??= address;
  Object.assign(process.env, { HIGHWATER_DATA_DIR: join(dataFolder(), "demo"), HIGHWATER_SAMPLE: "1" });
}

async function startAll(options: StartOptions, running: Running, { stop }: Signals): Promise<void> {
  const { part, dev, host, port } = options;
  const database = await step("Database", async () => {
    const opened = await openWatched(part, running);
    running.database = opened;
    return { outcome: opened.description, result: opened };
  });
  process.env.DATABASE_URL = database.url;
  const demo = options.demo && (await openDemo(database.ownerUrl, options.demo));
  await step("Migrations", async () => {
    const applied = await prepareSchema(database);
    return { outcome: applied.length > 0 ? `${applied.length} applied` : "up to date", result: null };
  });
  stop.throwIfAborted();
  if (!dev && part !== "worker") {
    await step("Build", async () => ({ outcome: await ensureBuild(projectFolder, stop), result: null }));
    stop.throwIfAborted();
  }
  const endpoint = tracesEndpoint();
  if (endpoint)
    running.traces = await step("Traces", async () => {
      const traces = await startTracing(endpoint);
      return { outcome: `sent to ${traces.place}`, result: traces };
    });
  const { pool } = await import("../core/pool");
  running.pool = pool();
  if (demo) await step("Story", demo.tell);
  if (demo) {
    const { keepTellingPools } = await import("./demo/pool-history");
    await keepTellingPools(new Date());
  }
  await addUsualRules();
  const { watchOwnPool } = await import("../pools/sources/own");
  running.ownPool = watchOwnPool(running.pool, part === "worker" ? null : port);
  // Before the web: it keeps no source maps of what is loaded after it.
  const worker = part === "web" ? null : await import("../worker/main");
  if (part !== "worker") {
    running.web = await step("Web", async () => {
      const { serveWeb } = await import("../web/server");
      const web = await serveWeb({ port, host, dev }).catch((error) => {
        throw asAddressFailure(error, options);
      });
      return { outcome: `listening on ${host}:${new URL(web.url).port || "80"}`, result: web };
    });
    await database.announce(running.web.url);
    stop.throwIfAborted();
  }
  if (worker)
    running.worker = await step("Worker", async () => ({
      outcome: "running",
      result: await worker.runWorker(),
    }));
}

/** What every installation watches from its first start on. */
async function addUsualRules(): Promise<void> {
  const [{ addUsualRules: add }, { databaseNow }, { systemContext }] = await Promise.all([
    import("../alerts/rules/commands"),
    import("../core/clock"),
    import("../core/context"),
  ]);
  await add(systemContext(await databaseNow()), {});
}

/** Loaded only when it is asked for: the teller knows every command there is. */
async function openDemo(ownerUrl: string, asked: NonNullable<StartOptions["demo"]>) {
  const { openWorkspace } = await import("./demo/workspace");
  return openWorkspace(ownerUrl, asked);
}

/** Opens the database and keeps an eye on it: `running.lost` rejects when an embedded server is gone for good. */
async function openWatched(part: StartOptions["part"], running: Running): Promise<OpenDatabase> {
  let giveUp: (failure: StartFailure) => void = () => {};
  running.lost = new Promise<never>((_, reject) => {
    giveUp = reject;
  });
  running.lost.catch(() => {});
  return openDatabase(part, (what) => {
    if (what === "lost") console.log("The embedded database went away; starting it again.");
    else if (what === "back") console.log("The embedded database is back.");
    else giveUp(what);
  });
}

async function welcome({ part, demo }: StartOptions, { web }: Running, began: number): Promise<string> {
  if (!web || part === "worker") return `\nThe worker is ready after ${seconds(began)}.`;
  const [{ announceFirstRun }, { databaseNow }, { publicUrl }] = await Promise.all([
    import("../people/first-run"),
    import("../core/clock"),
    import("../core/env"),
  ]);
  const address = process.env.HIGHWATER_URL ? publicUrl() : web.url;
  if (demo) {
    const { signInsToPrint } = await import("./demo/sign-ins");
    return `\nThe sample workspace is ready at ${address} after ${seconds(began)}.\n${await signInsToPrint()}`;
  }
  const token = await announceFirstRun(await databaseNow());
  const signIn = token
    ? `Nobody can sign in yet. Make the first administrator within 24 hours at\n  ${address}/set-up?token=${token}`
    : "Sign in with your e-mail address and password.";
  return `\nHighwater is ready at ${address} after ${seconds(began)}.\n${signIn}`;
}

function asAddressFailure(error: unknown, { host, port }: StartOptions): unknown {
  const code = (error as { code?: string }).code;
  if (code === "EADDRINUSE") {
    return new StartFailure(
      "addressInUse",
      `Port ${port} on ${host} is taken: stop what listens there, or set PORT.`,
    );
  }
  if (code === "EACCES" || code === "EADDRNOTAVAIL") {
    return new StartFailure(
      "addressInUse",
      `Highwater cannot listen on ${host}:${port} (${code}): correct HOST and PORT.`,
    );
  }
  return error;
}

function report(error: unknown): number {
  if (error instanceof StartFailure) {
    console.error(`\n${error.message}`);
    return error.exitCode;
  }
  if (error instanceof BadEnvironment) {
    console.error(`\n${error.message}`);
    return 2;
  }
  console.error("\nHighwater met a fault of its own:", error);
  return 1;
}

process.exit(await main());

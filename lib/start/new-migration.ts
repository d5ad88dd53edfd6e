/**
 * `npm run migration -- name`: writes the SQL that leads from the committed Prisma schema to the one in the work
 * tree into a new folder below prisma/migrations, and prints it. What Prisma cannot express (checks, triggers,
 * partial indexes) is added to that file by hand. Touches no database of yours.
 */
import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { PrismaPg } from "@prisma/adapter-pg";
import { bindMigrationAwareSqlAdapterFactory } from "@prisma/driver-adapter-utils";
import type { DiffTarget, SchemaContainer, SchemaEngine } from "@prisma/schema-engine-wasm";
import { projectFolder } from "./folders";
import { startThrowAwayServer } from "./postgres/throw-away";

const schemaFolder = "prisma/schema";

/** The SQL that turns the schema `from` into the schema `to`; empty when they agree. */
export async function schemaDifference(from: SchemaContainer[], to: SchemaContainer[]): Promise<string> {
  // The engine compares two texts, but insists on a database to speak to.
  const server = await startThrowAwayServer();
  try {
    const engine = await openEngine(to, server.superuserUrl);
    const { stdout } = await engine.diff({
      from: asTarget(from),
      to: asTarget(to),
      script: true,
      exitCode: null,
      filters: { externalTables: [], externalEnums: [] },
    });
    return stdout?.includes("This is an empty migration") ? "" : (stdout ?? "");
  } finally {
    await server.stop();
  }
}

/** The schema files in the work tree. */
export function workingSchema(): SchemaContainer[] {
  const folder = join(projectFolder, schemaFolder);
  const names = readdirSync(folder).filter((name) => name.endsWith(".prisma"));
  return names.map((path) => ({ path, content: readFileSync(join(folder, path), "utf8") }));
}

/** The schema files of the last commit; none before the first. */
export function committedSchema(): SchemaContainer[] {
  const git = (...args: string[]) =>
    execFileSync("git", args, { cwd: projectFolder, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
  let paths: string[];
  try {
    paths = git("ls-tree", "--name-only", "HEAD", `${schemaFolder}/`).trim().split("\n");
  } catch {
    return [];
  }
  return paths
    .filter((path) => path.endsWith(".prisma"))
    .map((path) => ({ path: path.slice(schemaFolder.length + 1), content: git("show", `HEAD:${path}`) }));
}

function asTarget(files: SchemaContainer[]): DiffTarget {
  return files.length === 0 ? { tag: "empty" } : { tag: "schemaDatamodel", files };
}

async function openEngine(files: SchemaContainer[], url: string): Promise<SchemaEngine> {
  engineModule ??= loadEngine();
  const { SchemaEngine } = await engineModule;
  const adapter = bindMigrationAwareSqlAdapterFactory(new PrismaPg({ connectionString: url }));
  const datamodels = files.map(({ path, content }): [string, string] => [path, content]);
  return SchemaEngine.new({ datamodels }, () => {}, adapter);
}

let engineModule: ReturnType<typeof loadEngine> | undefined;

/**
 * The package expects a bundler that imports WebAssembly; Node is given the module by hand. Once per process: the
 * bindings remember the memory of the module that they were given first.
 */
async function loadEngine(): Promise<typeof import("@prisma/schema-engine-wasm")> {
  const bindingsPath = createRequire(import.meta.url).resolve("@prisma/schema-engine-wasm/schema_engine_bg");
  const bindings = await import(pathToFileURL(bindingsPath).href);
  const bytes = readFileSync(bindingsPath.replace(/\.js$/, ".wasm"));
  const { instance } = await WebAssembly.instantiate(bytes, { "./schema_engine_bg.js": bindings });
  Object.assign(globalThis, { PRISMA_WASM_PANIC_REGISTRY: { set_message: console.error } });
  bindings.__wbg_set_wasm(instance.exports);
  (instance.exports.__wbindgen_start as () => void)();
  return bindings;
}

async function main(): Promise<void> {
  const name = process.argv[2] ?? "";
  if (!/^[a-z0-9_]+$/.test(name)) {
    console.error(
      "Give the migration a name of small letters, digits and underscores: npm run migration -- add_teams",
    );
    process.exitCode = 2;
    return;
  }
  const script = await schemaDifference(committedSchema(), workingSchema());
  if (script === "") console.log("The schema has not changed since the last commit; the migration is empty.");
  const timestamp = new Date().toISOString().replace(/\D/g, "").slice(0, 14);
  const folder = join(projectFolder, "prisma", "migrations", `${timestamp}_${name}`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "migration.sql"), script);
  console.log(script);
  console.log(`Written to ${join(folder, "migration.sql")}`);
}

if (process.argv[1] === import.meta.filename) await main();
